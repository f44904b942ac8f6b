"""The architecture is a set of contracts, and the contracts name every room that exists."""

import configparser

import pytest
from importlinter.cli import lint_imports

from tests.architecture.source import FOUNDATION, ROOT, SOURCE, folders, rooms

# Business rooms that the contract `rooms` may leave out.
BUILT_OTHERWISE: dict[str, str] = {}


@pytest.fixture
def contracts() -> configparser.ConfigParser:
    parser = configparser.ConfigParser()
    parser.read(ROOT / ".importlinter", encoding="utf-8")
    return parser


def _names(contracts: configparser.ConfigParser, contract: str, key: str) -> set[str]:
    words = contracts[f"importlinter:contract:{contract}"][key].replace("|", "\n").split()
    return {word.strip("()") for word in words}


def test_the_contracts_are_kept(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr("logging.config.dictConfig", lambda _told: None)  # it would silence every logger of the tests that follow
    failed = lint_imports(no_cache=True)
    assert not failed, capfd.readouterr().out


def test_every_folder_stands_on_a_floor(contracts: configparser.ConfigParser) -> None:
    assert not folders(SOURCE) - {"locale"} - _names(contracts, "floors", "layers"), "give it a line in [floors] of .importlinter"
    assert not folders(FOUNDATION) - _names(contracts, "foundation", "layers"), "give it a line in [foundation] of .importlinter"


def test_every_business_room_is_built_alike(contracts: configparser.ConfigParser) -> None:
    listed = {name.removeprefix("bihuan.") for name in _names(contracts, "rooms", "containers")}
    assert listed | BUILT_OTHERWISE.keys() == rooms(), "bihuan.<room> belongs into containers of [rooms] in .importlinter"


def test_the_portal_may_enter_no_business_room(contracts: configparser.ConfigParser) -> None:
    free = {f"bihuan.{room}" for room in rooms()} - _names(contracts, "portal", "forbidden_modules")
    assert not free, "put it into forbidden_modules of [portal] in .importlinter"


def test_the_pages_of_every_room_have_their_line(contracts: configparser.ConfigParser) -> None:
    strays = folders(SOURCE / "interfaces" / "web") - _names(contracts, "pages", "layers")
    assert not strays, "name the folder in [pages] of .importlinter"
