"""Sessions, passwords and headers as ASVS 5.0 asks for them (docs/security/asvs.md names these tests)."""

import subprocess
import sys
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client, override_settings
from django.utils import timezone

from bihuan.foundation.accounts import operations, queries
from bihuan.foundation.accounts.models import User
from bihuan.foundation.kernel import BadInput
from tests.interfaces.web.conftest import GOOD, NOW

pytestmark = pytest.mark.django_db
_ASKED = "from bihuan.config import settings as s; print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_HSTS_SECONDS, s.DEBUG)"


def _come(password: str = GOOD) -> Client:
    client = Client()
    assert client.post("/account/login/", {"login": "keyuan", "password": password}).status_code == 302
    return client


def _is_in(client: Client) -> bool:
    return client.get("/todo/").status_code == 200


def _settings(home: Any, **told: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", _ASKED], env={"BIHUAN_HOME": str(home), **told}, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_cookies_are_for_the_browser_and_for_https_alone(clerk: User, tmp_path: Any) -> None:
    client = _come()
    session, guard = client.cookies["bihuan"], client.cookies["bihuan_csrf"]
    assert session["httponly"] and session["samesite"] == guard["samesite"] == "Lax"
    assert _settings(tmp_path, BIHUAN_HTTPS="1") == "True True 31536000 False" and _settings(tmp_path) == "False False 0 False"
    with override_settings(SESSION_COOKIE_SECURE=True, CSRF_COOKIE_SECURE=True):
        again = _come()
        assert all(one["secure"] for one in again.cookies.values())


def test_https_once_is_https_for_a_year() -> None:
    from django.middleware.security import SecurityMiddleware

    with override_settings(SECURE_HSTS_SECONDS=31_536_000):
        told = Client().get("/account/login/", secure=True)
        assert (
            SecurityMiddleware(lambda _request: told).sts_seconds == 31_536_000
            and "max-age=31536000" in told.headers["Strict-Transport-Security"]
        )


@pytest.mark.parametrize("address", ["/account/login/", "/api/v1/problems", "/health/live/", "/static/css/main.css", "/nowhere/"])
def test_no_other_origin_is_let_in(address: str, three: Any) -> None:
    for answer in (
        Client().get(address, headers={"origin": "https://else.example"}),
        Client().options(address, headers={"origin": "null"}),
    ):
        assert not [name for name in answer.headers if name.lower().startswith("access-control")]


def test_no_answer_gives_back_what_was_asked(clerk: User) -> None:
    for address in ("/", "/account/login/", "/todo/", "/api/v1/problems"):
        answer = Client().generic("TRACE", address, headers={"x-marked": "marked"})
        assert answer.status_code in {302, 401, 403, 404, 405} and b"marked" not in answer.content


def test_common_passwords_are_refused_and_long_ones_taken(clerk: User) -> None:
    machine = queries.system_actor()
    for poor in ("password123", "qwertyuiop", "1234567890123", "keyuan2026"):
        with pytest.raises(BadInput, match="口令"):
            operations.set_password(clerk, password=poor, actor=machine, now=NOW)
    for good in ("x" * 3 + "河" * 61, "  Leer Zeichen bleiben  ", "all small letters here", GOOD + "-" + "a1" * 60):
        operations.set_password(clerk, password=good, actor=machine, now=NOW)
        clerk.refresh_from_db()
        assert clerk.check_password(good) and not clerk.check_password(good.strip()[:-1]) and not clerk.check_password(good.upper())
        assert good == good.strip() or not clerk.check_password(good.strip())


def test_a_password_is_typed_masked_and_may_be_pasted(clerk: User) -> None:
    page = Client().get("/account/login/").content.decode()
    assert 'type="password"' in page and 'autocomplete="current-password"' in page and "onpaste" not in page


def test_passwords_are_stretched(clerk: User) -> None:
    assert clerk.password.startswith("argon2$argon2id$") or settings.PASSWORD_HASHERS[0].endswith("MD5PasswordHasher")
    from bihuan.config import settings as ours

    assert ours.PASSWORD_HASHERS[0] == "django.contrib.auth.hashers.Argon2PasswordHasher"


def test_a_sign_in_has_a_session_of_its_own(clerk: User) -> None:
    client = Client()
    client.cookies["bihuan"] = "a" * 32  # somebody put it there
    client.post("/account/login/", {"login": "keyuan", "password": GOOD})
    mine, other = client.cookies["bihuan"].value, _come().cookies["bihuan"].value
    assert mine not in ("a" * 32, other) and len(mine) >= 32 and len(set(mine)) > 8
    assert Session.objects.filter(pk__in=[mine, other]).count() == 2 and not Session.objects.filter(pk="a" * 32).exists()


def test_leaving_ends_the_session_on_the_server(clerk: User) -> None:
    client = _come()
    kept = client.cookies["bihuan"].value
    client.post("/account/logout/")
    thief = Client()
    thief.cookies["bihuan"] = kept
    assert not _is_in(thief) and not Session.objects.filter(pk=kept).exists()


def test_a_session_lasts_a_working_day_and_no_longer(clerk: User) -> None:
    client = _come()
    row = Session.objects.get(pk=client.cookies["bihuan"].value)
    assert timedelta(hours=7, minutes=55) < row.expire_date - timezone.now() <= timedelta(hours=8)
    assert not client.cookies["bihuan"]["max-age"], "it goes with the browser, too"
    Session.objects.filter(pk=row.pk).update(expire_date=timezone.now() - timedelta(seconds=1))
    assert not _is_in(client)


def test_a_closed_account_is_out_at_its_next_request(clerk: User) -> None:
    client = _come()
    assert _is_in(client)
    operations.close_account(clerk, reason="调离", actor=queries.system_actor(), now=NOW)
    assert not _is_in(client)


def test_another_password_ends_all_other_sessions(clerk: User) -> None:
    mine, other = _come(), _come()
    fresh = "Neues-Wort-2026-xy"
    mine.post("/account/password/change/", {"oldpassword": GOOD, "password1": fresh, "password2": fresh})
    assert _is_in(mine) and not _is_in(other)
    operations.set_password(User.objects.get(pk=clerk.pk), password="Vorlaeufig-2026-x", actor=queries.system_actor(), now=NOW)
    assert not _is_in(mine)


def test_every_page_leads_out(clerk: User) -> None:
    client = _come()
    for address in ("/todo/", "/account/password/change/"):
        assert 'action="/account/logout/"' in client.get(address).content.decode(), address
