"""The daily digest: one a day for whom something waits, at its hour, without contents, whoever makes it and whatever dies on the way."""

import re
import smtplib
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.urls import reverse

from bihuan.campaigns.operations import Handing, add_task, delegate_duty, note_conveyed, switch_mechanisms
from bihuan.campaigns.vocabulary import Duty
from bihuan.foundation.accounts.models import User
from bihuan.foundation.audit.models import Record
from bihuan.foundation.calendar.models import SpecialDay
from bihuan.foundation.calendar.queries import calendar
from bihuan.foundation.jobs.models import Job
from bihuan.foundation.jobs.running import Paused, Turn, inside
from bihuan.foundation.jobs.vocabulary import JobState
from bihuan.foundation.notifications.giving import forget_before, give, send_due
from bihuan.foundation.notifications.models import Digest
from bihuan.foundation.notifications.operations import choose_digest
from bihuan.foundation.notifications.rules import Kind
from bihuan.foundation.notifications.vocabulary import MailState
from bihuan.interfaces.web.home.desk import ROOMS as DESKS
from bihuan.problems.models import Problem
from bihuan.reports.jobs import digests
from bihuan.reports.jobs.digests import ask_for_digests, give_digests
from bihuan.reports.queries.waiting import ROOMS, begins_a_week, waiting_of
from tests.factories import town as factory
from tests.factories.town import COLLEAGUE, GROUP, HEAD, LEADER, LIAISON, NOW, OFFICE, OFFICIAL, OTHER_LIAISON, TODAY, WATER, Town
from tests.problems.test_at_once import at_once

MARKS = ("暗记甲", "暗记乙", "QS-2026", "青石县", WATER, OFFICIAL, LIAISON)
ADDRESS = "quyuan@bureau.example"


class Clock:
    """The clock of the installation, set by a test; Monday 2 March 2026 is the first day."""

    def __init__(self) -> None:
        self.now = NOW.replace(hour=8, minute=30)

    def stand(self, text: str, days: int = 0) -> None:
        hour, minute = map(int, text.split(":"))
        self.now = NOW.replace(hour=hour, minute=minute) + timedelta(days)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[Clock]:
    found = Clock()
    monkeypatch.setattr("django.utils.timezone.now", lambda: found.now)
    settings.BIHUAN_DEMO, settings.EMAIL_HOST, settings.BIHUAN_MAIL_LINK = True, "mail.example", "https://bihuan.example"
    digests._settled.clear()
    calendar.forget()
    yield found
    digests._settled.clear()
    calendar.forget()


@pytest.fixture
def place(db: None, clock: Clock) -> Town:
    made = factory.town()
    made.campaign.title = "暗记乙专项"
    made.campaign.save(update_fields=["title"])
    made.find(text="暗记甲：窗口群众等候两小时")
    return made


@pytest.fixture
def idle(db: None, clock: Clock) -> Town:
    """Nothing was found yet, and nobody is asked for a self-check."""
    made = factory.town()
    switch_mechanisms(campaign=made.campaign, switches={"self_checks": False}, actor=made.actor(OFFICE), now=NOW)
    return made


def _wants_mail(place: Town, name: str = OFFICIAL, **more: Any) -> None:
    told: dict[str, Any] = {"address": ADDRESS, "mails": True, "days": range(7), **more}
    choose_digest(**told, actor=place.actor(name), now=NOW)


def _of(place: Town, name: str) -> Digest | None:
    return Digest.objects.filter(user=place.people[name].user).first()


def _run() -> dict[str, Any]:
    return dict(give_digests.call())


def test_it_comes_once_a_day_on_the_page_and_by_mail(place: Town, clock: Clock) -> None:
    _wants_mail(place)
    assert "每日提醒" in _run()["text"] and _run()["given"] and _run()["given"]
    digest = _of(place, OFFICIAL)
    assert digest is not None and digest.mail == MailState.SENT and [one.count for one in digest.told] == [1, 1]
    assert [one.to for one in mail.outbox] == [[ADDRESS]], "one, however often the job is done"
    assert "https://bihuan.example/todo/" in mail.outbox[0].body and mail.outbox[0].subject == "闭环：您有 2 件待办"
    clock.stand("08:30", days=1)
    _run()
    assert Digest.objects.filter(user=place.people[OFFICIAL].user).count() == 2 and len(mail.outbox) == 2


