"""The box: puts in once, is emptied once, and tells nobody in which order anything came. Runs on both engines (`db` only says so)."""

import os
import random
import sqlite3
import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import psycopg
import pytest

from bihuan.foundation.sealedbox.box import Box, Envelope
from bihuan.foundation.sealedbox.vocabulary import Kind

pytestmark = pytest.mark.django_db(databases=[])
DAY, LATER = date(2026, 3, 2), date(2026, 3, 9)
ON_SQLITE = not os.environ.get("BIHUAN_TEST_DATABASE_URL")


def _id(n: int) -> bytes:
    return random.Random(n).randbytes(16)


def _report(n: int, pieces: int = 0, size: int = 4096) -> list[Envelope]:
    place = _id(n)
    kinds = [Kind.CONTENT, Kind.IDENTITY, *[Kind.PIECE] * pieces]
    return [Envelope(_id(n * 1000 + i + 1), place, kind, random.Random(n * 1000 + i).randbytes(size)) for i, kind in enumerate(kinds)]


def _all(box: Box, place: bytes) -> set[Envelope]:
    return {one for kind in Kind for one, _day in box.envelopes(place, kind)}


def test_what_was_put_in_comes_out_as_it_was_with_its_day(box: Box) -> None:
    report = _report(1, pieces=3)
    box.put(report, DAY)
    assert box.waiting() == [report[0].place] and box.holds(report[0].place) and not box.holds(_id(99))
    assert _all(box, report[0].place) == set(report)
    assert [day for _one, day in box.envelopes(report[0].place, Kind.CONTENT)] == [DAY]


def test_a_retry_puts_nothing_in_twice_and_changes_nothing(box: Box) -> None:
    report = _report(1)
    box.put(report, DAY)
    again = [Envelope(one.key, one.place, one.kind, b"sealed anew") for one in report]
    box.put(again, LATER)
    assert _all(box, report[0].place) == set(report)


def test_all_envelopes_go_in_or_none(box: Box) -> None:
    report = _report(1)
    broken = Envelope(_id(5), report[0].place, Kind.PIECE, None)  # type: ignore[arg-type]
    with pytest.raises((sqlite3.IntegrityError, psycopg.errors.NotNullViolation)):
        box.put([*report, broken], DAY)
    assert box.waiting() == []


def test_pieces_without_a_report_wait_unseen_and_go_after_two_days(box: Box) -> None:
    pieces = _report(1, pieces=2)[2:]
    box.put(pieces, DAY)
    assert box.waiting() == [] and not box.holds(pieces[0].place)
    box.rewrite(date(2026, 3, 4))
    assert len(_all(box, pieces[0].place)) == 2
    box.rewrite(date(2026, 3, 5))
    assert _all(box, pieces[0].place) == set()


def test_the_pieces_of_a_report_stay_however_old_it_is(box: Box) -> None:
    report = _report(1, pieces=2)
    box.put(report, DAY)
    box.rewrite(LATER)
    assert _all(box, report[0].place) == set(report)


def test_the_office_takes_and_answers_in_one_step(box: Box) -> None:
    report, other = _report(1, pieces=1), _report(2)
    box.put(report + other, DAY)
    box.settle(report[0].place, [one.key for one in report], [b"receipt", b"answer"], LATER)
    assert sorted(box.answers(report[0].place)) == [b"answer", b"receipt"]
    assert box.waiting() == [other[0].place] and _all(box, report[0].place) == set()


def test_an_answer_that_cannot_be_laid_down_takes_nothing_away(box: Box) -> None:
    report = _report(1)
    box.put(report, DAY)
    with pytest.raises((sqlite3.IntegrityError, psycopg.errors.NotNullViolation)):
        box.settle(None, [one.key for one in report], [b"receipt"], LATER)  # type: ignore[arg-type]
    assert _all(box, report[0].place) == set(report)


def test_an_answer_laid_down_twice_lies_there_once(box: Box) -> None:
    report = _report(1)
    box.put(report, DAY)
    for _again in range(2):  # the office stopped before it had noted that it settled
        box.settle(report[0].place, [one.key for one in report], [b"receipt"], LATER)
    assert box.answers(report[0].place) == [b"receipt"] and box.waiting() == []


def test_what_came_in_the_meantime_is_not_taken_away_unread(box: Box) -> None:
    report = _report(1)
    box.put(report, DAY)
    read = _all(box, report[0].place)
    added = Envelope(_id(77), report[0].place, Kind.CONTENT, b"added")
    box.put([added], DAY)
    box.settle(report[0].place, [one.key for one in read], [b"receipt"], DAY)
    assert _all(box, report[0].place) == {added}


