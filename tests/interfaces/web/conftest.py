"""Who sits before the pages in these tests. The second factor is settled for them: it has tests of its own."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.utils.timezone import localdate

from bihuan.foundation.accounts import operations, queries
from bihuan.foundation.accounts.models import User
from bihuan.organisation.operations import give_standing_duty
from bihuan.organisation.vocabulary import StandingDutyKind

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
GOOD = "Tiao-shan-96-liu"
THREE = {"system": ("guanli", "甲一", GOOD), "security": ("anquan", "乙二", GOOD), "audit": ("shenji", "丙三", GOOD)}


@pytest.fixture
def three(db: None) -> dict[str, User]:
    users = operations.appoint_administrators(people=THREE, actor=queries.system_actor(), now=NOW)
    return {user.administrator: user for user in users}


@pytest.fixture
def signed_in() -> Callable[[User], Client]:
    """signed_in(user) → a browser in which this account has signed in, with its second factor and a password that it took today: the accounts
    of these tests were opened on a day long ago."""

    def sign_in(user: User) -> Client:
        User.objects.filter(pk=user.pk).update(password_set_on=localdate())
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        session = client.session
        session["second_factor"] = "bound"
        session.save()
        return client

    return sign_in


@pytest.fixture
def keeper(three: dict[str, User]) -> User:
    """Somebody who keeps the organisation."""
    machine = queries.system_actor()
    user = operations.open_account(username="zuzhi", name="丁四", password=GOOD, actor=machine, now=NOW, must_change=False)
    give_standing_duty(user=user, duty=StandingDutyKind.KEEPER, actor=machine, now=NOW)
    return user


@pytest.fixture
def clerk(three: dict[str, User]) -> User:
    """Somebody without any duty."""
    return operations.open_account(username="keyuan", name="戊五", password=GOOD, actor=queries.system_actor(), now=NOW, must_change=False)