def test_a_mail_speaks_the_language_of_whoever_gets_it(place: Town, clock: Clock) -> None:
    add_task(campaign=place.campaign, title="值班", unit=place.units[WATER], due_on=TODAY, actor=place.actor(OFFICE), now=NOW)
    everybody = (OFFICIAL, LIAISON, GROUP, HEAD, OFFICE)
    for name in everybody:
        _wants_mail(place, name)
        User.objects.filter(pk=place.people[name].user_id).update(language="en")
    _run()
    assert len(mail.outbox) >= 3
    assert not [one.subject + one.body for one in mail.outbox if re.search("[\u4e00-\u9fff]", one.subject + one.body)]


def test_it_tells_counts_and_nothing_else(place: Town, clock: Clock) -> None:
    add_task(campaign=place.campaign, title="暗记甲任务", unit=place.units[WATER], due_on=TODAY, actor=place.actor(OFFICE), now=NOW)
    for name in (OFFICIAL, LIAISON, GROUP, HEAD, OFFICE):
        _wants_mail(place, name)
    _run()
    raw = [one.message().as_string() + one.body + one.subject for one in mail.outbox]
    assert len(raw) >= 3 and not [mark for mark in MARKS for one in raw if mark in one.replace(ADDRESS, "")]
    kept = str(list(Digest.objects.values_list("kinds")))
    assert not [mark for mark in MARKS if mark in kept]


def test_what_it_counts_is_what_the_page_of_to_dos_counts(place: Town, clock: Clock) -> None:
    place.find()
    add_task(campaign=place.campaign, title="报送清单", unit=place.units[WATER], due_on=TODAY, actor=place.actor(OFFICE), now=NOW)
    clock.stand("08:30", days=1)
    for name in (OFFICIAL, LIAISON, GROUP, HEAD, OFFICE, LEADER):
        page = place.client(name).get(reverse("home:todo")).context
        own = [one for one in waiting_of(place.actor(name), TODAY + timedelta(1)) if not one.week]
        assert (sum(one.count for one in own), sum(one.late for one in own)) == (page["total"], page["late"]), name
    assert set(ROOMS) == set(DESKS), "every room that has a desk has its word"


def test_nothing_where_nothing_waits(idle: Town, clock: Clock) -> None:
    _wants_mail(idle)
    _run()
    assert _of(idle, OFFICIAL) is None and _of(idle, COLLEAGUE) is None and mail.outbox == []
    page = idle.client(OFFICIAL).get(reverse("home:todo")).content.decode()
    assert "的提醒" not in page and reverse("home:digests") in page


def test_what_was_conveyed_or_not_is_never_chased(idle: Town, clock: Clock) -> None:
    note_conveyed(campaign=idle.campaign, unit=idle.units[WATER], on=TODAY, means="当面说明", actor=idle.actor(LIAISON), now=NOW)
    assert [waiting_of(idle.actor(name), TODAY) for name in (LIAISON, OTHER_LIAISON, HEAD, OFFICE)] == [[]] * 4, "one ticked, one not"


@pytest.mark.parametrize("text", ["07:59", "08:29", "12:00", "13:30", "18:00", "22:10"])
def test_before_its_hour_and_in_quiet_hours_nothing_is_asked_made_or_sent(place: Town, clock: Clock, text: str) -> None:
    _wants_mail(place)
    clock.stand(text)
    assert not ask_for_digests(clock.now) and not _run()["given"]
    assert not Digest.objects.exists() and mail.outbox == [] and not Job.objects.exists()
    clock.stand("14:05")
    assert ask_for_digests(clock.now) and not Job.objects.exclude(key="digests@2026-03-02").exists(), "later the same day, once"


