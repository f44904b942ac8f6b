"""编发单位 and 行为准则, which a plan may have left unsaid, have their place on the settings of the campaign (M01, M43)."""

from typing import Any

import pytest
from django.urls import reverse

from bihuan.campaigns.models import Campaign
from bihuan.campaigns.operations import commend, set_words
from bihuan.campaigns.queries import code_of_conduct
from bihuan.documents.papers import conduct_of
from bihuan.documents.queries import missing_in
from bihuan.documents.rules.gaps import gaps
from bihuan.foundation.audit.models import Record
from bihuan.foundation.kernel import BadInput
from bihuan.reports.operations import draft_report
from tests.factories.town import LIAISON, NOW, OFFICE, OFFICE_2, TODAY, WATER, Town, days_later, town

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(settings: Any) -> Town:
    settings.BIHUAN_DEMO = True
    found = town()
    Campaign.objects.update(file={key: value for key, value in found.campaign.file.items() if key != "code_of_conduct"})
    found.campaign = Campaign.objects.get()
    return found


def test_what_papers_show_as_open_is_filled_on_the_settings_page(place: Town) -> None:
    draft = draft_report(campaign=place.campaign, what="weekly", day=TODAY, actor=place.actor(OFFICE), now=NOW)
    assert "编发单位" in missing_in(draft) and [one.what for one in gaps(conduct_of(place.campaign))] == ["行为准则"]
    client, address = place.client(OFFICE), reverse("campaigns:words", args=[place.campaign.code])
    assert address in client.get(reverse("campaigns:settings", args=[place.campaign.code])).content.decode()
    page = client.get(address)
    told = {"issuer": "青石县专项整治工作专班办公室", "conduct": "马上就办：当天的事当天办\n\n说到做到", "seen": page.context["seen"]}
    assert client.post(address, told).status_code == 302
    draft.refresh_from_db()
    campaign = Campaign.objects.get()
    assert "编发单位" not in missing_in(draft) and "青石县专项整治工作专班办公室" in str(draft.content) and not gaps(conduct_of(campaign))
    assert [(one.name, one.meaning) for one in code_of_conduct(campaign)] == [("马上就办", "当天的事当天办"), ("说到做到", "")]
    again = client.get(address).content.decode()
    assert "马上就办：当天的事当天办\n说到做到" in again and "青石县专项整治工作专班办公室" in again
    [record] = Record.objects.filter(action="set_words")
    assert record.actor_name == OFFICE and place.client(LIAISON).get(address).status_code == 403


def test_who_saved_meanwhile_is_told_and_what_was_typed_stays(place: Town) -> None:
    client, address = place.client(OFFICE), reverse("campaigns:words", args=[place.campaign.code])
    seen = client.get(address).context["seen"]
    place.client(OFFICE_2).post(address, {"issuer": "甲", "conduct": "", "seen": seen})
    refused = client.post(address, {"issuer": "乙", "conduct": "马上就办", "seen": seen})
    page = refused.content.decode()
    assert refused.status_code == 422 and f"刚被{OFFICE_2}改过" in page and "马上就办" in page
    assert Campaign.objects.get().file["settings"]["issuer"] == "甲"
    assert client.post(address, {"issuer": "乙", "conduct": "马上就办", "seen": refused.context["seen"]}).status_code == 302


def test_a_standard_that_is_cited_stays_and_the_past_tells_what_it_was(place: Town) -> None:
    told: dict[str, Any] = {"campaign": place.campaign, "actor": place.actor(OFFICE)}
    set_words(issuer="", conduct=["马上就办：当天办"], now=NOW, **told)
    cited = {"standard": "马上就办", "unit": place.units[WATER], "person": None, "deed": "当天办结", "on": TODAY}
    commend(**told, **cited, now=NOW)
    with pytest.raises(BadInput, match="“马上就办”已有表扬引用"):
        set_words(issuer="", conduct=["说到做到"], now=days_later(1), **told)
    set_words(issuer="", conduct=["马上就办：一小时办", "说到做到"], now=days_later(2), **told)
    assert [(one.name, one.meaning) for one in code_of_conduct(place.campaign, until=days_later(1))] == [("马上就办", "当天办")]
    assert len(code_of_conduct(place.campaign)) == 2


def test_who_says_the_same_again_does_not_change_what_the_past_tells(place: Town) -> None:
    told: dict[str, Any] = {"campaign": place.campaign, "actor": place.actor(OFFICE), "issuer": ""}
    for day, standard in ((0, "马上就办"), (2, "马上就办"), (3, "说到做到")):
        set_words(conduct=[standard], now=days_later(day), **told)
    assert [one.name for one in code_of_conduct(place.campaign, until=days_later(1))] == ["马上就办"]


@pytest.mark.parametrize(
    ("lines", "why"), [(["：没有准则"], "第 1 行"), (["甲" * 41], "不超过 40 字"), (["甲", "甲：乙"], "第 2 行“甲”前面已经有了")]
)
def test_lines_that_are_no_standards_are_refused_in_words(place: Town, lines: list[str], why: str) -> None:
    with pytest.raises(BadInput, match=why):
        set_words(campaign=place.campaign, issuer="", conduct=lines, actor=place.actor(OFFICE), now=NOW)
