"""Who holds which duty towards the things of the foundation, actor by actor; and what a table of steps answers."""

from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from bihuan.foundation.accounts.directories.rules import faults_of_ldap, faults_of_oidc, is_here
from bihuan.foundation.accounts.models import User
from bihuan.foundation.accounts.policy import duties as towards_account
from bihuan.foundation.accounts.policy import may_print_for, vouched_for
from bihuan.foundation.accounts.rules import check_three, digest_of, fits, fresh_code, fresh_password, is_worn_out, spelled
from bihuan.foundation.calendar.policy import duties as towards_calendar
from bihuan.foundation.calendar.rules import Running, WorkCalendar, moved, read_lines
from bihuan.foundation.calendar.rules.working_days import FEWEST_DAYS_OFF
from bihuan.foundation.files.policy import duties as towards_files
from bihuan.foundation.jobs.policy import duties as towards_job
from bihuan.foundation.kernel import Actor, BadInput, Term
from bihuan.foundation.kernel.workflow import ANY, BACK, CREATE, SAME, Step, Workflow
from bihuan.foundation.rulebook.policy import duties as towards_rules
from bihuan.foundation.tokens.policy import duties as towards_token
from bihuan.foundation.webhooks.policy import duties as towards_hooks

ONE = Actor(7, "苏堤", 70)
THREE = {kind: Actor(8, "三员", administrator=kind) for kind in ("system", "security", "audit")}
CLOCK = Actor(1, "时钟", door="clock")
NOBODY = Actor(None, "路人")
WHO = {"one": ONE, "clock": CLOCK, "nobody": NOBODY, **THREE}


def held(duties: Callable[..., frozenset[Term]], row: Any = None) -> dict[str, set[str]]:
    """What each of them holds; those who hold nothing are left out."""
    found = {name: {one.value for one in duties(actor, row)} for name, actor in WHO.items()}
    return {name: told for name, told in found.items() if told}


@pytest.mark.parametrize("duties", [towards_calendar, towards_rules, towards_hooks], ids=["calendar", "rules", "hooks"])
def test_the_system_administrator_and_the_machine_keep_what_the_business_rests_on(duties: Callable[..., frozenset[Term]]) -> None:
    assert held(duties) == {"clock": {"machine"}, "system": {"system_administrator"}}


def test_files_are_handed_in_by_whoever_is_signed_in_for_the_business() -> None:
    assert held(towards_files) == {"one": {"signed_in"}, "clock": {"machine"}}


def test_a_job_is_his_who_asked_for_it() -> None:
    everyone = {"clock": {"machine"}, "system": {"system_administrator"}}
    assert (
        held(towards_job)
        == everyone
        == held(towards_job, SimpleNamespace(asked_by_id=9))
        == held(towards_job, SimpleNamespace(asked_by_id=None))
    )
    assert held(towards_job, SimpleNamespace(asked_by_id=7)) == {**everyone, "one": {"job_asker"}}


def test_a_token_is_his_who_holds_it_and_no_administrator_holds_one() -> None:
    everyone = {"clock": {"machine"}, "system": {"system_administrator"}}
    assert held(towards_token, SimpleNamespace(user_id=9)) == everyone
    assert held(towards_token, SimpleNamespace(user_id=7)) == {**everyone, "one": {"token_holder"}}
    assert held(towards_token, SimpleNamespace(user_id=8)) == everyone


def account(pk: int = 9, administrator: str = "", *, system: bool = False) -> User:
    return User(pk=pk, administrator=administrator, is_system=system)


@pytest.mark.parametrize(
    ("row", "more"),
    [(account(), {"system": {"system_administrator"}}), (account(administrator="audit"), {}), (account(system=True), {}),
    (account(7), {"system": {"system_administrator"}, "one": {"self"}})],
)  # fmt: skip
def test_what_everybody_is_to_an_account(row: User, more: dict[str, set[str]]) -> None:
    assert held(towards_account, row) == {"clock": {"machine"}, "security": {"security_administrator"}, **more}


def test_nobody_vouches_for_himself_and_the_three_for_nobody() -> None:
    assert vouched_for(THREE["system"], [9]) == vouched_for(NOBODY, [9]) == frozenset()
    users = [account(), account(10, "audit"), account(11, system=True)]
    assert (
        may_print_for(THREE["system"], users) == may_print_for(CLOCK, users) == {9}
        and may_print_for(THREE["security"], users) == frozenset()
    )