def test_days_off_are_quiet_and_a_worked_weekend_is_not(place: Town, clock: Clock) -> None:
    clock.stand("08:30", days=5)
    assert not ask_for_digests(clock.now) and not _run()["given"], "Saturday"
    SpecialDay.objects.create(day=clock.now.date(), works=True, name="调休")
    calendar.forget()
    assert ask_for_digests(clock.now)
    SpecialDay.objects.create(day=TODAY, works=False, name="放假")
    calendar.forget()
    clock.stand("08:30")
    assert not ask_for_digests(clock.now)


def test_a_mail_whose_turn_comes_in_quiet_hours_is_not_sent(place: Town, clock: Clock) -> None:
    _wants_mail(place)
    clock.stand("11:59")
    noon = NOW.replace(hour=12, minute=0)
    digest = Digest.objects.create(user=place.people[OFFICIAL].user, day=TODAY, made=clock.now, kinds=[], mail=MailState.DUE)
    assert send_due(TODAY, link="", clock=lambda: noon) == {"withheld": 1}
    digest.refresh_from_db()
    assert digest.mail == MailState.WITHHELD and mail.outbox == []


@pytest.mark.parametrize("choice", [{"mails": False}, {"address": ""}, {"days": [1, 2, 3]}, None])
def test_who_wants_no_mail_on_this_day_gets_none_and_still_sees_it_on_the_page(place: Town, clock: Clock, choice: Any) -> None:
    if choice is not None:
        _wants_mail(place, **choice)
    _run()
    digest = _of(place, OFFICIAL)
    assert digest is not None and digest.mail == MailState.NONE and mail.outbox == []
    assert "今天 08:30 的提醒" in place.client(OFFICIAL).get(reverse("home:todo")).content.decode()


def test_without_a_mail_server_it_lies_on_the_page_alone(place: Town, clock: Clock, settings: Any) -> None:
    settings.EMAIL_HOST = ""
    _wants_mail(place)
    _run()
    assert (digest := _of(place, OFFICIAL)) is not None and digest.mail == MailState.NONE and mail.outbox == []


def test_a_closed_account_and_the_three_administrators_get_none(place: Town, clock: Clock) -> None:
    _wants_mail(place)
    User.objects.filter(pk=place.people[OFFICIAL].user_id).update(is_active=False)
    three = factory.administrators()
    _run()
    assert _of(place, OFFICIAL) is None and mail.outbox == []
    assert not Digest.objects.filter(user__in=three.values()).exists()


def test_an_account_closed_between_making_and_sending_gets_no_mail(place: Town, clock: Clock) -> None:
    _wants_mail(place)
    Digest.objects.create(user=place.people[OFFICIAL].user, day=TODAY, made=clock.now, kinds=[], mail=MailState.DUE)
    User.objects.filter(pk=place.people[OFFICIAL].user_id).update(is_active=False)
    assert send_due(TODAY, link="", clock=lambda: clock.now) == {"withheld": 1} and mail.outbox == []


def test_a_deputy_is_told_what_waits_for_whom_he_stands_in(idle: Town, clock: Clock) -> None:
    place = idle
    place.to("asked", place.find())
    told = {"principal": place.people[HEAD], "deputy": place.people[COLLEAGUE], "duty": Duty.UNIT_HEAD, "reason": "外出学习"}
    before = waiting_of(place.actor(COLLEAGUE), TODAY)
    handing = Handing(**told, from_on=TODAY, to_on=TODAY + timedelta(3))  # type: ignore[arg-type]
    delegate_duty(campaign=place.campaign, handing=handing, actor=place.actor(HEAD), now=NOW)
    _run()
    digest = _of(place, COLLEAGUE)
    assert before == [] and digest is not None and sum(one.count for one in digest.told) == 1
    assert HEAD not in str(digest.kinds)


