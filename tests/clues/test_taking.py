"""Out of the box into the office: once and once only, with a receipt, and with nothing that tells when."""

import random
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from bihuan.clues import jobs
from bihuan.clues.models import Outgoing, Tip, TipEnvelope
from bihuan.clues.operations import shuffle, take, use_keys
from bihuan.clues.operations import taking as here
from bihuan.clues.operations.door import office_box
from bihuan.clues.queries import sealing_keys
from bihuan.foundation.audit.models import Record
from bihuan.foundation.jobs.models import Job
from bihuan.foundation.sealedbox import receipts
from bihuan.foundation.sealedbox.box import Envelope
from bihuan.foundation.sealedbox.contents import Content
from bihuan.foundation.sealedbox.packages import unseal
from bihuan.foundation.sealedbox.vocabulary import Kind, Says
from bihuan.foundation.seals import keys
from tests.clues.ground import CUSTODIAN, DESK, INTAKE, KEEPERS
from tests.clues.ground import Desk as Ground
from tests.clues.reporting import Reporter
from tests.factories.town import NOW, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def open_desk(desk: Ground) -> Ground:
    desk.key(INTAKE)
    for name in KEEPERS[:2]:
        desk.key(name, CUSTODIAN)
    office_box().prepare()
    return desk


def _reports(count: int, **more: Any) -> list[Reporter]:
    some = [Reporter.new() for _one in range(count)]
    for number, one in enumerate(some):
        one.sends(office_box(), sealing_keys(), TODAY, f"第 {number} 件", **more)
    return some


def test_a_report_is_kept_as_it_came_and_its_receipt_can_be_checked_with_the_code_alone(open_desk: Ground) -> None:
    (reporter,) = _reports(1, files={"a.jpg": b"x" * 300_000})
    assert take(now=NOW) == 1 and take(now=NOW) == 0
    tip = Tip.objects.get()
    assert (tip.state, tip.received_on, tip.unread) == ("waiting", TODAY, True)
    kept = {kind: TipEnvelope.objects.filter(place=tip.place, kind=kind) for kind in Kind}
    assert [kept[kind].count() for kind in (Kind.CONTENT, Kind.IDENTITY, Kind.PIECE, Kind.ADDRESS)] == [1, 1, 2, 1]
    mine = use_keys(purpose=DESK, **open_desk.by(INTAKE))
    assert Content.read(unseal(bytes(kept[Kind.CONTENT].get().body), mine)) == reporter.sent[0]
    (answer,) = reporter.reads(office_box())
    trusted = [keys.public_key(settings.BIHUAN_HOME, settings.BIHUAN_SIGNATURE).hex()]
    assert answer.says is Says.RECEIPT and answer.on == TODAY and receipts.fits(answer, reporter.sent[0], trusted)
    assert not office_box().holds(reporter.keys.place) and not Outgoing.objects.exists()


def test_sent_again_it_is_not_taken_again_and_what_is_added_has_a_receipt_of_its_own(open_desk: Ground) -> None:
    (reporter,) = _reports(1)
    take(now=NOW)
    Tip.objects.update(unread=False)
    reporter.sends(office_box(), sealing_keys(), TODAY, "第 0 件")  # the answer got lost on its way, the form was sent once more
    take(now=NOW)
    assert TipEnvelope.objects.count() == 3 and len(reporter.reads(office_box())) == 1 and not Tip.objects.get().unread
    reporter.sends(office_box(), sealing_keys(), TODAY, "补充：上周二也是")
    take(now=NOW)
    assert Tip.objects.get().unread and TipEnvelope.objects.filter(kind=Kind.CONTENT).count() == 2
    assert {one.facts["digest"] for one in reporter.reads(office_box())} == {one.digest for one in reporter.sent}
    assert office_box().waiting() == []


def test_a_report_without_an_address_or_with_a_wrong_one_is_taken_all_the_same(open_desk: Ground) -> None:
    (reporter,) = _reports(1, address=False)
    broken = _reports(1, address=False)[0]
    for number, body in enumerate((b"", b"{", b'{"address": "age1nobody", "digest": "' + b"ab" * 32 + b'"}', b"\xff" * 100_000)):
        one = Envelope(broken.keys.envelope(f"address {number}"), broken.keys.place, Kind.ADDRESS, body)
        office_box().put([one], TODAY)
    assert take(now=NOW) == 2 and Tip.objects.count() == 2
    assert reporter.reads(office_box()) == [] and broken.reads(office_box()) == []


class _Power(BaseException):
    """The power went."""


@contextmanager
def _stopping_at(line: int) -> Iterator[list[int]]:
    """Everything stops as the line-th line of the taking is about to run. The list holds how many ran."""
    ran = [0]
    blocks = {
        number for number, text in enumerate(Path(here.__file__).read_text("utf-8").splitlines(), 1) if text.strip().startswith("with ")
    }
    inside = set[tuple[int, int]]()

    def trace(frame: Any, event: str, _arg: Any) -> Any:
        if frame.f_code.co_filename != here.__file__:
            return None
        at = id(frame), frame.f_lineno
        if (
            event == "line" and at not in inside
        ):  # the end of a block is told as its first line once more, where nothing can be raised into it
            inside.update({at} if frame.f_lineno in blocks else ())
            ran[0] += 1
            if ran[0] == line:
                raise _Power
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        yield ran
    finally:
        sys.settrace(before)


