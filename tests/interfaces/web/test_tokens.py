"""Tokens on the pages: made by whoever holds them and shown once, revoked by him or by the system administrator."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from bihuan.foundation.accounts.models import User
from bihuan.foundation.audit.models import Record
from bihuan.foundation.tokens.models import Token
from bihuan.foundation.tokens.queries import opened_by
from bihuan.foundation.webhooks.models import Subscription
from bihuan.foundation.webhooks.queries import secret_of

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


def _told(**more: object) -> dict[str, object]:
    return {
        "name": "政务平台取台账",
        "scopes": ["ledger:read"],
        "expires_on": (timezone.localdate() + timedelta(days=30)).isoformat(),
        **more,
    }


def test_a_token_is_made_shown_once_and_revoked(clerk: User, signed_in: SignIn) -> None:
    client = signed_in(clerk)
    page = client.post("/tokens/", _told())
    text = re.search(r"bihuan_[0-9a-f]{12}_[\w-]{43}", page.content.decode())
    assert text and page.status_code == 200 and page["Cache-Control"] == "no-store"
    token = opened_by(text[0], timezone.localdate())
    assert token is not None and token.user_id == clerk.pk and token.scopes == ["ledger:read"]
    listed = client.get("/tokens/").content.decode()
    assert token.mark in listed and text[0] not in listed
    assert client.post(f"/tokens/{token.pk}/revoke/").status_code == 302
    assert opened_by(text[0], timezone.localdate()) is None


@pytest.mark.parametrize("more", [{"scopes": []}, {"scopes": ["all"]}, {"expires_on": "2999-01-01"}, {"name": " "}])
def test_a_wrong_form_says_so(clerk: User, signed_in: SignIn, more: dict[str, object]) -> None:
    assert signed_in(clerk).post("/tokens/", _told(**more)).status_code == 422
    assert not Token.objects.exists()


def test_only_the_system_administrator_sees_and_revokes_those_of_others(
    three: dict[str, User], clerk: User, keeper: User, signed_in: SignIn
) -> None:
    signed_in(clerk).post("/tokens/", _told())
    token = Token.objects.get()
    assert signed_in(keeper).post(f"/tokens/{token.pk}/revoke/").status_code == 404
    assert signed_in(three["audit"]).post(f"/administration/tokens/{token.pk}/revoke/").status_code == 404
    system = signed_in(three["system"])
    page = system.get("/administration/tokens/").content.decode()
    assert token.mark in page and token.name not in page, "what it is for may be business"
    assert system.post(f"/administration/tokens/{token.pk}/revoke/").status_code == 302
    token.refresh_from_db()
    assert token.revoked_by_id == three["system"].pk


def test_a_webhook_is_registered_its_secret_shown_once_and_stopped(three: dict[str, User], signed_in: SignIn, settings: object) -> None:
    settings.BIHUAN_WEBHOOK_HOSTS = ["hooks.example"]  # type: ignore[attr-defined]
    system = signed_in(three["system"])
    page = system.post("/administration/webhooks/", {"url": "https://hooks.example/in", "events": ["problem"]})
    row = Subscription.objects.get()
    assert page.status_code == 200 and page["Cache-Control"] == "no-store" and secret_of(row) in page.content.decode()
    listed = system.get("/administration/webhooks/").content.decode()
    assert row.url in listed and secret_of(row) not in listed
    assert system.post(f"/administration/webhooks/{row.pk}/stop/").status_code == 302
    assert system.post("/administration/webhooks/", {"url": "https://127.0.0.1/", "events": ["problem"]}).status_code == 422
    assert system.post("/administration/webhooks/", {"url": "https://hooks.example/", "events": ["account"]}).status_code == 422
    assert signed_in(three["audit"]).get("/administration/webhooks/").status_code == 404
    assert Subscription.objects.count() == 1


@pytest.mark.parametrize("kept", [False, True])
def test_a_reset_password_takes_the_tokens_with_it_unless_they_are_kept(
    three: dict[str, User], clerk: User, signed_in: SignIn, kept: bool
) -> None:
    for _each in range(2):
        text = re.search(r"bihuan_[0-9a-f]{12}_[\w-]{43}", signed_in(clerk).post("/tokens/", _told()).content.decode())
    assert text is not None
    system = signed_in(three["system"])
    assert "这个账号有 2 个接口令牌" in system.get(f"/administration/accounts/{clerk.pk}/").content.decode()
    page = system.post(f"/administration/accounts/{clerk.pk}/password/", {"keep_tokens": "1"} if kept else {}).content.decode()
    assert ("保留了 2 个接口令牌" if kept else "同时作废了 2 个接口令牌") in page and "再开一个" not in page
    assert (opened_by(text[0], timezone.localdate()) is not None) is kept
    told = Record.objects.filter(action="revoke_token", actor=three["system"].pk)
    assert told.count() == (0 if kept else 2), "each in the book"


def test_a_closed_account_takes_its_tokens_with_it_and_opened_again_comes_without(
    three: dict[str, User], clerk: User, signed_in: SignIn
) -> None:
    text = re.search(r"bihuan_[0-9a-f]{12}_[\w-]{43}", signed_in(clerk).post("/tokens/", _told()).content.decode())
    assert text is not None
    system, address = signed_in(three["system"]), f"/administration/accounts/{clerk.pk}"
    assert "接口令牌随之作废" in system.get(f"{address}/").content.decode()
    for act in ("close", "reopen"):
        assert system.post(f"{address}/{act}/", {"reason": "借调"}).status_code == 302
        assert opened_by(text[0], timezone.localdate()) is None
    token = Token.objects.get()
    assert token.revoked_by_id == three["system"].pk
    assert Record.objects.filter(action="revoke_token", kind="token", row=token.pk).count() == 1
