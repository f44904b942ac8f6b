"""Two at the same moment: an office never ends both its people, an account never gets two open codes."""

from typing import Any

import pytest

from bihuan.campaigns.models import Campaign, Grant
from bihuan.campaigns.operations import close_campaign, end_duty, prepare_campaign
from bihuan.campaigns.queries import file_of
from bihuan.campaigns.rules.campaign_file import dump, load
from bihuan.campaigns.vocabulary import CampaignState, Duty
from bihuan.foundation.accounts.models import ActivationCode, User
from bihuan.foundation.accounts.operations import issue_codes
from bihuan.foundation.audit.queries import verify
from bihuan.foundation.kernel import BadInput, NeedsUnmet, NotNow
from bihuan.problems.models import Problem
from tests.factories.town import NOW, OFFICE, OFFICE_2, OFFICIAL, town
from tests.problems.test_at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_office_never_stands_empty() -> None:
    made = town()

    def end(whose: str, by: str) -> Any:
        grant = Grant.objects.get(person=made.people[whose], duty=Duty.OFFICE)
        return end_duty(grant=grant, reason="调离", actor=made.actor(by), now=NOW)

    found = at_once(lambda: end(OFFICE, OFFICE_2), lambda: end(OFFICE_2, OFFICE))
    assert sum(isinstance(one, Grant) for one in found) == 1 and sum(isinstance(one, Exception) for one in found) == 1
    assert Grant.objects.filter(duty=Duty.OFFICE, ended_at=None).count() == 1 and verify().fault is None


def test_two_slips_printed_at_once_leave_one_open_code() -> None:
    made = town()
    User.objects.filter(pk=made.people[OFFICIAL].user_id).update(must_change_password=True)

    def issue() -> Any:
        return issue_codes(users=[User.objects.get(pk=made.people[OFFICIAL].user_id)], actor=made.machine, now=NOW)

    found = at_once(issue, issue, issue)
    assert all(isinstance(one, list | BadInput) for one in found), found
    assert ActivationCode.objects.filter(ended_at=None, used_at=None).count() == 1


def test_campaigns_begun_at_once_get_codes_of_their_own() -> None:
    made = town()
    file = load(dump(file_of(made.campaign)))
    found = at_once(*[lambda: prepare_campaign(file=file, root=made.campaign.root, actor=made.machine, now=NOW)] * 3)
    assert all(isinstance(one, Campaign) for one in found), found
    assert sorted(one.code for one in found) == ["QS-2026-2", "QS-2026-3", "QS-2026-4"] and verify().fault is None


def test_no_finding_slips_into_a_campaign_that_ends() -> None:
    made = town()

    def close() -> Any:
        return close_campaign(campaign=Campaign.objects.get(pk=made.campaign.pk), reason="到期", actor=made.actor(OFFICE), now=NOW)

    found = at_once(close, *[made.find] * 3)
    closed = Campaign.objects.get(pk=made.campaign.pk).state == CampaignState.CLOSED
    assert closed is not Problem.objects.exists(), "ended without any, or kept open by the first"
    assert all(isinstance(one, Campaign | Problem | NeedsUnmet | NotNow) for one in found), found
    assert verify().fault is None


def test_a_long_import_does_not_go_on_in_a_campaign_that_ended_meanwhile() -> None:
    made = town()
    close_campaign(campaign=Campaign.objects.get(pk=made.campaign.pk), reason="到期", actor=made.actor(OFFICE), now=NOW)
    assert made.campaign.state == CampaignState.RUNNING, "as it was read before"
    with pytest.raises(NeedsUnmet, match="已经结束"):
        made.find()
    assert not Problem.objects.exists()
