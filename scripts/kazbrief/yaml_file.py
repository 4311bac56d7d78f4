"""YAML files that people write: read whole, and every fault with its line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from kazbrief import paths
from kazbrief.errors import InputError

# The parser in C, where PyYAML has it, is ten times faster.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read(path: Path) -> dict[str, Any]:
    """The mapping in a YAML file.

    Raises
    ------
    InputError
        When there is no such file, or when it isn't UTF-8, isn't YAML or holds no mapping.
    """
    shown = paths.shown(path)
    try:
        content = yaml.load(path.read_text("utf-8"), _Loader)
    except FileNotFoundError:
        raise InputError(shown, "no such file", "a YAML file") from None
    except yaml.MarkedYAMLError as fault:
        line = fault.problem_mark.line + 1 if fault.problem_mark else None
        raise InputError(shown, f"broken YAML ({fault.problem})", "valid YAML", line=line) from None
    except (ValueError, yaml.YAMLError) as fault:
        found = f"broken YAML ({' '.join(str(fault).split())})"
        raise InputError(shown, found, "valid YAML in UTF-8") from None
    if not isinstance(content, dict):
        raise InputError(shown, f"{content!r}", "a mapping of words to values")
    return content


def line_of(path: Path, *place: str | int) -> int:
    """The line of a part of a YAML file; of the innermost part that there is.

    Parameters
    ----------
    place
        The way to it, from the outside in: words of mappings and positions in lists.
    """
    node = yaml.compose(path.read_text("utf-8"), _Loader)
    line = 1
    for step in place:
        if isinstance(node, yaml.MappingNode):
            parts = [(key.start_mark.line, value) for key, value in node.value if key.value == step]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int):
            parts = [(part.start_mark.line, part) for part in node.value[step : step + 1]]
        else:
            parts = []
        if not parts:
            break
        line, node = parts[0][0] + 1, parts[0][1]
    return line
