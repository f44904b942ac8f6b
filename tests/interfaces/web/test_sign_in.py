"""The door as strangers and staff meet it: closed addresses, the second factor with a real code, the lock, leaving."""

import base64
import hashlib
import hmac
import struct
import time
from datetime import UTC, datetime, timedelta
from importlib import import_module
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt
from django.apps import apps
from django.core.cache import cache
from django.db.models import F
from django.test import Client, override_settings
from django.utils import timezone
from django.utils.timezone import localdate

from bihuan.campaigns.operations import end_duty, grant_duty
from bihuan.campaigns.vocabulary import Duty
from bihuan.foundation.accounts import operations, queries
from bihuan.foundation.accounts.factor_secrets import is_sealed, opened
from bihuan.foundation.accounts.models import User
from bihuan.foundation.audit.models import Record
from bihuan.foundation.rulebook.operations import set_rule
from bihuan.foundation.rulebook.queries import book
from tests.factories.town import COLLEAGUE, town
from tests.interfaces.web.conftest import GOOD, NOW

pytestmark = pytest.mark.django_db
CLOSED = (
    "signup",
    "email",
    "confirm-email",
    "password/reset",
    "password/set",
    "login/code/confirm",
    "password/reset/done",
    "confirm-email/abc",
)


@pytest.fixture(autouse=True)
def fresh_rates() -> None:
    """Requests of an address in a minute are counted in the process, and all tests come from one."""
    cache.clear()


