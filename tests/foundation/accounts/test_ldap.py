"""Passwords asked of a directory: whoever has an account comes in with it; locks, factors and the three administrators stay as they are."""

import ssl
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bihuan.foundation.accounts import operations, queries
from bihuan.foundation.accounts.directories.ldap import Away, checked, tried
from bihuan.foundation.accounts.directories.queries import faults
from bihuan.foundation.accounts.directories.rules import faults_of_ldap
from bihuan.foundation.accounts.models import User
from bihuan.foundation.audit.models import Record
from bihuan.organisation.models import Person
from tests.fakes.certificates import certified
from tests.fakes.directory import TOP, People, served

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
GOOD, THEIRS = "Tiao-shan-96-liu", "unit-password-1"
THREE = {"system": ("guanli", "甲一", GOOD), "security": ("anquan", "乙二", GOOD), "audit": ("shenji", "丙三", GOOD)}


def told(url: str, **more: Any) -> dict[str, Any]:
    return {"url": url, "starttls": False, "ca": "", "bind_dn": "", "bind_password": "", "base": TOP, "filter": "(uid={name})",
            "attribute": "uid", "match": "name", **more}  # fmt: skip


def people(**more: str) -> People:
    names = {"liulang": THEIRS, "guanli": THEIRS, "moshengren": THEIRS, **more}
    return People(names, {name: {"uid": name, "employeeNumber": f"QS-{name}"} for name in names})


@pytest.fixture
def user(db: None) -> User:
    operations.appoint_administrators(people=THREE, actor=queries.system_actor(), now=NOW)  # else the door leads to the first-start guide
    return operations.open_account(username="liulang", name="柳浪", password=GOOD, actor=queries.system_actor(), now=NOW)


def sign_in(client: Client, name: str = "liulang", password: str = THEIRS) -> Any:
    return client.post(reverse("account_login"), {"login": name, "password": password})


def test_the_directory_s_password_and_the_own_one_both_open(user: User, settings: Any, client: Client) -> None:
    with served(people()) as url:
        settings.BIHUAN_LDAP = told(url)
        assert sign_in(client)["Location"] == "/"
        assert Record.objects.get(action="sign_in", row=user.pk).changes["way"] == "ldap"
        other = Client()
        assert sign_in(other, password=GOOD).status_code == 302
        assert other.get("/organisation/")["Location"] == reverse("account_change_password"), "a first password is still changed first"
        assert client.get("/organisation/").status_code != 302
        client.post(reverse("account_logout"))
        assert "_auth_user_id" not in client.session


def test_nobody_gets_an_account_and_the_three_sign_in_by_their_own_passwords_only(user: User, settings: Any) -> None:
    with served(people()) as url:
        settings.BIHUAN_LDAP = told(url)
        for name in ("moshengren", "guanli", "bihuan-system"):
            client = Client()
            assert sign_in(client, name).status_code == 200 and "_auth_user_id" not in client.session
        assert not User.objects.filter(username="moshengren").exists()
        assert sign_in(Client(), "guanli", GOOD).status_code == 302
        operations.close_account(user, reason="调离", actor=queries.system_actor(), now=NOW)
        assert sign_in(Client()).status_code == 200


def test_wrong_empty_and_clever_passwords_do_not_open(user: User, settings: Any) -> None:
    held = people()
    with served(held) as url:
        settings.BIHUAN_LDAP = told(url)
        for password in ("wrong", " ", ""):
            assert sign_in(Client(), password=password).status_code == 200
        assert checked(told(url), "liulang", THEIRS) == "liulang"
        assert checked(told(url), "*", THEIRS) == "" and checked(told(url), "x)(uid=*", THEIRS) == ""
        assert "uid=*" in held.asked and "uid=x)(uid=*" in held.asked, "the name is data, never part of the question"
        assert ("", True) in held.bound and not [who for who, right in held.bound if right and who and "liulang" not in who]
        held.doubled = True
        assert checked(told(url), "liulang", THEIRS) == "", "two entries are none"


