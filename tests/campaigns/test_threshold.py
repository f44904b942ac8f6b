"""The rank threshold of a campaign (A38): whoever lies below it is proposed as not covered, shown, and the office decides."""

from typing import Any

import pytest

from bihuan.campaigns.models import Campaign, RosterEntry
from bihuan.campaigns.operations import amend_campaign, settle_threshold
from bihuan.campaigns.queries import below_threshold, changes_of, counts_on
from bihuan.campaigns.rules.threshold import lies_below
from bihuan.campaigns.vocabulary import RosterChange, RosterRole
from bihuan.foundation.kernel import BadInput, NotAllowed, NotNow
from tests.factories.town import COLLEAGUE, HEAD, NOW, OFFICE, OFFICIAL, OTHER_OFFICIAL, TODAY, days_later, town

pytestmark = pytest.mark.django_db


def test_who_lies_below_the_threshold_is_proposed_and_the_office_decides(settings: Any) -> None:
    settings.BIHUAN_DEMO = True
    made = town()
    campaign, office = made.campaign, made.actor(OFFICE)
    ranks = {OFFICIAL: "正科级", COLLEAGUE: "科员", OTHER_OFFICIAL: ""}
    for name, rank in ranks.items():
        RosterEntry.objects.filter(person=made.people[name]).update(rank=rank)
    assert below_threshold(campaign, TODAY) is None, "no threshold, no question"
    amend_campaign(campaign=campaign, settings={"rank_threshold": "副科级以上"}, actor=office, now=NOW)
    found = below_threshold(campaign, TODAY)
    assert found and [one.person.name for one in found.entries] == [COLLEAGUE] and found.unknown == 1
    assert counts_on(campaign, TODAY).subjects == 3, "nothing changes by itself"
    client = made.client(OFFICE)
    assert "低于界线" in client.get(f"/c/QS-2026/roster/?day={TODAY}").content.decode()
    stranger = RosterEntry.objects.get(person=made.people[OFFICIAL])
    with pytest.raises(BadInput, match="不是低于职级界线"):
        settle_threshold(campaign=campaign, participants=[stranger], on=TODAY, reason="界线", actor=office, now=NOW)
    with pytest.raises(BadInput, match="理由"):
        settle_threshold(campaign=campaign, participants=found.entries, on=TODAY, reason=" ", actor=office, now=NOW)
    with pytest.raises(NotAllowed):
        settle_threshold(campaign=campaign, participants=found.entries, on=TODAY, reason="界线", actor=made.actor(HEAD), now=NOW)
    settle_threshold(
        campaign=campaign, participants=found.entries, on=days_later(9).date(), reason="低于方案规定的职级", actor=office, now=days_later(9)
    )
    with pytest.raises(NotNow, match="已经核定过"):
        settle_threshold(campaign=campaign, participants=[], on=days_later(9).date(), reason="再点一次", actor=office, now=days_later(9))
    before, after = (counts_on(campaign, day) for day in (TODAY, days_later(9).date()))
    assert (before.subjects, after.subjects, after.persons) == (3, 2, before.persons), "past rates stay as they were"
    assert below_threshold(campaign, TODAY) is None
    told = [(one.change, one.entry.role) for one in changes_of(campaign)]
    assert told == [(RosterChange.RANK, RosterRole.PARTICIPANT)], "one decision about somebody is one event"


def test_the_office_may_keep_everybody_and_the_scope_of_the_plan_is_a_threshold_too(settings: Any) -> None:
    settings.BIHUAN_DEMO = True
    made = town()
    Campaign.objects.filter(pk=made.campaign.pk).update(file={**made.campaign.file, "scope": {"ranks": ["全体干部", "副处级以上"]}})
    RosterEntry.objects.update(rank="正科级")
    campaign, client = Campaign.objects.get(pk=made.campaign.pk), made.client(OFFICE)
    found = below_threshold(campaign, TODAY)
    assert found and (found.threshold, len(found.entries)) == ("副处级以上", 3)
    page = client.get("/c/QS-2026/roster/threshold/").content.decode()
    assert "3 名整治对象低于界线" in page and OFFICIAL in page
    assert client.post("/c/QS-2026/roster/threshold/", {"reason": "领导小组决定全部列入"}).status_code == 302
    assert counts_on(campaign, TODAY).subjects == 3
    assert client.get("/c/QS-2026/roster/threshold/").status_code == 404, "decided"


@pytest.mark.parametrize(
    ("rank", "threshold", "below"),
    [("正科级", "处级以上", True), ("副处级", "处级以上", True), ("副处级", "副处级以上", False), ("一级主任科员", "科级以上", False), ("", "处级以上", False),
     ("厅级", "处级以上", False)],
)  # fmt: skip
def test_a_rank_that_says_nothing_is_not_judged(rank: str, threshold: str, below: bool) -> None:
    assert lies_below(rank, threshold) is below
