"""A door elsewhere: the clock fetches what came there, and a door that is away keeps nothing waiting."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bihuan.clues import jobs
from bihuan.clues.models import IssuedDoor, Tip
from bihuan.clues.queries import sealing_keys
from bihuan.foundation.sealedbox import pulling
from bihuan.foundation.sealedbox.box import Box
from bihuan.foundation.sealedbox.crossing import door_end, door_key
from bihuan.foundation.sealedbox.published import NAME
from bihuan.foundation.seals import keys
from tests.clues.ground import CUSTODIAN, INTAKE, KEEPERS, Desk
from tests.clues.reporting import Reporter
from tests.factories.town import NOW, TODAY

pytestmark = pytest.mark.django_db


def test_the_clock_fetches_reports_and_delivers_receipts(desk: Desk, settings: Any, tmp_path: Path, monkeypatch: Any) -> None:
    desk.key(INTAKE)
    for name in KEEPERS[:2]:
        desk.key(name, CUSTODIAN)
    settings.BIHUAN_PORTAL_PULL, settings.BIHUAN_PORTAL_DOOR = "https://door.invalid/", frozenset({door_key(tmp_path)})
    ours = {keys.public_key(settings.BIHUAN_HOME, settings.BIHUAN_SIGNATURE).hex()}
    there = Box(tmp_path / "there.sqlite3")
    door = door_end(tmp_path, tmp_path / "there.sqlite3", ours)
    asked: list[str] = []

    def poster(address: str) -> Any:
        asked.append(address)

        def post(data: bytes) -> bytes:
            now = datetime.now(UTC)
            return pulling.answered(door, pulling.asks(data[: pulling.HEAD], door.trusted, now), data[pulling.HEAD :], now, TODAY)

        return post

    monkeypatch.setattr(jobs, "poster", poster)
    jobs._done.clear()
    jobs.tend_now(NOW, hourly=False)
    assert there.published(NAME) == bytes(IssuedDoor.objects.get().body)
    reporter = Reporter.new()
    reporter.sends(there, sealing_keys(), TODAY)
    jobs.tend_now(NOW, hourly=False)
    assert len(asked) == 1 and not Tip.objects.exists(), "every five minutes"
    for _minute in range(2):
        jobs._done.clear()
        jobs.tend_now(NOW, hourly=False)
    assert Tip.objects.count() == 1 and len(reporter.reads(there)) == 1 and not there.holds(reporter.keys.place)
    jobs.office_box().forget(reporter.keys.place)
    jobs._done.clear()
    jobs.tend_now(NOW, hourly=False)
    assert there.answers(reporter.keys.place) == [], "the order went there"


def test_a_door_that_is_away_keeps_nothing_waiting(desk: Desk, settings: Any, tmp_path: Path) -> None:
    desk.key(INTAKE)
    for name in KEEPERS[:2]:
        desk.key(name, CUSTODIAN)
    settings.BIHUAN_PORTAL_PULL, settings.BIHUAN_PORTAL_DOOR = "http://127.0.0.1:9/", frozenset({door_key(tmp_path)})
    jobs._done.clear()
    jobs.tend_now(NOW, hourly=False)
    Reporter.new().sends(jobs.office_box(), sealing_keys(), TODAY)
    jobs._done.clear()
    jobs.tend_now(NOW, hourly=False)
    assert Tip.objects.count() == 1
