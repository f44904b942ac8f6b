"""The keeper: what many visitors hand over at once is written at once, nothing is lost when it falls, and it is reached by nobody else."""

import os
import signal
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from bihuan.foundation.sealedbox import codes
from bihuan.foundation.sealedbox.box import Box, Envelope
from bihuan.foundation.sealedbox.keys import ReportKeys
from bihuan.foundation.sealedbox.vocabulary import Kind
from bihuan.interfaces.portal.keeping import PIECES_A_REPORT, Keeper, Kept, framed, parts_of
from bihuan.interfaces.portal.price import Load
from tests.interfaces.portal.serving import Served, form_of, open_door

DAY = date(2026, 3, 2)


def _envelope(body: bytes = b"sealed") -> Envelope:
    keys = ReportKeys(codes.new())
    return Envelope(keys.envelope("content"), keys.place, Kind.CONTENT, body)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    Box(tmp_path / "box.sqlite3").prepare()
    return tmp_path / "box.sqlite3"


@pytest.fixture
def keeper(place: Path) -> object:
    made = Keeper(lambda: Box(place, lasting=True))
    made.begin()
    yield made
    made.end()
    if made.runs:
        os.kill(made._process, signal.SIGKILL)
        os.waitpid(made._process, 0)


def test_a_message_comes_back_as_its_parts() -> None:
    parts = [b"put", b"", b"x" * 70_000]
    assert parts_of(framed(parts)[4:]) == parts
    with pytest.raises(ValueError):
        parts_of(framed(parts)[4:-1])


def test_it_puts_in_and_reads_answers_and_can_do_nothing_else(place: Path, keeper: Keeper) -> None:
    one, large = _envelope(), _envelope(os.urandom(3_000_000))
    kept = Kept(str(place), keeper.lend())
    kept.put([one, large], DAY)
    assert kept.holds(one.place) and not kept.holds(bytes(16)) and kept.answers(one.place) == []
    Box(place).settle(one.place, [one.key], [b"answer"], DAY)
    assert kept.answers(one.place) == [b"answer"] and not kept.holds(one.place)
    assert [body.body for body, _day in Box(place).envelopes(large.place, Kind.CONTENT)] == [large.body]
    for more in ([b"published", b"door"], [b"waiting", b""], [b"settle", one.place]):
        with pytest.raises(OSError):
            kept._asked(more)


def test_files_weigh_as_much_as_reports_where_it_is_told_how_many_come(place: Path) -> None:
    """Whoever fills the box with pieces that no report names makes them cost what reports cost."""
    load, keys = Load(), ReportKeys(codes.new())
    made = Keeper(lambda: Box(place, lasting=True), load.count)
    made.begin()
    kept = Kept(str(place), made.lend())
    kept.put([Envelope(keys.envelope(f"piece {n}"), keys.place, Kind.PIECE, b"-") for n in range(PIECES_A_REPORT + 9)], DAY)
    kept.put([Envelope(keys.envelope("identity"), keys.place, Kind.IDENTITY, b"-"), _envelope()], DAY)
    kept.put([Envelope(keys.envelope(f"more {n}"), keys.place, Kind.PIECE, b"-") for n in range(PIECES_A_REPORT - 9)], DAY)
    assert (load.told(), kept.many(keys.place), kept.many(bytes(16))) == (3, 2 * PIECES_A_REPORT + 1, 0)
    os.kill(made._process, signal.SIGKILL)
    os.waitpid(made._process, 0)


def test_what_the_box_refuses_is_told_to_whom_it_concerns_only(place: Path, keeper: Keeper) -> None:
    good, bad = Kept(str(place), keeper.lend()), Kept(str(place), keeper.lend())
    assert bad._line
    one = _envelope()
    bad._line.sendall(framed([b"put", b"not a day", one.key, one.place, b"content", b"x"]))
    good.put([one], DAY)
    assert bad._line.recv(100).endswith(b"-") and good.holds(one.place)


def test_where_it_is_gone_visitors_reach_the_box_themselves_and_it_is_begun_again(place: Path, keeper: Keeper) -> None:
    kept, one = Kept(str(place), keeper.lend()), _envelope()
    os.kill(keeper._process, signal.SIGKILL)
    process, _status = os.waitpid(keeper._process, 0)
    kept.put([one], DAY)
    assert kept.holds(one.place)
    keeper.left(process)
    keeper.begin()
    assert keeper.runs and keeper._process != process
    again = Kept(str(place), keeper.lend())
    again.put([one], DAY)
    assert again._line is not None and len(list(Box(place).envelopes(one.place, Kind.CONTENT))) == 1


def test_a_box_that_was_brought_back_is_found_at_once(place: Path, keeper: Keeper) -> None:
    kept = Kept(str(place), keeper.lend())
    kept.put([_envelope()], DAY)
    for part in ("", "-wal", "-shm"):
        Path(f"{place}{part}").unlink(missing_ok=True)
    Box(place).prepare()
    one = _envelope()
    kept.put([one], DAY)
    assert kept._line and Box(place).holds(one.place)


def test_what_comes_at_the_same_moment_is_written_with_one_stroke(place: Path) -> None:
    """While somebody else writes, nine wait: afterwards they are written together."""
    with (place.parent / "strokes").open("w") as _told:
        counted = Keeper(lambda: _Counting(place))
        counted.begin()
        try:
            held = sqlite3.connect(place, isolation_level=None)
            held.execute("BEGIN IMMEDIATE")
            lines = [Kept(str(place), counted.lend()) for _one in range(9)]
            with ThreadPoolExecutor(9) as many:
                waiting = [many.submit(one.put, [_envelope()], DAY) for one in lines]
                time.sleep(0.5)
                held.execute("COMMIT")
                for one in waiting:
                    one.result(30)
            held.close()
        finally:
            os.kill(counted._process, signal.SIGKILL)
            os.waitpid(counted._process, 0)
    strokes = (place.parent / "counted").read_text().split()
    assert sum(map(int, strokes)) == 9 and len(strokes) <= 3, strokes


class _Counting(Box):
    def __init__(self, place: Path) -> None:
        super().__init__(place, lasting=True)
        self._told = place.parent / "counted"

    def put(self, envelopes: object, today: date) -> None:
        found = list(envelopes)  # type: ignore[call-overload]
        super().put(found, today)
        with self._told.open("a") as told:
            told.write(f"{len(found)} ")


def test_the_door_begins_it_again_and_ends_it_with_itself(tmp_path: Path) -> None:
    with open_door(tmp_path / "home") as door:
        first = _keeper(door)
        os.kill(first, signal.SIGKILL)
        assert door.report(*form_of(text="one"))
        second = _keeper(door, first)
        assert door.report(*form_of(text="two")) and len(door.office.box.waiting()) == 2
    assert not Path(f"/proc/{second}").exists()


def test_it_does_not_outlive_a_door_that_fell(tmp_path: Path) -> None:
    with open_door(tmp_path / "home") as door:
        keeper = _keeper(door)
        door.process.kill()
        door.process.wait()
        _until(lambda: not Path(f"/proc/{keeper}").exists() or "Z" in Path(f"/proc/{keeper}/stat").read_text().rpartition(")")[2][:3])


def _keeper(door: Served, other_than: int = 0) -> int:
    _until(lambda: door.keeper not in (0, other_than))
    return door.keeper


def _until(wanted: object) -> None:
    end = time.monotonic() + 30
    while not wanted():  # type: ignore[operator]
        assert time.monotonic() < end
        time.sleep(0.02)
