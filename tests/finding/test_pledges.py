"""The commitment that nothing was found: what it says, how it is signed, taken back, corrected; nobody hands in nothing at all."""

from datetime import timedelta
from typing import Any

import pytest

from bihuan.campaigns.operations import switch_mechanisms
from bihuan.campaigns.operations.self_checking import settle_self_checking
from bihuan.finding.models import Pledge, SelfCheck
from bihuan.finding.operations.handing_in import hand_in
from bihuan.finding.operations.pledges import sign_pledge, withdraw_pledge
from bihuan.finding.operations.reviewing import review_list
from bihuan.finding.queries.pledges import signers_at, standing_pledge, text_for, told_before
from bihuan.finding.queries.reporting import totals, unit_states
from bihuan.finding.vocabulary.self_checks import PledgeWay, SelfCheckState
from bihuan.foundation.kernel import BadInput, Conflict, NeedsUnmet, NotAllowed, NotNow
from bihuan.problems.models import Problem
from bihuan.problems.vocabulary import Source
from bihuan.reports.queries.figures import figure
from bihuan.reports.queries.moments import at
from tests.factories import town as factory
from tests.factories.self_checks import SCAN, accepted, begun, handed_in, wrote
from tests.factories.town import COLLEAGUE, HEAD, LIAISON, OFFICE, OFFICIAL, OTHER_OFFICIAL, TODAY, WATER, Town


@pytest.fixture
def place(db: None, settings: Any) -> Town:
    settings.BIHUAN_DEMO = True  # no second factor
    return factory.town()


def by(place: Town, name: str) -> dict[str, Any]:
    return {"actor": place.actor(name), "now": place.now}


def signed(place: Town, name: str = COLLEAGUE) -> Pledge:
    row = begun(place, name)
    return sign_pledge(row, read=text_for(row), **by(place, name))


@pytest.mark.mechanism("M53")
def test_an_empty_list_is_handed_in_with_a_commitment_alone_and_the_roster_adds_up(place: Town) -> None:
    row = begun(place, COLLEAGUE)
    with pytest.raises(NeedsUnmet, match="自查无问题承诺书"):
        hand_in(row, **by(place, COLLEAGUE))
    sign_pledge(row, read=text_for(row), **by(place, COLLEAGUE))
    handed_in(place)
    handed_in(place, OTHER_OFFICIAL)
    told = totals(place.campaign, TODAY)
    assert (told.listed, told.signed, told.missing, told.roster) == (2, 1, 0, 3)
    assert row.state == SelfCheckState.HANDED_IN and row.rounds.get().pledged
    review_list(row, **by(place, HEAD))


def test_the_exact_text_is_kept_and_says_what_it_means(place: Town) -> None:
    pledge = signed(place)
    assert pledge.text == text_for(pledge.self_check) and pledge.way == PledgeWay.CLICK
    for said in (
        "青石县作风专项整治",
        "《问题目录》",
        COLLEAGUE,
        "本身不证明任何事情",
        "随时撤回",
        "不受任何不利对待",
        "参考之一，由人核实",
    ):
        assert said in pledge.text
    settle_self_checking(campaign=place.campaign, values={"pledge_as_basis": False}, **by(place, OFFICE))
    row = SelfCheck.objects.get(pk=pledge.self_check_id)
    assert "签没签承诺书不作为" in text_for(row) and "签没签承诺书不作为" in told_before(row.campaign)[-1]
    assert "参考之一" in Pledge.objects.get().text, "what was signed stays as it was signed"
    other = begun(place, OFFICIAL)
    with pytest.raises(Conflict, match="重新看过"):
        sign_pledge(other, read=pledge.text, **by(place, OFFICIAL))


def test_what_is_told_before_writing_says_who_sees_it_and_that_it_only_lightens(place: Town) -> None:
    told = "".join(told_before(place.campaign))
    for said in ("您本人、单位主要负责人、分管领导", "审核人", "联络员和同事看不到", "只会使处理从轻", "除此之外没有别的后果"):
        assert said in told
    switch_mechanisms(campaign=place.campaign, switches={"pledges": False}, reason="不用", **by(place, OFFICE))
    assert "承诺书" not in "".join(told_before(place.campaign))
    with pytest.raises(NotNow, match="没有启用"):
        signed(place)


