"""Opinions from letters, from the four forms and from pointing out: each ends on the ledger or with a reason (M33, M57–M59, M77, M86)."""

from datetime import timedelta
from typing import Any

import pytest

from bihuan.campaigns.models import Campaign
from bihuan.finding import operations as ops
from bihuan.finding.models import Gathering, Opinion, OpinionLetter, PointingOut
from bihuan.finding.operations import Asked, Entry, Held, Said
from bihuan.finding.operations.letters import digest_of
from bihuan.finding.queries import opinions as queries
from bihuan.finding.vocabulary.letters import LetterState, ReplyWay
from bihuan.finding.vocabulary.opinions import GATHERED, OpinionForm, OpinionState, PeopleGroup
from bihuan.foundation.audit.models import Record
from bihuan.foundation.files.operations import store
from bihuan.foundation.kernel import Actor, BadInput, NotAllowed, NotNow
from bihuan.problems.models import Problem
from bihuan.problems.operations import Why, void
from bihuan.problems.vocabulary import Source, VoidKind
from tests.factories import town as factory
from tests.factories.pictures import jpeg
from tests.factories.town import (
    COLLEAGUE,
    FOREST,
    GROUP,
    HEAD,
    LEADER,
    LIAISON,
    OFFICE,
    OFFICE_2,
    OFFICIAL,
    OTHER_LIAISON,
    OTHER_OFFICIAL,
    TODAY,
    WATER,
    Town,
)  # fmt: skip

pytestmark = pytest.mark.usefixtures("db")
TEXT = "材料要跑三趟，每次说法不一样"


@pytest.fixture
def place(db: None, settings: Any) -> Town:
    settings.BIHUAN_DEMO = True  # no second factor
    return factory.town()


def switch_off(place: Town, name: str) -> Campaign:
    place.campaign.file = {**place.campaign.file, "switches": {name: False}}
    return place.campaign


def who(place: Town, name: str = OFFICE) -> dict[str, Any]:
    return {"actor": place.actor(name), "now": place.now}


def hold(place: Town, form: OpinionForm = OpinionForm.SEMINAR, by: str = OFFICE, **more: Any) -> Gathering:
    told = {"form": form, "title": "企业代表座谈会", "group": PeopleGroup.SERVED, "held_on": TODAY, "place": "政务大厅二楼", **more}
    return ops.hold_gathering(campaign=place.campaign, held=Held(**told), **who(place, by))


def heard(place: Town, by: str = OFFICE, **more: Any) -> Opinion:
    said = Said(**{"unit": place.units[WATER], "text": TEXT, **more})
    return ops.gather(hold(place, by=by, unit=None if by == OFFICE else place.units[WATER]), said=said, **who(place, by))


def drafted(place: Town, addressee: str = "夕照同志", **more: Any) -> OpinionLetter:
    asked = Asked(**{"addressee": addressee, "units": [place.units[WATER], place.units[FOREST]], "reply_by_on": TODAY + timedelta(days=7),
                     "issuer": "青石县作风专项整治专班", **more})  # fmt: skip
    return ops.draft_letters(campaign=place.campaign, asked=[asked], **who(place))[0]


@pytest.mark.mechanism("M59")
@pytest.mark.parametrize("form", GATHERED)
def test_an_opinion_is_entered_from_each_of_the_four_forms_and_becomes_a_list_item(place: Town, form: OpinionForm) -> None:
    """With the form and the group of people it came from; nobody who spoke is named anywhere."""
    gathering = hold(place, form, group=PeopleGroup.PARTY_MEMBERS)
    row = ops.gather(gathering, said=Said(place.units[WATER], f" {TEXT} "), **who(place))
    assert (row.form, row.group, row.heard_on, row.text, row.state) == (form, PeopleGroup.PARTY_MEMBERS, TODAY, TEXT, OpinionState.OPEN)
    problem = ops.enter_opinion(row, entry=Entry(), **who(place))
    assert (problem.source, problem.unit.name, problem.text) == (Source.OPINION, WATER, TEXT)
    assert (problem.origin_kind, problem.origin_reference) == ("opinion", str(row.pk))
    assert form.label in problem.origin_label and "座谈会" in problem.origin_label


