"""A duty handed over for dates: who acts for whom, what no deputy does, hands that stay different persons, ends by itself."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bihuan.campaigns.models import Delegation
from bihuan.campaigns.operations import Handing, add_task, commend, delegate_duty, end_delegation, end_duty, finish_task, grant_duty
from bihuan.campaigns.queries import delegable, needs_second_factor, open_tasks, standing_today, visible_delegations, visible_to
from bihuan.campaigns.vocabulary import DelegationState, Duty
from bihuan.foundation.accounts.models import User
from bihuan.foundation.audit.keeping import all_kept
from bihuan.foundation.audit.models import Record
from bihuan.foundation.audit.queries import verify
from bihuan.foundation.files.rules.refusals import KindNotTaken
from bihuan.foundation.kernel import Actor, BadInput, NeedsUnmet, NotAllowed, NotNow
from bihuan.foundation.rulebook.operations import set_rule
from bihuan.foundation.rulebook.queries import book
from bihuan.organisation.models import Person
from bihuan.problems import operations as do
from bihuan.problems.models import LookBackDraw, Problem
from bihuan.problems.operations import act_on_many
from bihuan.problems.operations.looking_back import Wanted
from bihuan.problems.queries import Today, buttons, due_from, narrowed, reach, story
from bihuan.problems.queries.looking_back import hands_of
from bihuan.problems.vocabulary import Action, Held, SharedPart, Source
from tests.factories import town as t
from tests.factories.town import (
    COLLEAGUE,
    FOREST,
    GROUP,
    GROUP_2,
    HEAD,
    LEADER,
    LIAISON,
    OFFICE,
    OFFICIAL,
    OTHER_HEAD,
    WATER,
    Town,
    days_later,
    town,
)

pytestmark = pytest.mark.django_db
SCAN = b"\xff\xd8\xff\xe0" + bytes(64)


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Town:
    settings.BIHUAN_DEMO = True  # no second factor on the pages
    made = town()
    at(monkeypatch, 0)
    return made


def at(monkeypatch: pytest.MonkeyPatch, days: int) -> None:
    """Let the clock of the installation stand so many days after the start."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: days_later(days))


def hand(place: Town, principal: str, deputy: str, duty: Duty, days: int = 10, by: str = "", **more: Any) -> Delegation:
    told = {"principal": place.people[principal], "deputy": place.people[deputy], "duty": duty, "reason": "外出学习", **more}
    handing = Handing(**{"from_on": t.TODAY, "to_on": t.TODAY + timedelta(days), **told})
    return delegate_duty(campaign=place.campaign, handing=handing, actor=place.actor(by or principal), now=t.NOW)


def test_the_deputy_does_what_the_holder_may_and_the_book_names_both(place: Town) -> None:
    row = place.to("asked", place.find())
    told = {"problem": row, "actor": place.actor(COLLEAGUE), "now": t.NOW}
    with pytest.raises(NotAllowed):
        do.confirm(**told)
    hand(place, HEAD, COLLEAGUE, Duty.UNIT_HEAD)
    do.confirm(**told)
    row.refresh_from_db()
    people = (row.confirmed_by_id, row.confirmed_person_id, row.confirmed_for_person_id)
    assert people == (place.people[COLLEAGUE].user_id, place.people[COLLEAGUE].pk, place.people[HEAD].pk)
    last = Record.objects.filter(kind="problem").order_by("-position").first()
    assert last and (last.actor_name, last.actor) == (f"{COLLEAGUE} 代 {HEAD}", place.people[COLLEAGUE].user_id)
    assert last.changes["on_behalf_of"] == place.people[HEAD].pk and verify().fault is None
    assert story(row)[-1].who == f"{COLLEAGUE} 代 {HEAD}"
    page = place.client(OFFICE).get(f"/c/QS-2026/ledger/{row.number}/").content.decode()
    assert f"{COLLEAGUE} 代 {HEAD}" in page


