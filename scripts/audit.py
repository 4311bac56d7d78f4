"""Look the pinned packages up among the known vulnerabilities (run by make).

pip-audit is installed into an environment that is thrown away afterwards: the project doesn't depend on it.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

TOOL = "pip-audit==2.10.1"
LOCK = "requirements.lock"
OFFLINE = (
    "ConnectionError",
    "ConnectTimeout",
    "ReadTimeout",
    "Max retries",
    "NewConnectionError",
    "resolve",
    "Proxy",
)


def skipped(said: str, what: str) -> int:
    """No network: a reason and success; anything else: its last words and failure."""
    last = said.strip().splitlines()[-1] if said.strip() else "without a word"
    if any(word in said for word in OFFLINE) or "No matching distribution" in said:
        print(f"audit skipped: {what} can't be reached from here")
        return 0
    print(f"audit failed: {last}", file=sys.stderr)
    return 1


def told(report: dict[str, Any]) -> list[str]:
    """One line a known vulnerability, from the report of pip-audit."""
    return [
        f"{package['name']} {package['version']}: {fault['id']}, mended in {', '.join(fault['fix_versions']) or 'no version yet'}"
        for package in report["dependencies"]
        for fault in package.get("vulns", ())
    ]


def main(root: Path) -> int:
    """1 when a pinned package has a known vulnerability."""
    with tempfile.TemporaryDirectory(prefix="kazbrief-audit-") as name:
        folder = Path(name)
        python, report = folder / "bin" / "python", folder / "report.json"
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", TOOL]
        done = subprocess.run(install, capture_output=True, text=True, check=False)
        if done.returncode:
            return skipped(done.stderr, "the package index")
        audit = [
            str(python),
            "-m",
            "pip_audit",
            "--requirement",
            str(root / LOCK),
            "--require-hashes",
            "--disable-pip",
        ]
        audit += ["--progress-spinner", "off", "--format", "json", "--output", str(report)]
        done = subprocess.run(audit, capture_output=True, text=True, check=False)
        if not report.exists():
            return skipped(done.stderr, "the list of vulnerabilities")
        found = json.loads(report.read_text("utf-8"))
    lines = told(found)
    print(
        "\n".join(
            [*lines, f"{len(found['dependencies'])} packages of {LOCK}: {len(lines)} known vulnerabilities"]
        )
    )
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main(Path(__file__).resolve().parents[1]))