# ---- tables of steps


class S(Term):
    A = "a", "甲"
    B = "b", "乙"
    C = "c", "丙"
    HELD = "held", "搁置"


class Do(Term):
    MAKE = "make", "建"
    GO = "go", "走"
    KEEP = "keep", "留"
    HOLD = "hold", "搁"
    RETURN = "return", "回"


class D(Term):
    X = "x", "甲方"
    Y = "y", "乙方"


FLOW = Workflow(
    "flow", "流程", S,
    (
        Step(Do.MAKE, (), S.A, frozenset({D.X}), creates=True), Step(Do.GO, (S.A,), S.B, frozenset({D.X})), Step(Do.GO, (S.B,), S.C, frozenset({D.Y})),
        Step(Do.KEEP, ANY, SAME, frozenset({D.X, D.Y})), Step(Do.HOLD, (S.A, S.B, S.HELD), S.HELD, frozenset({D.Y})),
        Step(Do.RETURN, (S.HELD,), BACK, frozenset({D.Y})),
    ),
    aside=(S.HELD,), before_field="before",
)  # fmt: skip


def test_a_step_is_open_from_its_states_to_its_duties() -> None:
    assert [step.action for step in FLOW] == [step.action for step in FLOW.steps]
    for state, duties, actions in (
        (CREATE, {"x"}, ["make"]), (CREATE, {"y"}, []), ("a", {"x"}, ["go", "keep"]), ("a", {"y"}, ["keep", "hold"]), ("b", {"x"}, ["keep"]),
        ("b", {"y"}, ["go", "keep", "hold"]), ("held", {"y"}, ["keep", "hold", "return"]), ("c", set(), []), ("c", {"x", "y"}, ["keep"]),
    ):  # fmt: skip
        assert [step.action.value for step in FLOW.open_to(state, duties)] == actions
        assert [action.value for action in Do if FLOW.step(action, state, duties)] == actions
    assert (
        (found := FLOW.step("go", "b", {"y"}))
        and found.target is S.C
        and FLOW.step("go", "a", {"y"}) is None
        and FLOW.step("no", "a", {"x"}) is None
    )
    assert len(FLOW.of("go")) == 2 and FLOW.of("no") == ()
    assert FLOW.step_of_duty("go", {"y"}) and not FLOW.step_of_duty("return", {"x"}) and not FLOW.step_of_duty("go", set())


def test_a_row_that_was_set_aside_knows_where_it_was() -> None:
    hold, back, keep, go = (FLOW.of(one)[0] for one in ("hold", "return", "keep", "go"))
    assert (
        FLOW.leads(hold, "a", "") == ("held", "a")
        and FLOW.leads(hold, "held", "b") == ("held", "b")
        and FLOW.leads(hold, None, "") == ("held", "")
    )
    assert FLOW.leads(back, "held", "b") == ("b", "") and FLOW.leads(keep, "held", "b") == ("held", "b")
    assert FLOW.leads(go, "a", "") == ("b", "") and FLOW.leads(go, "held", "b") == ("b", "") and FLOW.leads(go, "a", "z") == ("b", "z")


# ---- accounts


@pytest.mark.parametrize(
    ("host", "here"),
    [
        ("localhost", True),
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("10.0.0.1", False),
        ("localhost.test", False),
        ("", False),
    ],
)
def test_this_machine_is_known_by_its_names(host: str, here: bool) -> None:
    assert is_here(host) is here
    ldap = {"url": f"ldap://{f'[{host}]' if ':' in host else host}", "starttls": "", "base": "b", "filter": "(uid={name})", "bind_dn": "",
    "bind_password": "",
            "match": "name", "ca": ""}  # fmt: skip
    said = "".join(sentence for sentence, _facts in faults_of_ldap(ldap))
    assert ("没有加密" in said) is (not here and bool(host)) and ("看不懂" in said) is (not host)
    assert "没有加密" not in "".join(sentence for sentence, _facts in faults_of_ldap({**ldap, "starttls": "1"}))


