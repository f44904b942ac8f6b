"""Decisions of the ledger: lamps, ways, samples, filters, the cut of Chinese text."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from bihuan.problems.rules import draw_sample, lamp, path_for, sample_size, text_is_private
from bihuan.problems.rules.bigrams import normal, phrase_of, words_of
from bihuan.problems.rules.closing import WordingFacts, unmet_wording
from bihuan.problems.rules.filters import SIZES, SORTS, Filters
from bihuan.problems.vocabulary import Lamp, Need, OwnerLevel, Path, ProblemList, Source, State, Weight

TODAY, NEAR = date(2026, 3, 5), date(2026, 3, 10)


@pytest.mark.parametrize(
    ("state", "due_on", "expected"),
    [
        ("rectifying", TODAY - timedelta(1), Lamp.OVERDUE), ("rectifying", TODAY, Lamp.NEAR), ("rectifying", NEAR, Lamp.NEAR),
        ("rectifying", NEAR + timedelta(1), Lamp.ON_TIME), ("recorded", None, Lamp.ON_TIME), ("verified", TODAY - timedelta(9), Lamp.OVERDUE),
        ("suspended", TODAY - timedelta(9), Lamp.STILL), ("closed", TODAY - timedelta(9), Lamp.CLOSED), ("looked_back", None, Lamp.CLOSED),
    ],
)  # fmt: skip
def test_a_lamp_comes_from_dates_and_state_alone(state: str, due_on: date | None, expected: Lamp) -> None:
    assert lamp(state, due_on, TODAY, NEAR) is expected


@pytest.mark.parametrize("source", Source)
@pytest.mark.parametrize("weight", Weight)
def test_only_general_items_from_three_channels_are_corrected_at_once(weight: Weight, source: Source) -> None:
    quick = weight.value == "general" and source.value in ("self_check", "critique", "opinion")
    assert path_for(weight, source) is (Path.QUICK if quick else Path.FULL)


def test_a_campaign_may_choose_what_is_corrected_at_once() -> None:
    assert path_for("serious", "talk", ["talk"], ["serious"]) is Path.QUICK
    assert path_for("general", "self_check", [], []) is Path.FULL


def test_texts_of_self_check_and_critique_are_private() -> None:
    assert {source.value for source in Source if text_is_private(source)} == {"self_check", "critique"}


@pytest.mark.parametrize(("pool", "rate", "size"), [(0, 10, 0), (1, 10, 1), (9, 10, 1), (10, 10, 1), (11, 10, 2), (30, 100, 30), (5, 0, 0)])
def test_at_least_one_is_drawn_of_a_pool_that_is_not_empty(pool: int, rate: int, size: int) -> None:
    assert sample_size(pool, rate) == size


@given(st.lists(st.integers(1, 10**6), unique=True, max_size=60), st.integers(0, 100), st.text(max_size=9), st.randoms())
def test_a_draw_can_be_repeated_by_anybody(pool: list[int], rate: int, seed: str, shuffle: object) -> None:
    size = sample_size(len(pool), rate)
    drawn = draw_sample(pool, size, seed)
    mixed = list(pool)
    shuffle.shuffle(mixed)  # type: ignore[attr-defined]
    assert drawn == draw_sample(mixed, size, seed)
    assert len(drawn) == len(set(drawn)) == size and set(drawn) <= set(pool)


def words(term: type) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from([one.value for one in term]), unique=True).map(tuple)  # type: ignore[call-overload]


ids = st.lists(st.integers(0, 10**9), unique=True, max_size=3).map(tuple)
filters = st.builds(
    Filters, state=words(State), source=words(Source), lamp=words(Lamp), weight=words(Weight), level=words(OwnerLevel), path=words(Path),
    lists=words(ProblemList), unit=ids, category=ids, manifestation=ids, person=ids, stage=ids, batch=ids, priority=st.booleans(),
    mine=st.booleans(), unsorted=st.booleans(), sampled=st.booleans(), open=st.booleans(), joint=st.booleans(), reopened=st.booleans(),
    done=st.booleans(), q=st.text(max_size=80).map(str.strip), sort=st.sampled_from(SORTS), size=st.sampled_from(SIZES),
)  # fmt: skip


@given(filters)
def test_filters_survive_an_address(chosen: Filters) -> None:
    assert Filters.read(QueryDict(chosen.query())) == chosen


@given(filters)
def test_a_chip_takes_away_exactly_what_it_names(chosen: Filters) -> None:
    for name, value in chosen.pairs():
        left = chosen.without(name, value)
        if name not in ("sort", "size"):
            assert sorted(left.pairs()) == sorted(pair for pair in chosen.pairs() if pair != (name, value))


@given(st.dictionaries(st.sampled_from(["state", "unit", "sort", "size", "q", "lamp", "after"]), st.text(max_size=20)))
def test_nonsense_in_an_address_is_never_an_error(given_words: dict[str, str]) -> None:
    assert isinstance(Filters.read(given_words), Filters)


MIXED = st.text(alphabet="甲乙丙丁王号第 ，77aB２", max_size=12)


def runs(text: str) -> list[str]:
    return re.findall(r"[\u3400-\u9fff]+|[0-9a-z]+", normal(text))


def stands_in(query: str, text: str) -> bool:
    """By brute force: Han words anywhere, other words from their beginning, blanks and signs between words do not count."""
    wanted = runs(query)
    edge = "|" if wanted and wanted[0].isascii() else ""
    return bool(wanted) and edge + "|".join(wanted) in "|" + "|".join(runs(text)) + "|"


def found_by_index(query: str, text: str) -> bool:
    """What both engines do with the words: a phrase whose last word may be the beginning of a longer one."""
    wanted, there = phrase_of(query), words_of(text)
    n = len(wanted)
    return bool(wanted) and any(
        there[i : i + n - 1] == wanted[:-1] and there[i + n - 1].startswith(wanted[-1]) for i in range(len(there) - n + 1)
    )


@given(MIXED, MIXED)
def test_words_find_what_brute_force_finds(query: str, text: str) -> None:
    assert found_by_index(query, text) == stands_in(query, text)


@given(st.text(alphabet="甲乙丙丁戊己庚辛壬癸", min_size=2, max_size=20), st.data())
def test_every_part_of_a_text_is_found(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    assert found_by_index(text[start : data.draw(st.integers(start + 1, len(text)))], text)


def test_a_correction_of_words_asks_for_a_text_and_for_no_judgement_of_oneself() -> None:
    """What `unmet_needs` asks of correcting, asked for thousands of rows at a time."""
    facts = WordingFacts(needs_text=True, text="工作日午间外出，办事窗口没有人在岗", own_words=False, is_about_oneself=False)
    assert unmet_wording(facts) == ()
    assert set(unmet_wording(replace(facts, text=" "))) == {Need.SORTED_TEXT}
    assert set(unmet_wording(replace(facts, is_about_oneself=True))) == {Need.NOT_ABOUT_ONESELF}
    assert unmet_wording(replace(facts, is_about_oneself=True, own_words=True)) == ()