def test_members_of_a_supervision_group_learn_on_the_first_day_of_the_week_what_is_due_in_their_units(place: Town, clock: Clock) -> None:
    Problem.objects.update(due_on=TODAY + timedelta(3))
    monday = waiting_of(place.actor(GROUP), TODAY)
    assert [(one.kind, one.count, one.late) for one in monday if one.week] == [("问题整改", 1, 0)]
    assert not [one for one in waiting_of(place.actor(LIAISON), TODAY) if one.week], "the units' own people know it from their to-dos"
    own = [one for one in waiting_of(place.actor(GROUP), TODAY + timedelta(1)) if not one.week]
    assert own or waiting_of(place.actor(GROUP), TODAY + timedelta(1)) == [], "on other days it comes beside something of one's own only"
    SpecialDay.objects.create(day=TODAY, works=False, name="放假")
    calendar.forget()
    assert not begins_a_week(TODAY) and begins_a_week(TODAY + timedelta(1)) and not begins_a_week(TODAY + timedelta(2))


def test_it_is_asked_for_once_a_day_by_however_many_workers(place: Town, clock: Clock) -> None:
    assert ask_for_digests(clock.now)
    digests._settled.clear()  # another process
    assert not ask_for_digests(clock.now) and Job.objects.count() == 1
    Job.objects.update(state=JobState.DONE, ended=clock.now, answer={"given": False})
    digests._settled.clear()
    assert ask_for_digests(clock.now), "it came to run in quiet hours only"
    Job.objects.filter(state=JobState.WAITING).update(state=JobState.FAILED, ended=clock.now)
    digests._settled.clear()
    assert not ask_for_digests(clock.now), "a fault is for people"


def test_who_died_between_sending_and_noting_leaves_it_unknown_and_never_sent_again(
    place: Town, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    _wants_mail(place)

    def die(self: Any, messages: Any) -> int:
        mail.outbox.extend(messages)
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr(EmailBackend, "send_messages", die)
        with pytest.raises(SystemExit):
            _run()
    assert (digest := _of(place, OFFICIAL)) is not None and digest.mail == MailState.SENDING
    answer = _run()
    digest.refresh_from_db()
    assert digest.mail == MailState.UNKNOWN and len(mail.outbox) == 1 and "不能确定 1 封" in answer["text"]
    page = place.client(OFFICIAL).get(reverse("home:digests")).content.decode()
    assert "发送中断，不能确定是否发出；不会重发" in page


@pytest.mark.parametrize(
    ("fault", "end"),
    [(ConnectionRefusedError(), MailState.FAILED), (smtplib.SMTPRecipientsRefused({}), MailState.FAILED), (TimeoutError(), MailState.UNKNOWN),
     (smtplib.SMTPServerDisconnected(), MailState.UNKNOWN)],
)  # fmt: skip
def test_a_mail_server_that_is_gone_is_told_and_fails_nothing_else(
    place: Town, clock: Clock, monkeypatch: pytest.MonkeyPatch, fault: Exception, end: MailState
) -> None:
    _wants_mail(place)

    def refuse(self: Any, messages: Any) -> int:
        raise fault

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)
    assert _run()["given"]
    assert (digest := _of(place, OFFICIAL)) is not None and digest.mail == end


def test_its_owner_alone_sees_it_and_when_he_read_it(place: Town, clock: Clock) -> None:
    _run()
    digest, before = _of(place, OFFICIAL), Record.objects.count()
    assert digest is not None
    address = reverse("home:read_digest", args=[digest.pk])
    assert place.client(OFFICE).post(address).status_code == 404 and place.client(OFFICIAL).get(address).status_code == 405
    me = place.client(OFFICIAL)
    assert me.post(address).status_code == 302
    assert "2026-03-02 已看" in me.get(reverse("home:todo")).content.decode()
    clock.stand("09:00", days=1)
    me.post(address)
    digest.refresh_from_db()
    assert digest.read_on == TODAY, "the first day counts"
    assert Record.objects.count() == before, "it stands in no book"


def test_a_month_later_it_is_gone(place: Town, clock: Clock) -> None:
    _run()
    many = Digest.objects.count()
    assert many and forget_before(TODAY + timedelta(30)) == 0 and forget_before(TODAY + timedelta(31)) == many
    assert not Digest.objects.exists()


