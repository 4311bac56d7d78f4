"""A made-up project in a git repository, small enough to be built in no time, by a program that each test writes."""

from __future__ import annotations

import subprocess
from pathlib import Path

PRODUCTS = ("figures/fig-a.svg", "data/clean/a.csv", "_output/paper.html")
# What the real kazbrief.verify.inside does, without a build behind it: tell the products, or make them.
INSIDE = """
import os, sys, time
from pathlib import Path
if "--one-processor" in sys.argv:
    os.sched_setaffinity(0, {{max(os.sched_getaffinity(0))}})
products = {products!r}
if sys.argv[1] == "products":
    print("\\n".join(products))
else:
    raw = Path("data/raw/a.csv").read_text()
    mask = os.umask(0)
    for name in products:
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("first line\\n" + raw + "last line\\n")
    print("draw fig-a")
    {change}
"""
USUAL = "first line\nx,y\n1,2\nlast line\n"


def git(folder: Path, *words: str) -> None:
    subprocess.run(
        ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", "-C", folder, *words],
        check=True,
        capture_output=True,
    )


def write_program(folder: Path, change: str = "pass") -> None:
    """Write the program that builds; ``change`` is what it does beside its work."""
    inside = folder / "scripts" / "kazbrief" / "verify" / "inside.py"
    inside.parent.mkdir(parents=True, exist_ok=True)
    inside.write_text(INSIDE.format(products=PRODUCTS, change=change))
    for package in (inside.parent, inside.parents[1]):
        (package / "__init__.py").write_text("")


def make(folder: Path, change: str = "pass", *, committed: str = USUAL) -> Path:
    """A project with one raw table, its products committed (the page isn't) and the program that builds them."""
    for name, content in {
        "data/raw/a.csv": "x,y\n1,2\n",
        "figures/fig-a.svg": committed,
        "data/clean/a.csv": committed,
        "requirements.lock": "typer==0\nno-such-package-anywhere==1.0\n",
        "_quarto.yml": "project:\n  type: default\n",
        ".gitignore": "_output/\n__pycache__/\n",
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content)
    write_program(folder, change)
    git(folder, "init", "--quiet")
    commit(folder)
    return folder


def commit(folder: Path) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "All")
