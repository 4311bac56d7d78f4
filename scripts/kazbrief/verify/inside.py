"""Run inside a copy: tell the products, or build them all. The copy's code is what is run."""

from __future__ import annotations

import os
import sys

from kazbrief import paths, pipeline
from kazbrief.errors import KazbriefError


def main() -> None:
    """Do what the first argument says, ``products`` or ``build``; one line of output a product or a task."""
    if "--one-processor" in sys.argv and hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    root = paths.root()
    try:
        if sys.argv[1] == "products":
            for path in pipeline.products(root):
                print(path.relative_to(root).as_posix())
        else:
            pipeline.run(root, paper=True, report=lambda line: print(line, flush=True))
    except KazbriefError as error:
        print(f"kazbrief: {error}", file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    main()
