"""A person's own list: written, handed in onto the ledger, looked at, returned, corrected."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.utils.timezone import localdate

from bihuan.campaigns.operations import Handing, delegate_duty, switch_mechanisms
from bihuan.campaigns.operations.self_checking import settle_self_checking
from bihuan.campaigns.policy import Held
from bihuan.campaigns.queries import categories_of
from bihuan.campaigns.vocabulary import Duty
from bihuan.finding.models import SelfCheck, SelfCheckItem
from bihuan.finding.operations.handing_in import hand_in, take_back
from bihuan.finding.operations.reviewing import Returning, accept_list, deal_lists, return_list, return_lists, review_list
from bihuan.finding.operations.self_checks import (
    change_item,
    complete_item,
    enter_paper_list,
    withdraw_item,
    write_item,
)
from bihuan.finding.policy.self_checks import duties_within
from bihuan.finding.queries.leaders import leaders_first
from bihuan.finding.queries.reporting import not_handed_in, submitted_items, totals, unit_states
from bihuan.finding.queries.self_checks import find_list, first_found, visible_lists
from bihuan.finding.rules.quality import hints_for
from bihuan.finding.vocabulary.self_checks import Dimension, HeldAgainst, PutIn, RoundEnd, SelfCheckDuty, SelfCheckState, ThinKind
from bihuan.foundation.audit.models import Record
from bihuan.foundation.kernel import BadInput, Missing, NeedsUnmet, NotAllowed, NotNow
from bihuan.organisation.operations.recusing import declare_recusal
from bihuan.organisation.vocabulary import RecusalGround
from bihuan.problems.models import Problem
from bihuan.problems.operations import Finding, record
from bihuan.problems.vocabulary import Source, State
from tests.factories import town as factory
from tests.factories.self_checks import OTHER_TEXT, SCAN, TEXT, accepted, begun, entry, handed_in, wrote
from tests.factories.town import (
    COLLEAGUE,
    FOREST,
    GROUP,
    GROUP_2,
    HEAD,
    IN_CHARGE,
    LIAISON,
    OFFICE,
    OFFICE_2,
    OFFICIAL,
    OTHER_HEAD,
    OTHER_OFFICIAL,
    TODAY,
    WATER,
    Town,
)

SAID = Returning(phrases=("请写具体",), remark="第二条没有写时间", good="第一条写得实在", new_due_on=TODAY + timedelta(days=5))


@pytest.fixture
def place(db: None, settings: Any) -> Town:
    settings.BIHUAN_DEMO = True  # no second factor
    return factory.town()


def by(place: Town, name: str) -> dict[str, Any]:
    return {"actor": place.actor(name), "now": place.now}


@pytest.mark.mechanism("M48")
@pytest.mark.mechanism("M75")
def test_an_official_writes_against_the_catalogue_and_the_total_equals_what_was_submitted(place: Town) -> None:
    """Written against items of the catalogue and handed in; each item is an entry of the ledger at once, and the counts are the same."""
    first = categories_of(place.campaign)[0].manifestations.all()[0]
    row = begun(place)
    wrote(place, row, manifestation=first)
    wrote(place, row, OTHER_TEXT)
    assert not Problem.objects.exists() and submitted_items(place.campaign).count() == 0
    hand_in(row, **by(place, OFFICIAL))
    ledger = Problem.objects.filter(campaign=place.campaign, source=Source.SELF_CHECK)
    assert [one.text for one in ledger.order_by("number")] == [TEXT, OTHER_TEXT]
    assert ledger.count() == submitted_items(place.campaign).count() == totals(place.campaign, TODAY).items == 2
    entry_one = ledger.order_by("number")[0]
    assert entry_one.manifestation == first and entry_one.category == first.category and entry_one.person == place.people[OFFICIAL]
    assert (entry_one.origin_kind, entry_one.origin_reference) == ("self_check", str(row.pk))
    assert [(one.name, one.items) for one in unit_states(place.actor(OFFICE), place.campaign, TODAY)] == [(WATER, 2), (FOREST, 0)]
    with pytest.raises(NotAllowed):  # filled by the official only
        write_item(begun(place, COLLEAGUE), entry=entry(), **by(place, LIAISON))


@pytest.mark.mechanism("M49")
@pytest.mark.mechanism("M50")
def test_an_entry_says_which_of_three_it_speaks_to_and_may_carry_a_dimension(place: Town) -> None:
    row = begun(place)
    for put_in, dimension in ((PutIn.SELF, Dimension.THOUGHT), (PutIn.DUTY, Dimension.STYLE), (PutIn.WORK, None)):
        wrote(place, row, put_in=put_in, dimension=dimension)
    assert list(row.items.values_list("put_in", "dimension")) == [("self", "thought"), ("duty", "style"), ("work", "")]
    assert len(PutIn) == 3 and [one.label for one in Dimension] == ["思想", "学习", "工作", "生活", "作风"]


@pytest.mark.mechanism("M51")
@pytest.mark.mechanism("M52")
def test_an_entry_names_a_comparison_or_cites_a_yardstick_of_the_campaign(place: Town) -> None:
    settle_self_checking(
        campaign=place.campaign, values={"comparisons": ["先贤先辈先进"], "yardsticks": ["群众的期盼"]}, **by(place, OFFICE)
    )
    row = begun(place)
    wrote(place, row, against=HeldAgainst.COMPARISON, against_what="先贤先辈先进")
    wrote(place, row, against=HeldAgainst.YARDSTICK, against_what="群众的期盼")
    assert list(row.items.values_list("against", "against_what")) == [("comparison", "先贤先辈先进"), ("yardstick", "群众的期盼")]
    with pytest.raises(BadInput, match="没有“群众的期盼”"):
        wrote(place, row, against=HeldAgainst.COMPARISON, against_what="群众的期盼")


def test_what_cannot_be_written(place: Town) -> None:
    row = begun(place)
    for wrong, says in (({"text": " "}, "请写明问题"), ({"due_on": TODAY - timedelta(days=1)}, "不能早于今天")):
        with pytest.raises(BadInput, match=says):
            wrote(place, row, **wrong)
    with pytest.raises(BadInput, match="不在本专项的整治对象名册上"):
        begun(place, HEAD)
    with pytest.raises(NeedsUnmet, match="清单是空的"):
        hand_in(row, **by(place, OFFICIAL))
    switch_mechanisms(campaign=place.campaign, switches={"self_checks": False}, reason="本专项不用", **by(place, OFFICE))
    with pytest.raises(NotNow, match="没有启用"):
        begun(place, COLLEAGUE)
    wrote(place, SelfCheck.objects.get(pk=row.pk))
    with pytest.raises(NeedsUnmet, match="没有启用"):
        hand_in(SelfCheck.objects.get(pk=row.pk), **by(place, OFFICIAL))


@pytest.mark.mechanism("M54")
def test_a_list_goes_back_with_its_reason_and_every_round_is_kept(place: Town) -> None:
    """Second round: changed texts amend the entry, withdrawn ones are void with that reason, new ones come in; first finder and moment stand."""
    row = handed_in(place)
    review_list(row, **by(place, HEAD))
    deal_lists(lists=[row], reviewers=[place.people[GROUP]], **by(place, OFFICE))
    return_list(SelfCheck.objects.get(pk=row.pk), said=SAID, **by(place, GROUP))
    row = SelfCheck.objects.get(pk=row.pk)
    assert (row.state, row.due_on, row.reviewer) == (SelfCheckState.DRAFTING, SAID.new_due_on, place.people[GROUP])
    one, other = row.items.order_by("pk")
    before = (one.found_at, one.found_by_id, one.problem_id)
    change_item(one, entry=entry("3月12日信访窗口由我值班，来访的王某等了两个小时才有人受理"), **by(place, OFFICIAL))
    with pytest.raises(BadInput, match="写明理由"):
        withdraw_item(other, why=" ", **by(place, OFFICIAL))
    withdraw_item(other, why="与第一条是一件事", **by(place, OFFICIAL))
    wrote(place, row, "2月20日的调研报告照抄了去年的数据，没有到村里核实")
    later = place.now + timedelta(days=2)
    hand_in(row, actor=place.actor(OFFICIAL), now=later)
    first, second, third = Problem.objects.filter(campaign=place.campaign).order_by("number")
    assert "王某" in first.text and first.found_on == TODAY and second.state == State.VOID and third.text.startswith("2月20日")
    assert "与第一条是一件事" in second.voids.get().reason
    one.refresh_from_db()
    assert (one.found_at, one.found_by_id, one.problem_id) == before == (place.now, place.people[OFFICIAL].user_id, first.pk)
    assert submitted_items(place.campaign).count() == 2 == Problem.objects.exclude(state=State.VOID).count()
    was, now = row.rounds.order_by("number")
    assert (was.end, was.phrases, was.remark, was.good, was.new_due_on) == (
        RoundEnd.RETURNED, ["请写具体"], "第二条没有写时间", "第一条写得实在", SAID.new_due_on
    )  # fmt: skip
    assert [item["text"] for item in was.items] == [TEXT, OTHER_TEXT] and len(now.items) == 2 and not now.end
    record_of = Record.objects.filter(kind="self_check", action="return_self_check").get()
    assert "请写具体" in record_of.reason and TEXT not in str(Record.objects.filter(kind="self_check").values_list("changes", flat=True))


@pytest.mark.mechanism("M82")
def test_no_item_is_without_an_entry(place: Town) -> None:
    handed_in(place)
    handed_in(place, COLLEAGUE, ("4月我负责的灌溉台账有三户没有核实就上报了",))
    assert not SelfCheckItem.objects.filter(self_check__round__gt=0, problem=None).exists()
    assert Problem.objects.filter(origin_kind="self_check").count() == submitted_items(place.campaign).count() == 3


@pytest.mark.mechanism("M85")
def test_a_personal_item_is_not_confirmed_without_task_date_and_responsible_person(place: Town) -> None:
    row = begun(place)
    item = wrote(place, row, task="", due_on=None)
    hand_in(row, **by(place, OFFICIAL))
    with pytest.raises(NeedsUnmet, match="任务、完成时限和责任人"):
        review_list(row, **by(place, HEAD))
    due = TODAY + timedelta(days=9)
    complete_item(item, task="轮值", due_on=None, doer=None, **by(place, OFFICIAL))
    with pytest.raises(NeedsUnmet):
        review_list(row, **by(place, HEAD))
    complete_item(item, task="轮值", due_on=due, doer=place.people[COLLEAGUE], **by(place, OFFICIAL))
    problem = Problem.objects.get()
    assert (problem.due_on, problem.doer) == (due, place.people[COLLEAGUE])
    review_list(row, **by(place, HEAD))
    item.refresh_from_db()
    assert item.planned and row.state == SelfCheckState.REVIEWED


def test_the_head_looks_first_and_at_his_own_list_the_leader_in_charge(place: Town) -> None:
    row = handed_in(place)
    with pytest.raises(NotAllowed):
        review_list(row, **by(place, OTHER_HEAD))
    with pytest.raises(NotNow):
        deal_lists(lists=[begun(place, COLLEAGUE)], reviewers=[place.people[GROUP]], **by(place, OFFICE))
    with pytest.raises(NotAllowed):
        accept_list(row, **by(place, OFFICE_2))
    place.campaign.roster.filter(person=place.people[HEAD]).update(role="subject")
    own = handed_in(place, HEAD, (TEXT,))
    with pytest.raises(NotAllowed):
        review_list(own, **by(place, HEAD))
    review_list(own, **by(place, IN_CHARGE))
    assert own.state == SelfCheckState.REVIEWED


def test_a_deputy_of_the_leader_in_charge_looks_at_a_heads_list_and_never_at_his_own(place: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: place.now)
    place.campaign.roster.filter(person=place.people[HEAD]).update(role="subject")
    own, other = handed_in(place, HEAD, (TEXT,)), handed_in(place)
    for deputy in (HEAD, COLLEAGUE):
        told = {"principal": place.people[IN_CHARGE], "deputy": place.people[deputy], "duty": Duty.LEADER_IN_CHARGE, "reason": "出差"}
        handing = Handing(**told, from_on=localdate(place.now), to_on=localdate(place.now) + timedelta(days=5))
        delegate_duty(campaign=place.campaign, handing=handing, **by(place, IN_CHARGE))
        with pytest.raises(NotAllowed):  # whose list it is does not look at it, in whatever hat
            review_list(own, **by(place, HEAD))
        place.campaign.delegations.exclude(deputy=place.people[COLLEAGUE]).update(ended_at=place.now)  # one deputy at a time
    with pytest.raises(NotAllowed):  # lists of others are the head's, not the leader's
        review_list(other, **by(place, COLLEAGUE))
    review_list(own, **by(place, COLLEAGUE))
    assert own.state == SelfCheckState.REVIEWED
    line = Record.objects.filter(kind="self_check", row=own.pk).latest("position")
    assert COLLEAGUE in line.actor_name and IN_CHARGE in str((line.actor_name, line.changes))


def test_lists_are_dealt_evenly_never_in_the_own_unit_nor_to_who_keeps_away(place: Town) -> None:
    lists = [handed_in(place, name, (TEXT,)) for name in (OFFICIAL, COLLEAGUE, OTHER_OFFICIAL)]
    with pytest.raises(BadInput, match="不能审核"):
        deal_lists(lists=lists, reviewers=[place.people[OTHER_HEAD]], **by(place, OFFICE))
    place.campaign.grants.create(person=place.people[OTHER_HEAD], duty="supervisor", unit=place.units[WATER], granted_at=place.now)
    declare_recusal(person=place.people[GROUP], ground=RecusalGround.SERVED_THERE, party=place.people[OFFICIAL], **by(place, GROUP))
    chosen = [place.people[one] for one in (GROUP, OTHER_HEAD)]
    given, left = deal_lists(lists=lists, reviewers=chosen, **by(place, OFFICE))
    to = {row.person.name: SelfCheck.objects.get(pk=row.pk).reviewer for row in given}
    assert to[OFFICIAL] == place.people[OTHER_HEAD] and to[OTHER_OFFICIAL] == place.people[GROUP] and not left
    _given, left = deal_lists(lists=lists, reviewers=[place.people[OTHER_HEAD]], **by(place, OFFICE))
    assert [row.person.name for row in left] == [OTHER_OFFICIAL]


def test_many_are_returned_at_once_and_who_may_not_is_told_why(place: Town) -> None:
    mine, other = handed_in(place), handed_in(place, OTHER_OFFICIAL, (TEXT,))
    done, refused = return_lists(lists=[mine, other], said=SAID, **by(place, HEAD))
    assert [row.pk for row in done] == [mine.pk] and [row.pk for row, _why in refused] == [other.pk]
    for wrong in (Returning(new_due_on=TODAY), Returning(remark="甲"), Returning(remark="甲", new_due_on=TODAY - timedelta(days=1))):
        with pytest.raises(BadInput):
            return_lists(lists=[mine], said=wrong, **by(place, HEAD))


def test_who_sees_and_reads_what(place: Town) -> None:
    draft = begun(place, COLLEAGUE)
    row = handed_in(place)

    def seen(name: str) -> dict[int, bool]:
        actor = place.actor(name)
        return {one.pk: find_list(actor, place.campaign, one.pk).reads for one in visible_lists(actor, place.campaign)}

    assert seen(OFFICE) == {row.pk: True, draft.pk: False} and seen(HEAD) == {row.pk: True} and seen(IN_CHARGE) == {row.pk: False}
    assert seen(LIAISON) == seen(COLLEAGUE) == seen(OTHER_HEAD) == seen(GROUP) == {}
    deal_lists(lists=[row], reviewers=[place.people[GROUP]], **by(place, OFFICE))
    assert seen(GROUP) == {row.pk: True} and seen(GROUP_2) == {}
    with pytest.raises(Missing):
        find_list(place.actor(LIAISON), place.campaign, row.pk)


def test_a_list_from_paper_counts_once_it_is_confirmed(place: Town) -> None:
    who = place.people[OFFICIAL]
    row = enter_paper_list(campaign=place.campaign, person=who, scan=SCAN, written_on=TODAY - timedelta(days=3), **by(place, LIAISON))
    write_item(row, entry=entry(), **by(place, LIAISON))
    with pytest.raises(BadInput, match="本人确认"):
        hand_in(row, **by(place, LIAISON))
    assert not Problem.objects.exists()
    hand_in(row, signed=SCAN, **by(place, LIAISON))
    problem, item = Problem.objects.get(), row.items.get()
    assert problem.found_on == TODAY - timedelta(days=3) and item.found_by == who.user and row.rounds.get().scan is not None
    with pytest.raises(NotAllowed):
        enter_paper_list(campaign=place.campaign, person=place.people[OTHER_OFFICIAL], scan=SCAN, written_on=TODAY, **by(place, LIAISON))
    other = enter_paper_list(campaign=place.campaign, person=place.people[COLLEAGUE], scan=SCAN, written_on=TODAY, **by(place, LIAISON))
    write_item(other, entry=entry(OTHER_TEXT), **by(place, LIAISON))
    hand_in(other, **by(place, COLLEAGUE))
    assert other.state == SelfCheckState.HANDED_IN and totals(place.campaign, TODAY).listed == 2


@pytest.mark.mechanism("M179")
def test_a_unit_has_reported_once_its_lists_are_confirmed(place: Town) -> None:
    mine, other = handed_in(place), handed_in(place, COLLEAGUE, ("4月我负责的灌溉台账有三户没有核实就上报了",))
    assert not_handed_in(place.campaign, place.units[FOREST].pk, TODAY) == [OTHER_OFFICIAL]
    for row in (mine, other):
        assert not unit_states(place.actor(OFFICE), place.campaign, TODAY)[0].reported
        accepted(place, row)
    water, forest = unit_states(place.actor(OFFICE), place.campaign, TODAY)
    assert water.reported and not forest.reported and water.missing == 0 and forest.missing == 1
    assert [one.name for one in unit_states(place.actor(OTHER_HEAD), place.campaign, TODAY)] == [FOREST]


def test_who_stands_on_the_ledger_by_a_sheet_is_not_asked_again(place: Town) -> None:
    """The matrix said that all had written, the page of self-checks that nobody had: what stands on the ledger without a list is no list."""
    handed_in(place)
    typed = Finding(unit=place.units[FOREST], source=Source.SELF_CHECK, text=OTHER_TEXT, person=place.people[OTHER_OFFICIAL])
    record(campaign=place.campaign, finding=typed, actor=place.actor(OTHER_OFFICIAL), now=place.now)
    told = totals(place.campaign, TODAY)
    assert (told.listed, told.entered, told.missing) == (1, 1, told.roster - 2)
    water, forest = unit_states(place.actor(OFFICE), place.campaign, TODAY)
    assert (water.entered, forest.entered, forest.missing) == (0, 1, 0) and not forest.reported
    assert not_handed_in(place.campaign, place.units[FOREST].pk, TODAY) == []


def test_a_confirmed_list_may_be_taken_back_and_added_to_without_harm(place: Town) -> None:
    row = accepted(place, handed_in(place))
    take_back(row, **by(place, OFFICIAL))
    wrote(place, row, "2月20日的调研报告照抄了去年的数据，没有到村里核实")
    hand_in(row, **by(place, OFFICIAL))
    assert row.rounds.count() == 2 and row.rounds.order_by("number")[0].end == RoundEnd.ACCEPTED and Problem.objects.count() == 3


def test_who_found_it_first_stands_for_ever(place: Town) -> None:
    """What somebody found himself keeps its first moment, also when others find the same later; that others found it is no self-check."""
    handed_in(place)
    finding = Finding(unit=place.units[WATER], source=Source.SUPERVISION, text=TEXT, person=place.people[OFFICIAL])
    record(campaign=place.campaign, finding=finding, actor=place.actor(OFFICE), now=place.now + timedelta(days=4))
    found = list(first_found(place.campaign, place.people[OFFICIAL].pk))
    assert [one.problem.text for one in found] == [TEXT, OTHER_TEXT] and {one.found_at for one in found} == {place.now}
    assert all(one.problem.source == Source.SELF_CHECK for one in found)


def test_a_deputy_handles_nothing_of_him_for_whom_he_stands_in(place: Town) -> None:
    """The list of a head is looked at by the leader in charge, and a head who is lent that duty does not look at his own through a deputy."""
    row = handed_in(place)
    mine = Held(Duty.UNIT_HEAD, place.campaign.pk, place.units[WATER].pk, "", place.people[OFFICIAL].pk)
    acting = place.actor(COLLEAGUE).as_deputy(place.people[OFFICIAL].pk, None, OFFICIAL)
    assert duties_within(acting, [mine], row, head=False) == frozenset()
    other = place.actor(COLLEAGUE).as_deputy(place.people[HEAD].pk, None, HEAD)
    assert duties_within(other, [replace(mine, of=place.people[HEAD].pk)], row, head=False) == {SelfCheckDuty.HEAD}


def test_whoever_keeps_away_gets_no_list_though_nobody_else_is_there(place: Town) -> None:
    row = handed_in(place)
    declare_recusal(person=place.people[GROUP], ground=RecusalGround.SERVED_THERE, party=place.people[OFFICIAL], **by(place, GROUP))
    given, left = deal_lists(lists=[row], reviewers=[place.people[GROUP]], **by(place, OFFICE))
    assert not given and [one.pk for one in left] == [row.pk]


def test_what_is_sent_again_because_its_answer_was_lost_stands_once(place: Town) -> None:
    row = begun(place)
    first = wrote(place, row)
    assert wrote(place, row) == first and row.items.count() == 1
    assert wrote(place, row, put_in=PutIn.SELF) != first, "the same words of oneself and of one's work are two"
    withdraw_item(first, why="", **by(place, OFFICIAL))
    assert wrote(place, row) != first and row.items.count() == 2


def test_two_things_missing_ask_for_a_look_and_one_does_not() -> None:
    assert [one.kind for one in hints_for("前后要求并不一致，做得确实很不够到位")] == [ThinKind.VAGUE]
    assert not hints_for("我在这件事上前后要求并不一致，窗口里确实很不够到位")


def test_leaders_who_have_only_begun_have_not_handed_in(place: Town) -> None:
    place.campaign.roster.filter(person=place.people[OFFICIAL]).update(rank="县处级正职")
    begun(place)
    told = leaders_first(place.campaign, TODAY)
    assert [(one.entry.person.name, one.handed_in) for one in told.leaders if one.entry.person.name == OFFICIAL] == [(OFFICIAL, False)]
