"""The lists that are views of the ledger: six of a person, departmental, responsibility, personal, self-check, consolidated; finds and mergers."""

import io
import zipfile

import pytest
from openpyxl import load_workbook

from bihuan.campaigns.models import RosterEntry
from bihuan.documents.rendering import render_docx
from bihuan.documents.rendering.docx.measures import AREA_HEIGHT
from bihuan.foundation.audit.models import Record
from bihuan.foundation.kernel import BadInput, Missing, NeedsUnmet
from bihuan.problems import operations
from bihuan.problems.models import Problem
from bihuan.problems.operations import Owner, divide, merge, part, take_list, take_six_lists
from bihuan.problems.policy import reach
from bihuan.problems.queries import SOURCES_OF_LIST
from bihuan.problems.queries.finds import finds_of, mergers_seen
from bihuan.problems.queries.lists import Chosen, choose, listing, whole_listing
from bihuan.problems.queries.six import people_named, six_lists
from bihuan.problems.rules.lists import COLUMNS, MANY_COLUMNS, SMALL, USUAL, WIDTHS
from bihuan.problems.vocabulary import CauseKind, ProblemList, Source, State, Weight
from bihuan.problems.vocabulary.lists import ListColumn as C
from bihuan.problems.vocabulary.lists import ListKind
from tests.factories.town import (
    COLLEAGUE,
    FOREST,
    GROUP,
    HEAD,
    LEADER,
    LIAISON,
    OFFICE,
    OFFICIAL,
    OTHER_OFFICIAL,
    WATER,
    Town,
    town,
)

pytestmark = pytest.mark.django_db
SECRET = "午休后常常迟到半小时去接孩子"


@pytest.fixture
def place() -> Town:
    return town()


def _six(place: Town, who: str, whose: str = OFFICIAL) -> dict[ProblemList, list[tuple[int, str | None]]]:
    found = six_lists(reach(place.actor(who), place.campaign.pk), place.campaign, place.people[whose].pk)
    return {one.kind: [(item.problem.number, item.text) for item in one.items] for one in found.lists}


@pytest.mark.mechanism("M74")
def test_each_covered_person_has_six_lists_with_items_source_and_state(place: Town) -> None:
    own = place.find(Source.SELF_CHECK, text=SECRET)
    told = place.find(Source.CRITIQUE, text="遇事往外推", origin=("critique", "3", "3月5日专题会议"))
    asked, checked = place.find(Source.OPINION, text="答复太慢"), place.find(Source.BACK_CHECK, text="巡查记录是补的")
    (
        place.find(Source.INSTRUCTION, text="群众反映强烈"),
        place.find(Source.TALK, text="学习不深"),
        place.find(Source.SOCIAL_REVIEW, text="电话没人接"),
    )
    found = _six(place, OFFICE)
    assert list(found) == list(ProblemList) and [len(items) for items in found.values()] == [1, 1, 1, 2, 1, 1]
    assert found[ProblemList.SELF_CHECK] == [(own.number, SECRET)] and found[ProblemList.OPINIONS] == [(asked.number, "答复太慢")]
    assert found[ProblemList.CRITICISM] == [(told.number, "遇事往外推")] and checked.number in dict(found[ProblemList.BACK_CHECK])
    assert all(not items for items in _six(place, OFFICE, COLLEAGUE).values()), "six lists, all of them empty, are told too"
    entries = RosterEntry.objects.filter(campaign=place.campaign, role="subject", to_on=None)
    for entry in entries:  # no covered person is without his page
        assert len(six_lists(reach(place.actor(OFFICE), place.campaign.pk), place.campaign, entry.person_id).lists) == len(ProblemList)