def code_of(secret: str) -> str:
    """The six digits an authenticator app shows now (RFC 6238)."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at : at + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


def sign_in(username: str, password: str = GOOD) -> tuple[Client, Any]:
    client = Client()
    return client, client.post("/account/login/", {"login": username, "password": password})


@pytest.mark.parametrize("address", CLOSED)
def test_nobody_signs_up_or_resets_by_himself(address: str, clerk: User, signed_in: Any) -> None:
    assert Client().get(f"/account/{address}/").status_code in (302, 404)
    assert Client().post(f"/account/{address}/", {"email": "a@b.example", "username": "x", "password1": GOOD}).status_code in (302, 404)
    assert signed_in(clerk).get(f"/account/{address}/").status_code == 404
    assert not User.objects.filter(username="x").exists()


def test_an_administrator_binds_the_second_factor_and_then_needs_it(three: dict[str, User]) -> None:
    client, first = sign_in("anquan")
    assert first.status_code == 302
    assert client.get("/administration/duties/").headers["Location"] == "/account/2fa/totp/activate/"
    page = client.get("/account/2fa/totp/activate/")  # the password was given a moment ago and is not asked again
    assert 'inputmode="numeric"' in page.content.decode() and "placeholder" not in page.content.decode()
    assert page.status_code == 200
    assert "6 位数字不对" in client.post("/account/2fa/totp/activate/", {"code": "000000"}).content.decode()
    done = client.post("/account/2fa/totp/activate/", {"code": code_of(page.context["form"].secret)})
    assert done.status_code == 302
    codes = client.get(done.headers["Location"])
    assert codes.status_code == 200 and "用一枚少一枚" in codes.content.decode()  # shown at once, without asking again
    assert client.get("/administration/duties/").status_code == 200
    assert Authenticator.objects.filter(user=three["security"]).exists()

    again, halfway = sign_in("anquan")
    assert halfway.headers["Location"].startswith("/account/2fa/authenticate/")
    assert again.get("/administration/duties/").status_code == 302
    assert again.post("/account/2fa/authenticate/", {"code": "000000"}).status_code == 200
    assert again.get("/administration/duties/").status_code == 302


def minutes_pass() -> None:
    """The half minute whose digits bound a phone lies behind us."""
    Authenticator.objects.filter(type="totp").update(last_used_at=timezone.now() - timedelta(minutes=3))


def bound(username: str) -> tuple[str, list[str]]:
    """Bind a second factor as its user would, some minutes ago. Returns its secret and the backup codes."""
    client, _answer = sign_in(username)
    secret = client.get("/account/2fa/totp/activate/").context["form"].secret
    done = client.post("/account/2fa/totp/activate/", {"code": code_of(secret)})
    minutes_pass()
    return secret, client.get(done.headers["Location"]).context["unused_codes"]


@override_settings(AXES_ENABLED=True)
def test_five_wrong_codes_lock_the_door_like_wrong_passwords(three: dict[str, User]) -> None:
    secret, codes = bound("anquan")
    client, _halfway = sign_in("anquan")
    answers = [client.post("/account/2fa/authenticate/", {"code": f"00000{digit}"}).status_code for digit in range(5)]
    assert answers == [200, 200, 200, 200, 429]
    for right in (code_of(secret), codes[0]):
        late = client.post("/account/2fa/authenticate/", {"code": right})
        assert late.status_code == 429 and "登录已暂停" in late.content.decode() and "_auth_user_id" not in client.session
    assert sign_in("anquan")[1].status_code == 429
    operations.unlock(three["security"], actor=queries.system_actor(), now=NOW)
    client, _halfway = sign_in("anquan")
    assert client.post("/account/2fa/authenticate/", {"code": codes[0]}).status_code == 302 and "_auth_user_id" in client.session


def test_digits_of_a_chinese_keyboard_bind_and_open(three: dict[str, User]) -> None:
    def wide(code: str) -> str:
        return f"{code[:3]} {code[3:]}".translate({ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"})

    client, _answer = sign_in("anquan")
    secret = client.get("/account/2fa/totp/activate/").context["form"].secret
    done = client.post("/account/2fa/totp/activate/", {"code": wide(code_of(secret))})
    assert done.status_code == 302
    codes = client.get(done.headers["Location"]).context["unused_codes"]
    minutes_pass()
    for code in (code_of(secret), codes[0]):
        client, _halfway = sign_in("anquan")
        assert client.post("/account/2fa/authenticate/", {"code": wide(code)}).status_code == 302 and "_auth_user_id" in client.session


def test_a_code_opens_once_whichever_process_is_asked(three: dict[str, User], monkeypatch: pytest.MonkeyPatch) -> None:
    secret, _codes = bound("anquan")
    moment = time.time()
    monkeypatch.setattr(time, "time", lambda: moment)  # the thirty seconds do not end between two lines
    monkeypatch.setattr(
        "django.core.cache.backends.locmem.LocMemCache.add", lambda *_args, **_more: True
    )  # another process remembers nothing
    monkeypatch.setattr("bihuan.foundation.accounts.second_factor.timezone.now", lambda: datetime.fromtimestamp(moment, tz=UTC))
    seen = code_of(secret)

    def tried() -> bool:
        client, _halfway = sign_in("anquan")
        client.post("/account/2fa/authenticate/", {"code": seen})
        return "_auth_user_id" in client.session

    assert (tried(), tried()) == (True, False)
    moment += 30
    assert not tried()  # still within the half minute that is granted to slow fingers
    seen = code_of(secret)
    assert tried()


@pytest.mark.parametrize("aside", [-30, 30])
def test_a_clock_half_a_minute_aside_opens_and_its_code_opens_once(
    three: dict[str, User], monkeypatch: pytest.MonkeyPatch, aside: int
) -> None:
    secret, _codes = bound("anquan")
    start = time.time() + 300
    moment = start
    monkeypatch.setattr(time, "time", lambda: moment)
    monkeypatch.setattr("django.core.cache.backends.locmem.LocMemCache.add", lambda *_args, **_more: True)
    monkeypatch.setattr("bihuan.foundation.accounts.second_factor.timezone.now", lambda: datetime.fromtimestamp(moment, tz=UTC))
    shown = {}
    for moment in (start + 2 * aside, start + aside):
        shown[moment - start] = code_of(secret)
    moment = start

    def tried(code: str) -> bool:
        client, _halfway = sign_in("anquan")
        client.post("/account/2fa/authenticate/", {"code": code})
        return "_auth_user_id" in client.session

    assert not tried(shown[2 * aside])  # a whole minute is too much
    assert (tried(shown[aside]), tried(shown[aside])) == (True, False)
    moment = start + 30
    assert not tried(shown[aside])
    moment = start + 90
    assert tried(code_of(secret))


@pytest.mark.parametrize("ahead", [0, 30])
def test_the_digits_that_bound_a_phone_open_no_sign_in(
    three: dict[str, User], monkeypatch: pytest.MonkeyPatch, ahead: int, django_capture_on_commit_callbacks: Any
) -> None:
    """Also those of a phone that runs half a minute ahead, when their own half minute comes."""
    start = int(time.time()) // 30 * 30
    moment = start + ahead
    monkeypatch.setattr(time, "time", lambda: float(moment))
    monkeypatch.setattr(timezone, "now", lambda: datetime.fromtimestamp(moment, tz=UTC))
    client, _answer = sign_in("anquan")
    secret = client.get("/account/2fa/totp/activate/").context["form"].secret
    used, moment = code_of(secret), start
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post("/account/2fa/totp/activate/", {"code": used}).status_code == 302

    def opens(code: str) -> bool:
        client, _halfway = sign_in("anquan")
        client.post("/account/2fa/authenticate/", {"code": code})
        return "_auth_user_id" in client.session

    assert not opens(used)
    moment = start + ahead
    assert not opens(used)
    moment = start + ahead + 30
    assert opens(code_of(secret))


def test_what_codes_are_made_from_lies_sealed(three: dict[str, User], settings: Any, tmp_path: Any) -> None:
    secret, codes = bound("anquan")
    kept = [one.data.get("secret") or one.data["seed"] for one in Authenticator.objects.filter(user=three["security"])]
    assert len(kept) == 2 and all(one.startswith("sealed:") and secret not in one for one in kept)
    settings.BIHUAN_SEAL = "sm2"  # the algorithm of what was sealed before is not forgotten
    client, _halfway = sign_in("anquan")
    assert client.post("/account/2fa/authenticate/", {"code": code_of(secret)}).status_code == 302
    settings.BIHUAN_HOME = tmp_path  # a copy of the base without its keys
    client, _halfway = sign_in("anquan")
    answer = client.post("/account/2fa/authenticate/", {"code": codes[0]})
    assert answer.status_code == 409 and "安全保密管理员代为解除" in answer.content.decode() and "_auth_user_id" not in client.session


def test_secrets_of_before_are_read_and_then_sealed(three: dict[str, User]) -> None:
    secret, _codes = bound("anquan")
    row = Authenticator.objects.get(user=three["security"], type="totp")
    row.data = {"secret": secret}
    row.save()
    assert sign_in_with(secret).status_code == 302
    import_module("bihuan.foundation.accounts.migrations.0004_sealed_second_factors").seal_them(apps, None)
    row.refresh_from_db()
    assert is_sealed(row.data["secret"]) and opened(row.data["secret"]) == secret


def sign_in_with(secret: str) -> Any:
    return sign_in("anquan")[0].post("/account/2fa/authenticate/", {"code": code_of(secret)})


def test_a_duty_granted_meanwhile_asks_for_the_factor_at_the_next_request(settings: Any) -> None:
    place = town()
    settings.BIHUAN_DEMO = False
    client = Client()
    client.force_login(place.people[COLLEAGUE].user)
    assert client.get("/todo/").status_code == 200
    grant = grant_duty(campaign=place.campaign, person=place.people[COLLEAGUE], duty=Duty.OFFICE, actor=place.machine, now=NOW)
    assert client.get("/todo/").headers["Location"] == "/account/2fa/totp/activate/"
    end_duty(grant=grant, actor=place.machine, now=NOW, reason="调整")
    assert client.get("/todo/").status_code == 200


@pytest.mark.passwords_age
def test_a_password_that_has_served_its_days_is_changed_first(clerk: User, settings: Any) -> None:
    today = localdate()
    client, _done = sign_in("keyuan")
    for age, good in ((89, True), (90, False)):
        User.objects.filter(pk=clerk.pk).update(password_set_on=today - timedelta(days=age))
        assert (client.get("/todo/").status_code == 200) is good
    assert client.get("/todo/").headers["Location"] == "/account/password/change/"
    assert "90" in client.get("/account/password/change/").content.decode()
    settings.BIHUAN_DEMO = True
    assert client.get("/todo/").status_code == 200
    settings.BIHUAN_DEMO = False
    told = {"oldpassword": GOOD, "password1": "Feng-ling-27-du", "password2": "Feng-ling-27-du"}
    assert client.post("/account/password/change/", told).status_code == 302
    assert client.get("/todo/").status_code == 200 and User.objects.get(pk=clerk.pk).password_set_on == today
    cache.clear()  # so many changes in a minute are all that anybody gets


@pytest.mark.passwords_age
def test_how_long_it_serves_is_a_rule(clerk: User, request: pytest.FixtureRequest) -> None:
    request.addfinalizer(book.forget)
    client, _done = sign_in("keyuan")
    User.objects.filter(pk=clerk.pk).update(password_set_on=localdate() - timedelta(days=40))
    assert client.get("/todo/").status_code == 200
    set_rule(rule_id="password_days", value=30, from_on=localdate(), reason="测评整改", actor=queries.system_actor(), now=timezone.now())
    assert client.get("/todo/").status_code == 302
    User.objects.filter(pk=clerk.pk).update(password_set_on=None)  # a directory's word is all that he has
    assert client.get("/todo/").status_code == 200


def test_taken_off_it_is_asked_for_again(three: dict[str, User], django_capture_on_commit_callbacks: Any) -> None:
    client, _first = sign_in("anquan")
    secret = client.get("/account/2fa/totp/activate/").context["form"].secret
    client.post("/account/2fa/totp/activate/", {"code": code_of(secret)})
    assert client.get("/administration/duties/").status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post("/account/2fa/totp/deactivate/").status_code == 302
    assert client.get("/administration/duties/").headers["Location"] == "/account/2fa/totp/activate/"


def test_a_lost_device_is_no_lost_account(
    three: dict[str, User], clerk: User, signed_in: Any, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        bound("keyuan")
    assert sign_in("keyuan")[1].headers["Location"].startswith("/account/2fa/authenticate/")
    security, address = signed_in(three["security"]), "/administration/sign-ins/second-factor/"
    asked = {"username": "keyuan", "reason": "本人到场，核对工作证"}
    assert security.post(address, {**asked, "reason": ""}).status_code == 422
    assert "没有这个登录名" in security.post(address, {**asked, "username": "wu"}).content.decode()
    assert signed_in(three["system"]).post(address, asked).status_code == 404  # who resets passwords does not do both
    assert security.post(address, asked).status_code == 302
    assert sign_in("keyuan")[1].headers["Location"] == "/"
    assert "不用解除" in security.post(address, asked).content.decode()
    done = Record.objects.filter(kind="account", row=clerk.pk).order_by("position").values_list("action", flat=True)
    assert [one for one in done if "factor" in one] == ["bind_second_factor", "drop_second_factor"]


def test_nobody_but_the_machine_drops_the_factor_of_one_of_the_three(three: dict[str, User], signed_in: Any) -> None:
    bound("guanli")
    asked = {"username": "guanli", "reason": "手机丢了"}
    answer = signed_in(three["security"]).post("/administration/sign-ins/second-factor/", asked)
    assert answer.status_code == 403 and "三员之间互不经手" in answer.content.decode()
    operations.drop_second_factor(three["system"], reason="手机丢了", actor=queries.system_actor(), now=NOW)
    assert not Authenticator.objects.filter(user=three["system"]).exists()


@override_settings(AXES_ENABLED=True)
def test_five_wrong_passwords_lock_the_door(clerk: User) -> None:
    for _time in range(5):
        _client, answer = sign_in("keyuan", "falsch-geraten-1")
    _client, answer = sign_in("keyuan")
    assert answer.status_code == 429
    assert "Content-Security-Policy" in answer.headers
    assert "_auth_user_id" not in _client.session


@override_settings(AXES_ENABLED=True)
def test_the_lock_holds_for_half_an_hour_and_tries_meanwhile_do_not_prolong_it(clerk: User) -> None:
    for _time in range(5):
        sign_in("keyuan", "falsch-geraten-1")
    for minutes, word, status in ((29, GOOD, 429), (0, "falsch-geraten-1", 429), (2, GOOD, 302)):
        AccessAttempt.objects.update(attempt_time=F("attempt_time") - timedelta(minutes=minutes))
        assert sign_in("keyuan", word)[1].status_code == status


SPELT = ("keyuan", "Keyuan", "KEYUAN", " keyuan", "ｋeyuan", "ke\u200byuan", "keYuan")


@override_settings(AXES_ENABLED=True)
def test_a_name_has_five_tries_however_it_is_spelt(clerk: User) -> None:
    """The door takes KEYUAN for keyuan: were each spelling counted for itself, a name of six letters had 320 tries."""
    assert sign_in("KeyUan")[1].status_code == 302
    for name in SPELT[:5]:
        sign_in(name, "falsch-geraten-1")
    for name in SPELT:
        assert sign_in(name)[1].status_code == 429, name
    told = queries.failed_sign_ins(timezone.now())
    assert [(one.username, one.failures) for one in told] == [("keyuan", 5)]
    operations.unlock(clerk, actor=queries.system_actor(), now=NOW)
    assert sign_in("KEYUAN")[1].status_code == 302


def test_names_that_nobody_has_are_counted_in_one_spelling_too(three: dict[str, User]) -> None:
    for name in ("Niemand", "niemand", "NIEMAND", "ｎiemand", "nie\u200dmand"):
        sign_in(name, "falsch-geraten-1")
    assert sign_in("nIEMAND")[1].status_code == 429


def test_leaving_is_a_post(clerk: User) -> None:
    client, _answer = sign_in("keyuan")
    client.get("/account/logout/")
    assert "_auth_user_id" in client.session
    client.post("/account/logout/")
    assert "_auth_user_id" not in client.session


def test_the_way_after_signing_in_stays_here(clerk: User) -> None:
    client = Client()
    answer = client.post("/account/login/?next=https://boese.example/", {"login": "keyuan", "password": GOOD, "next": "//boese.example"})
    assert answer.headers["Location"].startswith("/")
    assert not answer.headers["Location"].startswith("//")


def test_a_first_password_is_good_for_one_thing(three: dict[str, User]) -> None:
    operations.open_account(username="xinren", name="己六", password=GOOD, actor=queries.system_actor(), now=NOW)
    client, _answer = sign_in("xinren")
    assert client.get("/todo/").headers["Location"] == "/account/password/change/"


@pytest.mark.parametrize("address", ["/nirgends/", "/static/nirgends.css", "/style/x.css", "/account/login/", "/todo/"])
def test_every_answer_is_strict(address: str, three: dict[str, User]) -> None:
    answer = Client().get(address)
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"


def test_the_password_is_asked_again_when_the_sign_in_is_a_while_ago(three: dict[str, User]) -> None:
    client, _answer = sign_in("anquan")
    session = client.session
    session["account_authentication_methods"] = [{**one, "at": one["at"] - 301} for one in session["account_authentication_methods"]]
    session.save()
    asked = client.get("/account/2fa/totp/activate/")
    assert asked.headers["Location"].startswith("/account/reauthenticate/")
    assert "口令不对，请核对。" in client.post(asked.headers["Location"], {"password": "falsch-geraten-1"}).content.decode()
    page = client.post(asked.headers["Location"], {"password": GOOD}, follow=True)
    assert page.redirect_chain[-1][0] == "/account/2fa/totp/activate/"


def test_a_password_set_by_somebody_else_is_changed_into_another_one_and_the_way_leads_home(three: dict[str, User], clerk: User) -> None:
    operations.set_password(clerk, password="Vorlaeufig-2026-x", actor=queries.system_actor(), now=NOW)
    client, _answer = sign_in("keyuan", "Vorlaeufig-2026-x")
    assert client.get("/todo/").headers["Location"] == "/account/password/change/"

    def change(old: str, new: str, again: str = "") -> Any:
        return client.post("/account/password/change/", {"oldpassword": old, "password1": new, "password2": again or new})

    assert "新口令不能和现在的相同。" in change("Vorlaeufig-2026-x", "Vorlaeufig-2026-x").content.decode()
    short = change("Vorlaeufig-2026-x", "123456").content.decode()
    assert "口令至少要 10 个字符。" in short and "口令不能全是数字。" in short and "too short" not in short
    assert "两遍输入的新口令不一样" in change("Vorlaeufig-2026-x", "Neues-2026-wort", "anders").content.decode()
    assert "当前口令不对" in change("falsch", "Neues-2026-wort").content.decode()
    done = change("Vorlaeufig-2026-x", "Neues-2026-wort")
    assert done.status_code == 302 and done.headers["Location"] == "/"
    assert client.get("/todo/").status_code == 200