def test_what_the_holder_does_himself_stays_his(place: Town) -> None:
    hand(place, HEAD, COLLEAGUE, Duty.UNIT_HEAD)
    row = do.confirm(problem=place.to("asked", place.find()), actor=place.actor(HEAD), now=t.NOW)
    assert row.confirmed_for_person_id is None and Record.objects.order_by("-position").first().actor_name == HEAD  # type: ignore[union-attr]


def test_never_the_doer_of_the_item_checked_at_the_step(place: Town) -> None:
    hand(place, HEAD, OFFICIAL, Duty.UNIT_HEAD)
    own, others = place.to("asked", place.find()), place.to("asked", place.find(person=COLLEAGUE))
    with pytest.raises(NotAllowed):
        do.confirm(problem=own, actor=place.actor(OFFICIAL), now=t.NOW)
    done, refused = act_on_many(problems=[own, others], action=Action.CONFIRM, actor=place.actor(OFFICIAL), now=t.NOW)
    assert done == [others] and [one for one, _why in refused] == [own], "of many, only those that he does not put right"
    others.refresh_from_db()
    assert others.confirmed_for_person_id == place.people[HEAD].pk


def test_a_hand_is_both_of_them(place: Town) -> None:
    hand(place, HEAD, GROUP, Duty.UNIT_HEAD)
    row = do.confirm(problem=place.to("asked", place.find()), actor=place.actor(GROUP), now=t.NOW)
    with pytest.raises(NeedsUnmet):  # the deputy confirmed: he does not verify, though he is of the group
        do.verify(problem=row, actor=place.actor(GROUP), now=t.NOW)
    grant_duty(
        campaign=place.campaign, person=place.people[HEAD], duty=Duty.SUPERVISOR, unit=place.units[WATER], actor=place.machine, now=t.NOW
    )
    with pytest.raises(NeedsUnmet):  # nor does he for whom it was confirmed
        do.verify(problem=row, actor=place.actor(HEAD), now=t.NOW)
    hand(place, HEAD, t.GROUP_2, Duty.SUPERVISOR)
    with pytest.raises(NeedsUnmet):  # nor anybody as his deputy, who has the duty by nobody else
        end_duty(
            grant=place.people[t.GROUP_2].grants.get(unit=place.units[WATER], ended_at=None), reason="调整", actor=place.machine, now=t.NOW
        )
        do.verify(problem=row, actor=place.actor(t.GROUP_2), now=t.NOW)


def test_neither_has_done_the_item_nor_is_it_about_one_of_them(place: Town) -> None:
    row = place.find(person=COLLEAGUE)
    place.to("asked", row)
    Problem.objects.filter(pk=row.pk).update(doer=place.people[LEADER])
    grant_duty(
        campaign=place.campaign, person=place.people[LEADER], duty=Duty.UNIT_HEAD, unit=place.units[WATER], actor=place.machine, now=t.NOW
    )
    hand(place, LEADER, t.OFFICE_2, Duty.UNIT_HEAD)
    row.refresh_from_db()
    with pytest.raises((NeedsUnmet, NotAllowed)):
        do.confirm(problem=row, actor=place.actor(t.OFFICE_2), now=t.NOW)


