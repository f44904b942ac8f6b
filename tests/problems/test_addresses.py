"""What a list is narrowed by, word for word as it stands in addresses that people keep, share and link to."""

import dataclasses
from datetime import date, datetime
from decimal import Decimal

import pytest
from django.http import QueryDict

from bihuan.foundation.kernel.moments import Written
from bihuan.problems.rules.filters import ORDERS, SIZES, SORTS, Filters, first_of_gain, gain_of, span_of
from bihuan.problems.rules.own_filters import OwnFilter, read_filter
from bihuan.problems.vocabulary import Lamp, OwnerLevel, Path, ProblemList, Source, State, Waiting, Weight

WORDS = {
    "state": State, "source": Source, "lamp": Lamp, "weight": Weight, "level": OwnerLevel, "path": Path, "lists": ProblemList, "waits": Waiting,
}  # fmt: skip
NUMBERS = ("unit", "category", "manifestation", "person", "stage", "batch", "behalf")
MARKS = ("priority", "mine", "unsorted", "sampled", "open", "joint", "reopened", "done", "published_out", "objected", "proved", "key_few",
         "hidden_form")  # fmt: skip
DAYS = ("recorded", "closed", "found", "due")
GAINS = ("entered", "newly", "late", "restored", "undone", "failed")


def read(query: str) -> Filters:
    return Filters.read(QueryDict(query))


@pytest.mark.parametrize("name", WORDS)
def test_a_word_of_a_closed_list_is_taken_once_in_the_order_of_the_address(name: str) -> None:
    last, first = [one.value for one in WORDS[name]][-1], [one.value for one in WORDS[name]][0]
    assert getattr(read(f"{name}={last},nonsense,{first}&{name}={last}"), name) == (last, first)
    assert Filters.read({name: [last, first]}) == read(f"{name}={last}&{name}={first}")


@pytest.mark.parametrize("name", NUMBERS)
def test_rows_are_told_by_plain_numbers(name: str) -> None:
    assert getattr(read(f"{name}=7,-1,x,٣,7,0&{name}={'9' * 15},{'9' * 16}"), name) == (7, 0, int("9" * 15))


@pytest.mark.parametrize("name", MARKS)
def test_a_mark_is_a_one_and_nothing_else(name: str) -> None:
    assert getattr(read(f"{name}=1"), name) is True and getattr(read(f"{name}=0,true"), name) is False
    assert read(f"{name}=1").query() == f"{name}=1" and read(f"{name}=1").without(name, "1") == Filters()


@pytest.mark.parametrize("name", [*DAYS, *GAINS])
def test_a_span_is_the_first_that_is_one(name: str) -> None:
    span = "2026-03-01..2026-03-07"
    assert getattr(read(f"{name}=2026-03,{span},2026-04-01..2026-04-02"), name) == span
    assert getattr(read(f"{name}=2026-03-07..2026-03-01"), name) == ""
    assert getattr(read(f"{name}=2026-03-01T17:00..2026-03-07T17:00"), name) == (
        "" if name in DAYS else "2026-03-01T17:00..2026-03-07T17:00"
    )
    assert read(f"{name}={span}").gains == ({} if name in DAYS else {name: span})


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("2026-03-01..2026-03-01", (date(2026, 3, 1), date(2026, 3, 1))), ("2026-03-02..2026-03-01", None), ("2026-03-01", None), ("", None),
        ("2026-03-01..2026-03-02..2026-03-03", None), ("0001-01-01..2026-03-01", None), ("0001-01-02..2026-03-01", (date(1, 1, 2), date(2026, 3, 1))),
        ("2026-03-01..9999-12-31", None), ("2026-03-01..9999-12-30", (date(2026, 3, 1), date(9999, 12, 30))), ("2026-02-30..2026-03-01", None),
    ],
)  # fmt: skip
def test_a_span_of_days_has_two_days_in_order_that_have_neighbours(text: str, span: tuple[date, date] | None) -> None:
    assert span_of(text) == span


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("2026-03-05..2026-03-05", True), ("2026-03-05..2026-03-04", False), ("2026-03-05T17:00..2026-03-05T17:01", True), ("2026-03-05", False),
        ("..2026-03-05", False), ("2026-03-05..", False), ("x..2026-03-05", False), ("2026-03-06T00:00..2026-03-05", False),
        ("2026-03-05T23:59..2026-03-05", True), ("2026-03-05T17:00..2026-03-05T16:00", False),
    ],
)  # fmt: skip
def test_a_gain_lies_between_two_days_or_moments_in_order(text: str, good: bool) -> None:
    told = gain_of(text)
    assert (told is not None) is good
    if told:
        first, _dots, last = text.partition("..")
        assert told == (Written.read(first), Written.read(last)) and first_of_gain(text) == told[0]
    else:
        assert first_of_gain(text) == Written.of(datetime(2000, 1, 1))


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("7", 7),
        ("007", 7),
        ("０１２", 12),
        ("9" * 9, 999_999_999),
        ("9" * 10, None),
        ("", None),
        ("-1", None),
        ("7号", None),
        ("1.5", None),
    ],
)
def test_a_number_alone_is_the_number_of_a_problem(typed: str, number: int | None) -> None:
    assert Filters(q=typed).number == number


