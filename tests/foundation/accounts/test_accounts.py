"""Accounts: opened in the one shape, three administrators who exclude each other, nothing of a password in the book."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bihuan.foundation.accounts import operations, queries
from bihuan.foundation.accounts.models import User
from bihuan.foundation.accounts.policy import SET_UP
from bihuan.foundation.accounts.rules import check_three, fresh_password
from bihuan.foundation.audit.chain import faults
from bihuan.foundation.audit.models import Record
from bihuan.foundation.kernel import Actor, BadInput, NotAllowed

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
GOOD = "Tiao-shan-96-liu"
THREE = {
    "system": ("guanli", "甲一", GOOD),
    "security": ("anquan", "乙二", GOOD),
    "audit": ("shenji", "丙三", GOOD),
}


@pytest.fixture
def machine(db: None) -> Actor:
    return queries.system_actor()


@pytest.fixture
def three(machine: Actor) -> dict[str, Actor]:
    users = operations.appoint_administrators(people=THREE, actor=machine, now=NOW)
    return {user.administrator: Actor(user.pk, user.name, None, "web", user.administrator) for user in users}


@pytest.mark.parametrize("sign", ["\u202e", "\u2069", "\u3164"])
def test_no_sign_that_nobody_sees_stands_in_the_names_of_an_account(machine: Actor, sign: str) -> None:
    for username, name in ((f"xin{sign}ren", "丁四"), ("xinren", f"丁{sign}四")):
        with pytest.raises(BadInput, match="看不见的符号"):
            operations.open_account(username=username, name=name, password=GOOD, actor=machine, now=NOW)
    clean = operations.open_account(username="xin\u200bren", name="\ufeff丁\u200b四", password=GOOD, actor=machine, now=NOW)
    assert (clean.username, clean.name) == ("xinren", "丁四")


def test_the_machines_own_user_is_there_once_and_cannot_sign_in(machine: Actor) -> None:
    own = User.objects.get(pk=machine.user_id)
    assert machine.is_system and own.is_system and not own.is_active and not own.has_usable_password()
    assert queries.system_actor("clock").user_id == own.pk
    assert queries.is_untouched()


def test_an_account_is_opened_changed_and_closed_in_the_book(three: dict[str, Actor]) -> None:
    keeper = three["system"]
    user = operations.open_account(username="liulang", name="柳浪", password=GOOD, actor=keeper, now=NOW)
    assert user.must_change_password and user.check_password(GOOD)
    operations.set_password(user, password="Wen-ying-72-hua", actor=keeper, now=NOW)
    operations.close_account(user, reason="调离", actor=keeper, now=NOW)
    operations.reopen_account(user, reason="调回", actor=keeper, now=NOW)
    himself = Actor(user.pk, user.name)
    operations.change_password(user, password="Duan-qiao-55-xue", actor=himself, now=NOW)
    user.refresh_from_db()
    assert user.is_active and not user.must_change_password and user.check_password("Duan-qiao-55-xue")
    told = list(Record.objects.filter(kind="account", row=user.pk).order_by("position").values_list("action", "actor_name", "reason"))
    assert [action for action, _who, _why in told] == ["open_account", "set_password", "close_account", "reopen_account", "change_password"]
    assert told[2] == ("close_account", "甲一", "调离")
    assert not any("argon2" in str(r.changes) or "md5" in str(r.changes) or GOOD in str(r.changes) for r in Record.objects.all())
    assert not list(faults())


def test_closing_needs_a_reason(three: dict[str, Actor]) -> None:
    user = operations.open_account(username="liulang", name="柳浪", password=GOOD, actor=three["system"], now=NOW)
    with pytest.raises(BadInput, match="理由"):
        operations.close_account(user, reason=" ", actor=three["system"], now=NOW)


def test_only_the_system_administrator_opens_accounts(three: dict[str, Actor]) -> None:
    user = operations.open_account(username="liulang", name="柳浪", password=GOOD, actor=three["system"], now=NOW)
    for nobody in (three["security"], three["audit"], Actor(user.pk, user.name), Actor(None, "访客")):
        with pytest.raises(NotAllowed):
            operations.open_account(username="other", name="别人", password=GOOD, actor=nobody, now=NOW)
        with pytest.raises(NotAllowed):
            operations.close_account(user, reason="试", actor=nobody, now=NOW)
    with pytest.raises(NotAllowed):
        operations.change_password(user, password=GOOD, actor=three["system"], now=NOW)


def test_nobody_of_the_three_touches_another(three: dict[str, Actor]) -> None:
    auditor = User.objects.get(pk=three["audit"].user_id)
    for one in three.values():
        with pytest.raises(NotAllowed):
            operations.set_password(auditor, password=GOOD, actor=one, now=NOW)
        with pytest.raises(NotAllowed):
            operations.close_account(auditor, reason="试", actor=one, now=NOW)
        with pytest.raises((NotAllowed, BadInput)):
            operations.appoint_administrators(people={"audit": ("second", "丁四", GOOD)}, actor=one, now=NOW)


@pytest.mark.parametrize(
    "people",
    [
        {"system": ("one", "甲一", GOOD), "audit": ("two", "甲 一", GOOD)},
        {"system": ("same", "甲一", GOOD), "audit": ("same", "乙二", GOOD)},
    ],
)
def test_the_three_are_three_people_with_three_accounts(machine: Actor, people: dict[str, Any]) -> None:
    with pytest.raises(BadInput):
        operations.appoint_administrators(people=people, actor=machine, now=NOW)
    assert queries.is_untouched()


def test_an_office_is_held_by_one(three: dict[str, Actor], machine: Actor) -> None:
    with pytest.raises(BadInput, match="已有人担任"):
        operations.appoint_administrators(people={"audit": ("second", "丁四", GOOD)}, actor=machine, now=NOW)
    auditor = User.objects.get(pk=three["audit"].user_id)
    operations.close_account(auditor, reason="轮岗", actor=machine, now=NOW)
    with pytest.raises(BadInput, match="不同的人"):
        operations.appoint_administrators(people={"audit": ("second", "甲一", GOOD)}, actor=machine, now=NOW)
    operations.appoint_administrators(people={"audit": ("second", "丁四", GOOD)}, actor=machine, now=NOW)
    with pytest.raises(BadInput, match="不能同时恢复"):
        operations.reopen_account(auditor, reason="试", actor=machine, now=NOW)


def test_the_first_start_guide_appoints_once(machine: Actor) -> None:
    guide = queries.system_actor(SET_UP)
    assert queries.wants_set_up() and not guide.is_system
    operations.appoint_administrators(people=THREE, actor=guide, now=NOW)
    assert not queries.wants_set_up()
    with pytest.raises(NotAllowed):
        operations.open_account(username="later", name="后来", password=GOOD, actor=guide, now=NOW)


@pytest.mark.parametrize(
    ("username", "name", "password", "says"),
    [
        ("", "柳浪", GOOD, "登录名"),
        ("a b", "柳浪", GOOD, ""),
        ("liulang", " ", GOOD, "姓名"),
        ("liulang", "柳浪", "12345", ""),
        ("bihuan-system", "柳浪", GOOD, "已经有人"),
    ],
)
def test_bad_input_is_refused_with_a_sentence(machine: Actor, username: str, name: str, password: str, says: str) -> None:
    with pytest.raises(BadInput, match=says):
        operations.open_account(username=username, name=name, password=password, actor=machine, now=NOW)
    assert not Record.objects.filter(kind="account").exists()


@pytest.mark.parametrize("name", ["Zhangsan", "ZHANGSAN", "ｚhangsan"])
def test_two_names_that_differ_in_capitals_are_one(machine: Actor, name: str) -> None:
    """The door would find both for either, and open to neither."""
    told: dict[str, Any] = {"actor": machine, "now": NOW}
    operations.open_account(username="zhangsan", name="张三", password="Gute-Nacht-77", **told)
    with pytest.raises(BadInput, match="已经有人用了"):
        operations.open_account(username=name, name="张散", password="Gute-Nacht-77", **told)
    for many in ([(name, "张散")], [("lisi", "李四"), ("LiSi", "李思")]):
        with pytest.raises(BadInput, match="已经有人用了"):
            operations.open_accounts(people=many, password="Gute-Nacht-77", **told)
        with pytest.raises(BadInput, match="已经有人用了"):
            operations.open_unset_accounts(people=many, **told)


def test_many_accounts_at_once_all_or_none(machine: Actor) -> None:
    people = [(f"user{n}", f"人{n}") for n in range(40)]
    opened = operations.open_accounts(people=people, password=GOOD, actor=machine, now=NOW)
    assert len(opened) == 40 and all(one.pk for one in opened)
    with pytest.raises(BadInput, match="user3"):
        operations.open_accounts(people=[("new", "新"), ("user3", "又")], password=GOOD, actor=machine, now=NOW)
    assert queries.account_named("new") is None
    assert queries.accounts("人1").count() == 11


def test_a_locked_account_is_unlocked_by_the_security_administrator(three: dict[str, Actor], settings: Any) -> None:
    from axes.models import AccessAttempt

    user = operations.open_account(username="liulang", name="柳浪", password=GOOD, actor=three["system"], now=NOW)
    AccessAttempt.objects.create(username="liulang", ip_address="127.0.0.1", failures_since_start=5, user_agent="", path_info="")
    (lock,) = queries.failed_sign_ins(datetime.now(UTC))
    assert lock.locked and lock.username == "liulang"
    with pytest.raises(NotAllowed):
        operations.unlock(user, actor=three["system"], now=NOW)
    operations.unlock(user, actor=three["security"], now=NOW)
    assert not queries.failed_sign_ins(datetime.now(UTC))


def test_fresh_passwords_are_strong_and_differ() -> None:
    from django.contrib.auth.password_validation import validate_password

    made = {fresh_password() for _time in range(200)}
    assert len(made) == 200
    for one in made:
        validate_password(one)


def test_names_of_the_three_are_compared_without_blanks() -> None:
    check_three({"system": "甲一", "audit": "乙二"})
    with pytest.raises(BadInput):
        check_three({"system": "甲　一", "audit": "甲一"})
