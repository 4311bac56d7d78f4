"""What stands at the root says what is true: files that exist, one version, no address that nobody has."""

from __future__ import annotations

import inspect
import json
import re
import runpy
import subprocess
import tomllib
from fnmatch import fnmatch
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import yaml

from kazbrief import deposit, edition
from kazbrief.pipeline import collect

ROOT = Path(__file__).resolve().parents[1]


def built(name: str) -> Any:
    text = (ROOT / name).read_text("utf-8")
    return yaml.safe_load(text) if name.endswith((".yml", ".yaml")) else json.loads(text)


def cff() -> dict[str, Any]:
    return yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))


def test_the_crate_describes_files_that_exist_and_refers_to_nothing_else() -> None:
    graph = {entity["@id"]: entity for entity in built("ro-crate-metadata.json")["@graph"]}
    root = graph["./"]
    named = [part["@id"] for part in root["hasPart"]]
    assert named and all((ROOT / name).exists() for name in named)

    def references(value: Any) -> list[str]:
        if isinstance(value, list):
            return [name for each in value for name in references(each)]
        return [value["@id"]] if isinstance(value, dict) else []

    referred = {name for entity in graph.values() for value in entity.values() for name in references(value)}
    assert {name for name in referred if not name.startswith("https://w3id.org/")} <= set(graph)
    assert all(graph[name]["license"] for name in named)
    assert {f"data/clean/{name}.csv" for name in ("sources", "oil_share")} <= set(named)


def test_zenodo_codemeta_and_codecheck_agree_with_the_citation_file() -> None:
    zenodo, codemeta, codecheck = map(built, (".zenodo.json", "codemeta.json", "codecheck.yml"))
    assert zenodo["title"] == codecheck["paper"]["title"] == cff()["title"]
    assert zenodo["version"] == codemeta["version"] == edition.VERSION
    assert zenodo["publication_date"] == codemeta["dateModified"] == edition.DATE.isoformat()
    figures = [entry["file"] for entry in codecheck["manifest"] if entry["file"].startswith("figures/")]
    assert figures and all((ROOT / name).exists() for name in figures)


def described() -> dict[str, Any]:
    """What each description of the root says of the addresses, by the names that its readers know."""
    made = deposit.descriptions({"title": "T", "description": "D", "keywords": ["k"]}, {"resources": []}, [])
    return {**made, "ro-crate": made["ro-crate"]["@graph"][1], "package": package_urls(ROOT)}


def package_urls(root: Path) -> dict[str, str]:
    hook = runpy.run_path(str(ROOT / "scripts" / "package_urls.py"))["Addresses"](str(root), {})
    metadata: dict[str, Any] = {}
    hook.update(metadata)
    return metadata["urls"]


def test_no_address_is_told_before_there_is_one() -> None:
    assert edition.REPOSITORY or not re.search(
        r"10\.\d{4,}/|https://(?!spdx|w3id|codecheck|creative)", str(described())
    )
    for file in ("CITATION.cff", "pyproject.toml", "README.md", "SECURITY.md"):
        text = (ROOT / file).read_text("utf-8")
        assert not re.search(r"10\.\d{4,}/zenodo|example\.org|github\.com/[^/]*/?kazbrief", text), file


def test_address_and_doi_come_from_one_place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    address, doi = "https://example.org/kazbrief", "10.1234/made.up"
    monkeypatch.setattr(edition, "REPOSITORY", address)
    monkeypatch.setattr(edition, "DOI", doi)
    made = described()
    assert made["citation"]["repository-code"] == address and made["citation"]["doi"] == doi
    assert [each["identifier"] for each in made["zenodo"]["related_identifiers"]] == [address]
    assert made["codemeta"]["codeRepository"] == made["codecheck"]["repository"] == address
    assert made["ro-crate"]["url"] == address
    for name in ("codemeta", "ro-crate"):
        assert made[name]["identifier"] == f"https://doi.org/{doi}"
    assert made["package"] == {}
    copied = tmp_path / "scripts" / "kazbrief" / "edition.py"
    copied.parent.mkdir(parents=True)
    text = (ROOT / "scripts" / "kazbrief" / "edition.py").read_text("utf-8")
    copied.write_text(
        text.replace('REPOSITORY = ""', f'REPOSITORY = "{address}"').replace('DOI = ""', f'DOI = "{doi}"')
    )
    assert package_urls(tmp_path) == {"Repository": address, "DOI": f"https://doi.org/{doi}"}


def test_the_page_of_the_interface_is_that_of_the_docstrings() -> None:
    assert (ROOT / "docs" / "interface.md").read_text("utf-8") == deposit.interface_page()


def test_the_page_is_made_anew_when_a_docstring_changes() -> None:
    (task,) = (task for task in collect(ROOT) if task.name == "deposit")
    assert {Path(str(import_module(module).__file__)) for module in deposit.INTERFACE} <= task.needs


@pytest.mark.parametrize("module", deposit.INTERFACE)
def test_the_page_has_the_classes_that_its_functions_return(module: str) -> None:
    names, here = deposit.INTERFACE[module], vars(import_module(module))
    returned = {
        word
        for name in names
        if inspect.isfunction(here[name])
        for word in re.findall(r"\w+", inspect.signature(here[name]).return_annotation)
    }
    assert {word for word in returned if inspect.isclass(here.get(word))} <= set(names)


@pytest.mark.parametrize(
    ("module", "name"), [(m, n) for m, names in deposit.INTERFACE.items() for n in names]
)
def test_a_function_of_the_page_says_what_it_takes_gives_and_refuses(module: str, name: str) -> None:
    described = getattr(import_module(module), name)
    if inspect.isfunction(described) and inspect.signature(described).parameters:
        told = inspect.getdoc(described) or ""
        assert [part for part in ("Parameters", "Returns", "Raises") if f"\n{part}\n---" not in told] == []


def test_every_file_has_a_licence_whose_text_is_there() -> None:
    annotations = tomllib.loads((ROOT / "REUSE.toml").read_text("utf-8"))["annotations"]
    texts = {path.stem for path in (ROOT / "LICENSES").iterdir()}
    assert {each["SPDX-License-Identifier"] for each in annotations} == texts
    named = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["license-files"]
    assert all(list(ROOT.glob(pattern)) for pattern in named)


def test_checkouts_have_the_same_bytes_on_every_system(tmp_path: Path) -> None:
    for name in (".gitattributes", "figures/fig-oil-share.json", "data/raw/oil_exports.csv"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    git = [
        "git",
        "-c",
        "user.name=A",
        "-c",
        "user.email=a@example.org",
        "-c",
        "core.autocrlf=true",
        "-C",
        tmp_path,
    ]
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "one"], ["rm", "-rq", "data", "figures"], ["reset", "-q", "--hard"]):  # fmt: skip
        subprocess.run([*git, *words], check=True, capture_output=True)
    for name in ("figures/fig-oil-share.json", "data/raw/oil_exports.csv"):
        assert (tmp_path / name).read_bytes() == (ROOT / name).read_bytes()


@pytest.mark.parametrize("name", ["check", "publish"])
def test_workflows_call_targets_that_the_makefile_has(name: str) -> None:
    steps = [step for job in built(f".github/workflows/{name}.yml")["jobs"].values() for step in job["steps"]]
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([\w./-]+):", makefile, re.MULTILINE))
    called = [
        word for step in steps for word in re.findall(r"^make (\S+)", step.get("run", ""), re.MULTILINE)
    ]
    assert called and set(called) <= targets
    assert all(fnmatch(step["uses"], "*/*@v*") for step in steps if "uses" in step)