def test_it_begins_and_ends_by_itself_and_before_its_day(place: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    row = hand(place, HEAD, COLLEAGUE, Duty.UNIT_HEAD, from_on=t.TODAY + timedelta(3), to_on=t.TODAY + timedelta(5))
    first, second = place.to("asked", place.find()), place.to("asked", place.find())
    for day, may in ((2, False), (3, True), (5, True), (6, False)):
        at(monkeypatch, day)
        assert any(one.action is Action.CONFIRM for one in _buttons(place, COLLEAGUE, first)) is may, day
    with pytest.raises(NotAllowed):
        do.confirm(problem=first, actor=place.actor(COLLEAGUE), now=days_later(6))
    assert [one.state for one in standing_today([row], t.TODAY)] == [DelegationState.AHEAD]
    assert [one.state for one in standing_today([row], t.TODAY + timedelta(6))] == [DelegationState.OVER]
    with pytest.raises(NotNow):
        end_delegation(row, actor=place.actor(HEAD), now=days_later(6))
    at(monkeypatch, 4)
    do.confirm(problem=first, actor=place.actor(COLLEAGUE), now=days_later(4))
    end_delegation(row, actor=place.actor(HEAD), now=days_later(4))
    with pytest.raises(NotAllowed):
        do.confirm(problem=second, actor=place.actor(COLLEAGUE), now=days_later(4))


def _buttons(place: Town, name: str, row: Problem) -> list[Any]:
    return buttons(reach(place.actor(name), place.campaign.pk), row, t.TODAY)


def test_with_the_duty_ends_what_rests_on_it(place: Town) -> None:
    hand(place, HEAD, COLLEAGUE, Duty.UNIT_HEAD)
    row = place.to("asked", place.find())
    end_duty(grant=place.people[HEAD].grants.get(ended_at=None), reason="免职", actor=place.machine, now=t.NOW)
    with pytest.raises(NotAllowed):
        do.confirm(problem=row, actor=place.actor(COLLEAGUE), now=t.NOW)


def test_no_chains_and_only_ones_own(place: Town) -> None:
    hand(place, HEAD, COLLEAGUE, Duty.UNIT_HEAD)
    for principal, deputy, by in ((COLLEAGUE, OFFICIAL, COLLEAGUE), (HEAD, OFFICIAL, COLLEAGUE), (OFFICIAL, COLLEAGUE, OFFICIAL)):
        with pytest.raises((BadInput, NotAllowed)):
            hand(place, principal, deputy, Duty.UNIT_HEAD, by=by, from_on=t.TODAY + timedelta(20), to_on=t.TODAY + timedelta(21))
    assert delegable(place.people[COLLEAGUE].pk, place.campaign) == []


def test_the_office_needs_a_scanned_order(place: Town) -> None:
    told = {"by": OFFICE, "deputy": COLLEAGUE}
    for more in ({}, {"order_number": "青水发〔2026〕3号"}, {"order": ("批件.jpg", SCAN)}):
        with pytest.raises(BadInput, match="批件"):
            hand(place, HEAD, duty=Duty.UNIT_HEAD, **told, **more)
    row = hand(place, HEAD, duty=Duty.UNIT_HEAD, order_number="青水发〔2026〕3号", order=("批件.jpg", SCAN), **told)
    assert row.order and len(row.order.sha256) == 64
    kept = Record.objects.get(kind="delegation")
    assert kept.changes["order"] == row.order.sha256 and kept.actor_name == OFFICE
    with pytest.raises(NotAllowed):
        hand(place, OTHER_HEAD, COLLEAGUE, Duty.UNIT_HEAD, by=LIAISON, order_number="x", order=("批件.jpg", SCAN))
    for name in ("批件.pdf", "批件.txt"):
        with pytest.raises(KindNotTaken):
            hand(place, OTHER_HEAD, COLLEAGUE, Duty.UNIT_HEAD, by=OFFICE, order_number="x", order=(name, "不是扫描件".encode()))


def test_the_longest_delegation_is_a_rule_that_the_installation_sets(place: Town) -> None:
    told = {"rule_id": "delegation_days", "value": 10, "from_on": date(2026, 1, 1), "reason": "县里规定"}
    set_rule(**told, actor=place.machine, now=t.NOW)
    try:
        with pytest.raises(BadInput, match="最长 10 天"):
            hand(place, HEAD, COLLEAGUE, Duty.UNIT_HEAD, to_on=t.TODAY + timedelta(10))
        hand(place, HEAD, COLLEAGUE, Duty.UNIT_HEAD, to_on=t.TODAY + timedelta(9))
    finally:
        book.forget()  # the process remembers rules longer than a test lasts


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"from_on": t.TODAY - timedelta(1)}, "不能早于今天"), ({"from_on": t.TODAY + timedelta(3), "to_on": t.TODAY}, "早于开始"),
        ({"to_on": t.TODAY + timedelta(200)}, "最长 180 天"), ({"reason": " "}, "理由"), ({"deputy": HEAD}, "本人"), ({"unit": FOREST}, "没有"),
    ],
)  # fmt: skip
def test_what_is_refused(place: Town, more: dict[str, Any], said: str) -> None:
    told = {**more, **({"unit": place.units[FOREST]} if "unit" in more else {})}
    deputy = told.pop("deputy", COLLEAGUE)
    with pytest.raises(BadInput, match=said):
        hand(place, HEAD, deputy, Duty.UNIT_HEAD, **told)


