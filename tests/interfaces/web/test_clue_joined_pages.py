"""A clue that another was joined to shows both, with the files of both; unlocking seals anew what waited."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from bihuan.clues.models import Clue
from bihuan.clues.operations import About, By, look_for_stale, merge_clue, register_tip
from bihuan.organisation.vocabulary import StandingDutyKind
from tests.clues.ground import HANDLER, INTAKE, PASSPHRASE, Desk
from tests.factories.town import HEAD
from tests.interfaces.web.test_clue_pages import at_desk, desk, go, registered, reported

__all__ = ["at_desk", "desk"]
pytestmark = pytest.mark.django_db
At = Callable[..., Client]


def _body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_what_was_joined_is_read_once_with_its_files(desk: Desk, at_desk: At) -> None:
    about = About(persons=[desk.town.people[HEAD]])
    tips = [reported(desk, f"{which}里说的", files={name: name.encode()})[1] for which, name in (("第一封", "first"), ("第二封", "second"))]
    first, second = (register_tip(one, about=about, **desk.by(INTAKE, now=timezone.now())) for one in tips)
    merge_clue(second, into=first, opinion="同一事项", by=By(**desk.by(HANDLER, now=timezone.now())))
    browser = at_desk(HANDLER)
    page = go(browser, "clue", first.pk, data={"purpose": "handle"}).content.decode()
    assert page.count("第一封里说的") == 1 and page.count("第二封里说的") == 1
    links = [one.split('"')[0] for one in page.split('href="')[1:] if f"/{first.pk}/files/" in one.split('"')[0]]
    assert len(links) >= 2 and {b"first", b"second"} <= {_body(browser.get(one)) for one in links}
    assert go(browser, "clue", second.pk).status_code == 404


def test_whoever_unlocks_seals_anew_what_waited(desk: Desk, at_desk: At) -> None:
    _one, clue = registered(desk, at_desk)
    desk.staff("新来", StandingDutyKind.CLUE_DESK)
    desk.key("新来")
    look_for_stale(actor=desk.town.machine, now=timezone.now())
    assert go(at_desk("新来"), "clue", clue.pk).status_code == 404
    assert go(at_desk(INTAKE, unlocked=False), "unlock", data={"passphrase": PASSPHRASE}).status_code == 302
    assert not Clue.objects.get(pk=clue.pk).stale and go(at_desk("新来"), "clue", clue.pk).status_code == 200
