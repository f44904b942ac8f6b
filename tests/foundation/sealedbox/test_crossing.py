"""Reports and answers between two boxes that no network joins: each exactly once, whatever is lost, doubled, delayed or cut off on the way."""

import hashlib
import json
import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from unittest import mock

import pytest

from bihuan.foundation.kernel import BadInput
from bihuan.foundation.sealedbox import crossing as here
from bihuan.foundation.sealedbox import parcels, pulling, travelling
from bihuan.foundation.sealedbox.box import Box, Envelope
from bihuan.foundation.sealedbox.crossing import Crossing
from bihuan.foundation.sealedbox.parcels import Forged, Mark, Parcel
from bihuan.foundation.sealedbox.vocabulary import End, Fate, Kind
from bihuan.foundation.seals import keys

pytestmark = pytest.mark.django_db(databases=[])
DAY, LATER = date(2026, 3, 2), date(2026, 3, 9)
NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)


class Ends:
    """A door and an office, each with its box and its folder; `address` is where the box of the door lies."""

    def __init__(self, address: str | Path, place: Path) -> None:
        self.address, self.place = address, place
        self.office_address = place / "office.sqlite3"
        sign = {end: partial(keys.sign, place / end.value, "ed25519") for end in End}
        key = {end: keys.public_key(place / end.value, "ed25519").hex() for end in End}
        self.door = Crossing(End.DOOR, address, place / "door-parcels", sign[End.DOOR], {key[End.OFFICE]})
        self.office = Crossing(End.OFFICE, self.office_address, place / "office-parcels", sign[End.OFFICE], {key[End.DOOR]})
        for one in (self.door, self.office):
            one.prepare()
        self.door_box, self.office_box = Box(address), Box(self.office_address)
        self.taken: list[bytes] = []

    def works(self, day: date = DAY) -> None:
        """The office takes what waits, each envelope once by its key, and answers."""
        for place in self.office_box.waiting():
            came = [one for kind in Kind for one, _day in self.office_box.envelopes(place, kind)]
            fresh = [one.key for one in came if one.key not in self.taken]
            self.taken += fresh
            answers = [b"answer " + one.key for one in came if one.kind is Kind.CONTENT]
            self.office_box.settle(place, [one.key for one in came], answers, day)

    def carry(self, by: Crossing, to: Crossing) -> Fate:
        by.pack(DAY)
        fates = [to.take(one.read_bytes()) for one in by.unreceived()]
        return fates[-1]

    def round(self) -> None:
        """There, work, back, and the receipt for that there again."""
        self.carry(self.door, self.office)
        self.works()
        self.carry(self.office, self.door)


@pytest.fixture
def ends(address: str | Path, tmp_path: Path) -> Iterator[Ends]:
    yield Ends(address, tmp_path)


def _report(n: int, pieces: int = 0, size: int = 5000) -> list[Envelope]:
    dice = random.Random(n)
    place, kinds = dice.randbytes(16), [*[Kind.PIECE] * pieces, Kind.IDENTITY, Kind.ADDRESS, Kind.CONTENT]
    return [Envelope(dice.randbytes(16), place, kind, dice.randbytes(size)) for kind in kinds]


def _all(box: Box, place: bytes) -> set[Envelope]:
    return {one for kind in Kind for one, _day in box.envelopes(place, kind)}


def test_a_report_goes_over_and_its_answer_comes_back_and_the_code_is_known_all_the_time(ends: Ends) -> None:
    report = _report(1, pieces=2)
    place = report[0].place
    ends.door_box.put(report, DAY)
    ends.office_box.publish("door", b"paper")
    ends.carry(ends.door, ends.office)
    assert _all(ends.office_box, place) == set(report) and ends.door_box.holds(place), "not gone before there is an answer"
    ends.works()
    ends.carry(ends.office, ends.door)
    assert ends.door_box.answers(place) == [b"answer " + report[-1].key] and not ends.door_box.holds(place)
    assert _all(ends.door_box, place) == set() and ends.door_box.published("door") == b"paper"
    assert sorted(ends.taken) == sorted(one.key for one in report)
    ends.carry(ends.door, ends.office)
    assert ends.office.unreceived() == [] and list((ends.place / "office-parcels").glob("*.parcel")) == [], "what was received is not kept"