def test_a_place_that_was_forgotten_is_like_one_never_used(box: Box) -> None:
    report = _report(1)
    box.put(report, DAY)
    box.settle(report[0].place, [], [b"answer"], DAY)
    box.forget(report[0].place)
    assert (box.answers(report[0].place), box.holds(report[0].place)) == (box.answers(_id(9)), box.holds(_id(9))) == ([], False)


def test_what_is_published_takes_the_place_of_the_one_before(box: Box) -> None:
    assert box.published("channels") is None
    box.publish("channels", b"one")
    box.publish("channels", b"two")
    assert box.published("channels") == b"two"


def test_sixty_four_at_once_are_all_taken_in(box: Box) -> None:
    with ThreadPoolExecutor(64) as many:
        list(many.map(lambda n: box.put(_report(n), DAY), range(1, 200)))
    assert len(box.waiting()) == 199


_TELLING = {
    "envelope": {"key", "place", "kind", "day", "body"}, "answer": {"key", "place", "day", "body"},
    "sent": {"key"}, "came": {"key"}, "line": {"name", "value"},
}  # fmt: skip


def _columns(address: str | Path) -> set[str]:
    if isinstance(address, Path):
        with sqlite3.connect(address) as line:
            return {f"{table}.{row[1]}" for table in _TELLING for row in line.execute(f"PRAGMA table_info({table})")}
    with psycopg.connect(address) as line:
        return {
            f"{table}.{column}"
            for table, column in line.execute(
                "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'"
            )
            if table != "published"
        }


def test_the_columns_are_random_keys_kinds_days_and_sealed_bytes_alone(box: Box, address: str | Path) -> None:
    """No moment, no counter, no address, no agent: whoever adds a column answers here for what it tells (M70)."""
    assert _columns(address) == {f"{table}.{column}" for table, columns in _TELLING.items() for column in columns}


def _order_on_disk(address: str | Path) -> list[bytes]:
    """The places in the order in which the bytes lie on the disk."""
    if isinstance(address, Path):
        raw, bodies = address.read_bytes(), {one.body[:64]: one.place for n in range(1, 121) for one in _report(n)[:1]}
        return [place for _at, place in sorted((raw.find(body), place) for body, place in bodies.items())]
    with psycopg.connect(address) as line:
        return [bytes(row[0]) for row in line.execute("SELECT place FROM envelope WHERE kind = 'content' ORDER BY ctid")]


def _agreement(order: list[bytes], arrival: list[bytes]) -> float:
    """Of all pairs the share that lie as they came: 0.5 by chance, 1 in order of arrival."""
    when = {place: n for n, place in enumerate(arrival)}
    came = [when[place] for place in order]
    pairs = [(one, other) for n, one in enumerate(came) for other in came[n + 1 :]]
    return sum(one < other for one, other in pairs) / len(pairs)


def test_nothing_on_the_disk_tells_who_came_before_whom(box: Box, address: str | Path) -> None:
    """After the hourly job; before it the order can be seen, which shows that this test would see it."""
    arrival = [_report(n)[0].place for n in range(1, 121)]
    for n in range(1, 121):
        box.put(_report(n), DAY)
    if not ON_SQLITE:
        assert _agreement(_order_on_disk(address), arrival) > 0.9
    box.rewrite(DAY)
    assert abs(_agreement(_order_on_disk(address), arrival) - 0.5) < 0.15


@pytest.mark.skipif(ON_SQLITE, reason="PostgreSQL numbers its transactions")
def test_no_number_of_a_transaction_tells_it_either(box: Box, address: str) -> None:
    for n in range(1, 21):
        box.put(_report(n), DAY)
        box.settle(_id(n), [], [b"answer"], DAY)
    box.rewrite(DAY)
    with psycopg.connect(address) as line:
        for table in ("envelope", "answer"):
            assert line.execute(f"SELECT count(DISTINCT xmin::text), count(DISTINCT xmax::text) FROM {table}".encode()).fetchone() == (1, 1)
    assert len(box.waiting()) == 20  # and everything is still there


@pytest.mark.skipif(not ON_SQLITE, reason="a file of its own")
def test_what_was_taken_away_is_gone_from_the_files(box: Box, address: Path) -> None:
    report = _report(1, pieces=2, size=300_000)
    box.put(report, DAY)
    box.settle(report[0].place, [one.key for one in report], [b"receipt"], DAY)
    box.rewrite(DAY)
    left = b"".join(path.read_bytes() for path in address.parent.iterdir())
    assert not any(one.body[at : at + 32] in left for one in report for at in (0, 1000, 4000))
    assert b"receipt" in left
    assert stat.S_IMODE(address.stat().st_mode) == 0o600 and stat.S_IMODE(address.parent.stat().st_mode) == 0o700
