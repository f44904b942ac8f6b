"""The room that docs/how-to/add-a-room.md writes out, block by block, is built in a copy of the house and works there."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.source import ROOT

GUIDE = ROOT / "docs" / "how-to" / "add-a-room.md"
COPIED = ("src", "tests", "tools", "docs", "bench", "deploy", "pyproject.toml", ".importlinter", "manage.py", "requirements.txt")
LEFT = shutil.ignore_patterns("__pycache__", "browser", "corpus", "endurance")
TRIED = (
    "tests/lessons",
    *(f"tests/architecture/test_{name}.py" for name in ("contracts", "doors", "tables", "workflows", "writes")),
    "tests/interfaces/web/test_matrix.py::test_every_address_has_its_line_and_every_line_its_address",
    "tests/interfaces/api/test_matrix.py::test_every_operation_has_its_page_or_a_test_of_its_own",
)
PLACE_OR_BLOCK = re.compile(r"^`([^`\s]+)`$|^```(\w+)\n(.*?)^```$", re.M | re.S)


def _blocks() -> Iterator[tuple[str, str, str]]:
    """(file, kind, text) of every block below the name of a file."""
    place = ""
    for found in PLACE_OR_BLOCK.finditer(GUIDE.read_text(encoding="utf-8")):
        place = found[1] or place
        if not found[1] and place:
            yield place, found[2], found[3]


def _written(house: Path, place: str, kind: str, text: str) -> None:
    path = house / place
    if kind != "diff":
        assert not path.exists(), f"{place} is no new file"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return
    lines, stood = text.splitlines(), path.read_text(encoding="utf-8")
    old, new = ("\n".join(line[1:] for line in lines if line[:1] != left) for left in "+-")
    assert stood.count(old) == 1, f"{GUIDE.name}: {place} no longer has these lines once:\n{old}"
    path.write_text(stood.replace(old, new), encoding="utf-8")


def _run(house: Path, *words: str) -> str:
    told = {name: value for name, value in os.environ.items() if not name.startswith(("BIHUAN_", "DJANGO_", "PYTEST_", "COV_"))}
    told |= {"BIHUAN_HOME": str(house / "home"), "PYTHONPATH": str(house / "src")}
    done = subprocess.run([sys.executable, *words], cwd=house, env=told, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-3000:]
    return done.stdout


@pytest.mark.long
def test_the_room_of_the_guide_is_built_and_passes_its_tests_and_those_of_the_house(tmp_path: Path) -> None:
    for name in COPIED:
        place = ROOT / name
        shutil.copytree(place, tmp_path / name, ignore=LEFT) if place.is_dir() else shutil.copy2(place, tmp_path)
    for one in _blocks():
        _written(tmp_path, *one)
    _run(tmp_path, "manage.py", "makemigrations", "lessons", "-n", "lessons")
    _run(tmp_path, "-m", "ruff", "check", *{place for place, kind, _text in _blocks() if kind == "python"})
    told = _run(tmp_path, "-m", "pytest", "-q", "-n0", "-p", "no:cacheprovider", *TRIED)
    assert " passed" in told and "failed" not in told