@pytest.mark.mechanism("M86")
def test_every_opinion_ends_on_the_ledger_or_as_no_action_with_a_reason(place: Town) -> None:
    on_ledger, left, waiting = heard(place), heard(place, text="希望多开班车"), heard(place, text="停车不便")
    ops.enter_opinion(on_ledger, entry=Entry(text="一次性告知没有做到"), **who(place))
    with pytest.raises(BadInput):
        ops.leave_opinion(left, reason=" ", **who(place))
    ops.leave_opinion(left, reason="不属于本专项范围，已转交通运输局", **who(place))
    counts, gaps = queries.counts_of(place.campaign), queries.gaps_of(place.campaign, TODAY)
    assert (counts.opinions, counts.entered, counts.no_action, counts.open) == (3, 1, 1, 1)
    assert gaps.open == 1 and [one.name for one in gaps.silent] == [FOREST]
    told = queries.list_rows(queries.opinions_of(place.actor(OFFICE), place.campaign))
    assert {row[8] for row in told} == {"", "不属于本专项范围，已转交通运输局", f"{Problem.objects.get().number:04d}"}
    assert on_ledger.text == TEXT, "the opinion keeps its own words"
    with pytest.raises(NotNow):
        ops.leave_opinion(on_ledger, reason="改主意", **who(place))
    ops.reconsider_opinion(left, reason="交通运输局退回", **who(place))
    assert (left.state, left.reason, left.settled_at) == (OpinionState.OPEN, "", None)
    assert waiting.state == OpinionState.OPEN


def test_a_unit_puts_opinions_of_it_on_the_ledger_and_does_not_put_them_aside(place: Town) -> None:
    row = heard(place, by=LIAISON)
    with pytest.raises(NotAllowed):
        ops.leave_opinion(row, reason="没有这回事", **who(place, LIAISON))
    with pytest.raises(NotAllowed):
        ops.enter_opinion(row, entry=Entry(), **who(place, OTHER_LIAISON))
    assert ops.enter_opinion(row, entry=Entry(), **who(place, LIAISON)).recorded_by_id == place.actor(LIAISON).user_id
    with pytest.raises(NotAllowed):
        ops.gather(hold(place), said=Said(place.units[WATER], TEXT), **who(place, COLLEAGUE))


def test_an_opinion_that_says_what_an_entry_says_is_linked_there(place: Town) -> None:
    problem, other = place.find(), place.find(unit=FOREST, person=OTHER_OFFICIAL)
    row = heard(place)
    with pytest.raises(BadInput, match="同一单位"):
        ops.join_opinion(row, problem=other, **who(place))
    ops.join_opinion(row, problem=problem, **who(place))
    assert queries.opinions_on(problem) == [row] and row.state == OpinionState.ENTERED
    gone = place.find(text="误登的一条")
    void(problem=gone, why=Why(VoidKind.ERROR, "登记错误"), **who(place))
    with pytest.raises(NotNow, match="不在办理中"):
        ops.join_opinion(heard(place), problem=gone, **who(place))
    assert not problem.priority


@pytest.mark.mechanism("M33")
def test_what_the_public_resents_strongly_is_marked_linked_and_sorted_first(place: Town) -> None:
    """The mark goes with the opinion onto the ledger; entries show all their source opinions, most resented first."""
    first, plain = heard(place, resented=True), heard(place, text="停车不便")
    problem = ops.enter_opinion(first, entry=Entry(), **who(place))
    assert problem.priority
    office = place.actor(OFFICE)
    assert list(queries.opinions_of(office, place.campaign)) == [first, plain]
    later = place.find(text="停车场长期占用")
    ops.join_opinion(plain, problem=later, **who(place))
    assert not Problem.objects.get(pk=later.pk).priority
    ops.mark_resented(plain, resented=True, **who(place))
    assert Problem.objects.get(pk=later.pk).priority
    another = heard(place, text="停车还是难")
    ops.join_opinion(another, problem=Problem.objects.get(pk=later.pk), **who(place))
    found = queries.resented_problems(office, place.campaign)
    assert [(one.pk, len(opinions)) for one, opinions in found] == [(later.pk, 2), (problem.pk, 1)]
    with pytest.raises(NotAllowed):
        ops.mark_resented(plain, resented=False, **who(place, LIAISON))


