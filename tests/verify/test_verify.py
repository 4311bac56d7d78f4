"""make verify: whatever of the surroundings gets into an output is found, told and ends in failure."""

from __future__ import annotations

import hashlib
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import small_project
from small_project import PRODUCTS, USUAL
from typer.testing import CliRunner

from kazbrief.cli import app
from kazbrief.errors import KazbriefError
from kazbrief.verify import Verdict, verify

PAGE = "Path('_output/paper.html')"


@pytest.fixture(autouse=True)
def no_settings_of_git(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    yield


def verdict(project: Path, **options: bool) -> Verdict:
    return verify(project, report=lambda line: None, **options)


def test_the_same_bytes_from_both_builds_are_identical(tmp_path: Path) -> None:
    project = small_project.make(tmp_path / "project")
    found = verdict(project)
    assert found.differences == ()
    assert found.outputs == dict.fromkeys(PRODUCTS, hashlib.sha256(USUAL.encode()).hexdigest())
    assert found.committed == 2
    assert not (project / "_output").exists(), "the project itself isn't built"


SURROUNDINGS = [
    "os.getcwd()",
    "len(os.getcwd().split())",
    "os.getcwd().isascii()",
    "os.path.expanduser('~')",
    "os.environ['TZ']",
    "time.strftime('%d %H', time.localtime(0))",
    "os.environ['LANG']",
    "os.environ['LC_ALL']",
    "hash('a')",
    "list({'a', 'b', 'c', 'd', 'e', 'f'})",
    "mask",
    "len(os.sched_getaffinity(0)) if os.cpu_count() > 1 else os.getcwd()",
    "time.time_ns()",
    "os.getpid()",
]


def test_what_differs_between_two_machines_and_is_written_is_found(tmp_path: Path) -> None:
    written = [
        f"Path('_output/{number}.txt').write_text('<p>\\n' + str({what}))"
        for number, what in enumerate(SURROUNDINGS)
    ]
    project = small_project.make(tmp_path / "project", "; ".join(written))
    differences = {line.partition(", ")[0] for line in verdict(project).differences}
    assert differences == {f"_output/{number}.txt: line 2" for number in range(len(SURROUNDINGS))}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            "Path('figures/fig-a.svg').write_text('first line\\nx,z\\n1,2\\nlast line\\n')",
            "figures/fig-a.svg: not as committed; line 2, column 3: 'x,y' and 'x,z'",
        ),
        ("Path('figures/fig-a.svg').unlink()", "figures/fig-a.svg: committed, but no build makes it"),
        (
            "Path('data/raw/a.csv').write_text('x,y\\n1,3\\n')",
            "data/raw/a.csv: a source file that the build of the first copy changed",
        ),
        (
            "Path('data/raw/a.csv').unlink()",
            "data/raw/a.csv: a source file that the build of the first copy changed",
        ),
    ],
)
def test_other_outputs_than_expected_are_told(tmp_path: Path, change: str, told: str) -> None:
    project = small_project.make(tmp_path / "project", change)
    assert verdict(project).differences[0] == told


def test_a_file_of_one_build_alone_is_told(tmp_path: Path) -> None:
    project = small_project.make(
        tmp_path / "project", "os.getcwd().isascii() or Path('figures/fig-b.svg').write_text('x')"
    )
    assert verdict(project).differences == ("figures/fig-b.svg: made by the second build alone",)


def test_a_leftover_in_a_folder_of_products_is_told(tmp_path: Path) -> None:
    project = small_project.make(tmp_path / "project")
    (project / "figures" / "fig-old.svg").write_text("x")
    small_project.commit(project)
    assert verdict(project).differences == ("figures/fig-old.svg: committed, but no build makes it",)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (
            "sys.exit('kazbrief: a.csv:2: found a, expected b')",
            "the first copy can't be built: a.csv:2: found a, expected b",
        ),
        ("os._exit(9)", "it ended without a word (exit code 9)"),
    ],
)
def test_a_copy_that_can_not_be_built_says_why(tmp_path: Path, change: str, words: str) -> None:
    project = small_project.make(tmp_path / "project", change)
    with pytest.raises(KazbriefError) as caught:
        verdict(project)
    assert words in str(caught.value)


def test_a_folder_without_git_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KazbriefError, match="not a git repository"):
        verdict(tmp_path)


def test_the_last_commit_is_built_or_the_files_as_they_are_now(tmp_path: Path) -> None:
    project = small_project.make(tmp_path / "project")
    (project / "data/raw/a.csv").write_text("x,y\n1,3\n")
    assert verdict(project).differences == ()
    now = verdict(project, working_tree=True)
    assert {line.partition(": ")[0] for line in now.differences} == {"figures/fig-a.svg", "data/clean/a.csv"}
    assert now.inputs != verdict(project).inputs


def run(project: Path, *words: str, monkeypatch: pytest.MonkeyPatch) -> tuple[int, list[str]]:
    monkeypatch.setenv("KAZBRIEF_ROOT", str(project))
    done = CliRunner().invoke(app, ["verify", *words])
    return done.exit_code, done.stdout.splitlines()


def test_the_command_ends_with_identical_and_leaves_a_certificate(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = small_project.make(tmp_path / "project")
    code, lines = run(project, monkeypatch=monkeypatch)
    assert (code, lines[-1]) == (0, "identical")
    statement = json.loads((project / "_output" / "certificate.json").read_text())
    assert statement["_type"] == "https://in-toto.io/Statement/v1"
    assert statement["predicateType"] == "https://slsa.dev/provenance/v1"
    printed = dict(reversed(line.split("  ")) for line in lines[: len(PRODUCTS)])
    assert {entry["name"]: entry["digest"]["sha256"] for entry in statement["subject"]} == printed
    for name in printed:
        assert printed[name] == hashlib.sha256(USUAL.encode()).hexdigest()
    used = statement["predicate"]["buildDefinition"]["resolvedDependencies"]
    head = subprocess.check_output(["git", "-C", project, "rev-parse", "HEAD"], text=True).strip()
    assert {"name": "commit", "digest": {"gitCommit": head}} in used
    lock = hashlib.sha256((project / "requirements.lock").read_bytes()).hexdigest()
    assert {"name": "requirements.lock", "digest": {"sha256": lock}} in used
    assert [entry["uri"].partition("@")[0] for entry in used if "uri" in entry] == ["pkg:pypi/typer"]
    assert next(entry for entry in used if entry.get("name") == "sources")["digest"]["sha256"]
    first = (project / "_output" / "certificate.json").read_bytes()
    assert run(project, monkeypatch=monkeypatch)[0] == 0
    assert (project / "_output" / "certificate.json").read_bytes() == first, "the certificate repeats too"


def test_the_command_fails_on_a_difference_and_certifies_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = small_project.make(tmp_path / "project", f"{PAGE}.write_text(os.getcwd())")
    code, lines = run(project, monkeypatch=monkeypatch)
    assert code == 1
    assert "identical" not in lines
    assert lines[-1].startswith("different: _output/paper.html: line 1, column ")
    assert not (project / "_output" / "certificate.json").exists()
