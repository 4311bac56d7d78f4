"""The reports on the pinned packages: licences and known vulnerabilities."""

from __future__ import annotations

from pathlib import Path

import pytest

import audit
import licences

ROOT = Path(__file__).resolve().parents[1]
COPYLEFT = """GNU GENERAL PUBLIC LICENSE\n Version 3\n\n NO WARRANTY, TO THE EXTENT PERMITTED BY LAW; MIT and BSD are compatible"""


@pytest.mark.parametrize(
    ("metadata", "expression", "agreed"),
    [
        ({"License-Expression": ["MIT"]}, "MIT", True),
        ({"License-Expression": ["MIT AND Zlib"], "License": ["GPL"]}, "MIT AND Zlib", True),
        ({"License-Expression": ["MIT AND GPL-3.0-only"]}, "MIT AND GPL-3.0-only", False),
        ({"License-Expression": ["GPL-3.0-only OR (MIT AND Zlib)"]}, "GPL-3.0-only OR (MIT AND Zlib)", True),
        ({"Classifier": ["Topic :: Maps", "License :: OSI Approved :: BSD License"]}, "BSD-3-Clause", True),
        (
            {
                "Classifier": ["License :: OSI Approved :: GNU Affero General Public License v3"],
                "License": ["MIT"],
            },
            "GPL-2.0-or-later",
            False,
        ),
        ({"License": ["Apache 2.0"]}, "Apache-2.0", True),
        ({"License": [COPYLEFT]}, "GPL-2.0-or-later", False),
        ({"License": ["Ask us"]}, "Ask us", False),
        ({}, "", False),
    ],
)
def test_the_licence_of_a_package(metadata: dict[str, list[str]], expression: str, agreed: bool) -> None:
    assert licences.spdx(metadata) == expression
    assert licences.allowed(expression) is agreed


def test_every_pinned_package_has_a_licence_that_is_agreed_to(capsys: pytest.CaptureFixture[str]) -> None:
    assert licences.main(ROOT) == 0, capsys.readouterr().err
    assert "MPL-2.0" in capsys.readouterr().out


def test_a_licence_that_nobody_agreed_to_fails_the_report(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(licences, "ALLOWED", licences.ALLOWED - {"MPL-2.0"})
    assert licences.main(ROOT) == 1
    assert "pikepdf: found the licence MPL-2.0, expected one of 0BSD" in capsys.readouterr().err


def test_a_known_vulnerability_is_told_with_the_version_that_mends_it() -> None:
    report = {
        "dependencies": [
            {"name": "a", "version": "1", "vulns": [{"id": "X-1", "fix_versions": ["2", "3"]}]},
            {"name": "b", "version": "4", "vulns": [{"id": "X-2", "fix_versions": []}]},
            {"name": "c", "version": "5", "vulns": []},
            {"name": "d", "skip_reason": "not there"},
        ]
    }
    assert audit.told(report) == ["a 1: X-1, mended in 2, 3", "b 4: X-2, mended in no version yet"]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("requests.exceptions.ConnectionError: HTTPSConnectionPool: Max retries exceeded", 0),
        ("ERROR: No matching distribution found for pip-audit==2.10.1", 0),
        ("ERROR:pip_audit._cli:invalid requirement", 1),
    ],
)
def test_without_a_network_the_audit_is_skipped_with_its_reason(
    said: str, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert audit.skipped(said, "the package index") == code
    shown = capsys.readouterr()
    assert ("audit skipped: the package index can't be reached from here" in shown.out) is (code == 0)
    assert ("invalid requirement" in shown.err) is (code == 1)
