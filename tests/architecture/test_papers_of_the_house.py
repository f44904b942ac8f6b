"""Mechanisms, reference and locks: what the project says about itself is true."""

import re
import subprocess
import tomllib

import pytest

from tests.architecture.source import ROOT, imports, modules
from tools import mechanisms

# Packages that the code never imports by name, with the reason.
NOT_IMPORTED = {
    "psycopg": "Django's PostgreSQL backend imports it",
    "argon2-cffi": "Django's password hasher imports it",
    "django-axes": "an installed app and a backend of the settings",
    "django-allauth": "installed apps and addresses of the settings",
    "whitenoise": "a middleware of the settings",
}
IMPORT_NAMES = {
    "pyyaml": "yaml",
    "python-docx": "docx",
    "python-calamine": "python_calamine",
    "django": "django",
    "django-ninja": "ninja",
    "pillow": "pil",
}


def test_every_mechanism_is_shown_or_open() -> None:
    shown, waiting, known = set(mechanisms.demonstrated()), mechanisms.open_ones(), mechanisms.names()
    assert len(known) == 214
    safeguards_and_figures = {one for one in shown if re.fullmatch(r"P(0[1-9]|1\d|2[01])|N\d\d|D\d\d", one)}
    assert shown - safeguards_and_figures | waiting.keys() == known.keys()


def test_the_list_of_open_mechanisms_only_shrinks() -> None:
    shown, waiting = set(mechanisms.demonstrated()), mechanisms.open_ones()
    assert not shown & waiting.keys(), "strike these off tests/architecture/open_mechanisms.txt and lower its `at most`"
    assert all(re.fullmatch(r"issue \d+(, .+)?", reason) for reason in waiting.values())
    assert len(waiting) == mechanisms.open_at_most()


def _tracked() -> list[str]:
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        pytest.skip("not a git checkout")
    return [name for name in done.stdout.split("\0") if name and (ROOT / name).is_file()]


def test_no_committed_file_names_a_registry_or_a_folder_of_one_machine() -> None:
    hosts = r"pypi\.org|pythonhosted|registry\.[a-z]+\.(org|com)|npm(js|mirror)\.(org|com)|deb\.debian|mirrors?\.[a-z]+\."
    bad = re.compile(hosts + r"|(?<![\w.])/(work|root|home|Users)/\w")
    text = {".py", ".md", ".txt", ".toml", ".json", ".html", ".css", ".js", ".yaml", ".yml", ".po", ".in", ".ini", ""}
    names = [name for name in _tracked() if (ROOT / name).suffix in text]
    here = "tests/architecture/test_papers_of_the_house.py"  # holds the words it looks for
    assert not [name for name in names if name != here and bad.search((ROOT / name).read_text("utf-8", "replace"))]


def test_every_dependency_is_imported_and_has_its_reason() -> None:
    lines = (ROOT / "pyproject.toml").read_text("utf-8")
    wanted = tomllib.loads(lines)["project"]["dependencies"]
    used = {name.split(".")[0].lower() for path in modules() for name in imports(path)}
    for requirement in wanted:
        name = re.split(r"[\[<>=]", requirement)[0]
        assert re.search(rf'"{re.escape(requirement)}",  # \w', lines), f"{name}: say in one line what it is for"
        imported = IMPORT_NAMES.get(name.lower(), name.lower().replace("-", "_"))
        assert name.lower() in NOT_IMPORTED or imported in used, f"{name} is declared and never imported"


def test_every_dependency_is_locked() -> None:
    lock = (ROOT / "requirements.txt").read_text("utf-8").lower()
    for requirement in tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]:
        name = re.split(r"[\[<>=]", requirement)[0].lower()
        assert f"\n{name}==" in lock, f"{name} is not in requirements.txt (make lock)"