def test_one_deputy_at_a_time_who_can_sign_in(place: Town) -> None:
    hand(place, HEAD, COLLEAGUE, Duty.UNIT_HEAD)
    with pytest.raises(BadInput, match="已委托给"):
        hand(place, HEAD, OFFICIAL, Duty.UNIT_HEAD, from_on=t.TODAY + timedelta(10), to_on=t.TODAY + timedelta(12))
    hand(place, HEAD, OFFICIAL, Duty.UNIT_HEAD, from_on=t.TODAY + timedelta(11), to_on=t.TODAY + timedelta(12))
    place.people[LIAISON].user.is_active = False  # type: ignore[union-attr]
    with pytest.raises(BadInput, match="没有在用的账号"):
        hand(place, GROUP, LIAISON, Duty.SUPERVISOR)


def test_a_group_hands_over_all_its_units_or_one(place: Town) -> None:
    hand(place, GROUP, COLLEAGUE, Duty.SUPERVISOR, unit=place.units[FOREST])
    water, forest = place.to("confirmed", place.find()), place.to("confirmed", place.find(unit=FOREST, person=t.OTHER_OFFICIAL))
    with pytest.raises(NotAllowed):
        do.verify(problem=water, actor=place.actor(COLLEAGUE), now=t.NOW)
    do.verify(problem=forest, actor=place.actor(COLLEAGUE), now=t.NOW)
    assert [(one.key, one.units) for one in delegable(place.people[GROUP].pk, place.campaign)][0] == ("supervisor", 2)


def test_decisions_on_persons_are_taken_in_person(place: Town) -> None:
    hand(place, OFFICE, COLLEAGUE, Duty.OFFICE)
    told = {"campaign": place.campaign, "actor": place.actor(COLLEAGUE), "now": t.NOW}
    task = add_task(title="修订值班办法", unit=place.units[WATER], **told)
    assert Record.objects.get(kind="task").actor_name == f"{COLLEAGUE} 代 {OFFICE}"
    assert finish_task(task=task, result="办法已执行", proof="窗口等候由两小时降到十分钟", actor=place.actor(COLLEAGUE), now=t.NOW)
    with pytest.raises(NotAllowed, match=f"由 {OFFICE} 本人办"):
        commend(standard="政治力强", unit=place.units[WATER], person=None, deed="当天办结", on=t.TODAY, **told)
    with pytest.raises(NotAllowed, match="本人办"):
        grant_duty(person=place.people[OFFICIAL], duty=Duty.OFFICE, **told)
    of_head = place.find(person=HEAD)
    with pytest.raises(NotAllowed):  # a finding about a head is moved by the office in person
        do.amend(problem=of_head, values={"person": place.people[OFFICIAL]}, actor=place.actor(COLLEAGUE), now=t.NOW)