def test_a_commitment_is_taken_back_and_corrected_without_harm(place: Town) -> None:
    """Open again, written, handed in; the old commitment stays readable as one taken back, and nothing else follows (P13)."""
    pledge = signed(place)
    row = accepted(place, pledge.self_check)
    withdraw_pledge(pledge, **by(place, COLLEAGUE))
    row.refresh_from_db()
    assert row.state == SelfCheckState.DRAFTING and standing_pledge(row) is None and totals(place.campaign, TODAY).signed == 0
    with pytest.raises(NotNow, match="已经撤回"):
        withdraw_pledge(pledge, **by(place, COLLEAGUE))
    wrote(place, row)
    hand_in(row, **by(place, COLLEAGUE))
    assert Problem.objects.count() == 1 and totals(place.campaign, TODAY).listed == 1
    assert not Problem.objects.exclude(weight="general").exists() and Pledge.objects.filter(withdrawn_at=None).count() == 0


def test_items_that_are_handed_in_take_the_commitment_back(place: Town) -> None:
    row = begun(place)
    pledge = Pledge.objects.create(self_check=row, text="甲", way=PledgeWay.CLICK, signed_at=place.now)
    wrote(place, row)
    hand_in(row, **by(place, OFFICIAL))
    pledge.refresh_from_db()
    assert pledge.withdrawn_at == place.now


def test_who_may_sign_and_how(place: Town) -> None:
    row = handed_in(place)
    with pytest.raises(NotNow, match="不用签"):
        sign_pledge(row, read=text_for(row), **by(place, OFFICIAL))
    other = begun(place, COLLEAGUE)
    with pytest.raises(NotAllowed):
        sign_pledge(other, read=text_for(other), signed=SCAN, **by(place, HEAD))
    with pytest.raises(BadInput, match="签名的扫描件"):
        sign_pledge(other, read=text_for(other), **by(place, LIAISON))
    SelfCheck.objects.filter(pk=other.pk).update(on_paper=True, scan=None)
    other.refresh_from_db()
    with pytest.raises(NeedsUnmet, match="扫描件"):
        sign_pledge(other, read=text_for(other), signed=SCAN, **by(place, LIAISON))


def test_in_ink_with_a_scan_counts_the_same(place: Town) -> None:
    row = begun(place, COLLEAGUE)
    pledge = sign_pledge(row, read=text_for(row), signed=SCAN, **by(place, COLLEAGUE))
    assert pledge.way == PledgeWay.INK and pledge.scan is not None and totals(place.campaign, TODAY).signed == 1


def test_who_signed_and_wrote_is_counted_once(place: Town) -> None:
    """A commitment beside items is none: listed, signed and missing are the roster."""
    pledge = signed(place)
    row = handed_in(place)
    Pledge.objects.filter(pk=pledge.pk).update(self_check=row)
    told = totals(place.campaign, TODAY)
    assert (told.listed, told.signed) == (1, 0)


def test_who_signed_and_stands_on_the_ledger_by_a_sheet_is_no_signer_anywhere(place: Town) -> None:
    """The page and the report count the same (N13): an item that was imported for somebody outweighs what he signed."""
    signed(place)
    assert totals(place.campaign, TODAY).signed == 1 == figure(at(place.campaign, TODAY, TODAY), "N13").value
    place.find(Source.SELF_CHECK, person=COLLEAGUE, text="由表格导入的一条")
    told = totals(place.campaign, TODAY)
    assert (told.signed, told.entered, told.missing) == (0, 1, 2)
    water = next(one for one in unit_states(place.actor(OFFICE), place.campaign, TODAY) if one.name == WATER)
    assert (water.signed, water.entered) == (0, 1)
    assert figure(at(place.campaign, TODAY, TODAY), "N13").value == 0


def test_signers_are_those_who_handed_in(place: Town) -> None:
    pledge = signed(place)
    later = place.now + timedelta(hours=1)
    assert list(signers_at(place.campaign, later)) == [place.people[COLLEAGUE].pk]
    SelfCheck.objects.filter(pk=pledge.self_check_id).update(round=0)
    assert not signers_at(place.campaign, later)