LDAP = {
    "url": "ldaps://a.test",
    "starttls": "",
    "base": "b",
    "filter": "(uid={name})",
    "bind_dn": "",
    "bind_password": "",
    "match": "name",
    "ca": "",
}
OIDC = {"issuer": "https://a.test", "client": "c", "secret": "s", "claim": "sub", "scope": "openid profile", "match": "number", "ca": ""}


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({}, ""), ({"url": "ldaps://a.test:636"}, ""), ({"url": "ldaps://a.test:0"}, "看不懂"), ({"url": "https://a.test"}, "看不懂"),
        ({"filter": "(uid={name}{name})"}, "FILTER"), ({"filter": "(uid={name}"}, "FILTER"), ({"filter": "uid={name})"}, "FILTER"),
        ({"bind_dn": "a"}, "一起设"),
        ({"bind_password": "a"}, "一起设"), ({"bind_dn": "a", "bind_password": "b"}, ""), ({"match": "number"}, ""), ({"match": "mail"}, "MATCH"),
        ({"ca": "/no"}, "不存在"),
    ],
)  # fmt: skip
def test_what_is_told_of_a_directory(more: dict[str, str], says: str) -> None:
    said = [sentence for sentence, _facts in faults_of_ldap({**LDAP, **more})]
    said = [one % facts for one, (_s, facts) in zip(said, faults_of_ldap({**LDAP, **more}), strict=True) if "make extra" not in one]
    assert (says in "".join(said)) and len(said) == bool(says)


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({}, ""), ({"issuer": "http://localhost:8"}, ""), ({"issuer": "http://a.test"}, "没有用 https"), ({"issuer": "ftp://a.test"}, "看不懂"),
        ({"issuer": "https://"}, "看不懂"),
        ({"client": ""}, "OIDC_CLIENT"), ({"secret": ""}, "OIDC_SECRET"), ({"claim": ""}, "OIDC_CLAIM"), ({"scope": "openidx"}, "openid"),
        ({"scope": "openid"}, ""),
        ({"match": "x"}, "OIDC_MATCH"), ({"ca": "/no"}, "不存在"),
    ],
)  # fmt: skip
def test_what_is_told_of_an_issuer(more: dict[str, str], says: str) -> None:
    said = [sentence % facts for sentence, facts in faults_of_oidc({**OIDC, **more})]
    assert (says in "".join(said)) and len(said) == bool(says)


def test_codes_and_passwords_can_be_read_out_and_are_never_the_same() -> None:
    codes, words = {fresh_code() for _ in range(200)}, {fresh_password() for _ in range(200)}
    assert len(codes) == len(words) == 200
    for one in codes:
        assert [len(part) for part in one.split("-")] == [4, 4, 4] and not set(one) & set("ILO01")
    for one in words:
        assert [len(part) for part in one.split("-")] == [4] * 4 and all(
            part[0].isupper() and part[1:] == part[1:].lower() for part in one.split("-")
        )
        assert not set(one) & set("iloIO01")
    assert set("".join(codes)) - {"-"} == set("ABCDEFGHJKMNPQRSTUVWXYZ23456789")
    assert set("".join(part[1:] for one in words for part in one.split("-"))) == set("abcdefghjkmnpqrstuvwxyz23456789")
    assert set("".join(part[0] for one in words for part in one.split("-"))) == set("ABCDEFGHJKLMNPQRSTUVWXYZ")


def test_a_code_fits_its_account_however_it_is_typed() -> None:
    kept = digest_of("ABCD-EFGH-JKMN", 7, "key")
    for typed in ("abcdefghjkmn", " ABCD EFGH JKMN ", "ＡＢＣＤ－efgh_jkmn"):
        assert fits(typed, 7, "key", kept)
    assert (
        not fits("ABCD-EFGH-JKMP", 7, "key", kept)
        and not fits("ABCD-EFGH-JKMN", 8, "key", kept)
        and not fits("ABCD-EFGH-JKMN", 7, "yek", kept)
    )


@pytest.mark.parametrize(("days_ago", "worn"), [(0, False), (89, False), (90, True), (91, True)])
def test_a_password_serves_its_days(days_ago: int, worn: bool) -> None:
    today = date(2026, 5, 6)
    assert is_worn_out(today - timedelta(days_ago), today, 90) is worn and not is_worn_out(None, today, 90)


def test_the_three_are_three_and_a_name_is_told_from_others() -> None:
    check_three({"system": "甲", "security": "乙", "audit": "丙"})
    with pytest.raises(BadInput, match="甲乙"):
        check_three({"system": "甲 乙", "security": "丁", "audit": "甲乙"})
    assert [spelled(one) for one in (" Ａb  C ", "STRASSE", "straße", "a\u200bb", "甲\u3000乙")] == [
        "ab c",
        "strasse",
        "strasse",
        "ab",
        "甲 乙",
    ]