def test_nothing_is_packed_twice_and_an_answer_taken_back_goes(ends: Ends) -> None:
    ends.door_box.put(_report(1), DAY)
    assert len(ends.door.pack(DAY).items) == 3 and ends.door.pack(DAY).items == ()
    ends.round()
    place = _report(1)[0].place
    assert ends.door_box.answers(place)
    ends.office_box.forget(place)
    ends.carry(ends.office, ends.door)
    assert (ends.door_box.answers(place), ends.door_box.holds(place)) == ([], False)


def _orders(box: str | Path) -> list[tuple[object, ...]]:
    with here.store(box).reading() as reading:
        return reading.rows("SELECT name, value FROM line WHERE name LIKE 'forget.' || ?", ["%"])


def test_an_order_to_forget_outlives_a_new_beginning_and_is_carried_out_once(ends: Ends) -> None:
    report, other, place = _report(1), _report(2), _report(1)[0].place
    ends.door_box.put([*report, *other], DAY)
    ends.round()
    ends.office_box.forget(place)
    ends.office.pack(DAY)  # with the order, and lost
    for one in (ends.door, ends.office):
        one.begin_anew()
    ends.carry(ends.office, ends.door)
    assert ends.door_box.answers(place) == [] and ends.door_box.answers(other[0].place), "at this place and no other"
    assert len(_orders(ends.office_address)) == 1, "until the door tells that it has it"
    late = Envelope(b"l" * 16, place, Kind.CONTENT, b"added since")
    ends.door_box.put([late], DAY)
    ends.round()
    assert late.key in ends.taken and _orders(ends.office_address) == []
    for one in (ends.door, ends.office):
        one.begin_anew()
    ends.round()
    assert ends.door_box.answers(place) == [b"answer " + late.key], "what was answered since is not forgotten by an old order"


def test_what_the_reporter_added_while_the_order_was_under_way_still_goes_to_the_office(ends: Ends) -> None:
    report, place = _report(1), _report(1)[0].place
    ends.door_box.put(report, DAY)
    ends.round()
    ends.office_box.forget(place)
    late = Envelope(b"l" * 16, place, Kind.CONTENT, b"added since")
    ends.door_box.put([late], DAY)
    ends.carry(ends.office, ends.door)
    assert ends.door_box.answers(place) == [] and ends.door_box.holds(place)
    ends.round()
    assert late.key in ends.taken and ends.door_box.answers(place)


def test_a_box_beside_its_door_keeps_no_list_of_what_it_forgot(address: str | Path) -> None:
    box = Box(address)
    box.prepare()
    box.put(_report(1), DAY)
    box.forget(_report(1)[0].place)
    assert _orders(address) == [] and not box.holds(_report(1)[0].place)


def test_a_report_sent_again_while_it_is_under_way_is_one_report(ends: Ends) -> None:
    report = _report(1)
    for _again in range(3):
        ends.door_box.put(report, DAY)
        ends.round()
    assert sorted(ends.taken) == sorted(one.key for one in report)
    assert ends.door_box.answers(report[0].place) == [b"answer " + report[-1].key] and not ends.door_box.holds(report[0].place)


