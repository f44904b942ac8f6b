"""What is too long for its column is refused in words, on both engines, before anything is written."""

import pytest

from bihuan.campaigns.models import Campaign, SavedView
from bihuan.campaigns.operations import prepare_campaign, save_view
from bihuan.campaigns.rules.campaign_file import load
from bihuan.foundation.audit.models import Record
from bihuan.foundation.kernel import BadInput
from bihuan.problems import operations as do
from bihuan.problems.rules.bigrams import words_of
from tests.factories.town import FILE, OFFICE, OFFICIAL, town

pytestmark = pytest.mark.django_db


def test_a_field_that_is_too_long_says_how_long_it_may_be() -> None:
    made = town()
    row, before = made.find(), Record.objects.count()
    with pytest.raises(BadInput, match="最多 60 个字"):
        save_view(campaign=made.campaign, name="看" * 61, query="", actor=made.actor(OFFICE), now=made.now)
    with pytest.raises(BadInput, match="最多 120 个字"):
        do.amend(problem=row, values={"owner_name": "长" * 121}, actor=made.actor(OFFICE), now=made.now)
    with pytest.raises(BadInput, match="最多 200 个字"):
        do.attach_evidence(
            problem=row, data=b"\xff\xd8\xff\xe0" + bytes(64), name="a.jpg", label="说" * 201, actor=made.actor(OFFICIAL), now=made.now
        )
    with pytest.raises(BadInput, match="最多 64 个字"):
        made.find(external_number="9" * 65)
    assert (SavedView.objects.count(), Record.objects.count()) == (0, before)


def test_a_plan_whose_parts_are_too_long_is_refused_whole() -> None:
    made = town()
    text = (FILE % ("false", 10)).replace("QS-2026", "QS-2027").replace("查摆问题", "查" * 121)
    with pytest.raises(BadInput, match="最多 120 个字"):
        prepare_campaign(file=load(text), root=made.campaign.root, actor=made.machine, now=made.now)
    assert not Campaign.objects.filter(code="QS-2027").exists()


def test_a_word_without_end_is_kept_and_found() -> None:
    made = town()
    do.amend(problem=made.find(), values={"text": "w" * 5000}, actor=made.actor(OFFICE), now=made.now)
    assert max(map(len, words_of("w" * 5000))) <= 200