# ---- the calendar


MONDAY = date(2026, 5, 4)


def test_a_year_is_known_by_seven_of_its_weekdays_off() -> None:
    off = {MONDAY + timedelta(n): False for n in range(FEWEST_DAYS_OFF)}
    assert FEWEST_DAYS_OFF == 7 and WorkCalendar.of(off).knows(MONDAY) and WorkCalendar.of(off).known_until == date(2026, 12, 31)
    few = dict(list(off.items())[1:]) | {MONDAY - timedelta(1): True}
    assert not WorkCalendar.of(few).knows(MONDAY) and WorkCalendar.of(few).unknown_years(MONDAY, None, date(2025, 1, 1), MONDAY) == (
        2025,
        2026,
    )
    both = off | {date(2028, 1, 3) + timedelta(n): False for n in range(7)}
    assert WorkCalendar.of(both).known_until == date(2028, 12, 31)
    assert WorkCalendar.of({MONDAY: False, MONDAY - timedelta(1): True}).near_until(MONDAY - timedelta(3), 2) == MONDAY + timedelta(1)


@pytest.mark.parametrize(
    ("ends", "off", "today", "then"),
    [(10, 4, 0, 11), (10, 4, 10, 11), (10, 4, 11, None), (10, 11, 0, None), (10, 3, 0, 11), (10, 0, 0, None), (10, 10, 0, 11)],
)
def test_a_clock_ends_after_as_many_working_days_as_were_given(ends: int, off: int, today: int, then: int | None) -> None:
    """From Monday on, itself not counted; the days are counted from there."""
    clock = Running(1, MONDAY, MONDAY + timedelta(ends))
    found = list(
        moved(
            [clock, clock],
            WorkCalendar({}, frozenset()),
            WorkCalendar({MONDAY + timedelta(off): False}, frozenset()),
            MONDAY + timedelta(today),
        )
    )
    assert found == ([(clock, MONDAY + timedelta(then))] * 2 if then is not None else [])


def test_no_clock_ends_before_today_by_a_new_calendar() -> None:
    clock, worked = (
        Running(1, MONDAY, MONDAY + timedelta(10)),
        WorkCalendar({MONDAY + timedelta(5): True, MONDAY + timedelta(6): True}, frozenset()),
    )
    for today, then in ((0, 8), (8, 8), (9, 9), (10, None)):
        found = list(moved([clock], WorkCalendar({}, frozenset()), worked, MONDAY + timedelta(today)))
        assert found == ([(clock, MONDAY + timedelta(then))] if then is not None else []), today


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2026年：元旦：1月1日放假。", [1]), ("2026年 元旦：1月1日至2日放假。", [1, 2]), ("2026年 元旦：1月1日、2日放假，4日上班。", [1, 2]),
        ("2026年 元旦：1月1日（周四）－1月2日（周五）放假。1月4日（周日）上班。", [1, 2, 4]), ("2026年 元旦：1月3日上班。", [3]),
        ("2026年 元旦：1月5日上班。", []),
        ("2026年 元旦：1月4日放假。", []), ("2026年 甲：1月1日至1月21日放假。", [1, 2, 5, 6, 7, 8, 9, 12, 13, 14, 15, 16, 19, 20, 21]),
        ("2026年 甲：1月1日至1月22日放假。", [1, 22]), ("2026年 甲：1月2日至1月1日放假。", [2, 1]), ("2026年 甲：1月1日到1月1日放假。", [1]),
    ],
)  # fmt: skip
def test_days_in_the_wording_of_a_notice(text: str, days: list[int]) -> None:
    assert [one.day.day for one in read_lines(text, "")] == sorted(days)
    assert all(one.works == (one.day.weekday() >= 5) for one in read_lines(text, ""))


@pytest.mark.parametrize(("last", "good"), [("2027-01-01", True), ("2027-02-01", True), ("2027-02-02", False), ("2026-12-31", False)])
def test_a_span_of_a_line_has_a_month_at_most(last: str, good: bool) -> None:
    if good:
        assert read_lines(f"2027-01-01 至 {last} 休", "")[0].name == "节假日"
    else:
        with pytest.raises(BadInput, match="起止日期不对"):
            read_lines(f"2027-01-01 至 {last} 休 元旦", "")
