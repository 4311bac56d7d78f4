"""Copied checkouts, environments of others, used ports: each works, or is told in one true sentence."""

from __future__ import annotations

import os
import shlex
import shutil
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from typer.testing import CliRunner

import kazbrief
from kazbrief import files, paths
from kazbrief.cli import app
from kazbrief.errors import KazbriefError
from kazbrief.paper.preview import Preview

ROOT = Path(__file__).resolve().parents[1]


def test_one_checkout_is_not_built_from_inside_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "B" / "scripts" / "kazbrief"
    other.mkdir(parents=True)
    (other / "paths.py").touch()
    monkeypatch.delenv("KAZBRIEF_ROOT", raising=False)
    monkeypatch.chdir(other)
    with pytest.raises(KazbriefError, match=f"belongs to {ROOT}, and this folder to {tmp_path}/B"):
        paths.check_folder()
    monkeypatch.setenv("KAZBRIEF_ROOT", str(tmp_path / "B"))
    paths.check_folder()
    monkeypatch.delenv("KAZBRIEF_ROOT")
    for folder in (ROOT, ROOT / "data", tmp_path):
        monkeypatch.chdir(folder)
        paths.check_folder()


@pytest.mark.skipif(not shutil.which("make"), reason="needs make")
@pytest.mark.parametrize("moved", [True, False])
def test_an_environment_that_came_along_with_a_copy_is_made_anew(moved: bool, tmp_path: Path) -> None:
    folder = tmp_path / "a copy көшірме"
    (folder / ".venv").mkdir(parents=True)
    shutil.copyfile(ROOT / "Makefile", folder / "Makefile")
    made_in = tmp_path / "original" if moved else folder
    (folder / ".venv" / "pyvenv.cfg").write_text(f"command = python3 -m venv {made_in}/.venv\n")
    done = subprocess.run(["make", "-n", "clean"], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert ("made for another folder" in done.stdout) == moved
    assert (folder / ".venv").exists() != moved


@pytest.mark.skipif(not shutil.which("make"), reason="needs make")
def test_a_folder_of_any_name_works_in_any_locale(tmp_path: Path) -> None:
    folder = tmp_path / "көшірме 2"
    (folder / "scripts").mkdir(parents=True)
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder / ".venv"], check=True)
    (site,) = (folder / ".venv").glob("lib/python*/site-packages")
    (site / "_kazbrief.pth").write_text(f"{folder}/scripts\n", "utf-8")
    (line,) = [
        line for line in (ROOT / "Makefile").read_text("utf-8").splitlines() if "_kazbrief.pth" in line
    ]
    subprocess.run(line.strip("\t@").replace("$$", "$"), shell=True, cwd=folder, check=True)
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C"}
    command = [
        folder / ".venv" / "bin" / "python",
        "-c",
        "import os, sys; print(ascii([os.path.realpath(each) for each in sys.path]))",
    ]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert ascii(str((folder / "scripts").resolve())) in done.stdout


def test_a_used_port_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.qmd").touch()
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        for number in (port, 99_999):
            with pytest.raises(KazbriefError, match=f"port {number} can't be had"):
                Preview(tmp_path, tmp_path / "a.qmd", tmp_path / "_output", port=number)


@pytest.mark.slow
def test_settings_of_the_user_do_not_change_a_figure(tmp_path: Path) -> None:
    words = ["exhibits", "redraw", "fig-titular-1989", "--output"]
    assert CliRunner().invoke(app, [*words, str(tmp_path / "here.svg")]).exit_code == 0
    (tmp_path / "matplotlibrc").write_text(
        "lines.linewidth: 6\naxes.grid: True\ngrid.color: red\nfont.size: 30\n"
    )
    environment = {
        **os.environ,
        "KAZBRIEF_ROOT": str(ROOT),
        "PYTHONPATH": str(Path(kazbrief.__file__).parents[1]),
        "PYTHONHASHSEED": "1",
        "TZ": "America/Lima",
        "LC_ALL": "C",
        "MPLCONFIGDIR": str(tmp_path),
        "MPLBACKEND": "module://none",
    }
    command = [sys.executable, "-m", "kazbrief.cli", *words, str(tmp_path / "there.svg")]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "there.svg").read_bytes() == (tmp_path / "here.svg").read_bytes()


@pytest.mark.skipif(os.getuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    command = [
        sys.executable,
        "-m",
        "kazbrief.cli",
        "data",
        "export",
        "units",
        "--output",
        str(tmp_path / "u.csv"),
    ]
    environment = {
        **os.environ,
        "PYTHONPATH": str(Path(kazbrief.__file__).parents[1]),
        "KAZBRIEF_ROOT": str(ROOT),
    }
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1 and len(done.stderr.splitlines()) == 1
    assert "can't be read or written: Permission denied" in done.stderr


@pytest.mark.parametrize("through", ["its name", "a link"])
def test_a_file_that_is_replaced_keeps_its_mode_and_its_links(through: str, tmp_path: Path) -> None:
    kept, link = tmp_path / "kept", tmp_path / "link"
    kept.write_text("old")
    kept.chmod(0o600)
    link.symlink_to("kept")
    files.write_bytes(link if through == "a link" else kept, b"new")
    assert link.is_symlink() and kept.read_text() == "new" and kept.stat().st_mode & 0o777 == 0o600
    assert {path.name for path in tmp_path.iterdir()} == {"kept", "link"}


def test_a_new_file_may_be_read_as_the_umask_says(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        files.write_bytes(tmp_path / "new", b"")
    finally:
        os.umask(before)
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o640


def test_what_is_no_file_is_written_into(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with ThreadPoolExecutor() as reader:
        read = reader.submit((tmp_path / "pipe").read_bytes)
        files.write_bytes(tmp_path / "pipe", b"new")
        assert read.result() == b"new"
    assert (tmp_path / "pipe").is_fifo()


@pytest.mark.parametrize(
    ("name", "told", "reason"),
    [
        ("file/new/x", "file", "Not a directory"),
        ("new/deeper/" + 300 * "x", None, "File name too long"),
        ("loop", None, "Too many levels of symbolic links"),
        ("folder", None, "Is a directory"),
    ],
)
def test_a_failed_write_names_what_stands_in_the_way_and_leaves_nothing(
    name: str, told: str | None, reason: str, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "folder").mkdir()
    (tmp_path / "loop").symlink_to("loop")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(OSError) as caught:
        files.write_bytes(tmp_path / name, b"new")
    message = str(paths.unusable(caught.value, "the output"))
    assert message == f"{tmp_path / (told or name)} can't be read or written: {reason}"
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize(
    ("words", "fault"),
    [("cite fig-oil-share", ""), ("data export units", "units.csv can't be read or written: No such file")],
)
def test_a_folder_that_was_removed_matters_only_for_what_is_written_there(
    words: str, fault: str, tmp_path: Path
) -> None:
    script = f'rmdir "$PWD"; exec {shlex.quote(sys.executable)} -m kazbrief.cli {words}'
    (tmp_path / "gone").mkdir()
    done = subprocess.run(
        ["sh", "-c", script], cwd=tmp_path / "gone", capture_output=True, text=True, check=False
    )
    assert bool(done.returncode) == bool(fault) and fault in done.stderr
    assert len(done.stderr.splitlines()) == bool(fault)
