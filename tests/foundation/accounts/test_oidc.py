"""Signing in at an OpenID Connect issuer: whoever has an account comes in, nobody gets one by coming; factors and locks stay."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.urls import reverse

from bihuan.config import directories
from bihuan.foundation.accounts import operations, queries
from bihuan.foundation.accounts.directories.oidc import tried
from bihuan.foundation.accounts.directories.queries import faults, issuer_name
from bihuan.foundation.accounts.directories.rules import faults_of_oidc
from bihuan.foundation.accounts.models import User
from bihuan.foundation.audit.models import Record
from bihuan.organisation.models import Person
from tests.fakes.certificates import certified
from tests.fakes.issuer import CLIENT, SECRET, Issuer, served

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
GOOD = "Tiao-shan-96-liu"
THREE = {"system": ("guanli", "甲一", GOOD), "security": ("anquan", "乙二", GOOD), "audit": ("shenji", "丙三", GOOD)}


def told(issuer: str) -> dict[str, Any]:
    return {"issuer": issuer, "client": CLIENT, "secret": SECRET, "name": "统一认证", "scope": "openid profile", "claim": "preferred_username",
            "match": "name", "ca": ""}  # fmt: skip


def use(settings: Any, address: str, **more: str) -> None:
    settings.BIHUAN_OIDC = {**told(address), **more}
    settings.SOCIALACCOUNT_PROVIDERS = directories.apps(settings.BIHUAN_OIDC)


@pytest.fixture
def issuer(settings: Any) -> Iterator[Issuer]:
    with served() as found:
        use(settings, found.address)
        yield found


@pytest.fixture
def user(db: None) -> User:
    operations.appoint_administrators(people=THREE, actor=queries.system_actor(), now=NOW)  # else the door leads to the first-start guide
    return operations.open_account(username="liulang", name="柳浪", password=GOOD, actor=queries.system_actor(), now=NOW)


def come(client: Client, ca: Path | None = None) -> Any:
    """Through the button, to the issuer and back."""
    out = client.get(reverse("openid_connect_login"))
    if out.status_code != 302:
        return out
    there = requests.get(out["Location"], allow_redirects=False, timeout=5, verify=str(ca) if ca else True)
    return client.get(there.headers["Location"])


def test_whoever_has_an_account_comes_in_and_his_password_is_not_asked_for(user: User, issuer: Issuer, client: Client) -> None:
    page = client.get(reverse("account_login")).content.decode()
    assert "用统一认证登录" in page and reverse("openid_connect_login") in page
    client.get("/language/")
    before = client.session.session_key
    assert come(client)["Location"] == "/"
    assert client.session["_auth_user_id"] == str(user.pk) and client.session.session_key != before
    record = Record.objects.get(kind="account", action="sign_in", row=user.pk)
    assert record.changes["way"] == "oidc"
    assert client.get("/").status_code != 302 or "password" not in client.get("/")["Location"], "the first password was never used"
    client.post(reverse("account_logout"))
    assert "_auth_user_id" not in client.session


def test_nobody_gets_an_account_by_coming(user: User, issuer: Issuer, client: Client) -> None:
    issuer.who = {"sub": "s-9", "preferred_username": "moshengren"}
    answer = come(client)
    assert answer.status_code == 403 and "没有与“moshengren”对应的账号" in answer.content.decode()
    assert not User.objects.filter(username="moshengren").exists() and "_auth_user_id" not in client.session


@pytest.mark.parametrize("sign", ["\u200b", "\u202e", "\u3164"])
def test_a_name_with_a_sign_that_nobody_sees_is_another_name(user: User, issuer: Issuer, client: Client, sign: str) -> None:
    issuer.who = {"sub": "s-9", "preferred_username": f"liu{sign}lang"}
    answer = come(client)
    assert answer.status_code == 403 and "看不见的符号" in answer.content.decode() and "_auth_user_id" not in client.session


def test_the_three_administrators_and_closed_accounts_do_not_come_this_way(user: User, issuer: Issuer, client: Client) -> None:
    for name, *_rest in THREE.values():
        issuer.who = {"sub": f"s-{name}", "preferred_username": name}
        answer = come(client)
        assert answer.status_code == 403 and "三员只能用本系统的口令登录" in answer.content.decode()
    issuer.who = {"sub": "s-0", "preferred_username": "bihuan-system"}
    assert come(client).status_code == 403
    issuer.who = {"sub": "s-1", "preferred_username": "liulang"}
    operations.close_account(user, reason="调离", actor=queries.system_actor(), now=NOW)
    come(client)
    assert "_auth_user_id" not in client.session


def test_a_subject_is_tied_once_and_another_one_under_the_same_name_is_refused(user: User, issuer: Issuer) -> None:
    come(Client())
    tie = SocialAccount.objects.get()
    assert (tie.user_id, tie.uid, set(tie.extra_data)) == (user.pk, "s-1", {"sub", "claim"})
    issuer.who = {"sub": "s-2", "preferred_username": "liulang"}
    assert "另一个身份" in come(Client()).content.decode()
    operations.open_account(username="wenying", name="闻莺", password=GOOD, actor=queries.system_actor(), now=NOW)
    issuer.who = {"sub": "s-1", "preferred_username": "wenying"}
    assert "已绑定另一个账号" in come(Client()).content.decode()
    assert operations.untie_account(user, actor=queries.system_actor(), now=NOW) == 1
    assert Record.objects.get(action="untie_account").changes["cleared"] == 1
    issuer.who = {"sub": "s-2", "preferred_username": "liulang"}
    assert come(Client())["Location"] == "/"


def test_people_are_found_by_their_staff_number(user: User, issuer: Issuer, settings: Any, client: Client) -> None:
    use(settings, issuer.address, match="number", claim="employee")
    issuer.who = {"sub": "s-1", "employee": "QS-0007"}
    assert come(Client()).status_code == 403
    Person.objects.create(name="柳浪", sort_key="liulang", number="QS-0007", user=user)
    assert come(client)["Location"] == "/" and client.session["_auth_user_id"] == str(user.pk)
    issuer.who = {"sub": "s-3", "employee": ""}
    Person.objects.create(name="无号", sort_key="wuhao", number="")
    assert come(Client()).status_code == 403


@pytest.mark.parametrize("spoilt", ["key", "audience", "late", "sub"])
def test_a_token_that_does_not_fit_lets_nobody_in(user: User, issuer: Issuer, client: Client, spoilt: str) -> None:
    issuer.spoilt = spoilt
    answer = come(client)
    assert answer.status_code == 409 and "统一认证没有成功" in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_a_way_back_that_nobody_began_is_refused(user: User, issuer: Issuer, client: Client) -> None:
    answer = client.get(reverse("openid_connect_callback"), {"code": "x", "state": "forged"})
    assert answer.status_code == 409 and "_auth_user_id" not in client.session
    out = client.get(reverse("openid_connect_login"))
    there = requests.get(out["Location"], allow_redirects=False, timeout=5)
    assert Client().get(there.headers["Location"]).status_code == 409, "somebody else's browser"


def test_nobody_ties_an_identity_to_the_account_he_is_in(user: User, issuer: Issuer, client: Client) -> None:
    client.post(reverse("account_login"), {"login": "liulang", "password": GOOD})
    for words in ({"process": "connect"}, {"process": "redirect"}, {"scope": "x"}):
        assert client.get(reverse("openid_connect_login"), words).status_code == 404
    assert client.get(reverse("openid_connect_login"), {"next": "/todo/"}).status_code == 302


def test_the_lock_after_wrong_passwords_holds_here_too(user: User, issuer: Issuer, client: Client) -> None:
    for _time in range(5):
        client.post(reverse("account_login"), {"login": "liulang", "password": "wrong"})
    assert "已暂停登录" in come(client).content.decode() and "_auth_user_id" not in client.session


def test_the_second_factor_is_asked_for_all_the_same(user: User, issuer: Issuer, client: Client) -> None:
    from allauth.mfa.models import Authenticator

    Authenticator.objects.create(user=user, type="totp", data={"secret": "x"})
    assert come(client)["Location"] == reverse("mfa_authenticate") and "_auth_user_id" not in client.session


def test_certificates_are_verified(user: User, settings: Any, tmp_path: Path, client: Client) -> None:
    ours, foreign = certified(tmp_path / "ours"), certified(tmp_path / "foreign")
    with served(ours.context) as issuer:
        for ca in ("", str(foreign.authority)):
            use(settings, issuer.address, ca=ca)
            assert "SSLError" in tried(settings.BIHUAN_OIDC)
            answer = client.get(reverse("openid_connect_login"))
            assert answer.status_code == 409 and "认证服务暂时连不上" in answer.content.decode()
        use(settings, issuer.address, ca=str(ours.authority))
        assert tried(settings.BIHUAN_OIDC) == ""
        assert come(client, ours.authority)["Location"] == "/"


def test_settings_that_cannot_be_right_are_told_and_open_no_door(user: User, settings: Any, client: Client, tmp_path: Path) -> None:
    assert not list(faults_of_oidc({})) and not list(faults_of_oidc(told("https://sso.test")))
    for more, words in (
        ({"issuer": "sso"}, "看不懂"), ({"issuer": "http://sso.test"}, "没有用 https"), ({"client": ""}, "BIHUAN_OIDC_CLIENT"),
        ({"match": "mail"}, "BIHUAN_OIDC_MATCH"), ({"ca": str(tmp_path / "no")}, "不存在"), ({"scope": "profile"}, "openid"),
    ):  # fmt: skip
        use(settings, "https://sso.test", **more)
        assert words in "".join(faults()) and issuer_name() == ""
        assert "用统一认证登录" not in client.get(reverse("account_login")).content.decode()
        assert client.get(reverse("openid_connect_login")).status_code == 409
    settings.BIHUAN_OIDC = {}
    assert client.get(reverse("openid_connect_login")).status_code == 404