def test_a_parcel_is_taken_once_in_its_turn_and_only_from_the_other_end(ends: Ends) -> None:
    ends.door_box.put(_report(1), DAY)
    ends.door.pack(DAY)
    ends.door_box.put(_report(2), DAY)
    ends.door.pack(DAY)
    first, second = (one.read_bytes() for one in ends.door.unreceived())
    assert ends.office.take(second) is Fate.AHEAD and ends.office_box.waiting() == []
    assert [ends.office.take(one) for one in (first, first, second, first)] == [Fate.TAKEN, Fate.BEFORE, Fate.TAKEN, Fate.BEFORE]
    assert len(ends.office_box.waiting()) == 2
    for at in (0, 9, 200, len(first) // 2, len(first) - 1500, len(first) - 900):
        changed = first[:at] + bytes([first[at] ^ 1]) + first[at + 1 :]
        with pytest.raises(Forged):
            ends.office.take(changed)
    with pytest.raises(Forged):
        ends.door.take(first)


def test_one_who_is_not_the_office_can_lay_nothing_out(ends: Ends, tmp_path: Path) -> None:
    stranger = Crossing(End.OFFICE, tmp_path / "s.sqlite3", tmp_path / "s", partial(keys.sign, tmp_path / "stranger", "ed25519"), set())
    stranger.prepare()
    Box(tmp_path / "s.sqlite3").publish("door", b"my keys")
    stranger.pack(DAY)
    with pytest.raises(Forged):
        ends.door.take(stranger.unreceived()[0].read_bytes())
    assert ends.door_box.published("door") is None


def test_a_large_report_goes_in_several_parcels_and_is_not_taken_before_it_is_whole(ends: Ends) -> None:
    report = _report(1, pieces=40, size=parcels.STEP)
    with mock.patch.object(parcels, "MOST", 20 * parcels.STEP):
        ends.door_box.put(report, DAY)
        while ends.door.pack(DAY).more:
            pass
    sent = [one.read_bytes() for one in ends.door.unreceived()]
    assert len(sent) >= 3
    for one in sent:
        assert ends.office_box.waiting() == []
        ends.office.take(one)
        ends.office_box.rewrite(LATER)  # a gate may take days: what came is not swept away meanwhile
    assert _all(ends.office_box, report[0].place) == set(report)


def test_a_parcel_tells_neither_how_much_is_in_it_nor_when_it_was_made(ends: Ends) -> None:
    ends.door.pack(DAY)
    for n in range(3):
        ends.door_box.put(_report(n), DAY)
    ends.door.pack(DAY)
    empty, full = ends.door.unreceived()
    assert empty.stat().st_size == full.stat().st_size == parcels.STEP
    assert empty.stat().st_mtime == full.stat().st_mtime == datetime(2026, 3, 2).timestamp()
    assert {empty.stat().st_mode & 0o777, full.stat().st_mode & 0o777} == {0o600}


class Stopped(BaseException):
    """Power went."""


@pytest.mark.parametrize("where", ["_sync", "_note_packed", "put", "_set"])
def test_power_that_goes_in_any_step_loses_and_doubles_nothing(ends: Ends, where: str) -> None:
    """The steps of packing and taking are cut off in turn, before and after each; then both ends go on."""
    expected = []
    for n in range(12):
        report = _report(n)
        expected += [one.key for one in report]
        ends.door_box.put(report, DAY)
        owner = travelling if where == "put" else here
        true = getattr(owner, where)

        def stops(*given: object, late: bool = bool(n % 2), true: object = true) -> object:
            if late:
                true(*given)  # type: ignore[operator]
            raise Stopped

        for step in (ends.door.pack, ends.office.pack):
            with mock.patch.object(owner, where, stops), pytest.raises(Stopped):
                step(DAY)
                ends.office.take(ends.door.unreceived()[-1].read_bytes())
        ends.round()
    ends.round()
    assert sorted(ends.taken) == sorted(expected) and ends.door_box.waiting() == []
    assert all(ends.door_box.answers(_report(n)[0].place) for n in range(12))


@pytest.mark.parametrize("seed", range(20))
def test_whatever_the_gate_does_each_report_comes_over_once(ends: Ends, seed: int) -> None:
    """Parcels are lost, doubled and mixed up at random; once the gate behaves, everything is where it belongs, once."""
    dice, put, caught = random.Random(seed), [], []  # type: ignore[var-annotated]
    for n in range(30):
        if dice.random() < 0.6:
            report = _report(n, pieces=dice.randrange(3))
            ends.door_box.put(report, DAY)
            put.append(report)
        by, to = dice.choice([(ends.door, ends.office), (ends.office, ends.door)])
        by.pack(DAY)
        caught += [(to, one.read_bytes()) for one in by.unreceived() if dice.random() < 0.7]
        dice.shuffle(caught)
        for _one in range(dice.randrange(4)):
            if caught:
                to, data = caught[0] if dice.random() < 0.3 else caught.pop()
                to.take(data)
        if dice.random() < 0.5:
            ends.works()
    ends.round()
    ends.round()
    assert sorted(ends.taken) == sorted(one.key for report in put for one in report)
    assert all(ends.door_box.answers(report[0].place) == [b"answer " + report[-1].key] for report in put)
    assert ends.door_box.waiting() == ends.office_box.waiting() == []


def test_a_parcel_that_was_carried_off_before_its_number_was_noted_is_not_written_over(ends: Ends) -> None:
    ends.door_box.put(_report(1), DAY)
    with mock.patch.object(here, "_note_packed", side_effect=Stopped), pytest.raises(Stopped):
        ends.door.pack(DAY)
    (carried,) = (ends.place / "door-parcels").glob("*.parcel")
    assert ends.office.take(carried.read_bytes()) is Fate.TAKEN
    ends.door_box.put(_report(2), DAY)
    for _each in range(2):
        ends.round()
    assert sorted(ends.taken) == sorted(one.key for n in (1, 2) for one in _report(n))
    assert all(ends.door_box.answers(_report(n)[0].place) for n in (1, 2))


def test_no_code_is_unknown_while_answers_go_in_several_parcels(ends: Ends) -> None:
    """What is settled goes from the door after its answer has come, or with it."""
    places = [_report(n)[0].place for n in range(6)]
    for n in range(6):
        ends.door_box.put(_report(n), DAY)
    ends.carry(ends.door, ends.office)
    for place in ends.office_box.waiting():
        taken = [one.key for one in _all(ends.office_box, place)]
        ends.office_box.settle(place, taken, [random.Random(place).randbytes(parcels.STEP)], DAY)
    with mock.patch.object(parcels, "MOST", 3 * parcels.STEP):
        while ends.office.pack(DAY).more:
            pass
    parts = [one.read_bytes() for one in ends.office.unreceived()]
    assert len(parts) >= 3
    for part in parts:
        ends.door.take(part)
        assert all(ends.door_box.answers(place) or ends.door_box.holds(place) for place in places)
    assert not any(ends.door_box.holds(place) for place in places)


def test_an_end_that_was_set_back_is_noticed_and_begins_anew(ends: Ends) -> None:
    ends.door_box.put(_report(1), DAY)
    ends.round()
    older = ends.place / "old.sqlite3"
    here.store(ends.office_address).rewrite()
    older.write_bytes(ends.office_address.read_bytes())
    ends.door_box.put(_report(2), DAY)
    ends.round()
    for left in ends.place.glob("office.sqlite3*"):
        left.unlink()
    ends.office_address.write_bytes(older.read_bytes())
    ends.office.prepare()
    ends.door.pack(DAY)
    ends.door_box.put(_report(3), DAY)
    assert ends.carry(ends.door, ends.office) is Fate.AHEAD
    for one in (ends.door, ends.office):
        one.begin_anew()
    ends.round()
    ends.round()
    assert sorted(ends.taken) == sorted(one.key for n in (1, 2, 3) for one in _report(n))
    assert not ends.door_box.holds(_report(3)[0].place) and ends.door_box.answers(_report(3)[0].place)


@pytest.mark.parametrize("stream", ["*", "?" * 16, "[0-9a-f]*", ""])
def test_a_door_in_others_hands_takes_no_parcel_away_from_the_office(ends: Ends, stream: str) -> None:
    """It signs whatever they like: how far it has come counts for the office's own stream, and no further than it told of that."""
    ends.door_box.put(_report(1), DAY)
    ends.carry(ends.door, ends.office)
    ends.works()
    ends.office.pack(DAY)
    waiting = ends.office.unreceived()
    assert waiting and all(one.exists() for one in waiting)

    ends.office.receipt(Mark(stream, 99_999_999))
    parcel = Parcel(End.DOOR, ends.door.pack(DAY).at, Mark(stream, 99_999_999))
    assert ends.office.take(parcel.told(ends.door.sign)) is Fate.TAKEN

    assert all(one.exists() for one in waiting)


@pytest.mark.parametrize(
    "got",
    [{"stream": {}, "number": 1, "digest": ""}, {"stream": "a", "number": "1", "digest": ""}, {"stream": "a", "number": -1, "digest": ""},
     {"stream": "a", "number": True, "digest": ""}, {"stream": "a", "number": 1, "digest": []}, {"number": 1, "more": 2}],
)  # fmt: skip
def test_what_a_door_in_others_hands_signs_is_refused_in_words(ends: Ends, got: dict[str, object]) -> None:
    parcel = ends.door.pack(DAY).told(ends.door.sign)
    told = json.dumps({"at": NOW.isoformat(), "got": got, "parcel": hashlib.sha256(parcel).hexdigest()}).encode().ljust(1024)
    signature = json.dumps(ends.door.sign(hashlib.sha256(told).digest()).told()).encode().ljust(1024)
    with pytest.raises(Forged):
        parcels.asked(told + signature, ends.office.trusted)


@pytest.mark.parametrize(
    "item", [["piece", "00", "00", "2026-03-02", -5], ["piece", "00", "00", 5, 0], [["piece"], "00", "00", "2026-03-02", 0]]
)
def test_so_is_an_item_that_is_none(ends: Ends, item: list[object]) -> None:
    none = {"stream": "a", "number": 1, "digest": ""}
    head = json.dumps({"by": "door", "at": none, "got": none, "more": False, "drops": [], "items": [item]}).encode()
    whole = parcels.MAGIC + len(head).to_bytes(4, "big") + head
    signature = json.dumps(ends.door.sign(hashlib.sha256(whole).digest()).told()).encode().ljust(1024)
    with pytest.raises(Forged):
        ends.office.take(whole + signature)


def test_an_old_stream_does_not_come_back(ends: Ends) -> None:
    ends.door_box.put(_report(1), DAY)
    ends.door.pack(DAY)
    (old,) = (one.read_bytes() for one in ends.door.unreceived())
    ends.office.take(old)
    ends.door.begin_anew()
    ends.carry(ends.door, ends.office)
    assert ends.office.take(old) is Fate.BEFORE


# Over a line ---------------------------------------------------------------------------------------------------------------------------


def _post(ends: Ends, data: bytes, now: datetime | None = None) -> bytes:
    now = now or datetime.now(UTC)
    return pulling.answered(ends.door, pulling.asks(data[: pulling.HEAD], ends.door.trusted, now), data[pulling.HEAD :], now, DAY)


def test_the_office_fetches_and_delivers_in_one_go(ends: Ends) -> None:
    with mock.patch.object(parcels, "MOST", 4 * parcels.STEP):
        for n in range(4):
            ends.door_box.put(_report(n, pieces=2, size=200_000), DAY)
        ends.office_box.publish("door", b"paper")
        assert pulling.fetch(ends.office, partial(_post, ends), DAY) > 2
        ends.works()
        pulling.fetch(ends.office, partial(_post, ends), DAY)
    assert ends.door_box.waiting() == [] and ends.door_box.published("door") == b"paper" and len(ends.taken) == 4 * 5


@pytest.mark.parametrize("seed", range(10))
def test_a_line_that_breaks_anywhere_costs_nothing(ends: Ends, seed: int) -> None:
    dice = random.Random(seed)

    def post(data: bytes) -> bytes:
        if dice.random() < 0.3:
            raise pulling.Away("before")
        came = _post(ends, data)
        if dice.random() < 0.3:
            raise pulling.Away("after")
        return came

    for n in range(8):
        ends.door_box.put(_report(n), DAY)
        for _try in range(2):
            try:
                pulling.fetch(ends.office, post, DAY)
            except pulling.Away:
                continue
        ends.works()
    for _try in range(2):
        pulling.fetch(ends.office, partial(_post, ends), DAY)
        ends.works()
    pulling.fetch(ends.office, partial(_post, ends), DAY)
    assert sorted(ends.taken) == sorted(one.key for n in range(8) for one in _report(n)) and ends.door_box.waiting() == []


def test_two_parcels_that_know_nothing_of_each_other_do_not_stand_in_each_others_way(ends: Ends) -> None:
    """Each was packed before the other came: only what goes before them on the line tells that both have arrived."""
    ends.door.pack(DAY)
    ends.office.pack(DAY)
    ends.door_box.put(_report(1), DAY)
    for _time in range(3):
        pulling.fetch(ends.office, partial(_post, ends), DAY)
        ends.works()
    assert len(ends.taken) == 3 and ends.door_box.answers(_report(1)[0].place)


def test_an_old_question_and_a_stranger_get_no_answer(ends: Ends) -> None:
    caught: list[bytes] = []
    pulling.fetch(ends.office, lambda data: caught.append(data) or _post(ends, data), DAY)  # type: ignore[func-returns-value]
    for data in (caught[0][:-1], caught[0][:100] + b"x" + caught[0][101:], b"", b"{}" * 3000):
        with pytest.raises(Forged):
            _post(ends, data)
    with pytest.raises(Forged):
        _post(ends, caught[0], datetime.now(UTC) + timedelta(minutes=11))


def test_an_office_that_was_set_back_is_told(ends: Ends) -> None:
    pulling.fetch(ends.office, partial(_post, ends), DAY)
    ends.office.begin_anew()
    ends.office.pack(DAY)
    ends.office.unreceived()[0].unlink()
    with here.store(ends.office_address).writing() as writing:
        here._set(writing, {"out.received": "1"})
    with pytest.raises(BadInput, match="--anew"):
        pulling.fetch(ends.office, partial(_post, ends), DAY)


@pytest.mark.parametrize("address", ["http://door.example/", "ftp://door.example/", "door.example"])
def test_the_door_is_asked_by_https_alone(address: str) -> None:
    with pytest.raises(BadInput, match="https"):
        pulling.poster(address)
