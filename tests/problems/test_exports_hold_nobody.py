"""While a long ledger is written into a sheet, everybody else goes on working: on SQLite whoever holds the write lock holds all others."""

from threading import Thread
from typing import Any, cast

import pytest
from django.db import connections

from bihuan.foundation.audit.models import Record
from bihuan.foundation.files.models import StoredFile
from bihuan.foundation.jobs.running import Stopped, Turn, inside
from bihuan.problems import operations as do
from bihuan.problems.jobs import make_export
from bihuan.problems.models import Problem
from bihuan.problems.operations import exporting
from tests.factories.town import OFFICE, OFFICE_2, Town, town

pytestmark = pytest.mark.django_db(transaction=True)


class Watched(Turn):
    """A turn at whose every step somebody else does something, on a line of his own."""

    def __init__(self, deed: Any) -> None:
        super().__init__()
        self.deed, self.waited = deed, 0

    def step(self, done: int, total: int, phase: str = "") -> None:
        def go() -> None:
            try:
                self.deed()
            finally:
                connections.close_all()

        other = Thread(target=go)
        other.start()
        other.join(timeout=3)
        self.waited += other.is_alive()
        super().step(done, total, phase)
        if other.is_alive():
            raise Stopped  # let go of what he waits for


def made(place: Town, turn: Turn) -> Any:
    told = {"campaign": place.campaign.code, "account": place.people[OFFICE].user_id, "query": "", "columns": ["number", "text"], "own": []}
    return inside(turn, lambda: make_export.call(**told, reason="核对"))


def test_others_save_while_a_ledger_is_exported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exporting, "_A_STEP", 2)
    place = town()
    rows = [place.find(text=f"第{n}件等候过久") for n in range(4)]

    def save() -> None:
        do.prioritise(problem=Problem.objects.get(pk=rows[3].pk), priority=True, actor=place.actor(OFFICE_2), now=place.now)

    turn = Watched(save)
    assert "href" in made(place, turn)
    assert turn.waited == 0 and Problem.objects.get(pk=rows[3].pk).priority
    assert Record.objects.filter(action="export_ledger").count() == 1 == StoredFile.objects.count()
    assert turn.mark["file"] == StoredFile.objects.get().pk


class Leased:
    """A lease that nobody takes away."""

    def write(self, **_told: Any) -> None:
        pass

    def is_waited_for(self) -> bool:
        return False


def test_who_looks_on_sees_a_part_of_how_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two of two, then four of four … would stand at the end all the time."""
    monkeypatch.setattr(exporting, "_A_STEP", 2)
    place = town()
    for n in range(5):
        place.find(text=f"第{n}件等候过久")
    seen: list[tuple[int, int]] = []

    def look(self: Turn, done: int, total: int, _phase: str = "") -> None:
        self.total = total
        seen.append((done, total))

    monkeypatch.setattr(Turn, "step", look)
    made(place, Turn(lease=cast("Any", Leased())))
    assert seen == [(0, 5), (2, 5), (4, 5), (5, 5)]


def test_an_export_that_is_not_kept_stands_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    place = town()
    place.find()

    def cut(self: Turn, **_mark: Any) -> None:
        raise Stopped

    monkeypatch.setattr(Turn, "keep", cut)
    with pytest.raises(Stopped):
        made(place, Turn())
    assert not Record.objects.filter(action="export_ledger").exists() and not StoredFile.objects.exists()


def test_who_stops_it_while_the_sheet_is_packed_gets_none(monkeypatch: pytest.MonkeyPatch) -> None:
    place, turn = town(), Turn()
    place.find()

    def packed(rows: Any, *_about: Any) -> bytes:
        list(rows)
        turn.stop = True
        return b"sheet"

    monkeypatch.setattr(exporting, "write_ledger", packed)
    with pytest.raises(Stopped):
        made(place, turn)
    assert not StoredFile.objects.exists() and not Record.objects.filter(action="export_ledger").exists()
