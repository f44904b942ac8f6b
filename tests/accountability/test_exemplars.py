"""M157: an example is proposed, agreed to by the one it is about, decided by others, published as far as he agreed, and gone when he takes it back."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from bihuan.accountability import operations as do
from bihuan.accountability.models import Exemplar
from bihuan.accountability.queries.exemplars import bodies_for_examples, exemplars_of, find_exemplar, units_to_praise
from bihuan.accountability.vocabulary.exemplars import Consent, ExemplarDuty
from bihuan.accountability.vocabulary.exemplars import ExemplarAction as A
from bihuan.accountability.vocabulary.exemplars import ExemplarState as S
from bihuan.accountability.vocabulary.handling import HandlingDuty as D
from bihuan.accountability.workflow.exemplars import EXEMPLAR
from bihuan.campaigns.operations import Handing, delegate_duty
from bihuan.campaigns.policy import held
from bihuan.campaigns.queries import code_of_conduct, commendations_of
from bihuan.campaigns.vocabulary import Duty
from bihuan.foundation.audit.models import Record
from bihuan.foundation.kernel import BadInput, Missing, NeedsUnmet, NotAllowed, NotNow
from bihuan.organisation.operations import declare_recusal
from bihuan.organisation.vocabulary import RecusalGround
from tests.accountability.ground import PERSONNEL, Bodies, by
from tests.factories.town import (
    COLLEAGUE,
    FOREST,
    GROUP,
    HEAD,
    IN_CHARGE,
    LEADER,
    LIAISON,
    NOW,
    OFFICE,
    OFFICE_2,
    OFFICIAL,
    OTHER_HEAD,
    TODAY,
    WATER,
)  # fmt: skip

pytestmark = pytest.mark.django_db
DEED = "云深连夜巡堤，当天办结群众诉求"
DECISION = {"document": "青作风〔2026〕15 号", "reasons": "事迹属实，群众认可"}


def example(bodies: Bodies, name: str | None = OFFICIAL, *, unit: str = WATER, **more: Any) -> do.Example:
    place = bodies.place
    told = {"standard": code_of_conduct(place.campaign)[0].name, "deed": DEED, "evidence": "群众来信 1 封", **more}
    return do.Example(unit=place.units[unit], person=place.people[name] if name else None, **told)


def recommended(bodies: Bodies, name: str | None = OFFICIAL, *, who: str = OFFICE, body: str = "party", **more: Any) -> Exemplar:
    place = bodies.place
    return do.propose_exemplar(campaign=place.campaign, body=bodies.of[body], told=example(bodies, name, **more), **by(place, who))


def agreed(bodies: Bodies, row: Exemplar, consent: Consent = Consent.NAMED, who: str = OFFICIAL) -> Exemplar:
    do.agree_to_exemplar(row, consent=consent, **by(bodies.place, who))
    return row


def commended(bodies: Bodies, consent: Consent = Consent.NAMED) -> Exemplar:
    row = agreed(bodies, recommended(bodies), consent)
    do.decide_exemplar(row, **DECISION, **by(bodies.place, LEADER))
    return row


def _knows(bodies: Bodies, name: str) -> bool:
    return exemplars_of(bodies.place.actor(name), bodies.place.campaign).exists()


@pytest.mark.mechanism("M157")
def test_an_example_is_proposed_agreed_to_decided_and_published_by_the_code_of_conduct(bodies: Bodies) -> None:
    place, row = bodies.place, recommended(bodies)
    with pytest.raises(NotNow):
        do.decide_exemplar(row, **DECISION, **by(place, LEADER))
    agreed(bodies, row)
    do.decide_exemplar(row, **DECISION, **by(place, LEADER))
    do.publish_exemplar(row, text=DEED, **by(place, OFFICE))
    [shown] = commendations_of(place.campaign)
    assert (row.state, row.commendation, shown.person, shown.deed, shown.standard) == (
        S.PUBLISHED,
        shown,
        place.people[OFFICIAL],
        DEED,
        row.standard,
    )
    assert code_of_conduct(place.campaign)[0].examples == (shown,), "beside the line that it cites"
    steps = Record.objects.filter(kind="exemplar").order_by("position").values_list("action", flat=True)
    assert list(steps) == ["propose_exemplar", "agree_to_exemplar", "decide_exemplar", "publish_exemplar"]
    assert "巡堤" not in str(list(Record.objects.filter(kind="exemplar").values_list("changes", "label"))), (
        "words about him stay on the row"
    )


@pytest.mark.mechanism("M157")
def test_without_consent_nothing_is_decided_and_a_no_has_no_consequence(bodies: Bodies) -> None:
    place, row = bodies.place, recommended(bodies)
    for name in (OFFICE, LEADER, HEAD, LIAISON, COLLEAGUE, PERSONNEL):
        with pytest.raises(NotAllowed):
            do.agree_to_exemplar(row, consent=Consent.NAMED, **by(place, name))
    assert not _knows(bodies, LEADER), "before he agreed nobody is asked to decide"
    do.decline_exemplar(row, **by(place, OFFICIAL))
    assert row.state == S.DECLINED and not commendations_of(place.campaign)
    assert [name for name in (OFFICE, OFFICIAL, LEADER, HEAD, COLLEAGUE) if _knows(bodies, name)] == [OFFICE, OFFICIAL], (
        "of a no only he knows, and who asked"
    )
    with pytest.raises(NotNow):
        agreed(bodies, row)
    with pytest.raises(IntegrityError), transaction.atomic():
        Exemplar.objects.filter(pk=row.pk).update(state="agreed")


@pytest.mark.mechanism("M157")
def test_who_agrees_without_his_name_is_not_named(bodies: Bodies) -> None:
    place, row = bodies.place, commended(bodies, Consent.NAMELESS)
    with pytest.raises(BadInput, match="不公开姓名"):
        do.publish_exemplar(row, text=DEED.replace("云深", " ".join(OFFICIAL)), **by(place, OFFICE))
    do.publish_exemplar(row, text="一名干部连夜巡堤", **by(place, OFFICE))
    [shown] = commendations_of(place.campaign)
    assert shown.person is None and shown.unit == place.units[WATER]


@pytest.mark.mechanism("M157")
def test_he_takes_his_word_back_whenever_he_likes_and_it_is_gone(bodies: Bodies) -> None:
    place, row = bodies.place, commended(bodies)
    do.publish_exemplar(row, text=DEED, **by(place, OFFICE))
    with pytest.raises(NotAllowed):
        do.revoke_consent(row, **by(place, OFFICE))
    do.revoke_consent(row, **by(place, OFFICIAL))
    assert row.state == S.WITHDRAWN and not commendations_of(place.campaign) and not _knows(bodies, LEADER)
    early = agreed(bodies, recommended(bodies, COLLEAGUE), who=COLLEAGUE)
    do.revoke_consent(early, **by(place, COLLEAGUE))
    with pytest.raises(NotNow):
        do.decide_exemplar(early, **DECISION, **by(place, LEADER))


def test_the_body_takes_its_decision_back_with_a_reason(bodies: Bodies) -> None:
    place, row = bodies.place, commended(bodies)
    do.publish_exemplar(row, text=DEED, **by(place, OFFICE))
    with pytest.raises(BadInput, match="理由"):
        do.withdraw_exemplar(row, reason=" ", **by(place, LEADER))
    do.withdraw_exemplar(row, reason="事迹有误", **by(place, LEADER))
    assert not commendations_of(place.campaign)
    assert find_exemplar(place.actor(OFFICIAL), place.campaign, row.number).reason == "事迹有误", "he reads why"


def test_nobody_proposes_himself_or_decides_what_he_proposed(bodies: Bodies) -> None:
    place = bodies.place
    with pytest.raises(NotAllowed):
        recommended(bodies, OFFICE)
    for name in (LIAISON, COLLEAGUE, GROUP, OTHER_HEAD):
        with pytest.raises(NotAllowed):
            recommended(bodies, who=name)
    with pytest.raises(NeedsUnmet):
        recommended(bodies, body="office")
    do.seat_in_body(bodies.of["party"], person=place.people[OFFICE], **by(place, OFFICE))
    row = agreed(bodies, recommended(bodies))
    with pytest.raises(NeedsUnmet, match="推荐的人不能作决定"):
        do.decide_exemplar(row, **DECISION, **by(place, OFFICE))
    do.seat_in_body(bodies.of["party"], person=place.people[OFFICIAL], **by(place, OFFICE))
    with pytest.raises(NotAllowed):
        do.decide_exemplar(row, **DECISION, **by(place, OFFICIAL))
    do.decide_exemplar(row, **DECISION, **by(place, IN_CHARGE))
    assert row.state == S.DECIDED


def test_a_head_proposes_in_his_branch_and_agrees_for_his_unit(bodies: Bodies) -> None:
    place = bodies.place
    assert place.units[WATER] in units_to_praise(place.actor(HEAD), place.campaign, TODAY)
    assert place.units[FOREST] not in units_to_praise(place.actor(HEAD), place.campaign, TODAY)
    assert not units_to_praise(place.actor(LIAISON), place.campaign, TODAY)
    row = agreed(bodies, recommended(bodies, who=HEAD))
    do.decide_exemplar(row, **DECISION, **by(place, LEADER))
    with pytest.raises(NotAllowed):
        do.publish_exemplar(row, text=DEED, **by(place, HEAD))
    do.publish_exemplar(row, text=DEED, **by(place, OFFICE_2))
    whole = recommended(bodies, None, deed="窗口延时办件")
    with pytest.raises(NotAllowed):
        agreed(bodies, whole)
    agreed(bodies, whole, who=HEAD)
    do.decide_exemplar(whole, **DECISION, **by(place, LEADER))
    do.publish_exemplar(whole, text="窗口延时办件", **by(place, OFFICE))
    assert commendations_of(place.campaign).filter(person=None, unit=place.units[WATER]).exists()


def test_whoever_keeps_away_or_stands_in_for_another_has_no_part_in_it(bodies: Bodies, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    place, row = bodies.place, agreed(bodies, recommended(bodies))
    declare_recusal(person=place.people[LEADER], unit=place.units[WATER], ground=RecusalGround.RELATION, **by(place, LEADER))
    assert not _knows(bodies, LEADER) and _knows(bodies, IN_CHARGE)
    with pytest.raises(NotAllowed):
        do.decide_exemplar(row, **DECISION, **by(place, LEADER))
    for name in (COLLEAGUE, LIAISON, GROUP, PERSONNEL, OTHER_HEAD, OFFICE_2):
        with pytest.raises(Missing):
            find_exemplar(place.actor(name), place.campaign, row.number)
    assert not exemplars_of(place.actor(LEADER)).exists() and bodies_for_examples(place.campaign)[0].kind != "office"
    handing = Handing(place.people[OFFICE], place.people[COLLEAGUE], Duty.OFFICE, TODAY, TODAY + timedelta(3), "出差")
    delegate_duty(campaign=place.campaign, handing=handing, **by(place, OFFICE))
    assert any(one.of for one in held(place.actor(COLLEAGUE), place.campaign.pk)), "he does stand in"
    with pytest.raises(NotAllowed):
        recommended(bodies, HEAD, who=COLLEAGUE)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [({"standard": "没有"}, "行为准则"), ({"deed": " "}, "事迹"), ({"evidence": ""}, "依据材料")],
)
def test_what_is_no_proposal(bodies: Bodies, wrong: dict[str, Any], says: str) -> None:
    with pytest.raises(BadInput, match=says):
        recommended(bodies, **wrong)
    assert not Exemplar.objects.exists()


def test_a_decision_has_number_reasons_and_no_day_to_come(bodies: Bodies) -> None:
    place, row = bodies.place, agreed(bodies, recommended(bodies))
    for wrong in ({"document": ""}, {"reasons": " "}, {"on": TODAY + timedelta(1)}):
        with pytest.raises(BadInput):
            do.decide_exemplar(row, **{**DECISION, **wrong}, **by(place, LEADER))  # type: ignore[arg-type]
    with pytest.raises(BadInput):
        do.refuse_exemplar(row, reason="", **by(place, LEADER))
    do.refuse_exemplar(row, reason="材料不足", **by(place, LEADER))
    assert row.state == S.REFUSED
    other = recommended(bodies, COLLEAGUE)
    do.drop_exemplar(other, **by(place, OFFICE))
    assert other.state == S.DROPPED


_CELLS = {
    A.AGREE: ({S.PROPOSED}, D.SUBJECT), A.DECLINE: ({S.PROPOSED}, D.SUBJECT), A.DROP: ({S.PROPOSED, S.AGREED}, ExemplarDuty.PROPOSER),
    A.COMMEND: ({S.AGREED}, D.DECIDER), A.REFUSE: ({S.AGREED}, D.DECIDER), A.PUBLISH: ({S.DECIDED}, Duty.OFFICE),
    A.REVOKE: ({S.AGREED, S.DECIDED, S.PUBLISHED}, D.SUBJECT), A.WITHDRAW: ({S.DECIDED, S.PUBLISHED}, D.DECIDER),
}  # fmt: skip


def test_every_cell_of_the_table_is_as_written_here() -> None:
    """Every state, action and duty: who says yes is the one it is about, who decides never, and what is over stays over."""
    duties = (D.SUBJECT, ExemplarDuty.PROPOSER, D.DECIDER, D.PERSONNEL, D.MACHINE, D.HANDLER, D.REVIEWER, *Duty)
    cells = [(state, action, duty) for state in S for action in _CELLS for duty in duties]
    assert len(cells) > 800 and set(_CELLS) | {A.PROPOSE} == set(A)
    for state, action, duty in cells:
        states, whose = _CELLS[action]
        is_open = EXEMPLAR.step(action, state, frozenset({duty})) is not None
        assert is_open == (state in states and duty == whose), (state, action, duty)
