"""Own columns, successors and likenesses at their edges, from plain values."""

import random
from datetime import date
from decimal import Decimal

import pytest

from bihuan.campaigns.rules.campaign_file.columns import OwnColumn
from bihuan.campaigns.vocabulary import ColumnKind as K
from bihuan.campaigns.vocabulary import FilledFrom
from bihuan.problems.rules.handing_over import Against, ItemFacts, against
from bihuan.problems.rules.likeness.gathering import (
    COMMON,
    MARKS,
    TWINS,
    Ground,
    _groups,
    candidates,
    closest,
    enough,
    mark_of,
    probes,
    runs_of,
)
from bihuan.problems.rules.own import missing_from, short_number, shown_value, typed, untyped, with_values
from bihuan.problems.vocabulary import Work

DAY = date(2026, 5, 6)
BLANK = {"text": "", "word": "", "number": None, "day": None}


def column(kind: K = K.TEXT, number: int = 1, **more: object) -> OwnColumn:
    return OwnColumn(number=number, name="栏", kind=kind, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "value", "row"),
    [
        (K.NUMBER, "12.5", {"number": Decimal("12.5")}), (K.AMOUNT, "1234.50", {"number": Decimal("1234.50")}), (K.DAY, "2026-05-06", {"day": DAY}),
        (K.CHOICE, "甲", {"word": "甲"}), (K.TEXT, "甲", {"text": "甲"}),
    ],
)  # fmt: skip
def test_a_value_is_kept_by_its_kind_and_comes_back_as_it_was(kind: K, value: str, row: dict[str, object]) -> None:
    told = typed(column(kind), value)
    assert told == BLANK | row
    assert untyped(column(kind), told["text"], told["word"], told["number"], told["day"]) == value


@pytest.mark.parametrize(
    ("number", "told"),
    [("12.50", "12.5"), ("12.00", "12"), ("100", "100"), ("0.0", "0"), ("-0.50", "-0.5"), ("1E+3", "1000"), (".0", "0"), ("0", "0")],
)
def test_a_number_has_no_zeros_behind_it(number: str, told: str) -> None:
    assert short_number(Decimal(number)) == told == untyped(column(K.NUMBER), "", "", Decimal(number), None)


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [(K.NUMBER, "1234567.5", "1,234,567.5"), (K.AMOUNT, "-1234.50", "-1,234.50"), (K.NUMBER, "12", "12"), (K.NUMBER, "", ""), (K.TEXT, "1234", "1234"),
     (K.CHOICE, "1234", "1234"), (K.NUMBER, "-0.5", "-0.5"), (K.NUMBER, "999", "999"), (K.NUMBER, "1000", "1,000")],
)  # fmt: skip
def test_numbers_are_shown_with_thousands(kind: K, value: str, shown: str) -> None:
    assert shown_value(column(kind), value) == shown


def test_a_column_is_missing_that_is_asked_for_stands_and_is_empty() -> None:
    asked = column(required=FilledFrom.PLAN)
    assert (
        missing_from([asked], {}) == missing_from([asked], {"1": "", "2": "甲"}) == {"plan"}
        and missing_from([asked], {"1": "甲"}) == frozenset()
    )
    assert missing_from([column(required=FilledFrom.PLAN, retired=DAY), column(number=2)], {}) == frozenset()
    assert missing_from([asked, column(number=2, required=FilledFrom.CLOSE)], {"1": "甲"}) == {"close"}


def test_values_that_were_filled_in_stand_by_number_and_an_empty_one_is_taken_away() -> None:
    assert list(with_values({"2": "甲", "10": "乙"}, {1: "丙", 10: ""}).items()) == [("1", "丙"), ("2", "甲")] and with_values({}, {}) == {}


ITEMS = (
    ItemFacts(1, doer=7, person=8, leader=9, hands=frozenset({5})),
    ItemFacts(2, doer=8, person=7, leader=7, hands=frozenset({5, 6})),
    ItemFacts(3, doer=None, person=None, leader=None, hands=frozenset()),
)