def test_the_lock_holds_whatever_the_directory_says(user: User, settings: Any, client: Client) -> None:
    with served(people()) as url:
        settings.BIHUAN_LDAP = told(url)
        for _time in range(6):
            answer = sign_in(client, password="wrong")
        assert answer.status_code == 429 and sign_in(client).status_code == 429


def test_the_second_factor_is_asked_for_all_the_same(user: User, settings: Any, client: Client) -> None:
    from allauth.mfa.models import Authenticator

    Authenticator.objects.create(user=user, type="totp", data={"secret": "x"})
    with served(people()) as url:
        settings.BIHUAN_LDAP = told(url)
        assert sign_in(client)["Location"] == reverse("mfa_authenticate") and "_auth_user_id" not in client.session


def test_people_are_found_by_their_staff_number(user: User, settings: Any, client: Client) -> None:
    with served(people()) as url:
        settings.BIHUAN_LDAP = told(url, attribute="employeeNumber", match="number")
        assert sign_in(Client()).status_code == 200
        Person.objects.create(name="柳浪", sort_key="liulang", number="QS-liulang", user=user)
        assert sign_in(client)["Location"] == "/"


def test_a_directory_that_is_away_is_told_and_own_passwords_still_open(user: User, settings: Any, client: Client) -> None:
    settings.BIHUAN_LDAP = told("ldap://127.0.0.1:9")
    answer = sign_in(client)
    assert answer.status_code == 200 and "目录服务器暂时没有回应" in answer.content.decode()
    assert queries.failed_sign_ins(datetime.now(UTC))[0].failures == 1, "it counts, so that nobody guesses meanwhile"
    assert sign_in(client, password=GOOD).status_code == 302


@pytest.mark.parametrize("way", ["ldaps", "starttls"])
def test_certificates_are_verified(way: str, tmp_path: Path) -> None:
    ours, foreign = certified(tmp_path / "ours"), certified(tmp_path / "foreign")
    held = people(app="service")
    held.context = ours.context
    with served(held, tls=way == "ldaps") as url:
        about = told(url, starttls=way == "starttls", bind_dn=f"uid=app,{TOP}", bind_password="service")
        for ca in ("", str(foreign.authority)):
            assert "certificate" in tried({**about, "ca": ca}).lower() or "SSL" in tried({**about, "ca": ca})
            with pytest.raises(Away):
                checked({**about, "ca": ca}, "liulang", THEIRS)
        assert not held.bound, "no password was sent"
        right = {**about, "ca": str(ours.authority)}
        assert tried(right) == "" and checked(right, "liulang", THEIRS) == "liulang"
        assert tried({**right, "bind_password": "wrong"})
    assert isinstance(ours.context, ssl.SSLContext)


def test_settings_that_cannot_be_right_are_told_and_ask_nobody(user: User, settings: Any, client: Client, tmp_path: Path) -> None:
    assert not list(faults_of_ldap({})) and not list(faults_of_ldap(told("ldaps://ldap.test")))
    for more, words in (
        ({"url": "ldap.test"}, "看不懂"), ({"url": "ldaps://ldap.test:zwei"}, "看不懂"), ({"url": "ldaps://[ldap"}, "看不懂"),
        ({"url": "ldap://ldap.test"}, "没有加密"), ({"base": ""}, "BIHUAN_LDAP_BASE"),
        ({"filter": "(uid=x)"}, "BIHUAN_LDAP_FILTER"), ({"bind_dn": "cn=a"}, "一起设"), ({"match": "dn"}, "BIHUAN_LDAP_MATCH"),
        ({"ca": str(tmp_path / "no")}, "不存在"),
    ):  # fmt: skip
        settings.BIHUAN_LDAP = {**told("ldaps://ldap.test"), **more}
        assert words in "".join(faults())
    with served(people()) as url:
        settings.BIHUAN_LDAP = told(url, match="dn")
        assert sign_in(client).status_code == 200 and "_auth_user_id" not in client.session