def test_whatever_stops_between_any_two_lines_loses_and_doubles_nothing(open_desk: Ground) -> None:
    stopped, line, sealed = 0, 0, sealing_keys()
    while True:
        line += 1
        some = [Reporter.new() for _one in range(2)]
        for one in some:
            one.sends(office_box(), sealed, TODAY, files={"a.jpg": b"x"})
        try:
            with _stopping_at(line):
                take(now=NOW)
        except _Power:
            stopped += 1
        else:
            break
        take(now=NOW)
        for one in some:
            assert len(one.reads(office_box())) == 1, line
            assert TipEnvelope.objects.filter(place=one.keys.place.hex()).count() == 4, line
            assert Tip.objects.filter(place=one.keys.place.hex()).count() == 1, line
        assert office_box().waiting() == [] and not Outgoing.objects.exists(), line
    assert stopped > 60


def test_what_cannot_be_kept_holds_nothing_up(open_desk: Ground, settings: Any, caplog: pytest.LogCaptureFixture) -> None:
    """Whoever broke into the door lays things that are none at places that come before all others."""
    with sqlite3.connect(settings.BIHUAN_PORTAL_BOX) as line:
        for number in range(3):
            broken = (bytes([0, number]) + bytes(14), bytes([0, number]) + bytes(14), "content", "never", b"-")
            line.execute("INSERT INTO envelope (key, place, kind, day, body) VALUES (?, ?, ?, ?, ?)", broken)
    (reporter,) = _reports(1)

    assert take(now=NOW, most=2) == 1 and take(now=NOW, most=2) == 0

    assert [one.place for one in Tip.objects.all()] == [reporter.keys.place.hex()]
    assert "ValueError" in caplog.text and "0001" not in caplog.text


def test_two_workers_at_once_hand_out_one_receipt(open_desk: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second takes the same report while the first has kept it and not yet settled it."""
    (reporter,) = _reports(1)
    settle, inside = here._settle, [0]

    def settled(*told: Any) -> None:
        inside[0] += 1
        if inside[0] == 1:
            take(now=NOW)
        settle(*told)

    monkeypatch.setattr(here, "_settle", settled)
    take(now=NOW)
    assert len(reporter.reads(office_box())) == 1 and Tip.objects.count() == 1 and not Outgoing.objects.exists()


def test_nothing_in_the_office_tells_in_which_order_reports_came(open_desk: Ground) -> None:
    records, order = Record.objects.count(), []
    for _one in range(24):  # each taken before the next one comes
        (reporter,) = _reports(1)
        take(now=NOW)
        order.append(reporter.keys.place.hex())
    assert Record.objects.count() == records and not Job.objects.exists()
    shuffle(now=NOW)
    assert set(Tip.objects.values_list("place", flat=True)) == set(order) and TipEnvelope.objects.count() == 72
    stored = _physical_order()
    assert stored != order and stored != order[::-1] and abs(_likeness(stored, order)) < 0.7
    for model in (Tip, TipEnvelope, Outgoing):
        assert not [one.name for one in model._meta.fields if one.get_internal_type() in ("DateTimeField", "TimeField", "BigAutoField")]


def _physical_order() -> list[str]:
    place = "rowid" if connection.vendor == "sqlite" else "ctid"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT place FROM clues_tipenvelope WHERE kind = 'content' ORDER BY {place}")  # noqa: S608
        return [place for (place,) in cursor.fetchall()]


def _likeness(one: list[str], other: list[str]) -> float:
    """Rank correlation (Spearman)."""
    count, at = len(one), {place: number for number, place in enumerate(other)}
    return 1 - 6 * sum((number - at[place]) ** 2 for number, place in enumerate(one)) / (count * (count**2 - 1))


@pytest.mark.skipif("not __import__('os').environ.get('BIHUAN_TEST_DATABASE_URL')", reason="PostgreSQL numbers its transactions")
def test_after_the_hour_no_transaction_tells_rows_apart(open_desk: Ground) -> None:
    for _one in range(3):
        _reports(1)
        take(now=NOW)
    shuffle(now=NOW)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT xmin::text) FROM clues_tipenvelope")
        assert cursor.fetchone() == (1,)


def test_writing_anew_changes_no_byte(open_desk: Ground) -> None:
    _reports(5, files={"a.jpg": random.Random(1).randbytes(1000)})
    take(now=NOW)
    before = [sorted(map(repr, model.objects.values_list())) for model in (Tip, TipEnvelope)]
    shuffle(now=NOW)
    assert [sorted(map(repr, model.objects.values_list())) for model in (Tip, TipEnvelope)] == before


def test_the_clock_tends_the_door_once_a_minute_and_bears_a_box_that_is_away(
    open_desk: Ground, monkeypatch: pytest.MonkeyPatch, settings: Any, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    monkeypatch.setattr(jobs, "_done", {})
    (reporter,) = _reports(1)
    jobs.tend_door(NOW)
    assert Tip.objects.count() == 1 and len(reporter.reads(office_box())) == 1
    _reports(1)
    jobs.tend_door(NOW)
    assert Tip.objects.count() == 1
    monkeypatch.setattr(jobs, "_done", {})
    settings.BIHUAN_PORTAL_BOX = "/proc/nowhere/box.sqlite3"
    jobs.tend_door(NOW)
    assert Tip.objects.count() == 1 and "/proc" not in caplog.text
    monkeypatch.setattr(jobs, "_done", {})
    settings.BIHUAN_PORTAL_BOX, settings.BIHUAN_SIGNATURE = str(tmp_path / "other.sqlite3"), "unknown"
    jobs.tend_door(NOW)  # a wrong setting is told and keeps no worker from its jobs
