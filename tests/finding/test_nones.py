"""That a list holds nothing, said by whoever answers for it; an item recorded later makes the word fall by itself (M81)."""

import io
from datetime import timedelta
from typing import Any

import pytest
from openpyxl import load_workbook

from bihuan.finding.models import NoneConfirmed
from bihuan.finding.operations import confirm_none, withdraw_none
from bihuan.finding.operations.coverage import take_coverage
from bihuan.finding.queries.coverage import coverage, people_of_unit
from bihuan.finding.queries.nones import answered_by, answers_for, find_none, nones_of
from bihuan.finding.vocabulary.coverage import Cover, NoneState
from bihuan.foundation.audit.models import Record
from bihuan.foundation.kernel import BadInput, Missing, NotAllowed, NotNow
from bihuan.problems.operations import Why, merge, void
from bihuan.problems.operations.taking_lists import take_six_lists
from bihuan.problems.policy import reach
from bihuan.problems.vocabulary import ProblemList, Source, VoidKind
from tests.factories import town as factory
from tests.factories.town import COLLEAGUE, FOREST, GROUP, HEAD, LIAISON, OFFICE, OFFICIAL, OTHER_LIAISON, TODAY, WATER, Town

LATER = timedelta(hours=1)
L = ProblemList


@pytest.fixture
def place(db: None, settings: Any) -> Town:
    settings.BIHUAN_DEMO = True  # no second factor
    return factory.town()


def _say(place: Town, which: ProblemList, who: str, person: str | None = None, **more: Any) -> NoneConfirmed:
    told: dict[str, Any] = {"basis": "开过两次互评会，记录逐页看过", "on": TODAY, "now": place.now, "unit": place.units[WATER], **more}
    return confirm_none(
        campaign=place.campaign, which=which, actor=place.actor(who), person=place.people[person] if person else None, **told
    )


def _cell(place: Town, which: ProblemList, who: str = OFFICE) -> Cover:
    lines = coverage(reach(place.actor(who), place.campaign.pk), place.campaign).lines
    line = next(one for one in lines if one.name == WATER)
    return next(one.cover for one in line.cells if one.list == which)


def _person(place: Town, which: ProblemList, name: str = COLLEAGUE) -> Cover:
    _unit, people = people_of_unit(reach(place.actor(OFFICE), place.campaign.pk), place.campaign, place.units[WATER].pk)
    return next(one.covers[list(L).index(which)] for one in people if one.name == name)


def _became(place: Town, who: str = OFFICE) -> list[str]:
    rows = nones_of(reach(place.actor(who), place.campaign.pk), place.campaign)
    return [row.became for row in rows]  # type: ignore[attr-defined]


@pytest.mark.mechanism("M81")
@pytest.mark.parametrize(
    ("which", "who", "source"),
    [(L.CRITICISM, LIAISON, Source.CRITIQUE), (L.TALKS, HEAD, Source.TALK), (L.OPINIONS, OFFICE, Source.OPINION),
     (L.SOCIAL_REVIEW, OFFICE, Source.UNANNOUNCED)],
)  # fmt: skip
def test_a_list_is_confirmed_and_an_item_recorded_later_makes_it_fall(place: Town, which: ProblemList, who: str, source: Source) -> None:
    assert _cell(place, which) is Cover.EMPTY
    row = _say(place, which, who)
    assert _cell(place, which) is Cover.NONE and _person(place, which) is Cover.NONE and _became(place) == [NoneState.STANDS]
    with pytest.raises(NotNow):
        _say(place, which, who)
    place.find(source, now=place.now + LATER)
    assert _cell(place, which) is Cover.FILLED and _became(place) == [NoneState.FALLEN]
    assert _person(place, which) is Cover.EMPTY, "the word about the unit holds for nobody any more"
    with pytest.raises(NotNow):
        _say(place, which, who, now=place.now + 2 * LATER)
    assert NoneConfirmed.objects.get().basis == row.basis, "what was said is kept"


def test_an_item_that_was_voided_or_merged_leaves_the_word_fallen_until_it_is_said_anew(place: Town) -> None:
    _say(place, L.OPINIONS, OFFICE), _say(place, L.TALKS, LIAISON)
    wrong = place.find(Source.OPINION, now=place.now + LATER)
    void(problem=wrong, why=Why(VoidKind.ERROR, "录错了"), actor=place.actor(OFFICE), now=place.now + LATER)
    told = place.find(Source.TALK, now=place.now + LATER)
    main = place.find(Source.SUPERVISION, now=place.now + LATER)
    merge(main=main, members=[told], reason="同一件事", actor=place.actor(OFFICE), now=place.now + LATER)
    assert (_cell(place, L.OPINIONS), _cell(place, L.TALKS)) == (Cover.EMPTY, Cover.EMPTY) and set(_became(place)) == {NoneState.FALLEN}
    _say(place, L.OPINIONS, OFFICE, now=place.now + 2 * LATER)
    assert _cell(place, L.OPINIONS) is Cover.NONE and _became(place) == [NoneState.STANDS, NoneState.FALLEN, NoneState.WITHDRAWN]


