"""Pages of keys: made, unlocked for one browser, locked again, handed over by two; nothing there for anybody else."""

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bihuan.clues.models import KeyHandover, KeyHolder, UnlockedKey
from bihuan.clues.operations import end_key
from bihuan.clues.rules import locks
from bihuan.foundation.accounts.factor_secrets import sealed
from bihuan.foundation.accounts.models import User
from tests.clues.ground import CUSTODIAN, HANDLER, INTAKE, INTAKE_2, KEEPERS, PASSPHRASE, Desk
from tests.factories import town as factory
from tests.factories.town import HEAD, OFFICE

pytestmark = pytest.mark.django_db
MORE = "另一个 足够 长的 口令"
PASSWORD = "Tiao-shan-96-liu"


@pytest.fixture
def desk(db: None, settings: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setattr(locks, "COST", {"time_cost": 1, "memory_cost": 8, "parallelism": 1})
    settings.BIHUAN_DEMO = True  # no second factor
    settings.BIHUAN_PORTAL_BOX = str(tmp_path / "box.sqlite3")
    yield Desk(factory.town(), timezone.now())


@pytest.fixture
def at_desk(desk: Desk, signed_in: Callable[[User], Client]) -> Callable[[str], Client]:
    """at_desk(name) → his browser, signed in; his password is known."""

    def sign_in(name: str) -> Client:
        user = User.objects.get(pk=desk.actor(name).user_id)
        if not user.check_password(PASSWORD):
            user.set_password(PASSWORD)
            user.save()
        return signed_in(user)

    return sign_in


def go(browser: Client, name: str, *given: Any, data: dict[str, Any] | None = None, **kwargs: Any) -> Any:
    """A page, or a form sent to it."""
    address = reverse(f"clues:{name}", args=given)
    return browser.get(address, **kwargs) if data is None else browser.post(address, data, **kwargs)


def prove(browser: Client) -> None:
    """The sign-in once more."""
    assert browser.post(reverse("account_reauthenticate"), {"password": PASSWORD}).status_code == 302


def test_somebody_makes_his_key_and_it_is_unlocked_in_his_browser_alone(desk: Desk, at_desk: Callable[[str], Client]) -> None:
    browser, other = at_desk(INTAKE), at_desk(INTAKE)
    assert "您还没有密钥" in go(browser, "keys").text
    answer = go(browser, "make_key", data={"fresh": PASSPHRASE, "again": "不一样 的 口令 不一样"})
    assert answer.status_code == 422 and "两次输入的不一样" in answer.text and PASSPHRASE not in answer.text
    answer = go(browser, "make_key", data={"fresh": PASSPHRASE, "again": PASSPHRASE})
    assert answer.status_code == 302 and KeyHolder.objects.get().purpose == "desk"
    cookie = answer.cookies["bihuan_keys"]
    assert cookie["httponly"] and cookie["samesite"] == "Strict" and not cookie["max-age"]
    assert "已解锁" in go(browser, "keys").text and "锁着" in go(other, "keys").text
    session = browser.session
    assert cookie.value not in str(dict(session.items()))  # the table of sessions knows nothing of it


def test_unlocking_leads_back_to_where_one_was_and_never_to_another_house(desk: Desk, at_desk: Callable[[str], Client]) -> None:
    desk.key(INTAKE)
    browser, back = at_desk(INTAKE), reverse("clues:keys")
    for told, led in ((back, back), ("https://example.invalid/x", reverse("clues:desk"))):
        assert browser.post(f"{reverse('clues:unlock')}?next={told}", {"passphrase": PASSPHRASE}).url == led
    assert "口令不对" in go(browser, "unlock", data={"passphrase": "错的 错的 错的 错的"}).text


def test_each_unlocking_has_a_secret_of_its_own(desk: Desk, at_desk: Callable[[str], Client]) -> None:
    """A secret that somebody else put into the browser before opens nothing."""
    desk.key(INTAKE)
    UnlockedKey.objects.all().delete()
    browser = at_desk(INTAKE)
    for planted in ("ab" * 32, "rubbish"):
        browser.cookies["bihuan_keys"] = planted
        go(browser, "unlock", data={"passphrase": PASSPHRASE})
        assert browser.cookies["bihuan_keys"].value != planted
    count = UnlockedKey.objects.count()
    go(browser, "unlock", data={"passphrase": PASSPHRASE})
    assert UnlockedKey.objects.count() == count  # what this browser had unlocked is locked


@pytest.mark.parametrize("how", ["lock", "sign_out"])
def test_locking_and_signing_out_lock(desk: Desk, at_desk: Callable[[str], Client], how: str) -> None:
    desk.key(INTAKE)
    UnlockedKey.objects.all().delete()
    browser = at_desk(INTAKE)
    go(browser, "unlock", data={"passphrase": PASSPHRASE})
    assert UnlockedKey.objects.count() == 1
    browser.post(reverse("clues:lock" if how == "lock" else "account_logout"))
    assert not UnlockedKey.objects.exists()


def test_another_passphrase(desk: Desk, at_desk: Callable[[str], Client]) -> None:
    desk.key(INTAKE)
    browser = at_desk(INTAKE)
    go(browser, "change_passphrase", data={"passphrase": PASSPHRASE, "fresh": MORE, "again": MORE})
    assert "口令不对" in go(browser, "unlock", data={"passphrase": PASSPHRASE}).text
    assert go(browser, "unlock", data={"passphrase": MORE}).status_code == 302


def test_ending_a_key_asks_once_more_who_it_is(desk: Desk, at_desk: Callable[[str], Client]) -> None:
    desk.key(INTAKE)
    browser = at_desk(INTAKE)
    answer = go(browser, "end_key")
    assert answer.url.startswith(reverse("account_reauthenticate"))
    assert go(browser, "end_key", data={"reason": "口令忘记"}).status_code == 302 and KeyHolder.objects.get().state == "active"
    assert "口令忘记" not in str(dict(browser.session.items()))  # nothing that was typed is put by
    prove(browser)
    go(browser, "end_key", data={"reason": "口令忘记"})
    assert KeyHolder.objects.get().state == "ended"


def test_what_an_ended_key_opens_is_handed_over_on_the_pages(desk: Desk, at_desk: Callable[[str], Client]) -> None:
    for name in KEEPERS:
        desk.key(name, CUSTODIAN)
    desk.key(INTAKE_2)
    old = desk.key(INTAKE)
    end_key(old, reason="调离", actor=desk.actor(INTAKE), now=desk.now)
    heir, strange = at_desk(INTAKE_2), at_desk(OFFICE)
    assert "申请交接" in go(heir, "keys").text
    assert go(heir, "ask_handover", data={"old": old.pk, "reason": "接手"}).status_code == 302
    row = KeyHandover.objects.get()
    assert go(strange, "handover", row.pk).status_code == 404
    for name in KEEPERS[:2]:
        browser = at_desk(name)
        prove(browser)
        assert "开启" in go(browser, "handover", row.pk).text
        assert go(browser, "handover", row.pk, data={"act": "open"}).url.startswith(reverse("clues:unlock"))
        go(browser, "unlock", data={"passphrase": PASSPHRASE})
        go(browser, "handover", row.pk, data={"act": "open"})
        row.refresh_from_db()
    assert row.state == "done"
    assert "申请交接" not in go(heir, "keys").text and "已交接" in go(heir, "keys").text


def test_a_custodian_refuses_with_a_reason(desk: Desk, at_desk: Callable[[str], Client]) -> None:
    for name in KEEPERS:
        desk.key(name, CUSTODIAN)
    row = KeyHandover.objects.create(old=desk.key(INTAKE), heir=desk.key(HANDLER), asked_at=desk.now)
    browser = at_desk(KEEPERS[0])
    prove(browser)
    assert "请填写" in go(browser, "handover", row.pk, data={"act": "refuse", "reason": ""}).text
    go(browser, "handover", row.pk, data={"act": "refuse", "reason": "未经批准"})
    row.refresh_from_db()
    assert row.state == "refused"


@pytest.mark.parametrize("page", ["keys", "make_key", "unlock", "change_passphrase", "ask_handover"])
def test_to_everybody_else_there_is_no_such_page(desk: Desk, at_desk: Callable[[str], Client], page: str) -> None:
    assert go(at_desk(OFFICE), page).status_code == 404


def test_no_page_of_keys_stays_anywhere(desk: Desk, at_desk: Callable[[str], Client]) -> None:
    desk.key(INTAKE)
    for page in ("keys", "unlock", "change_passphrase"):
        assert go(at_desk(INTAKE), page)["Cache-Control"] == "no-store"


def test_whoever_works_at_the_desk_binds_a_second_factor_first(desk: Desk, settings: Any) -> None:
    settings.BIHUAN_DEMO = False
    for name, led in ((KEEPERS[0], True), (HANDLER, True), (HEAD, False)):
        user, browser = User.objects.get(pk=desk.actor(name).user_id), Client()
        User.objects.filter(pk=user.pk).update(password_set_on=timezone.localdate())
        browser.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        assert (browser.get(reverse("home:todo")).get("Location") == reverse("mfa_activate_totp")) is led


def test_the_page_tells_what_the_door_cannot_take_as_yet(desk: Desk, at_desk: Callable[[str], Client]) -> None:
    browser = at_desk(INTAKE)
    page = go(browser, "keys").text
    assert "收不了举报" in page and "不收姓名" in page and "没有人能打开" in page
    desk.all_keys()
    page = go(browser, "keys").text
    assert "收不了举报" not in page and "不收姓名" not in page and KEEPERS[0] not in page


def test_a_custodian_is_told_what_his_key_lacks_and_no_more(desk: Desk, at_desk: Callable[[str], Client]) -> None:
    first, second, third = KEEPERS
    desk.key(first, CUSTODIAN)
    desk.key(second, CUSTODIAN)
    assert "除您以外还没有两名保管人" in go(at_desk(first), "keys").text
    desk.key(third, CUSTODIAN)
    told = go(at_desk(first), "keys").text
    assert "还没有两名保管人" not in told and "下次解锁时就留好备份" in told
    go(at_desk(first), "unlock", data={"passphrase": PASSPHRASE})
    assert "再由两名保管人交接" in go(at_desk(first), "keys").text
    desk.key(INTAKE)
    assert "再由两名保管人交接" in go(at_desk(INTAKE), "keys").text


def test_working_begins_the_half_hour_anew(desk: Desk, at_desk: Callable[[str], Client]) -> None:
    browser = at_desk(KEEPERS[0])
    desk.key(KEEPERS[0], CUSTODIAN)
    UnlockedKey.objects.all().delete()
    go(browser, "unlock", data={"passphrase": PASSPHRASE})
    nearly = timezone.now() + timedelta(minutes=2)
    UnlockedKey.objects.update(until=nearly)
    prove(browser)
    assert go(browser, "identity", 7).status_code == 404
    assert UnlockedKey.objects.get().until > nearly + timedelta(minutes=20)


def test_where_a_second_factor_is_bound_the_password_alone_proves_nothing(desk: Desk, at_desk: Callable[[str], Client]) -> None:
    desk.key(INTAKE)
    browser = at_desk(INTAKE)
    user = User.objects.get(pk=desk.actor(INTAKE).user_id)
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": sealed("JBSWY3DPEHPK3PXP")})
    prove(browser)
    assert go(browser, "end_key").url.startswith(reverse("mfa_reauthenticate"))
    digits = format_hotp_value(hotp_value("JBSWY3DPEHPK3PXP", next(iter(yield_hotp_counters_from_time()))))
    assert browser.post(reverse("mfa_reauthenticate"), {"code": digits}).status_code == 302
    assert go(browser, "end_key").status_code == 200


def test_a_proof_is_good_for_five_minutes(desk: Desk, at_desk: Callable[[str], Client], monkeypatch: pytest.MonkeyPatch) -> None:
    desk.key(INTAKE)
    browser = at_desk(INTAKE)
    prove(browser)
    assert go(browser, "end_key").status_code == 200
    later = time.time() + 301
    monkeypatch.setattr("bihuan.interfaces.web.clues.step_up.time.time", lambda: later)
    assert go(browser, "end_key").status_code == 302