@pytest.mark.parametrize("work", Work, ids=lambda one: one.value)
@pytest.mark.parametrize(
    ("successor", "hand", "about"), [(5, (1, 2), ()), (6, (2,), ()), (7, (), (1, 2)), (8, (), (1, 2)), (9, (), ()), (4, (), ())]
)
def test_what_stands_against_a_successor(work: Work, successor: int, hand: tuple[int, ...], about: tuple[int, ...]) -> None:
    """A doer or owner set no hand to the item, a leader does not approve his own; what else there is may go to him and is told."""
    if work in (Work.DOER, Work.OWN):
        numbers, stops, words = hand, True, "不能再作整改责任人"
    elif work is Work.LEADER:
        numbers, stops, words = about, True, "不能批准自己的措施"
    else:
        numbers, stops, words = hand or about, False, "这些要由别人确认或核验"
    found = against(work, successor, ITEMS)
    assert [(one.numbers, one.stops) for one in found] == ([(numbers, stops)] if numbers else [])
    assert all(isinstance(one, Against) and words in one.text for one in found)


# ---- which texts are compared


def test_runs_and_marks_of_a_text() -> None:
    assert runs_of("甲乙丙丁戊己庚辛") == {"甲乙丙丁", "乙丙丁戊", "丙丁戊己", "丁戊己庚", "戊己庚辛"} and runs_of("甲乙丙") == set()
    assert all(-(1 << 31) <= mark_of(run) < 1 << 31 for run in runs_of("甲乙丙丁戊己庚辛"))
    assert (mark_of("甲乙丙丁"), sorted(probes("甲乙丙丁戊己庚辛"))) == (
        mark_of("甲乙丙丁"),
        sorted(map(mark_of, runs_of("甲乙丙丁戊己庚辛"))),
    )
    assert mark_of("") == -(1 << 31)


@pytest.mark.parametrize(("marks", "least"), [(0, 2), (4, 2), (8, 2), (9, 3), (12, 3), (13, 3), (100, 3)])
def test_a_quarter_of_the_marks_is_shared(marks: int, least: int) -> None:
    assert enough(marks) == least and MARKS == 12
    assert closest({1: least, 2: least - 1}, marks) == [1]


def test_those_that_share_most_come_first_and_of_equal_ones_the_later() -> None:
    assert closest({1: 3, 2: 5, 3: 3, 4: 2}, 12) == [2, 3, 1] and len(closest(dict.fromkeys(range(30), 3), 12)) == TWINS == 10
    assert closest(dict.fromkeys(range(30), 3), 12)[0] == 29


def by_hand(marks: list[list[int]], fresh: int) -> list[tuple[int, list[int]]]:
    """Every two texts compared, without groups or parts."""
    holders: dict[int, list[int]] = {}
    for at, some in enumerate(marks):
        for mark in some:
            holders.setdefault(mark, []).append(at)
    found = []
    for at in range(fresh, len(marks)):
        shared: dict[int, int] = {}
        for mark in marks[at]:
            for other in holders[mark] if 1 < len(holders[mark]) <= COMMON else ():
                if other < at:
                    shared[other] = shared.get(other, 0) + 1
        if wanted := closest(shared, len(marks[at])):
            found.append((at, wanted))
    return found


@pytest.mark.parametrize("seed", range(8))
def test_texts_that_share_marks_are_found_as_by_comparing_every_two(seed: int) -> None:
    chance = random.Random(seed)
    pool = [chance.randrange(-(1 << 31), 1 << 31) for _ in range(40)] + [7, 8, 9, 10, 11, -1, -2]
    marks = [chance.sample(pool, chance.randint(0, 12)) for _ in range(60)]
    for fresh in (0, 30, 60):
        assert list(candidates(marks, fresh)) == by_hand(marks, fresh)


@pytest.mark.parametrize(("many", "grouped"), [(1, False), (2, True), (COMMON, True), (COMMON + 1, False)])
def test_a_mark_of_one_text_or_of_too_many_tells_nothing(many: int, grouped: bool) -> None:
    told = sorted([(5 << 32) + at for at in range(many)] + [(6 << 32) + 1, (6 << 32) + 3])
    assert list(_groups(told)) == ([list(range(many))] if grouped else []) + [[1, 3]]
    assert (
        list(_groups(sorted([(4 << 32) + at for at in range(many)]))) == ([list(range(many))] if grouped else [])
        and list(_groups([])) == []
    )


def test_the_rarest_runs_mark_a_text_and_common_ones_none() -> None:
    ground = Ground(0.008)  # two texts are already many
    for _ in range(3):
        ground.add("甲乙丙丁戊己庚辛")
    assert list(ground.marks("甲乙丙丁戊己庚辛")) == [] and len(ground.marks("甲乙丙丁戊己庚辛壬")) == 1
    assert ground.attested("甲乙") and not ground.attested("辛壬")
    ground.add("辛壬辛壬辛壬辛壬")
    assert not ground.attested("辛壬") and len(Ground().marks("".join(chr(0x4E00 + n) for n in range(40)))) == MARKS