def test_each_account_is_counted_with_few_questions(place: Town, clock: Clock, django_assert_max_num_queries: Any) -> None:
    actor = place.actor(GROUP)
    waiting_of(actor, TODAY)
    for _n in range(5):
        place.find(source=factory.Source.SUPERVISION)
    with django_assert_max_num_queries(14):
        waiting_of(actor, TODAY)


def test_a_mail_that_another_worker_took_in_between_is_not_sent_again(place: Town, clock: Clock) -> None:
    _wants_mail(place)
    Digest.objects.create(user=place.people[OFFICIAL].user, day=TODAY, made=clock.now, kinds=[], mail=MailState.DUE)
    told: dict[str, Any] = {"link": "", "clock": lambda: clock.now}
    other: list[int] = []
    assert not send_due(TODAY, **told, each=lambda: other.append(send_due(TODAY, **told)["sent"]))
    assert other == [1] and len(mail.outbox) == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_make_and_send_one(clock: Clock) -> None:
    place = factory.town()
    place.find()
    _wants_mail(place)
    found = at_once(_run, _run, _run)
    assert not [one for one in found if isinstance(one, Exception)], found
    assert Digest.objects.filter(user=place.people[OFFICIAL].user).count() == 1
    assert len(mail.outbox) == 1


def test_quiet_hours_that_begin_while_digests_are_made_stop_them_and_the_rest_follows(
    place: Town, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    _wants_mail(place)
    place.find(person=COLLEAGUE)
    monkeypatch.setattr(digests, "PORTION", 1)
    asked, real = list[Any](), digests.waiting_of

    def counting(actor: Any, day: Any) -> Any:
        asked.append(actor)
        if len(asked) == 3:
            clock.stand("12:00")  # the noon break begins
        return real(actor, day)

    monkeypatch.setattr(digests, "waiting_of", counting)
    clock.stand("11:59")
    answer = _run()
    assert not answer["given"] and len(asked) == 3 and not mail.outbox, "no mail is lost to the quiet hours"
    before = Digest.objects.count()
    clock.stand("14:00")
    assert _run()["given"] and Digest.objects.count() > before and len(mail.outbox) == 1
    given = list(Digest.objects.values_list("user_id", flat=True))
    assert len(given) == len(set(given))


def test_rows_of_many_are_written_in_three_questions(place: Town, clock: Clock, django_assert_num_queries: Any) -> None:
    accounts = list(User.objects.exclude(pk=place.people[OFFICIAL].user_id).values_list("pk", flat=True))
    give({accounts[0]: [Kind("阶段任务", 1)]}, day=TODAY, now=clock.now)
    told = {one: [Kind("阶段任务", 2)] for one in accounts} | {place.people[OFFICIAL].user_id or 0: []}
    with django_assert_num_queries(3):
        assert give(told, day=TODAY, now=clock.now) == len(accounts) - 1, "who has his keeps it, for whom nothing waits gets none"
    assert Digest.objects.count() == len(accounts) and Digest.objects.get(user=accounts[0]).own == 1


class _Watched:
    """A lease of a job for which something shorter waits, as often as told."""

    def __init__(self, times: int) -> None:
        self.times = times

    def is_to_stop(self) -> bool:
        return False

    def is_waited_for(self) -> bool:
        self.times -= 1
        return self.times >= 0


def test_whoever_waits_before_a_page_comes_first_and_what_is_made_stays(place: Town, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(digests, "PORTION", 1)
    often = _Watched(40)  # as long as it is asked, somebody waits: each attempt makes one portion and gives way
    attempts, kept = 0, set[int]()
    while True:
        try:
            assert inside(Turn(lease=often), give_digests.func)["given"]  # type: ignore[arg-type]
            break
        except Paused:
            made = set(Digest.objects.values_list("pk", flat=True))
            assert kept <= made and len(made - kept) <= 1
            attempts, kept = attempts + 1, made
        often.times = 1 if attempts < 12 else 0
    assert attempts == 12 and kept, "what was made before it gave way is not made again"
    assert Digest.objects.filter(user=place.people[OFFICIAL].user).count() == 1