def test_the_deputy_sees_what_waits_marked_with_the_name(place: Town) -> None:
    stranger = COLLEAGUE
    first = place.to("asked", place.find())
    assert not due_from(place.actor(stranger), place.campaign, t.TODAY)
    hand(place, HEAD, stranger, Duty.UNIT_HEAD)
    (due,) = due_from(place.actor(stranger), place.campaign, t.TODAY)
    assert (due.behalf, due.action, due.count, list(due.rows)) == (HEAD, Action.CONFIRM, 1, [first])
    mine = reach(place.actor(stranger), place.campaign.pk)
    assert list(narrowed(mine, place.campaign.pk, due.filters, Today(t.TODAY, t.TODAY))) == [first], "the number opens exactly its rows"
    own = place.find(person=stranger)
    place.to("asked", own)
    (due,) = [one for one in due_from(place.actor(stranger), place.campaign, t.TODAY) if one.behalf]
    assert own not in due.rows, "his own items are not among them"
    add_task(campaign=place.campaign, title="修订值班办法", unit=place.units[WATER], actor=place.machine, now=t.NOW)
    assert [one.behalf for one in open_tasks(place.actor(stranger), place.campaign, t.TODAY).rows] == [HEAD]  # type: ignore[attr-defined]
    assert [one.behalf for one in open_tasks(place.actor(HEAD), place.campaign, t.TODAY).rows] == [""]  # type: ignore[attr-defined]
    page = place.client(stranger).get("/todo/").content.decode()
    assert page.count(f"代 {HEAD}") == 2


def test_who_stands_in_for_a_strong_duty_needs_its_second_factor_and_sees_the_campaign(place: Town) -> None:
    assert not needs_second_factor(place.actor(OTHER_HEAD))
    hand(place, GROUP, OTHER_HEAD, Duty.SUPERVISOR)
    assert needs_second_factor(place.actor(OTHER_HEAD))
    guest = Person.objects.create(name="三潭", sort_key="santan", user=User.objects.create(username="santan", name="三潭", opened_at=t.NOW))
    actor = Actor(guest.user_id, guest.name, guest.pk)
    assert not visible_to(actor).exists()
    place.people["三潭"] = guest
    hand(place, HEAD, "三潭", Duty.UNIT_HEAD)
    assert list(visible_to(actor)) == [place.campaign] and not needs_second_factor(actor)