@pytest.mark.mechanism("M75")
def test_list_1_is_filled_by_the_person_alone_and_counted_for_person_unit_and_campaign(place: Town) -> None:
    for _n in range(2):
        place.find(Source.SELF_CHECK)
    place.find(Source.SELF_CHECK, unit=FOREST, person=OTHER_OFFICIAL)
    rows = Problem.objects.filter(source=Source.SELF_CHECK)
    assert {row.recorded_by_id for row in rows.filter(person=place.people[OFFICIAL])} == {place.people[OFFICIAL].user_id}
    assert len(_six(place, OFFICIAL)[ProblemList.SELF_CHECK]) == 2
    mine = reach(place.actor(OFFICE), place.campaign.pk)
    assert listing(mine, place.campaign, Chosen(ListKind.SELF_CHECKS, place.units[WATER]), most=10).count == 2
    assert listing(mine, place.campaign, Chosen(ListKind.SELF_CHECKS), most=10).count == 3


def test_who_may_not_read_a_text_sees_that_there_is_one(place: Town) -> None:
    row = place.find(Source.SELF_CHECK, text=SECRET)
    for who in (OFFICE, GROUP, HEAD, OFFICIAL):
        assert _six(place, who)[ProblemList.SELF_CHECK] == [(row.number, SECRET)], who
    for who in (LIAISON, LEADER):
        assert _six(place, who)[ProblemList.SELF_CHECK] == [(row.number, None)], who
    with pytest.raises(Missing):
        _six(place, COLLEAGUE)
    with pytest.raises(Missing):
        _six(place, OFFICE, HEAD)  # nobody covered, and nothing about him


@pytest.mark.mechanism("M76")
def test_critique_stands_on_the_list_without_whoever_said_it(place: Town) -> None:
    place.find(Source.CRITIQUE, text="遇事往外推", by=OFFICE)
    found = six_lists(reach(place.actor(OFFICIAL), place.campaign.pk), place.campaign, place.people[OFFICIAL].pk)
    told = take_six_lists(
        campaign=place.campaign, person=found.person.pk, as_paper=True, reason="留存", actor=place.actor(OFFICIAL), now=place.now
    )
    assert told.paper is not None
    text = zipfile.ZipFile(io.BytesIO(render_docx(told.paper))).read("word/document.xml").decode()
    assert "遇事往外推" in text and not [name for name in place.people if name in text and name != OFFICIAL]


def test_void_and_merged_ones_are_on_no_list(place: Town) -> None:
    kept, other = place.find(Source.OPINION), place.find(Source.OPINION)
    merge(main=kept, members=[other], reason="同一件事", actor=place.actor(OFFICE), now=place.now)
    assert _six(place, OFFICE)[ProblemList.OPINIONS] == [(kept.number, kept.text)]


def test_people_are_found_by_name_or_unit_and_only_ones_own(place: Town) -> None:
    def names(who: str, name: str = "", unit: int | None = None) -> set[str]:
        return {one.person.name for one in people_named(reach(place.actor(who), place.campaign.pk), place.campaign, name, unit)}

    assert names(OFFICE, "曲") == {OFFICIAL} and names(OFFICE, "", place.units[WATER].pk) == {OFFICIAL, COLLEAGUE}
    assert names(HEAD) == {OFFICIAL, COLLEAGUE} and names(OFFICIAL) == {OFFICIAL} and names(HEAD, "断桥") == set()


