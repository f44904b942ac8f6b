"""Where somebody stands after signing in: where his work is (product.md, “what each sees first”)."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bihuan.clues.rules import locks
from bihuan.foundation.accounts.models import User
from tests.clues.ground import APPROVER, HANDLER, INTAKE, Desk
from tests.factories import town as t

pytestmark = pytest.mark.django_db
COCKPIT = {t.OFFICE, t.LEADER}


@pytest.fixture(autouse=True)
def no_second_factor(settings: Any) -> None:
    settings.BIHUAN_DEMO = True


@pytest.fixture
def desk(settings: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr(locks, "COST", {"time_cost": 1, "memory_cost": 8, "parallelism": 1})
    settings.BIHUAN_PORTAL_BOX = str(tmp_path / "box.sqlite3")
    return Desk(t.town(), timezone.now())


def first(user: User) -> str:
    browser = Client()
    browser.force_login(user)
    return str(browser.get(reverse("home:start")).headers["Location"])


@pytest.mark.parametrize("name", [t.OFFICE, t.LEADER, t.IN_CHARGE, t.HEAD, t.LIAISON, t.OFFICIAL, t.GROUP])
def test_office_and_leading_group_see_the_map_and_everybody_else_his_work(name: str) -> None:
    place = t.town()
    cockpit = reverse("reports:cockpit", args=[place.campaign.code])
    user = place.people[name].user
    assert user and first(user) == (cockpit if name in COCKPIT else reverse("home:todo"))


def test_administrators_stand_at_their_consoles() -> None:
    t.town()
    assert {first(user) for user in t.administrators().values()} == {reverse("administration:console")}


@pytest.mark.parametrize("name", [INTAKE, HANDLER, APPROVER])
def test_clue_staff_stand_at_their_desk_and_are_not_told_that_they_belong_to_nothing(desk: Desk, name: str) -> None:
    user = User.objects.get(pk=desk.actor(name).user_id)
    assert first(user) == reverse("clues:desk")
    browser = Client()
    browser.force_login(user)
    page = browser.get(reverse("home:todo")).content.decode()
    assert "您还没有参加专项" not in page and page.count(f'href="{reverse("clues:desk")}"') >= 2, "in the menu and where the work would be"