@pytest.mark.mechanism("M58")
def test_letters_are_numbered_replies_recorded_and_split_into_opinions_of_units(place: Town) -> None:
    """Both counts, letters (N15) and opinions by letter (N16), come from the records."""
    letters = [drafted(place, f"第{at}位同志") for at in range(3)]
    assert queries.letters_sent(place.campaign) == 0 and letters[0].document.number == ""
    for one in letters:
        ops.send_letter(one, **who(place))
    assert [one.document.year_no for one in letters] == [1, 2, 3] and "征求意见" in letters[0].document.number
    said = [Said(place.units[WATER], "审批慢"), Said(place.units[FOREST], "服务态度生硬"), Said(place.units[FOREST], "执法不文明")]
    code = Actor(None, "凭回复码", None, door="code")
    rows = ops.reply_letter(letters[0], said=said, by_code=True, actor=code, now=place.now)
    assert [one.unit.name for one in rows] == [WATER, FOREST, FOREST]
    assert {one.letter for one in rows} == {letters[0]} and {one.origin_label for one in rows} == {"征求意见函"}
    assert (letters[0].state, letters[0].way, letters[0].code) == (LetterState.REPLIED, ReplyWay.CODE, "")
    assert (queries.letters_sent(place.campaign), queries.opinions_by_letter(place.campaign)) == (3, 3)
    ops.withdraw_letter(letters[2], reason="收函人已调离", **who(place))
    assert queries.letters_sent(place.campaign) == 2
    assert queries.gaps_of(place.campaign, TODAY + timedelta(days=8)).late == 1


@pytest.mark.mechanism("M77")
def test_each_opinion_on_the_list_links_back_to_its_letter_or_form(place: Town) -> None:
    letter = drafted(place)
    ops.send_letter(letter, **who(place))
    code = Actor(None, "凭回复码", None, door="code")
    by_letter = ops.reply_letter(letter, said=[Said(place.units[WATER], "审批慢")], by_code=True, actor=code, now=place.now)[0]
    by_form = heard(place)
    assert (by_letter.origin_kind, by_letter.origin_reference) == ("opinion_letter", str(letter.pk))
    assert (by_form.origin_kind, by_form.origin_reference) == ("gathering", str(by_form.gathering_id))
    problems = [ops.enter_opinion(one, entry=Entry(), **who(place)) for one in (by_letter, by_form)]
    assert [one.origin_reference for one in problems] == [str(by_letter.pk), str(by_form.pk)]
    assert problems[0].origin_label == "征求意见函", "the register tells units to whom each number went"
    told = {
        numbered: [row[4] for row in queries.list_rows(Opinion.objects.order_by("pk"), numbered=numbered)] for numbered in (True, False)
    }
    assert told[True][0] == f"征求意见函 {letter.document.number}" and told[False][0] == "征求意见函"
    assert [queries.sees_letters(place.actor(name), place.campaign) for name in (OFFICE, LIAISON, HEAD)] == [True, False, False]


def test_a_letter_is_answered_once_and_only_by_whom_it_is_for(place: Town) -> None:
    letter = drafted(place, person=place.people["夕照"])
    assert queries.letters_of(place.actor("夕照"), place.campaign).count() == 0, "not before it is sent"
    first = ops.send_letter(letter, **who(place))
    assert queries.letter_of_code(digest_of(first.lower().replace("-", " "))) == letter
    second = ops.renew_reply_code(letter, reason="遗失", **who(place))
    found = [queries.letter_of_code(digest_of(one)) for one in (first, second)]
    assert found == [None, letter]
    with pytest.raises(NotAllowed):
        ops.reply_letter(letter, said=[], by_code=False, **who(place, LEADER))
    with pytest.raises(BadInput, match="函里"):
        ops.reply_letter(letter, said=[Said(place.units["整治专班"], "x")], by_code=False, **who(place, "夕照"))
    assert letter.state == LetterState.SENT and Opinion.objects.count() == 0
    ops.reply_letter(letter, said=[], by_code=False, **who(place, "夕照"))  # no opinion is an answer too
    with pytest.raises(NotNow):
        ops.reply_letter(letter, said=[], by_code=False, **who(place, "夕照"))
    assert queries.letter_of_code(digest_of(second)) is None
    told = Record.objects.filter(kind="opinion_letter").values_list("changes", flat=True)
    assert not any(word in str(told) for word in (first, second, "夕照"))


def test_a_reply_on_paper_comes_with_its_scan_and_reminding_is_once_a_day(place: Town) -> None:
    letter = drafted(place)
    ops.send_letter(letter, **who(place))
    with pytest.raises(BadInput, match="扫描件"):
        ops.take_reply(letter, said=[Said(place.units[WATER], "审批慢")], scan=None, **who(place))
    ops.remind_letter(letter, **who(place))
    with pytest.raises(NotNow):
        ops.remind_letter(letter, **who(place))
    ops.remind_letter(letter, actor=place.actor(OFFICE_2), now=place.now + timedelta(days=1))
    scan = store(data=jpeg(), name="回复.jpg", **who(place))
    rows = ops.take_reply(letter, said=[Said(place.units[WATER], "审批慢")], scan=scan, **who(place))
    assert (letter.way, letter.scan, len(rows)) == (ReplyWay.PAPER, scan, 1)


