"""A report asked for twice at once is one draft; a second one that is wanted is still made."""

from datetime import timedelta
from typing import Any

import pytest

from bihuan.campaigns.models import Campaign
from bihuan.campaigns.operations import set_up_group
from bihuan.campaigns.vocabulary import GroupKind
from bihuan.documents.models import Document
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
