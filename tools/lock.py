"""Writes the hash locks requirements*.txt from pyproject.toml (`make lock`). No address of a registry gets into them."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
UV = Path(sys.executable).with_name("uv")
COMMON = [
    "--quiet",
    "--universal",
    "--python-version",
    "3.11",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--custom-compile-command",
    "make lock",
]
# What runs the product; what tests it (same versions of what both need); what is fetched only where the machine lacks it.
LOCKS = {
    "requirements.txt": ["pyproject.toml", "--group", "install"],
    "requirements-dev.txt": ["--group", "dev", "--constraint", "requirements.txt"],
    "requirements-node.txt": ["--group", "node"],
    "requirements-postgres.txt": ["--group", "postgres"],
}


def main() -> None:
    for name, arguments in LOCKS.items():
        subprocess.run([UV, "pip", "compile", *COMMON, *arguments, "--output-file", name, *sys.argv[1:]], cwd=ROOT, check=True)
        print(f"{name} written")


if __name__ == "__main__":
    main()
