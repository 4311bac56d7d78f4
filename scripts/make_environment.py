"""Make the virtual environment, or say in one sentence what this Python lacks for it (run by make)."""

import subprocess
import sys

MINIMUM = (3, 11)


def main() -> int:
    """Create the environment in the folder given; 1 when this Python can't."""
    folder = sys.argv[1]
    if sys.version_info < MINIMUM:
        found = ".".join(map(str, sys.version_info[:3]))
        print(
            f"kazbrief needs Python {MINIMUM[0]}.{MINIMUM[1]} or newer; {sys.executable} is {found}. Use make PYTHON=..."
        )
        return 1
    made = subprocess.run([sys.executable, "-m", "venv", folder], capture_output=True, text=True, check=False)
    if made.returncode:
        print(
            f"{sys.executable} can't make a virtual environment; on Debian and Ubuntu install the package "
            f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
        )
    return made.returncode


if __name__ == "__main__":
    sys.exit(main())
