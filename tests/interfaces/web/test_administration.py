"""The three consoles: each sees its own and nothing else, none sees the business, nobody skips the first start."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localtime

from bihuan.campaigns.models import Campaign
from bihuan.campaigns.operations import amend_campaign
from bihuan.campaigns.queries import with_house_values
from bihuan.campaigns.rules.catalogues import ready_catalogue
from bihuan.foundation.accounts import operations, queries
from bihuan.foundation.accounts.models import User
from bihuan.foundation.accounts.set_up import opens, set_up_code
from bihuan.foundation.audit.checkpoints import read as read_checkpoints
from bihuan.foundation.audit.models import Record
from bihuan.foundation.calendar.queries import calendar
from bihuan.foundation.kernel.time import add_working_days
from bihuan.foundation.rulebook.queries import book as rules
from bihuan.organisation.models import Unit
from bihuan.organisation.operations import found_unit
from bihuan.problems.operations import publicise
from tests.factories.town import OFFICE, town

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
GOOD = "Tiao-shan-96-liu"
SignIn = Callable[[User], Client]
Three = dict[str, User]
OWN = {
    "system": ["accounts", "new_account", "calendar", "notice", "rules"],
    "security": ["duties", "sign_ins"],
    "audit": ["book"],
}


@pytest.fixture(autouse=True)
def _ask_anew() -> Iterator[None]:
    yield
    calendar.forget()
    rules.forget()


@pytest.fixture
def campaign(three: Three) -> Campaign:
    root = found_unit(name="青石县", actor=queries.system_actor(), now=NOW)
    return Campaign.objects.create(code="test-1", title="试验专项", root=root, prepared_at=NOW)


@pytest.mark.parametrize("who", list(OWN))
def test_each_sees_his_own_console_and_no_other(who: str, three: Three, signed_in: SignIn) -> None:
    client = signed_in(three[who])
    first = client.get("/", follow=True)
    assert first.status_code == 200 and first.redirect_chain[-1][0] == reverse(f"administration:{OWN[who][0]}")
    for kind, names in OWN.items():
        for name in names:
            assert client.get(reverse(f"administration:{name}")).status_code == (200 if kind == who else 404), name


@pytest.mark.parametrize("who", list(OWN))
def test_none_of_the_three_sees_the_business(who: str, three: Three, campaign: Campaign, signed_in: SignIn) -> None:
    client = signed_in(three[who])
    pages = ["ledger", "cockpit", "plan", "roster", "groups", "tasks", "reports", "documents", "lists"]
    for path in [
        *(f"/c/{campaign.code}/{page}/" for page in pages),
        "/campaigns/",
        "/plans/",
        "/organisation/",
        "/todo/",
        "/organisation/roster/",
    ]:
        answer = client.get(path)
        assert answer.status_code == 404, path
        assert campaign.title not in answer.content.decode()


def test_nobody_else_enters_a_console(clerk: User, keeper: User, signed_in: SignIn) -> None:
    for user in (clerk, keeper):
        client = signed_in(user)
        for name in sum(OWN.values(), ["console"]):
            assert client.get(reverse(f"administration:{name}")).status_code == 404
    assert Client().get(reverse("administration:accounts")).status_code == 302


def test_an_account_is_opened_with_a_password_shown_once(three: Three, signed_in: SignIn) -> None:
    client = signed_in(three["system"])
    answer = client.post(reverse("administration:new_account"), {"username": "liulang", "name": "柳浪"})
    password = re.search(r'<code class="secret">([^<]+)</code>', answer.content.decode())
    user = queries.account_named("liulang")
    assert password and user and user.check_password(password[1]) and user.must_change_password
    assert password[1] not in client.get(reverse("administration:account", args=[user.pk])).content.decode()
    again = client.post(reverse("administration:new_account"), {"username": "liulang", "name": "别人"})
    assert again.status_code == 422 and "已经有人用了" in again.content.decode() and 'value="别人"' in again.content.decode()


def test_an_account_is_closed_and_opened_with_a_reason(three: Three, clerk: User, signed_in: SignIn) -> None:
    client = signed_in(three["system"])
    address = reverse("administration:turn_account", args=[clerk.pk, "close"])
    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": "调离"}).status_code == 302
    clerk.refresh_from_db()
    assert not clerk.is_active
    page = client.get(reverse("administration:accounts"), {"state": "closed"}).content.decode()
    assert "keyuan" in page and "shenji" not in page
    client.post(reverse("administration:turn_account", args=[clerk.pk, "reopen"]), {"reason": "调回"})
    clerk.refresh_from_db()
    assert clerk.is_active


def test_the_system_administrator_cannot_touch_the_other_two(three: Three, signed_in: SignIn) -> None:
    client = signed_in(three["system"])
    other = three["audit"]
    assert client.post(reverse("administration:reset_password", args=[other.pk])).status_code == 403
    assert client.post(reverse("administration:turn_account", args=[other.pk, "close"]), {"reason": "试"}).status_code == 403
    other.refresh_from_db()
    assert other.is_active and other.check_password(GOOD)


def test_a_day_is_entered_and_cleared(three: Three, signed_in: SignIn) -> None:
    client = signed_in(three["system"])
    address = reverse("administration:calendar")
    wrong = client.post(address, {"day": "2026-12-06", "works": "rest", "name": "县庆", "source": ""})
    assert wrong.status_code == 422 and "本来就是周末" in wrong.content.decode()
    client.post(address, {"day": "2026-12-07", "works": "rest", "name": "县庆", "source": "县政府通知"})
    assert not calendar()(date(2026, 12, 7))
    assert "没有正在走的时限因此变动" in client.get(address).content.decode()
    assert "没有正在走的时限" not in client.get(address).content.decode()
    assert "县庆" in client.get(address, {"year": "2026"}).content.decode()
    client.post(reverse("administration:clear_day", args=["2026-12-07"]))
    assert calendar()(date(2026, 12, 7))
    assert client.post(reverse("administration:clear_day", args=["2026-13-77"])).status_code == 404
    assert "还没有录入" in client.get(address, {"year": "2031"}).content.decode()


def test_a_changed_calendar_says_which_clocks_moved(three: Three, signed_in: SignIn) -> None:
    place = town()
    amend_campaign(
        campaign=place.campaign, settings={"publicity_step": True, "publicity_days": 5}, actor=place.actor(OFFICE), now=place.now
    )
    row = place.to("verified", place.find(text="不给系统管理员看的问题"))
    publicise(problem=row, actor=place.actor(OFFICE), now=localtime())
    client, address, ends = signed_in(three["system"]), reverse("administration:calendar"), row.publicity_ends_on
    assert ends is not None
    client.post(address, {"day": add_working_days(ends, 1, calendar()).isoformat(), "works": "rest", "name": "县庆", "source": ""})
    assert "没有正在走的时限" in client.get(address).content.decode(), "a day behind it moves nothing"
    client.post(address, {"day": ends.isoformat(), "works": "rest", "name": "县庆", "source": ""})
    page = client.get(address).content.decode()
    assert place.campaign.title in page and f"{ends} → " in page and f"{row.number:04d}" in page and row.text not in page
    row.refresh_from_db()
    assert row.publicity_ends_on is not None and row.publicity_ends_on > ends


def test_a_whole_notice_is_pasted(three: Three, signed_in: SignIn) -> None:
    client = signed_in(three["system"])
    bad = client.post(reverse("administration:notice"), {"source": "通知", "lines": "2027-02-08 春节"})
    assert bad.status_code == 422 and "第 1 行看不懂" in bad.content.decode()
    lines = "\n".join(f"2027-02-{day:02} 休 春节" for day in (8, 9, 10, 11, 12, 15, 16))
    assert client.post(reverse("administration:notice"), {"source": "通知", "lines": lines}).status_code == 302
    assert calendar().known_until == date(2027, 12, 31)


def test_a_rule_is_set_and_dropped(three: Three, signed_in: SignIn) -> None:
    client = signed_in(three["system"])
    address = reverse("administration:rule", args=["near_days"])
    assert client.post(address, {"value": "5", "from_on": "2026-01-01", "reason": ""}).status_code == 422
    assert client.post(address, {"value": "5", "from_on": "2026-01-01", "reason": "专班要求"}).status_code == 302
    assert "已调整" in client.get(reverse("administration:rules")).content.decode()
    setting = rules().settings[0]
    assert setting.value == 5
    from bihuan.foundation.rulebook.models import RuleSetting

    drop = reverse("administration:drop_setting", args=[RuleSetting.objects.get().pk])
    client.post(drop, {"reason": "很" * 201})
    assert rules().settings, "not taken back, and not said to be"
    client.post(drop)
    assert not rules().settings
    assert client.get(reverse("administration:rule", args=["T99"])).status_code == 404


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_first_and_the_last_day_of_all_calendars_break_no_console(day: str, three: Three, signed_in: SignIn) -> None:
    auditor, keeper = signed_in(three["audit"]), signed_in(three["system"])
    for name in ("from_on", "until_on"):
        assert auditor.get(reverse("administration:book"), {name: day}).status_code == 200
    assert keeper.post(reverse("administration:notice"), {"source": "通知", "lines": f"{day} 休 某节"}).status_code < 500


def test_an_account_says_on_which_day_it_was_opened_here(three: Three, clerk: User, signed_in: SignIn) -> None:
    User.objects.filter(pk=clerk.pk).update(opened_at=datetime(2026, 3, 1, 23, 30, tzinfo=UTC))
    assert "2026-03-02" in signed_in(three["system"]).get(reverse("administration:account", args=[clerk.pk])).content.decode()


def test_a_rule_says_how_sure_it_is_and_since_when(three: Three, signed_in: SignIn) -> None:
    client = signed_in(three["system"])
    assert "2020-01-21 起施行" in client.get(reverse("administration:rules")).content.decode()
    told = {"T1": "有明文依据", "T5": "见于转载", "T7": "按通行做法填写", "near_days": "待确认的起始值"}
    for rule, words in told.items():
        assert words in client.get(reverse("administration:rule", args=[rule])).content.decode()


def test_duties_are_given_and_taken_back(three: Three, clerk: User, signed_in: SignIn) -> None:
    client = signed_in(three["security"])
    address = reverse("administration:duties")
    for username, says in (("nobody", "没有这个登录名"), ("shenji", "三员")):
        answer = client.post(address, {"username": username, "duty": "keeper"})
        assert answer.status_code == 422 and says in answer.content.decode()
    assert client.post(address, {"username": "keyuan", "duty": "keeper"}).status_code == 302
    row = clerk.standing_duties.get()
    assert "组织管理员" in client.get(address).content.decode()
    client.post(reverse("administration:end_duty", args=[row.pk]))
    row.refresh_from_db()
    assert row.ended_at and row.ended_by_id == three["security"].pk


def test_a_locked_account_is_unlocked(three: Three, clerk: User, signed_in: SignIn) -> None:
    visitor = Client()
    for _time in range(5):
        visitor.post(reverse("account_login"), {"login": "keyuan", "password": "wrong"})
    client = signed_in(three["security"])
    assert "已锁定" in client.get(reverse("administration:sign_ins")).content.decode()
    client.post(reverse("administration:unlock"), {"username": "keyuan"})
    assert "已锁定" not in client.get(reverse("administration:sign_ins")).content.decode()
    assert visitor.post(reverse("account_login"), {"login": "keyuan", "password": GOOD}).status_code == 302


def test_the_book_is_read_by_pages_without_business_text(three: Three, clerk: User, signed_in: SignIn) -> None:
    machine = queries.system_actor()
    operations.close_account(clerk, reason="极其机要的理由", actor=machine, now=NOW)
    for n in range(60):
        operations.open_account(username=f"user{n}", name=f"人{n}", password=GOOD, actor=machine, now=NOW)
    client = signed_in(three["audit"])
    first = client.get(reverse("administration:book")).content.decode()
    assert "极其机要的理由" not in first and first.count("<tr>") == 51
    following = re.search(r'rel="next" href="([^"]+)"', first)
    assert following
    second = client.get(reverse("administration:book") + following[1].replace("&amp;", "&")).content.decode()
    assert "停用账号" in second and "极其机要的理由" not in second
    assert "没有符合条件" in client.get(reverse("administration:book"), {"who": "查无此人"}).content.decode()


def test_the_other_two_are_watched(three: Three, signed_in: SignIn) -> None:
    signed_in(three["system"]).post(reverse("administration:new_account"), {"username": "liulang", "name": "柳浪"})
    client = signed_in(three["audit"])
    page = client.get(reverse("administration:book"), {"actor": three["system"].pk}).content.decode()
    assert "柳浪（liulang）" in page and page.count("<tr>") == 2


def test_the_book_is_verified_by_a_button(three: Three, signed_in: SignIn) -> None:
    client = signed_in(three["audit"])
    answer = client.post(reverse("administration:verify"))
    assert answer.status_code == 200 and "操作记录完好，共 3 条" in answer.content.decode()
    assert client.get(reverse("administration:verify")).status_code == 405


def test_where_the_book_stands_is_taken_away_as_a_signed_file(three: Three, signed_in: SignIn) -> None:
    client = signed_in(three["audit"])
    answer = client.post(reverse("administration:checkpoint"))
    (one,) = read_checkpoints(answer.content.decode(), "file")
    assert one.fault is None and one.position == 3 and answer["Content-Disposition"].startswith("attachment")
    assert one.code in client.post(reverse("administration:verify")).content.decode()
    assert signed_in(three["system"]).post(reverse("administration:checkpoint")).status_code in (403, 404)


FORM = {
    f"{kind}_{field}": value
    for kind, name in (("system", "甲一"), ("security", "乙二"), ("audit", "丙三"))
    for field, value in (("name", name), ("username", kind), ("password", f"{GOOD}-{kind[:2]}"), ("again", f"{GOOD}-{kind[:2]}"))
}


@pytest.mark.django_db
def test_a_first_start_leads_through_the_three_and_signs_nobody_in() -> None:
    client = Client()
    door = client.get("/", follow=True)
    assert door.redirect_chain[-1][0] == reverse("administration:set_up") and door.status_code == 200
    same = client.post(reverse("administration:set_up"), {**FORM, "audit_name": "甲 一"})
    assert same.status_code == 422 and "不同的人" in same.content.decode() and queries.is_untouched()
    wrong = {"audit_password": "123", "security_password": FORM["system_password"], "security_username": "system"}
    told = client.post(reverse("administration:set_up"), {**FORM, **wrong}).content.decode()
    assert all(one in told for one in ("口令至少要 10 个字符", "三员的口令不能相同", "三员的登录名不能相同")) and "有几处要改" in told
    spaced = client.post(reverse("administration:set_up"), {**FORM, "audit_username": "a b", "system_again": GOOD}).content.decode()
    assert "不能有空格" in spaced and "两遍输入的口令不一样" in spaced and queries.is_untouched()
    weak = client.post(reverse("administration:set_up"), {**FORM, "audit_password": "123"})
    assert weak.status_code == 422 and queries.is_untouched()
    done = client.post(reverse("administration:set_up"), FORM)
    assert done.status_code == 200 and "没有人被自动登录" in done.content.decode()
    assert "_auth_user_id" not in client.session
    assert {user.administrator for user in queries.administrators().values()} == {"system", "security", "audit"}
    assert Record.objects.filter(door="setup", action="appoint_administrator").count() == 3
    assert client.get(reverse("administration:set_up")).headers["Location"] == reverse("account_login")
    assert client.get(reverse("account_login")).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("headers", [{"REMOTE_ADDR": "192.0.2.7"}, {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "192.0.2.7"}])
def test_from_elsewhere_the_first_start_wants_the_printed_code(headers: dict[str, str], settings: object) -> None:
    secret: str = settings.SECRET_KEY  # type: ignore[attr-defined]
    client, address = Client(**headers), reverse("administration:set_up")  # type: ignore[arg-type]
    assert "设置码" in client.get(address).content.decode()
    assert client.post(address, FORM).status_code == 403 and queries.is_untouched()
    code = set_up_code(secret)
    assert opens(code, secret) and opens(code.lower().replace("-", " "), secret)
    assert not opens("", secret) and not opens(code[:-1], secret) and not opens(code, f"{secret}x")
    assert client.post(address, {"code": "wrong"}).status_code == 403
    asked = client.post(address, {"code": code})
    assert asked.status_code == 200 and f'name="code" value="{code}"' in asked.content.decode()
    assert client.post(address, {**FORM, "code": code}).status_code == 200
    assert not queries.is_untouched()
    late = Client(**headers).post(address, {**FORM, "code": code})  # type: ignore[arg-type]
    assert late.headers["Location"] == reverse("account_login"), "the guide is shut, whoever has the code"


@pytest.mark.django_db
def test_a_demo_home_has_no_first_start(settings: object) -> None:
    settings.BIHUAN_DEMO = True  # type: ignore[attr-defined]
    assert Client().get(reverse("administration:set_up")).headers["Location"] == reverse("account_login")


def test_units_are_no_business_of_the_three(three: Three, signed_in: SignIn) -> None:
    Unit.objects.create(name="青石县", path="000001")
    for user in three.values():
        assert "青石县" not in signed_in(user).get("/", follow=True).content.decode()


def test_what_the_house_sets_begins_new_campaigns_and_locks_the_door(three: Three, clerk: User, signed_in: SignIn) -> None:
    system = signed_in(three["system"])
    for rule_id, value in (("near_days", 7), ("sign_in_failures", 3)):
        said = {"value": value, "from_on": "2026-03-02", "reason": "上级要求"}
        assert system.post(reverse("administration:rule", args=[rule_id]), said).status_code == 302
    begun = with_house_values(ready_catalogue("five-tendencies")).settings
    assert (begun.near_days, begun.sample_percent) == (7, 10)
    told = system.get(reverse("administration:rules")).content.decode()
    assert "新建专项的起始值" in told and "其余供查阅" in told
    visitor = Client()
    answers = [visitor.post(reverse("account_login"), {"login": "keyuan", "password": "wrong"}).status_code for _time in range(3)]
    assert answers == [200, 200, 429]
    assert "连续失败 3 次" in signed_in(three["security"]).get(reverse("administration:sign_ins")).content.decode()