def test_the_page_asks_few_questions_however_many_items(place: Town, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    for number in range(12):
        place.find(Source.CRITIQUE, text=f"第{number}条")
    for one in ProblemList:  # about an empty list the rooms above are asked whether somebody confirmed that it holds nothing
        place.find(SOURCES_OF_LIST[one][0])
    mine = reach(place.actor(OFFICE), place.campaign.pk)
    with django_assert_max_num_queries(3):
        six_lists(mine, place.campaign, place.people[OFFICIAL].pk)


@pytest.mark.mechanism("M82")
def test_finds_and_entries_are_two_figures_and_the_difference_is_listed(place: Town) -> None:
    first, second, third = place.find(Source.OPINION), place.find(Source.SUPERVISION), place.find(Source.TALK)
    mine, office = reach(place.actor(OFFICE), place.campaign.pk), place.actor(OFFICE)
    merge(main=first, members=[second], reason="说的是同一件事", actor=office, now=place.now)
    found = finds_of(mine, place.campaign)
    assert (found.finds, found.entries, found.merged) == (3, 2, 1)
    assert {one.source: (one.finds, one.entries) for one in found.channels} == {
        Source.OPINION: (1, 1), Source.SUPERVISION: (1, 0), Source.TALK: (1, 1),
    }  # fmt: skip
    assert [(one.member_id, one.main_id) for one in mergers_seen(mine, place.campaign)] == [(second.pk, first.pk)]
    first.refresh_from_db(), second.refresh_from_db()
    part(member=second, reason="其实是两件", actor=office, now=place.now)
    assert finds_of(mine, place.campaign).merged == 0 and third.state == State.RECORDED
    assert not list(mergers_seen(reach(place.actor(OTHER_OFFICIAL), place.campaign.pk), place.campaign))


@pytest.mark.mechanism("M83", "M102")
def test_a_departmental_list_names_who_leads_and_begins_with_the_heads_own(place: Town) -> None:
    place.find(text="报表多头要")
    about_head = place.find(person=HEAD, text="调研走过场")
    led = place.find(text="公文超期", leader=place.people[LEADER])
    place.find(unit=FOREST, person=OTHER_OFFICIAL)
    mine = reach(place.actor(LIAISON), place.campaign.pk)
    chosen = choose(mine, place.campaign, ListKind.DEPARTMENT)
    found = listing(mine, place.campaign, chosen, most=10)
    assert chosen.unit == place.units[WATER] and [one.label for one in found.columns] == [
        "序号", "问题", "原因", "整改措施", "牵头领导", "责任人", "完成时限", "整改状态",
    ]  # fmt: skip
    assert [one.number for one in found.lines] == [about_head.number, 1, led.number], "the head's own first"
    assert [one.cells[C.LEADER] for one in found.lines] == ["待明确", HEAD, LEADER], (
        "the head leads where nobody else is named; not his own"
    )
    assert all(one.cells[column] for one in found.lines for column in (C.TEXT, C.DOER, C.DUE, C.STATE))
    taken = take_list(campaign=place.campaign, chosen=chosen, as_paper=False, reason="报专班", actor=place.actor(LIAISON), now=place.now)
    sheet = load_workbook(io.BytesIO(taken.workbook)).worksheets[0]
    assert sheet["A1"].value == "青石县作风专项整治县水利局部门问题整改清单" and [one.value for one in sheet[2]][1:4] == [
        "问题",
        "原因",
        "整改措施",
    ]
    assert sheet["B3"].value == "调研走过场"
    paper = take_list(
        campaign=place.campaign, chosen=chosen, as_paper=True, reason="报专班", actor=place.actor(LIAISON), now=place.now
    ).paper
    assert paper is not None and render_docx(paper)[:2] == b"PK"
    assert Record.objects.filter(action="export_ledger", reason="报专班").count() == 2
    with pytest.raises(BadInput):
        take_list(campaign=place.campaign, chosen=chosen, as_paper=False, reason=" ", actor=place.actor(LIAISON), now=place.now)


@pytest.mark.mechanism("M84")
def test_the_responsibility_list_comes_from_the_items_by_itself(place: Town) -> None:
    first, second = place.find(), place.find(person=COLLEAGUE)
    place.to("rectifying", second)
    mine = reach(place.actor(OFFICE), place.campaign.pk)
    found = whole_listing(mine, place.campaign, Chosen(ListKind.RESPONSIBILITY), 100)
    told = [(one.cells[C.DOER], one.cells[C.NUMBER], one.cells[C.MEASURES]) for one in found.lines]
    assert sorted(told) == sorted(
        [(OFFICIAL, f"{first.number:04d}", ""), (COLLEAGUE, f"{second.number:04d}", "实行窗口轮值\n公开等候时间")]
    )
    keys = [place.people[one[0]].sort_key for one in told]
    assert keys == sorted(keys), "by name, never by how many"


@pytest.mark.mechanism("M85")
def test_a_personal_item_is_not_confirmed_without_task_day_and_person(place: Town) -> None:
    row = place.to("asked", place.find())
    mine = reach(place.actor(OFFICIAL), place.campaign.pk)
    found = listing(mine, place.campaign, choose(mine, place.campaign, ListKind.PERSONAL), most=10)
    assert found.chosen.person == place.people[OFFICIAL]
    assert [found.lines[0].cells[column] for column in (C.TASK, C.TIMETABLE, C.DOER)] == [
        "实行窗口轮值\n公开等候时间",
        str(row.due_on),
        OFFICIAL,
    ]
    whole = Problem.objects.filter(pk=row.pk)
    kept = {"due_on": row.due_on, "doer_id": row.doer_id, "measures_text": row.measures_text}
    for name, nothing in (("due_on", None), ("doer_id", None), ("measures_text", "")):
        whole.update(**{name: nothing})
        row.refresh_from_db()
        with pytest.raises(NeedsUnmet):
            operations.confirm(problem=row, actor=place.actor(HEAD), now=place.now)
        whole.update(**{name: kept[name]})
    row.refresh_from_db()
    operations.confirm(problem=row, actor=place.actor(HEAD), now=place.now)
    assert row.state == State.CONFIRMED


@pytest.mark.mechanism("M85")
def test_on_the_quick_path_too_a_personal_item_needs_task_day_and_person(place: Town) -> None:
    row = place.find(Source.SELF_CHECK)
    operations.correct(problem=row, how="已卸载", actor=place.actor(OFFICIAL), now=place.now)
    whole = Problem.objects.filter(pk=row.pk)
    kept = {"due_on": row.due_on, "doer_id": row.doer_id, "how": row.how}
    for name, nothing in (("due_on", None), ("doer_id", None), ("how", "")):
        whole.update(**{name: nothing})
        batches, refused = operations.confirm_corrections(
            problems=list(whole.select_related("campaign")), actor=place.actor(HEAD), now=place.now
        )
        assert not batches and len(refused) == 1, name
        whole.update(**{name: kept[name]})
    whole.update(owner_level="unit", person=None, doer=None)  # of a unit's own finding the unit answers as a whole
    assert operations.confirm_corrections(problems=list(whole.select_related("campaign")), actor=place.actor(HEAD), now=place.now)[0]


@pytest.mark.mechanism("M87")
def test_the_self_check_ledger_is_a_live_view_with_export(place: Town) -> None:
    mine, chosen = reach(place.actor(OFFICE), place.campaign.pk), Chosen(ListKind.SELF_CHECKS)
    place.find()
    assert listing(mine, place.campaign, chosen, most=10).count == 0
    row = place.find(Source.SELF_CHECK, text=SECRET)
    found = listing(mine, place.campaign, chosen, most=10)
    assert [(one.number, one.cells[C.TEXT], one.cells[C.STATE]) for one in found.lines] == [(row.number, SECRET, "已建账")]
    liaison = reach(place.actor(LIAISON), place.campaign.pk)
    assert listing(liaison, place.campaign, chosen, most=10).lines[0].cells[C.TEXT] == "＊"
    taken = take_list(
        campaign=place.campaign, chosen=chosen, as_paper=False, reason="报机关党委", actor=place.actor(LIAISON), now=place.now
    )
    assert SECRET not in "".join(str(cell.value) for line in load_workbook(io.BytesIO(taken.workbook)).worksheets[0] for cell in line)


def test_who_is_shown_what_is_confidential_stands_in_the_book(place: Town) -> None:
    place.find(Source.SELF_CHECK, text=SECRET)
    for _n in range(2):
        take_list(
            campaign=place.campaign,
            chosen=Chosen(ListKind.SELF_CHECKS),
            as_paper=True,
            reason="看",
            actor=place.actor(OFFICE),
            now=place.now,
        )
    assert Record.objects.filter(kind="reading", action="read_confidential").count() == 1, "once an hour"


@pytest.mark.mechanism("M91")
def test_the_consolidated_list_follows_the_units_without_being_sent_again(place: Town) -> None:
    row = place.find()
    place.find(unit=FOREST, person=OTHER_OFFICIAL)
    mine, chosen = reach(place.actor(OFFICE), place.campaign.pk), Chosen(ListKind.WHOLE)
    before = listing(mine, place.campaign, chosen, most=10)
    assert [one.cells[C.UNIT] for one in before.lines] == [WATER, FOREST] and before.lines[0].cells[C.CAUSE] == ""
    operations.analyse(problem=row, cause="排班没有落实到人", kind=CauseKind.MANAGERIAL, actor=place.actor(LIAISON), now=place.now)
    assert listing(mine, place.campaign, chosen, most=10).lines[0].cells[C.CAUSE] == "排班没有落实到人"


@pytest.mark.mechanism("M101")
def test_a_lumped_item_is_split_and_its_parts_say_where_they_come_from(place: Town) -> None:
    row = place.find(Source.SUPERVISION, text="窗口没人；公文超期；报表多头要", origin=("inspection", "7", "第7次督查"))
    parts = [Owner(place.units[WATER], place.people[COLLEAGUE], "公文超期"), Owner(place.units[FOREST], None, "报表多头要")]
    whole, *made = divide(problem=row, parts=parts, keeps=True, reason="一条写了三件事", actor=place.actor(OFFICE), now=place.now)
    assert [one.text for one in made] == ["公文超期", "报表多头要"] and {one.source for one in made} == {Source.SUPERVISION}
    assert {one.origin_reference for one in made} == {f"{whole.number:04d}"} and whole.origin_label == "第7次督查"
    assert {one.whole_id for one in (part.divided_from for part in made)} == {whole.pk}


@pytest.mark.parametrize("kind", ListKind)
def test_numbers_days_and_headings_stand_on_one_line_on_paper(kind: ListKind) -> None:
    """On a turned page, with a millimetre of margin at both sides of a cell; a digit is half as wide as it is high."""
    columns, share = COLUMNS[kind], sum(WIDTHS[one] for one in COLUMNS[kind])
    sign = (SMALL if len(columns) > MANY_COLUMNS else USUAL) / 72 * 25.4
    for one in columns:
        room = AREA_HEIGHT * WIDTHS[one] / share - 2
        days = one in (C.DUE, C.FOUND, C.CLOSING, C.TIMETABLE)
        assert room >= sign * max(len(str(one.label)), 5 if days else 2.5 if one is C.NUMBER else 0), one


def test_a_list_that_is_too_long_says_what_to_do(place: Town) -> None:
    for _n in range(3):
        place.find(weight=Weight.SERIOUS)
    mine = reach(place.actor(OFFICE), place.campaign.pk)
    with pytest.raises(BadInput):
        whole_listing(mine, place.campaign, Chosen(ListKind.WHOLE), 2)
    first = listing(mine, place.campaign, Chosen(ListKind.WHOLE), most=2)
    assert first.after and len(first.lines) == 2 and first.count == 3


def test_another_units_list_is_not_there(place: Town) -> None:
    mine = reach(place.actor(LIAISON), place.campaign.pk)
    with pytest.raises(Missing):
        choose(mine, place.campaign, ListKind.DEPARTMENT, unit=place.units[FOREST].pk)
    with pytest.raises(Missing):
        choose(mine, place.campaign, ListKind.PERSONAL, person=place.people[OTHER_OFFICIAL].pk)