def test_private_texts_open_to_the_deputy_of_a_reader_for_its_days_only(place: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    row = place.find(Source.SELF_CHECK, person=OFFICIAL, text="上班时间处理私事")
    hand(place, HEAD, COLLEAGUE, Duty.UNIT_HEAD, days=2)
    assert "处理私事" in place.client(COLLEAGUE).get(f"/c/QS-2026/ledger/{row.number}/").content.decode()
    at(monkeypatch, 3)
    assert place.client(COLLEAGUE).get(f"/c/QS-2026/ledger/{row.number}/").status_code == 404


def test_everybody_sees_his_own_and_the_office_all(place: Town) -> None:
    row = hand(place, HEAD, COLLEAGUE, Duty.UNIT_HEAD)
    seen = {name: list(visible_delegations(place.actor(name), place.campaign)) for name in (HEAD, COLLEAGUE, OFFICE, OFFICIAL)}
    assert seen == {HEAD: [row], COLLEAGUE: [row], OFFICE: [row], OFFICIAL: []}
    with pytest.raises(NotAllowed):
        end_delegation(row, actor=place.actor(OFFICIAL), now=t.NOW)
    assert end_delegation(row, actor=place.actor(COLLEAGUE), now=t.NOW).ended_at, "the deputy may give it back"


def test_the_page_names_both_beside_what_a_deputy_added_objected_and_decided(place: Town) -> None:
    hand(place, LIAISON, COLLEAGUE, Duty.LIAISON)
    hand(place, OFFICE, GROUP, Duty.OFFICE)
    row, deputy, office = place.to("rectifying", place.find()), place.actor(COLLEAGUE), place.actor(GROUP)
    do.report_progress(problem=row, text="窗口增加一个", actor=deputy, now=t.NOW)
    do.report_progress(problem=row, text="叫号机装好", actor=place.actor(LIAISON), now=t.NOW)
    do.extend(problem=row, to_on=row.due_on + timedelta(3), reason="设备晚到", actor=office, now=t.NOW)
    file = do.attach_evidence(problem=row, data="取号记录".encode(), name="取号记录.txt", actor=deputy, now=t.NOW)
    shown = place.client(OFFICE).get(f"/c/QS-2026/ledger/{row.number}/evidence/{file.pk}/").content.decode()
    assert f"<dd>{COLLEAGUE} 代 {LIAISON}<small" in shown
    other = place.find()
    do.dispute(problem=other, text="不是本单位的", actor=deputy, now=t.NOW)
    for client in (place.client(LIAISON), place.client(OFFICE)):
        for at_moment in ("", "?at=2026-03-02T09:00"):
            page = client.get(f"/c/QS-2026/ledger/{row.number}/{at_moment}").content.decode()
            assert f"{COLLEAGUE} 代 {LIAISON}</small>" in page and f" {LIAISON}</small>" in page
            assert f"<small>{GROUP} 代 {OFFICE}" in page
        assert f"<small>{COLLEAGUE} 代 {LIAISON} " in client.get(f"/c/QS-2026/ledger/{other.number}/").content.decode()


def test_look_backs_and_what_was_handed_in_name_both_where_a_deputy_did_it(place: Town) -> None:
    hand(place, LIAISON, COLLEAGUE, Duty.LIAISON)
    hand(place, GROUP_2, LEADER, Duty.SUPERVISOR)
    rows, told = [place.to("rectifying", place.find()) for _each in range(3)], {"actor": place.actor(COLLEAGUE), "now": t.NOW}
    for row in rows:
        do.report_progress(problem=row, text="窗口增加一个", **told)
        do.attach_evidence(problem=row, data="取号记录".encode(), name="取号记录.txt", **told)
        do.ask(problem=row, actor=place.actor(OFFICIAL), now=t.NOW)
        do.confirm(problem=row, actor=place.actor(HEAD), now=t.NOW)
        do.verify(problem=row, actor=place.actor(GROUP), now=t.NOW)
        do.close(problem=row, actor=place.actor(OFFICE), now=t.NOW)
    draw = do.draw_look_back(campaign=place.campaign, wanted=Wanted(100), reason="满一个月", actor=place.actor(OFFICE), now=t.NOW)
    assert place.client(LEADER).get(f"/c/QS-2026/look-backs/{draw.number}/").content.decode().count("记录结果</a>") == 3
    first, second, third = draw.items.select_related("problem").order_by("problem__number")
    page = place.client(GROUP_2).get(f"/c/QS-2026/ledger/{rows[0].number}/look-back/").content.decode()
    assert page.count(f"{COLLEAGUE} 代 {LIAISON}</small>") == 2, "the progress and the file, beside the form"
    for item, who in ((first, LEADER), (second, LEADER), (third, GROUP_2)):
        do.record_look_back(item=item, result=Held.HOLDS, text="轮值还在", actor=place.actor(who), now=t.NOW)
    for shown in ("?", "?at=2026-03-02T09:01"):
        page = place.client(OFFICE).get(f"/c/QS-2026/look-backs/{draw.number}/{shown}").content.decode()
        assert page.count(f" {LEADER} 代 {GROUP_2}</small>") == 2 and page.count(f" {GROUP_2}</small>") == 3
    printed = place.client(OFFICE).get(f"/c/QS-2026/look-backs/{draw.number}/record/").content.decode()
    assert printed.count(f"{LEADER} 代 {GROUP_2}") == 2
    with CaptureQueriesContext(connection) as asked:
        assert hands_of(list(draw.items.select_related("recorded_by")))[first.pk] == f"{LEADER} 代 {GROUP_2}"
    assert len(asked) == 2, "the items, and the book once"


def test_what_is_shared_stands_under_the_name_of_whoever_reported_it_and_for_whom(place: Town) -> None:
    hand(place, LIAISON, COLLEAGUE, Duty.LIAISON)
    first, second, third = (place.to("rectifying", place.find()) for _each in range(3))
    told = {"actor": place.actor(COLLEAGUE), "now": t.NOW}
    do.report_progress(problem=first, text="窗口增加一个", **told)
    do.attach_evidence(problem=first, data="取号记录".encode(), name="取号记录.txt", **told)
    parts = (SharedPart.PROGRESS, SharedPart.EVIDENCE)
    do.share(problems=[first, second], like=first, parts=parts, actor=place.actor(OFFICE), now=days_later(1))
    second = Problem.objects.get(pk=second.pk)
    do.share(problems=[second, third], like=second, parts=parts, actor=place.actor(OFFICE), now=days_later(2))
    for row, day in ((second, 1), (third, 2)):
        line, file = row.progress.get(), row.evidence.get()
        assert line.reported_by_id == file.added_by_id == place.people[COLLEAGUE].user_id
        assert line.reported_at == file.added_at == days_later(day), "of a moment before it stood elsewhere only"
        page = place.client(OFFICE).get(f"/c/QS-2026/ledger/{row.number}/").content.decode()
        assert page.count(f"{COLLEAGUE} 代 {LIAISON}</small>") == 2
        assert Record.objects.get(row=row.pk, kind="problem", action="report_progress").actor_name == OFFICE, "the book tells who shared it"


def test_a_deputy_of_the_office_draws_for_a_look_back_but_never_among_his_own(place: Town) -> None:
    hand(place, OFFICE, OTHER_HEAD, Duty.OFFICE)
    for person in (OFFICIAL, COLLEAGUE):
        place.to("closed", place.find(person=person))
    told = {"campaign": place.campaign, "wanted": Wanted(50), "now": t.NOW}
    page = place.client(OTHER_HEAD)
    answer = page.post("/c/QS-2026/look-backs/", {"share": "50", "strata": "unit", "reason": "满一个月"}, follow=True)
    assert answer.status_code == 200 and LookBackDraw.objects.get().items.count() == 1, answer.content.decode()
    record = Record.objects.filter(kind="look_back").order_by("-position").first()
    assert record and record.actor_name == f"{OTHER_HEAD} 代 {OFFICE}"
    place.to("closed", place.find(person=OFFICIAL))
    hand(place, GROUP, OFFICIAL, Duty.SUPERVISOR)
    with pytest.raises(NotAllowed, match="您自己的第 000[13] 号"):  # which of the two was drawn is chance
        do.draw_look_back(reason="满一个月", actor=place.actor(OFFICIAL), **told)
    assert LookBackDraw.objects.count() == 1


IN_PERSON_ALONE = "accountability"
"""The room whose rows know no deputy: what follows for people is proposed, heard and decided in person (P07)."""


def test_whatever_a_duty_of_the_campaign_lets_do_its_deputies_do_too() -> None:
    """Each kind of row says who may stand in, else the deputies of its office would find a closed door; what is done in person is named."""
    alone = [
        one.kind
        for one in all_kept().values()
        if one.model._meta.app_label != IN_PERSON_ALONE
        and one.stand_ins is None
        and any(set(step.duties) & {Duty.OFFICE} for step in one.workflow.steps)
    ]
    assert alone == []


def test_a_deputy_of_the_office_opens_the_forms_of_its_superior(place: Town) -> None:
    campaign = place.campaign.code
    assert place.client(COLLEAGUE).get(f"/c/{campaign}/forms/").status_code == 403
    hand(place, OFFICE, COLLEAGUE, Duty.OFFICE)
    assert place.client(COLLEAGUE).get(f"/c/{campaign}/forms/").status_code == 200
