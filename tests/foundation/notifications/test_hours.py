"""When a digest may go, what its mail says, and whose choice it is."""

from datetime import datetime, time
from typing import Any

import pytest

from bihuan.foundation.accounts.models import User
from bihuan.foundation.accounts.queries import system_actor
from bihuan.foundation.audit.models import Record
from bihuan.foundation.kernel import Actor, BadInput, NotAllowed
from bihuan.foundation.notifications import queries
from bihuan.foundation.notifications.models import DigestChoice
from bihuan.foundation.notifications.operations import choose_digest, set_digest_hours
from bihuan.foundation.notifications.rules import Hours, Kind, checked, mail_of, may_go
from tests.factories.town import NOW


@pytest.mark.parametrize(
    ("clock", "goes"),
    [("08:29", False), ("08:30", True), ("11:59", True), ("12:00", False), ("13:59", False), ("14:00", True), ("17:59", True), ("18:00", False),
     ("23:00", False), ("00:00", False), ("07:59", False)],
)  # fmt: skip
def test_it_goes_at_its_hour_or_later_that_day_but_never_in_the_quiet(clock: str, goes: bool) -> None:
    at = datetime.combine(NOW.date(), time.fromisoformat(clock))
    assert may_go(Hours(), at, works=True) is goes
    assert may_go(Hours(), at, works=False) is False, "nobody is disturbed on a day off"


@pytest.mark.parametrize(
    "wrong", [{"at": time(12, 30)}, {"at": time(7, 0)}, {"at": time(19, 0)}, {"noon_until": time(11, 0)}, {"evening_from": time(7, 0)}]
)
def test_hours_in_disorder_and_a_digest_in_the_quiet_are_refused(wrong: dict[str, time]) -> None:
    with pytest.raises(BadInput):
        checked(Hours(**wrong))


def test_the_mail_says_counts_by_kind_and_a_link() -> None:
    kinds = [Kind("待核验", 3, 1), Kind("问题整改", 7, 2, week=True)]
    subject, text = mail_of(kinds, "2026-03-02 08:30", "https://bihuan.example/todo/", str)
    assert subject == "闭环：您有 3 件待办" and "· 待核验：3 件，其中超期 1 件" in text and "https://bihuan.example/todo/" in text
    assert "您督导的单位本周到期的：\n· 问题整改：7 件，其中超期 2 件" in text
    assert "本周" in mail_of(kinds[1:], "2026-03-02 08:30", "", str)[0]


@pytest.fixture
def me(db: None) -> Actor:
    return Actor(User.objects.create(username="a", name="甲", opened_at=NOW).pk, "甲")


def test_the_hours_are_set_by_the_system_administrator_and_written_down(me: Actor) -> None:
    wanted = Hours(at=time(9, 0), morning_until=time(8, 30))
    with pytest.raises(NotAllowed):
        set_digest_hours(wanted=wanted, reason="冬季作息", actor=me, now=NOW)
    assert queries.hours() == Hours()
    set_digest_hours(wanted=wanted, reason="冬季作息", actor=system_actor(), now=NOW)
    assert queries.hours() == wanted
    assert Record.objects.get(kind="digest_hours").reason == "冬季作息"
    queries.hours.forget()


def test_everybody_chooses_for_himself_alone_and_the_address_stays_out_of_the_book(me: Actor) -> None:
    choose_digest(address="jia@bureau.example", mails=True, days=[0, 2], actor=me, now=NOW)
    choose_digest(address="yi@bureau.example", mails=False, days=[4, 4], actor=me, now=NOW)
    row = DigestChoice.objects.get()
    assert (row.user_id, row.address, row.mails, row.days) == (me.user_id, "yi@bureau.example", False, [4])
    assert "bureau.example" not in str(list(Record.objects.values()))
    for wrong in ({"address": "无效"}, {"days": [7]}):
        told: dict[str, Any] = {"address": "", "mails": True, "days": [0], **wrong}
        with pytest.raises(BadInput):
            choose_digest(**told, actor=me, now=NOW)
    with pytest.raises(NotAllowed):
        choose_digest(address="", mails=True, days=[], actor=Actor(me.user_id, "甲", None, "web", "audit"), now=NOW)
