"""What a plain ``quarto render`` runs before and after itself, with whatever Python Quarto finds."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
NAMES = ("quarto_pre_render.py", "quarto_post_render.py")
OWN_PYTHON = """#!{python}
import json, os, pathlib, sys
if sys.argv[1] == "-c":
    sys.exit({lacks})
pathlib.Path("call.json").write_text(json.dumps(
    [sys.argv[1:], os.getcwd(), os.environ["KAZBRIEF_ROOT"], os.environ["PYTHONPATH"].split(os.pathsep)[0]]))
sys.exit(3)
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with nothing but the two scripts."""
    folder = tmp_path / "a project"
    (folder / "scripts").mkdir(parents=True)
    for name in NAMES:
        shutil.copyfile(ROOT / "scripts" / name, folder / "scripts" / name)
    return folder


def own_python(project: Path, *, lacks: int) -> None:
    """Give the project an environment whose Python records how it is called."""
    program = project / ".venv" / "bin" / "python"
    program.parent.mkdir(parents=True)
    program.write_text(OWN_PYTHON.format(python=sys.executable, lacks=lacks))
    program.chmod(0o755)


def run(project: Path, name: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a script in a Python that has the standard library alone, from elsewhere."""
    bare = {key: value for key, value in os.environ.items() if not key.startswith(("KAZBRIEF", "PYTHON"))}
    return subprocess.run(
        [sys.executable, "-S", project / "scripts" / name],
        cwd=project.parent,
        env=bare | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_build_runs_in_the_project_s_own_environment(project: Path) -> None:
    own_python(project, lacks=0)
    assert run(project, "quarto_pre_render.py").returncode == 3
    call = json.loads((project / "call.json").read_text())
    assert call == [["-m", "kazbrief.cli", "build"], str(project), str(project), str(project / "scripts")]


@pytest.mark.parametrize("environment", [False, True], ids=["no .venv", "an empty .venv"])
def test_without_the_packages_one_sentence_says_what_to_do(project: Path, environment: bool) -> None:
    if environment:
        own_python(project, lacks=1)
    done = run(project, "quarto_pre_render.py")
    assert done.returncode == 1
    assert done.stderr.endswith(
        "kazbrief could not be set up: run `make build` once (it makes .venv), then quarto render again\n"
    )


def test_a_plain_clone_is_set_up_by_itself(project: Path) -> None:
    own_python(project, lacks=0)
    (project / ".venv").rename(project / "made")
    (project / "Makefile").write_text(".venv/ready:\n\tmv made .venv\n")
    done = run(project, "quarto_pre_render.py")
    assert done.returncode == 3 and "set up once" in done.stdout
    assert json.loads((project / "call.json").read_text())[0] == ["-m", "kazbrief.cli", "build"]


def test_nothing_is_done_when_kazbrief_itself_renders(project: Path) -> None:
    own_python(project, lacks=0)
    assert run(project, "quarto_pre_render.py", KAZBRIEF_RENDER="1").returncode == 0
    assert not (project / "call.json").exists()


def test_the_paper_is_copied_to_its_place(project: Path) -> None:
    made = project / "_output" / "report"
    made.mkdir(parents=True)
    for name in ("briefing.html", "briefing.pdf"):
        (made / name).write_text(name)
    files = "_output/report/briefing.html\n_output/report/briefing.pdf"
    assert run(project, "quarto_post_render.py", QUARTO_PROJECT_OUTPUT_FILES=files).returncode == 0
    assert (project / "_output" / "briefing.html").read_text() == "briefing.html"
    assert (project / "_output" / "briefing.pdf").read_text() == "briefing.pdf"


def test_what_the_paper_includes_is_there_before_anything_is_built() -> None:
    """Quarto resolves includes before it runs pre-render scripts, so the built parts travel with the sources."""
    tracked = subprocess.run(
        ["git", "ls-files", "report", "scripts"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.splitlines()
    if not tracked:
        pytest.skip("not a git checkout")
    settings = yaml.safe_load((ROOT / "_quarto.yml").read_text("utf-8"))["project"]
    assert {settings["pre-render"], settings["post-render"], *settings["render"]} <= set(tracked)
    included = {
        "report/" + line.split()[2]
        for path in [*(ROOT / "report").glob("*.qmd"), *(ROOT / "report" / "_built").glob("*.qmd")]
        for line in path.read_text("utf-8").splitlines()
        if line.startswith("{{< include ")
    }
    assert "report/_built/judgements.qmd" in included
    assert included - set(tracked) == set()


def test_a_render_leaves_the_checkout_clean() -> None:
    """Quarto adds these lines to .gitignore when they are not there, word for word."""
    lines = (ROOT / ".gitignore").read_text("utf-8").splitlines()
    assert {"/.quarto/", "**/*.quarto_ipynb"} <= set(lines)
