"""Signing in and out is in the book; a password set by somebody else must be changed first."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from bihuan.foundation.accounts import operations, queries
from bihuan.foundation.accounts.models import User
from bihuan.foundation.audit.models import Record

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
GOOD = "Tiao-shan-96-liu"


@pytest.fixture
def user(db: None) -> User:
    return operations.open_account(username="liulang", name="柳浪", password=GOOD, actor=queries.system_actor(), now=NOW)


def _actions(user: User) -> list[str]:
    return list(Record.objects.filter(kind="account", actor=user.pk).order_by("position").values_list("action", flat=True))


def test_coming_and_going_are_in_the_book_and_the_first_password_is_changed(user: User, client: Client) -> None:
    answer = client.post(reverse("account_login"), {"login": "liulang", "password": GOOD})
    assert answer.status_code == 302
    assert _actions(user) == ["sign_in"]
    forced = client.get("/organisation/")
    assert forced.status_code == 302 and forced["Location"] == reverse("account_change_password")
    changed = client.post(
        reverse("account_change_password"), {"oldpassword": GOOD, "password1": "Wen-ying-72-hua", "password2": "Wen-ying-72-hua"}
    )
    assert changed.status_code == 302
    user.refresh_from_db()
    assert not user.must_change_password and user.check_password("Wen-ying-72-hua")
    client.post(reverse("account_logout"))
    assert _actions(user) == ["sign_in", "change_password", "sign_out"]


def test_wrong_passwords_lock_and_are_counted(user: User, client: Client) -> None:
    for _time in range(6):
        answer = client.post(reverse("account_login"), {"login": "liulang", "password": "wrong"})
    assert answer.status_code == 429
    assert client.post(reverse("account_login"), {"login": "liulang", "password": GOOD}).status_code == 429
    (lock,) = queries.failed_sign_ins(datetime.now(UTC))
    assert lock.locked
    assert _actions(user) == []


def test_the_systems_own_user_never_signs_in(client: Client, db: None) -> None:
    assert client.post(reverse("account_login"), {"login": "bihuan-system", "password": "x"}).status_code == 200
    assert not client.session.get("_auth_user_id")