def test_what_is_refused(place: Town) -> None:
    with pytest.raises(BadInput, match="时限"):
        drafted(place, reply_by_on=TODAY - timedelta(days=1))
    with pytest.raises(BadInput, match="收函人"):
        drafted(place, " ")
    with pytest.raises(BadInput, match="单位"):
        drafted(place, units=[place.units["整治专班"]])
    with pytest.raises(BadInput, match="意见内容"):
        heard(place, text=" ")
    with pytest.raises(BadInput, match="不能晚于"):
        hold(place, held_on=TODAY + timedelta(days=1))
    with pytest.raises(BadInput, match="座谈会"):
        hold(place, OpinionForm.LETTER)
    with pytest.raises(NotAllowed):
        drafted_by = Asked("甲", [place.units[WATER]], TODAY, "专班")
        ops.draft_letters(campaign=place.campaign, asked=[drafted_by], **who(place, LIAISON))
    with pytest.raises(NotNow, match="没有启用"):
        ops.hold_gathering(
            campaign=switch_off(place, "gatherings"), held=Held(OpinionForm.SEMINAR, "x", PeopleGroup.PUBLIC, TODAY), **who(place)
        )
    with pytest.raises(NotNow, match="没有启用"):
        ops.draft_letters(campaign=switch_off(place, "letters"), asked=[Asked("甲", [place.units[WATER]], TODAY, "专班")], **who(place))
    with pytest.raises(NotNow, match="没有启用"):
        point(place, COLLEAGUE, OpinionForm.BY_COLLEAGUE, campaign=switch_off(place, "critique"))
    assert not Opinion.objects.exists() and not OpinionLetter.objects.exists()


def test_another_room_puts_what_it_heard_on_the_list_once(place: Town) -> None:
    told = {"campaign": place.campaign, "unit": place.units[WATER], "text": TEXT, "form": OpinionForm.INSPECTION, "group_of_people": PeopleGroup.PUBLIC,
            "heard_on": TODAY, "origin": ("heard", "7", "3月2日检查")}  # fmt: skip
    row = ops.hear(**told, **who(place, GROUP))
    assert (row.origin_label, row.state) == ("3月2日检查", OpinionState.OPEN)
    with pytest.raises(BadInput, match="已经在"):
        ops.hear(**told, **who(place, GROUP))


def point(place: Town, by: str, form: OpinionForm, about: str = OFFICIAL, campaign: Campaign | None = None) -> PointingOut:
    said = Said(place.units[WATER], "遇事先想着推给别的科室", place.people[about], root="担当意识不强")
    return ops.point_out(campaign=campaign or place.campaign, form=form, said=said, **who(place, by))


@pytest.mark.mechanism("M57")
def test_a_problem_is_pointed_out_by_leader_colleague_or_public_and_the_named_person_sees_it_without_its_source(place: Town) -> None:
    rows = [
        point(place, HEAD, OpinionForm.BY_LEADER), point(place, COLLEAGUE, OpinionForm.BY_COLLEAGUE), point(place, LIAISON, OpinionForm.BY_PUBLIC)
    ]  # fmt: skip
    assert len(rows) == 3 and not queries.opinions_of(place.actor(OFFICE), place.campaign).exists()
    taken = ops.take_pointings(campaign=place.campaign, **who(place))
    assert {one.form for one in taken} == {OpinionForm.BY_LEADER, OpinionForm.BY_COLLEAGUE, OpinionForm.BY_PUBLIC}
    named = place.actor(OFFICIAL)
    assert not queries.opinions_of(named, place.campaign).exists(), "not before it stands on the ledger"
    for one in taken:
        problem = ops.enter_opinion(one, entry=Entry(), **who(place))
        assert problem.person == place.people[OFFICIAL] and "思想根源：担当意识不强" in problem.text
        assert place.client(OFFICIAL).get(f"/c/QS-2026/ledger/{problem.number}/").status_code == 200
    assert queries.opinions_of(named, place.campaign).count() == 3
    assert not any(PointingOut.objects.values_list("written_by", "person", "text")[at][0] for at in range(3)), "nothing says who wrote what"
    hands = {place.actor(name).user_id for name in (HEAD, COLLEAGUE, LIAISON)}
    assert not hands & {*Opinion.objects.values_list("heard_by", flat=True), *Problem.objects.values_list("recorded_by", flat=True)}
    told = Record.objects.filter(kind__in=("opinion", "problem"), actor__in=hands)
    assert not told.exists() and not Record.objects.filter(kind="pointing_out").exclude(campaign="").exists()


