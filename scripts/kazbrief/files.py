"""Reading and writing at the edges: whole files or nothing, and the same bytes everywhere."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import hashlib
import json
import os
import secrets
import stat
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kazbrief.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

# Temporary files are locked while they are written: one that isn't was left by a process that was killed.
_PART = ".part"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_bytes(path: Path, content: bytes) -> Path:
    """Write a file through a temporary one beside it, so that no reader ever sees half of it.

    Links are followed, and a file that is replaced hands on its mode; what is no file (a pipe, a device) is written into.

    Raises
    ------
    OSError
        When it can't be written (disk full, folder not writable), with its path or that of what should be its folder;
        an earlier file stays, and no new folder does.
    """
    temporary, made = None, []
    try:
        mode = _mode(path)
        if mode is not None and not stat.S_ISREG(mode):
            with path.open("wb") as file:
                file.write(content)
            return path
        target = Path(os.path.realpath(path))
        made = [folder for folder in target.parents if not folder.exists()]
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary = target.with_name(f".{target.name[:50]}.{secrets.token_hex(4)}{_PART}")
        with temporary.open("xb") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            file.write(content)
            file.flush()
            if mode is not None:
                os.fchmod(file.fileno(), stat.S_IMODE(mode))
            temporary.replace(target)
    except BaseException as fault:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        for folder in made:
            with contextlib.suppress(OSError):
                folder.rmdir()
        if isinstance(fault, OSError):
            in_the_way = (folder for folder in path.parents if folder.exists() and not folder.is_dir())
            place = next(in_the_way, path) if fault.errno == errno.ENOTDIR else path
            raise OSError(fault.errno, fault.strerror, str(place)) from None
        raise
    return path


def _mode(path: Path) -> int | None:
    """Kind and permissions of what a path leads to; None when nothing is there."""
    try:
        return path.stat().st_mode
    except FileNotFoundError:
        return None


def kept(folder: Path | None, make: Callable[[], bytes], *parts: object) -> bytes:
    """What takes long to make of some parts, kept in a folder; made each time where the folder above isn't there."""
    if folder is None or not folder.parent.is_dir():
        return make()
    path = folder / hashlib.sha256(repr(parts).encode()).hexdigest()[:20]
    if path.is_file():
        return path.read_bytes()
    content = make()
    with contextlib.suppress(OSError):
        write_bytes(path, content)
    return content


def decoded(content: bytes, shown: str) -> str:
    """The text of an input file, which messages call ``shown``.

    Raises
    ------
    InputError
        When it isn't UTF-8, with the line.
    """
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as fault:
        line = content.count(b"\n", 0, fault.start) + 1
        raise InputError(shown, f"the byte 0x{content[fault.start]:02x}", "UTF-8 text", line=line) from None


def sweep(folders: Iterable[Path]) -> None:
    """Remove the temporary files that killed processes left under some folders; those still being written stay."""
    for folder in folders:
        for path in folder.rglob(f".*{_PART}"):
            with contextlib.suppress(BlockingIOError, FileNotFoundError), path.open("r+b") as file:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                path.unlink(missing_ok=True)


def write_text(path: Path, content: str) -> Path:
    """Write UTF-8 text with Unix line ends, whole or not at all."""
    return write_bytes(path, content.encode("utf-8"))


def json_text(content: Any) -> str:
    """Plain data as JSON text: two spaces of indent, keys in the order given, no NaN."""
    return json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def csv_text(frame: pd.DataFrame) -> str:
    """A data frame as CSV text: UTF-8, Unix line ends, no index, shortest floats that read back the same."""
    return frame.to_csv(index=False, lineterminator="\n")


def export_text(frame: pd.DataFrame) -> str:
    """A data frame as CSV text for a reader's spreadsheet: text that it would run as a formula gets an apostrophe in front."""
    columns = {
        name: frame[name].where(~cells, "'" + frame[name].astype("str"))
        for name, cells in formulas(frame).items()
    }
    return csv_text(frame.assign(**columns))


def formulas(frame: pd.DataFrame) -> dict[str, pd.Series]:
    """Of each text column, which cells a spreadsheet would run as formulas."""
    texts = frame.select_dtypes(["object", "string"])
    return {name: texts[name].astype("str").str.startswith(_FORMULA) for name in texts.columns}


def plain(value: Any) -> Any:
    """A cell of a data frame as other formats know it: nothing for a missing value, Python's own numbers."""
    import pandas as pd

    return None if pd.isna(value) else value.item() if hasattr(value, "item") else value


def sha256(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
