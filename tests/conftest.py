"""What every test may ask for. Databases: tests/databases.py; a served product and a browser: tests/browsers.py."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from _pytest import runner
from hypothesis.internal.conjecture import providers

ROOT = Path(__file__).resolve().parent.parent
PAGES = ROOT / "tests" / "interfaces" / "web"
pytest_plugins = ["tests.databases", "tests.browsers"]
# The same examples on every machine, in every order, and no failure because a core was busy. Constants out of the modules that happen to be
# loaded are left out: which these are depends on the tests that ran before in the same process.
providers._get_local_constants = lambda: providers._local_constants  # no public way (hypothesis 6); none are ever gathered
hypothesis.settings.register_profile("house", deadline=None, derandomize=True, database=None)
hypothesis.settings.load_profile("house")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--only-database", action="store_true", help="only tests that use the database, no sweeps, no pages (for the second run)"
    )
    parser.addoption("--sweeps", action="store_true", help="with --only-database: the sweeps and the pages, too")


@pytest.hookimpl(trylast=True)  # what is left after -m and -k
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--only-database"):
        wanted = [item for item in items if _differs(item)]
        config.hook.pytest_deselected(items=[item for item in items if item not in wanted])
        items[:] = wanted
    items[:] = _longest_first(items, int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1")))


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """What was loaded stays to the end: looking through it for rubbish again and again took every test a fifteenth of its time. A server does
    the same when it has started (interfaces.cli.run)."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> object:
    """Each test as always, from a frame that brings much room with it. Python's frames lie in pieces of 16 KB that are asked of the system and
    given back: a test deep in Django crossed the border of a piece ten thousand times a second, a tenth of all time."""
    return _with_room(item, nextitem)


def _with_room(item: pytest.Item, nextitem: pytest.Item | None) -> object:
    return runner.pytest_runtest_protocol(item, nextitem)


_with_room.__code__ = _with_room.__code__.replace(co_stacksize=36_000)  # 288 KB, in a piece of 512 KB: the rest is for the frames above


def _longest_first(items: list[pytest.Item], workers: int) -> list[pytest.Item]:
    """Each worker is given one stretch of the list and takes from the others' ends when it is through (`--dist worksteal`): what takes many
    seconds stands, shared out, at the beginnings, so that no worker is left alone with it in the end."""
    long = [item for item in items if item.get_closest_marker("long")]
    short = [item for item in items if not item.get_closest_marker("long")]
    if workers < 2 or not long:
        return items
    ends = [len(items) * n // workers for n in range(workers + 1)]
    heads, ordered = [long[n::workers] for n in range(workers)], list[pytest.Item]()
    for n, head in enumerate(heads):
        room = ends[n + 1] - ends[n] - len(head)
        ordered += [*head, *short[: max(0, room)]]
        short = short[max(0, room) :]
    return [*ordered, *short]


def _differs(item: pytest.Item) -> bool:
    """Does it belong to the run on the second engine? What the engines may do differently – rows seen, counts, orders, locks – has tests of its
    own in each room, and these run on both. Pages stand on the same operations and questions: there each address is asked once for each of its
    answers (`both`), and the stories go through the pages, forms and files. Sweeps ask every page as everybody."""
    if not _uses_database(item) or item.config.getoption("--sweeps"):
        return _uses_database(item)
    if item.get_closest_marker("sweep"):
        return False
    return bool(item.get_closest_marker("both")) or not item.path.is_relative_to(PAGES)


def _uses_database(item: pytest.Item) -> bool:
    return bool({"db", "transactional_db"} & set(getattr(item, "fixturenames", ()))) or bool(item.get_closest_marker("django_db"))


@pytest.fixture(scope="session", autouse=True)
def static_files_are_found_once() -> None:
    """Each client builds the server's layers anew, and one of them looks through all folders of static files: twice the time of a request."""
    from whitenoise.middleware import WhiteNoiseMiddleware as Layer

    look, found = Layer.add_files_from_finders, dict[str, Any]()

    def once(self: Layer) -> None:
        if not found:
            look(self)
            found.update(self.files)
        self.files.update(found)

    Layer.add_files_from_finders = once


@pytest.fixture(scope="session")
def seeds_dir() -> Path:
    """The folder of real plans, where the machine has one; they are not part of the project."""
    folder = Path(os.environ.get("BIHUAN_SEEDS") or ROOT.parent / "shared" / "seeds")
    if not any(folder.glob("*.txt")):
        pytest.skip("the real plans (shared/seeds beside the project) are not on this machine")
    return folder


@pytest.fixture(autouse=True)
def passwords_stay_fresh(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The accounts of tests were opened on a day long past; that passwords wear out has tests of its own."""
    if "django_db" in request.keywords and "passwords_age" not in request.keywords:
        monkeypatch.setattr("bihuan.interfaces.web.shell.gate.days_served", lambda _user: 0)


@pytest.fixture(autouse=True)
def every_test_begins_in_chinese() -> None:
    """A page asked for in English leaves its language behind in the thread, as servers do until the next request says its own."""
    from django.utils import translation

    translation.deactivate()


@pytest.fixture
def empty_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home for a `bihuan` command started as a process of its own."""
    home = tmp_path / "home"
    monkeypatch.setenv("BIHUAN_HOME", str(home))
    return home


@pytest.fixture
def known_by_heart(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """For tests that count questions: holidays and rules, which a process remembers for half a minute, are remembered until the end of the
    test, however slow the machine is."""
    from bihuan.foundation.calendar.queries import calendar
    from bihuan.foundation.rulebook.queries import book

    for one in (calendar, book):
        one.forget()
        monkeypatch.setattr(one, "_seconds", float("inf"))
        one()
    yield
    for one in (calendar, book):
        one.forget()
