"""A report asked for twice at once is one draft; a second one that is wanted is still made."""

from datetime import timedelta
from threading import Event
from time import sleep
from typing import Any

import pytest

from bihuan.campaigns.models import Campaign
from bihuan.campaigns.operations import set_up_group, set_words
from bihuan.campaigns.vocabulary import GroupKind
from bihuan.documents.models import Document
from bihuan.foundation.audit.changing import one_write
from bihuan.foundation.audit.queries import verify
from bihuan.problems.models import LookBackDraw
from bihuan.problems.operations import draw_look_back
from bihuan.problems.operations.looking_back import Wanted
from bihuan.reports import operations as do
from tests.factories.town import NOW, OFFICE, TODAY, Town, days_later, town
from tests.problems.test_at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def place(settings: Any) -> Town:
    settings.BIHUAN_DEMO = True
    found = town()
    set_up_group(campaign=found.campaign, kind=GroupKind.OFFICE, name="整治专班", actor=found.machine, now=NOW)
    found.find(text="窗口等候过久")
    return found


@pytest.mark.parametrize("what", ["weekly", "final"])
def test_two_who_ask_at_once_get_the_same_draft(place: Town, what: str) -> None:
    def draft() -> Document:
        campaign = Campaign.objects.get(pk=place.campaign.pk)
        return do.draft_report(campaign=campaign, what=what, day=TODAY, actor=place.actor(OFFICE), now=NOW)

    found = at_once(draft, draft, draft)
    assert all(isinstance(one, Document) for one in found), found
    assert len({one.pk for one in found}) == 1 == Document.objects.count() and verify().fault is None


def test_two_who_ask_for_the_record_of_a_look_back_get_the_same(place: Town) -> None:
    place.to("closed", place.find())
    drawn = draw_look_back(campaign=place.campaign, wanted=Wanted(100), reason="满月", actor=place.actor(OFFICE), now=days_later(30))

    def draft() -> Document:
        draw = LookBackDraw.objects.select_related("campaign").get(pk=drawn.pk)
        return do.draft_look_back(draw=draw, actor=place.actor(OFFICE), now=days_later(31))

    found = at_once(draft, draft)
    assert len({one.pk for one in found}) == 1 == Document.objects.count()


def test_a_second_one_that_is_wanted_is_made(place: Town) -> None:
    told: dict[str, Any] = {"campaign": place.campaign, "actor": place.actor(OFFICE)}
    first = do.draft_report(what="weekly", day=TODAY, now=NOW, **told)
    other = do.draft_report(what="final", day=TODAY, now=NOW, **told)
    do.issue_report(document=first, actor=place.actor(OFFICE), now=NOW)
    second = do.draft_report(what="weekly", day=TODAY + timedelta(7), now=days_later(7), **told)
    assert len({first.pk, other.pk, second.pk}) == 3


def test_one_that_is_issued_while_another_asks_is_not_changed_any_more(place: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    told: dict[str, Any] = {"campaign": place.campaign, "what": "weekly", "actor": place.actor(OFFICE)}
    first, plainly = do.draft_report(day=TODAY, now=NOW, **told), do.compose

    def meanwhile(*args: Any) -> Any:
        paper = plainly(*args)
        if first.state == "draft":
            do.issue_report(document=first, actor=place.actor(OFFICE), now=NOW)
        return paper

    monkeypatch.setattr(do, "compose", meanwhile)
    second = do.draft_report(day=TODAY, now=NOW + timedelta(minutes=1), **told)
    assert second.pk != first.pk and [one.state for one in Document.objects.order_by("pk")] == ["issued", "draft"]


def test_who_issues_and_who_says_a_word_that_fills_the_drafts_do_not_wait_for_one_another(
    place: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both take the campaign first, then the draft; the other way round PostgreSQL ends one of them."""
    monkeypatch.setattr(do, "missing_in", lambda _row: ["编发单位"])
    drafted = do.draft_report(campaign=place.campaign, what="weekly", day=TODAY, actor=place.actor(OFFICE), now=NOW)
    said, who = Event(), {"actor": place.actor(OFFICE), "now": NOW}

    def say() -> Any:
        with one_write():
            told = set_words(
                campaign=Campaign.objects.get(pk=place.campaign.pk), issuer="青石县整治办", conduct=["政治力强：站得稳"], **who
            )
            said.set()
            sleep(0.4)
            do.fill_drafts(campaign=told, **who)
            return told

    def issue() -> Any:
        said.wait(5)
        return do.issue_report(document=Document.objects.get(pk=drafted.pk), **who)

    found = at_once(say, issue)
    assert isinstance(found[0], Campaign) and isinstance(found[1], Document), found
    assert Document.objects.get().state == "issued" and verify().fault is None