def test_who_may_point_out_what(place: Town) -> None:
    with pytest.raises(BadInput, match="自查"):
        point(place, OFFICIAL, OpinionForm.BY_COLLEAGUE)
    with pytest.raises(BadInput, match="不能以"):
        point(place, COLLEAGUE, OpinionForm.BY_LEADER)
    with pytest.raises(BadInput, match="不能以"):
        point(place, OTHER_LIAISON, OpinionForm.BY_PUBLIC)
    place.campaign.roster.create(person=place.people[OFFICE], unit=place.units[WATER], role="participant", from_on=TODAY)
    point(place, COLLEAGUE, OpinionForm.BY_COLLEAGUE, about=OFFICE)
    with pytest.raises(NotNow, match="没有待收取"):
        ops.take_pointings(campaign=place.campaign, **who(place, OFFICE))  # what is about himself stays for somebody else (P04)
    assert len(ops.take_pointings(campaign=place.campaign, **who(place, OFFICE_2))) == 1
    row = Opinion.objects.get()
    with pytest.raises(NotAllowed):
        ops.leave_opinion(row, reason="不属实", **who(place, OFFICE))


def pointed(place: Town, by: str, about: str, text: str = "值班时不接电话") -> PointingOut:
    said = Said(place.units[WATER], text, place.people[about])
    return ops.point_out(campaign=place.campaign, form=OpinionForm.BY_COLLEAGUE, said=said, **who(place, by))


def test_what_lies_is_taken_though_its_unit_has_left_the_campaign(place: Town) -> None:
    """One unit that leaves does not keep the office from all that was pointed out."""
    pointed(place, COLLEAGUE, OFFICIAL)
    place.campaign.covered_units.filter(unit=place.units[WATER]).update(to_on=TODAY)
    assert [one.text for one in ops.take_pointings(campaign=place.campaign, **who(place))] == ["值班时不接电话"]
    assert not PointingOut.objects.exclude(text="", written_by=None).exists()


def test_somebody_is_pointed_out_in_his_own_unit(place: Town) -> None:
    said = Said(place.units[FOREST], "值班时不接电话", place.people[OFFICIAL])
    with pytest.raises(BadInput, match="核对单位和姓名"):
        ops.point_out(campaign=place.campaign, form=OpinionForm.BY_COLLEAGUE, said=said, **who(place, COLLEAGUE))


def test_what_was_pointed_out_is_taken_in_an_order_drawn_at_random(place: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    for at in range(3):
        pointed(place, COLLEAGUE, OFFICIAL, f"第{at}件")
    monkeypatch.setattr("secrets.SystemRandom.shuffle", lambda _self, rows: rows.reverse())
    ops.take_pointings(campaign=place.campaign, **who(place))
    assert list(Opinion.objects.order_by("pk").values_list("text", flat=True)) == ["第2件", "第1件", "第0件"]


def test_an_opinion_about_somebody_is_the_offices_until_it_stands_on_the_ledger(place: Town) -> None:
    row = heard(place, person=place.people[OFFICIAL])

    def readers() -> set[str]:
        names = (OFFICE, LEADER, HEAD, LIAISON, GROUP, OFFICIAL, COLLEAGUE)
        return {name for name in names if queries.opinions_of(place.actor(name), place.campaign).filter(pk=row.pk).exists()}

    assert readers() == {OFFICE}
    ops.enter_opinion(row, entry=Entry(), **who(place))
    assert readers() == {OFFICE, LEADER, HEAD, LIAISON, GROUP, OFFICIAL}


def test_what_was_heard_at_a_gathering_is_entered_whole_or_not_at_all(place: Town) -> None:
    row = hold(place)
    place.campaign.covered_units.filter(unit=place.units[FOREST]).update(to_on=TODAY)
    with pytest.raises(BadInput, match="不在本专项"):
        ops.gather_all(row, said=[Said(place.units[WATER], TEXT), Said(place.units[FOREST], "另一条")], **who(place))
    assert not Opinion.objects.exists()
    assert len(ops.gather_all(row, said=[Said(place.units[WATER], TEXT), Said(place.units[WATER], "另一条")], **who(place))) == 2