def test_the_search_text_has_its_measure_and_own_columns_theirs() -> None:
    assert read("q=%20甲%20").q == "甲" and len(read(f"q={'甲' * 81}").q) == 80 and read("q=").q == ""
    own = [f"{n}:text:甲" for n in range(1, 30)]
    assert Filters.read({"own": [*own[:2], "nonsense", *own]}).own == tuple(own[:24])


@pytest.mark.parametrize(
    ("told", "least", "most"),
    [
        ("3:number:1..2", Decimal(1), Decimal(2)), ("3:number:1..", Decimal(1), None), ("3:number:..2", None, Decimal(2)),
        ("3:number:1.5", Decimal("1.5"), Decimal("1.5")), ("3:day:2026-03-05", date(2026, 3, 5), date(2026, 3, 5)),
        ("12:day: 2026-03-05 .. ", date(2026, 3, 5), None),
    ],
)  # fmt: skip
def test_an_own_column_is_narrowed_between_two_bounds_of_which_one_may_be_open(told: str, least: object, most: object) -> None:
    found = read_filter(told)
    assert found and (found.column, found.kind, found.least, found.most) == (int(told.split(":")[0]), told.split(":")[1], least, most)


def test_an_own_column_is_narrowed_by_a_word_a_text_or_by_being_there() -> None:
    assert read_filter("3:any") == OwnFilter(3, "any") and read_filter("03:none:x") == OwnFilter(3, "none")
    assert read_filter("3:word: 甲 ") == OwnFilter(3, "word", "甲") and read_filter("3:text:甲\n乙") == OwnFilter(3, "text", "甲\n乙")
    assert read_filter(f"3:text:{'甲' * 80}") == OwnFilter(3, "text", "甲" * 80)


@pytest.mark.parametrize(
    "told",
    ["", "3", "x:any", "123:any", "3:all", "3:word", "3:word: ", "3:number:", "3:number:..", "3:number:x", "3:number:NaN", "3:number:1..x",
     "3:day:2026-02-30", "3:day:1", f"3:text:{'甲' * 81}"],
)  # fmt: skip
def test_what_narrows_nothing_is_no_filter(told: str) -> None:
    assert read_filter(told) is None


def test_orders_are_those_of_an_index_and_each_can_be_turned() -> None:
    assert {name: ",".join(fields) for name, fields in ORDERS.items()} == {
        "-number": "-number", "number": "number", "due_on": "due_on,-number", "-due_on": "-due_on,number", "unit": "unit_id,-number",
        "-unit": "-unit_id,number", "unit.due_on": "unit_id,due_on,-number", "-unit.due_on": "-unit_id,-due_on,number", "source": "source,-number",
        "-source": "-source,number", "state": "state,-number", "-state": "-state,number",
    }  # fmt: skip
    assert tuple(ORDERS) == SORTS and SIZES == (20, 50, 100)
    for name in SORTS:
        assert read(f"sort={name}").sort == name
        turned = name.removeprefix("-") if name.startswith("-") else f"-{name}"
        assert [one.removeprefix("-") for one in ORDERS[name]] == [one.removeprefix("-") for one in ORDERS[turned]]
    assert [read(f"size={size}").size for size in ("20", "50", "100", "51", "x", "", "100,20")] == [20, 50, 100, 50, 50, 50, 100]
    assert (read("").sort, read("").size, read("sort=nonsense").sort, read("sort=unit,number").sort) == ("-number", 50, "-number", "unit")


def test_a_past_moment_is_told_as_it_was_written() -> None:
    assert read("at=x,2026-03-05").at == "2026-03-05" and read("at=2026-03-05").moment == Written.read("2026-03-05")
    assert read("at=x").at == "" and read("").moment is None


def test_an_address_tells_what_was_chosen_in_a_fixed_order_and_no_default() -> None:
    assert read("size=50&sort=-number&q=").pairs() == [] and not read("size=20&sort=number").is_narrow
    chosen = read("q=甲&size=20&done=1&unit=3,4&state=closed&due=2026-03-01..2026-03-02")
    told = [
        ("state", "closed"),
        ("unit", "3"),
        ("unit", "4"),
        ("done", "1"),
        ("due", "2026-03-01..2026-03-02"),
        ("q", "甲"),
        ("size", "20"),
    ]
    assert chosen.pairs() == told and chosen.is_narrow and read(chosen.query()) == chosen
    assert chosen.without("unit", "3").unit == (4,) and chosen.without("q", "甲").q == "" and chosen.without("due", "").due == ""


def test_every_place_of_the_filters_is_named_here() -> None:
    assert {one.name for one in dataclasses.fields(Filters)} == {*WORDS, *NUMBERS, *MARKS, *DAYS, *GAINS, "at", "own", "q", "sort", "size"}
