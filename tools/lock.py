"""Writes the hash locks requirements*.txt from pyproject.toml (`make lock`). No address of a registry gets into them."""

import subprocess
import sys
import tomllib
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


def extras() -> dict[str, list[str]]:
    """The optional parts and what each brings (`make extra NAME=…` installs one)."""
    told = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    return {str(name): [str(package) for package in packages] for name, packages in told.items()}


def write(name: str, arguments: list[str], wanted: str = "") -> None:
    command = [UV, "pip", "compile", *COMMON, *arguments, "--output-file", name, *sys.argv[1:]]
    subprocess.run(command, cwd=ROOT, check=True, input=wanted, text=True)
    print(f"{name} written")


def main() -> None:
    for name, arguments in LOCKS.items():
        write(name, arguments)
    for name, packages in extras().items():
        write(f"requirements-{name}.txt", ["-", "--constraint", "requirements.txt"], "\n".join(packages))


if __name__ == "__main__":
    main()