def test_who_answers_for_the_list_says_it_and_nobody_else(place: Town) -> None:
    for which, who in (
        (L.CRITICISM, OFFICE),
        (L.CRITICISM, OTHER_LIAISON),
        (L.CRITICISM, GROUP),
        (L.OPINIONS, LIAISON),
        (L.TALKS, OFFICIAL),
    ):
        with pytest.raises(NotAllowed):
            _say(place, which, who)
        assert not answers_for(place.actor(who), place.campaign, place.units[WATER], which)
    assert answers_for(place.actor(HEAD), place.campaign, place.units[WATER], L.TALKS)
    for which in (L.SELF_CHECK, L.BACK_CHECK):
        with pytest.raises(BadInput):
            _say(place, which, LIAISON)
    with pytest.raises(BadInput):
        _say(place, L.TALKS, LIAISON, basis="  ")
    with pytest.raises(BadInput):
        _say(place, L.TALKS, LIAISON, on=TODAY + timedelta(1))
    with pytest.raises(BadInput):
        _say(place, L.TALKS, LIAISON, person=HEAD)  # no subject
    water, forest = place.units[WATER].pk, place.units[FOREST].pk
    told = answered_by(reach(place.actor(LIAISON), place.campaign.pk))
    assert told[L.TALKS] == {water} and told[L.OPINIONS] == frozenset()
    told = answered_by(reach(place.actor(OFFICE), place.campaign.pk))
    assert told[L.OPINIONS] is None and not (told[L.TALKS] or frozenset()) & {water, forest}


def test_a_word_about_one_person(place: Town) -> None:
    _say(place, L.TALKS, LIAISON, person=COLLEAGUE)
    assert _cell(place, L.TALKS) is Cover.PART and _person(place, L.TALKS) is Cover.NONE
    assert _person(place, L.TALKS, OFFICIAL) is Cover.EMPTY
    _say(place, L.TALKS, HEAD, person=OFFICIAL)
    assert _cell(place, L.TALKS) is Cover.NONE, "everybody of the unit"
    place.find(Source.TALK, person=OFFICIAL, now=place.now + LATER)
    assert _person(place, L.TALKS) is Cover.NONE, "an item of somebody else leaves the word about him"
    assert _became(place) == [NoneState.FALLEN, NoneState.STANDS]


def test_it_is_withdrawn_with_a_reason_and_stays_to_be_read(place: Town) -> None:
    row = _say(place, L.TALKS, LIAISON)
    with pytest.raises(BadInput):
        withdraw_none(row, reason=" ", actor=place.actor(LIAISON), now=place.now)
    with pytest.raises(NotAllowed):
        withdraw_none(row, reason="查漏了", actor=place.actor(OFFICE), now=place.now)
    withdraw_none(row, reason="查漏了", actor=place.actor(HEAD), now=place.now)
    assert _cell(place, L.TALKS) is Cover.EMPTY and _became(place) == [NoneState.WITHDRAWN]
    with pytest.raises(NotNow):
        withdraw_none(row, reason="查漏了", actor=place.actor(HEAD), now=place.now)
    _say(place, L.TALKS, LIAISON)
    assert _cell(place, L.TALKS) is Cover.NONE
    assert set(Record.objects.filter(kind="none_confirmed").values_list("action", flat=True)) == {"confirm_none", "withdraw_none"}


def test_words_are_read_by_those_who_see_the_unit(place: Town) -> None:
    row = _say(place, L.TALKS, LIAISON)
    assert len(_became(place, GROUP)) == 1 and _became(place, OTHER_LIAISON) == []
    with pytest.raises(NotAllowed):
        _became(place, OFFICIAL)
    with pytest.raises(Missing):
        find_none(reach(place.actor(OTHER_LIAISON), place.campaign.pk), place.campaign, row.pk)


def test_it_stands_in_the_sheet_and_in_the_six_lists_of_a_person(place: Town) -> None:
    _say(place, L.TALKS, LIAISON), _say(place, L.OPINIONS, OFFICE)
    taken: dict[str, Any] = {"campaign": place.campaign, "reason": "备查", "actor": place.actor(OFFICE), "now": place.now}
    sheet = load_workbook(io.BytesIO(take_coverage(**taken))).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    water = next(row for row in rows if row[0] == WATER)
    assert [word for word in water if word == "确认没有"] == ["确认没有"] * 2
    paper = take_six_lists(person=place.people[OFFICIAL].pk, as_paper=True, **taken).paper
    assert paper is not None and str(paper.blocks).count("确认没有（截至 2026-03-02）") == 2
    book = load_workbook(io.BytesIO(take_six_lists(person=place.people[OFFICIAL].pk, as_paper=False, **taken).workbook))
    assert book["谈话问题清单"]["B3"].value == "确认没有（截至 2026-03-02）" and book["批评问题清单"]["B3"].value is None
    place.find(Source.TALK, person=COLLEAGUE, now=place.now + LATER)
    paper = take_six_lists(person=place.people[OFFICIAL].pk, as_paper=True, **taken).paper
    assert str(paper and paper.blocks).count("确认没有（截至") == 1, "the word about his unit fell"


def test_thousands_of_words_cost_two_questions_more(place: Town, django_assert_max_num_queries: Any) -> None:
    for which, who in ((L.TALKS, LIAISON), (L.CRITICISM, HEAD), (L.OPINIONS, OFFICE)):
        _say(place, which, who)
    mine = reach(place.actor(OFFICE), place.campaign.pk)
    with django_assert_max_num_queries(9):
        coverage(mine, place.campaign)
    with django_assert_max_num_queries(6):
        people_of_unit(mine, place.campaign, place.units[WATER].pk)
