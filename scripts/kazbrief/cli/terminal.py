"""What commands print and write: progress, grids, one file."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from kazbrief import files, paths

INSTALLING = "`pip install '.[paper]'` in a clone installs all that figures and paper need"


class Progress:
    """A live line on a terminal, plain lines elsewhere; the last line says what was done and how long it took."""

    def __init__(self) -> None:
        self.live = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        self.started = time.monotonic()
        self.count = 0

    def __call__(self, line: str) -> None:
        """Tell that a stage begins."""
        self.count += 1
        if self.live:
            print(f"\r\033[K{self.count:>3}  {line}", end="", file=sys.stderr, flush=True)
        else:
            print(f"{self.count:>3}  {line}", file=sys.stderr, flush=True)

    def clear(self) -> None:
        """Take the live line away."""
        if self.live:
            print("\r\033[K", end="", file=sys.stderr)

    def end(self, line: str) -> None:
        """Replace the live line by what was done."""
        self.clear()
        print(f"{line} ({time.monotonic() - self.started:.1f} s)", file=sys.stderr)


@contextmanager
def progress() -> Iterator[Progress]:
    """Progress whose live line goes when something fails."""
    shown = Progress()
    try:
        yield shown
    except BaseException:
        shown.clear()
        raise


def print_grid(headings: Sequence[str], rows: Iterable[Sequence[str]], right: str = "") -> None:
    """A grid without lines; numbers of the column ``right`` stand to the right."""
    from rich.console import Console
    from rich.table import Table as Grid
    from rich.text import Text

    grid = Grid(box=None, pad_edge=False, header_style="bold")
    for number, heading in enumerate(headings):
        # Names stay whole, so that they can be copied; prose may wrap.
        grid.add_column(heading, justify="right" if heading == right else "left", no_wrap=number == 0)
    for row in rows:
        grid.add_row(*(Text(cell) for cell in row))
    Console().print(grid)


def write(path: Path, content: bytes) -> None:
    """Write a file that was asked for, and tell its name and size; ``-`` is the standard output."""
    if str(path) == "-":
        sys.stdout.buffer.write(content)
        return
    files.write_bytes(path, content)
    print(f"{paths.shown(path)}  {len(content) / 1000:,.1f} kB")
