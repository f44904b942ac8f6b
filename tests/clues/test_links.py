"""What clues come from and lead to: strict-check findings, the chain of responsibility, list 6, what proved wrong, malice."""

from datetime import timedelta
from typing import Any

import pytest

from bihuan.campaigns.models import Campaign, Manifestation
from bihuan.clues.models import Clue
from bihuan.clues.operations import (
    Link,
    Listed,
    close_clue,
    find_malicious,
    list_clue,
    offer_clarification,
    open_strict_clues,
    overturn_clue,
    read_clue,
    trace_responsibility,
)
from bihuan.clues.operations.opening import notes_of
from bihuan.clues.queries import visible_clues
from bihuan.clues.vocabulary.clues import Conclusion
from bihuan.clues.vocabulary.links import Answerable, MaliceLevel
from bihuan.foundation.audit.models import Record
from bihuan.foundation.kernel import BadInput, NeedsUnmet, NotAllowed, NotNow
from bihuan.organisation.vocabulary import StandingDutyKind
from bihuan.problems.models import Problem
from bihuan.problems.operations.referring import STUB
from bihuan.problems.queries.ledger import searched
from bihuan.problems.vocabulary import OUT
from tests.clues.case import by, concluded, phoned
from tests.clues.ground import APPROVER, HANDLER, INTAKE
from tests.clues.ground import Desk as Ground
from tests.factories.town import COLLEAGUE, FOREST, NOW, OFFICIAL, TODAY, WATER

pytestmark = pytest.mark.django_db
DRANK = "工作日中午在窗口后面喝酒"
CHAIN = [Link("曲院", Answerable.DIRECT, "本人饮酒"), Link("苏堤", Answerable.CHIEF, "疏于管理")]


@pytest.fixture
def open_desk(desk: Ground) -> Ground:
    desk.all_keys()
    return desk


def _strict(desk: Ground, **more: Any) -> Problem:
    item = Manifestation.objects.get(number="1")
    Manifestation.objects.filter(pk=item.pk).update(strict_check=True)
    item.refresh_from_db()
    return desk.town.find(text=DRANK, manifestation=item, category=item.category, **more)


def _pulled(desk: Ground) -> Clue:
    assert open_strict_clues(actor=desk.town.machine, now=NOW) == 1
    return Clue.objects.get(strict=True)


@pytest.mark.mechanism("M47")
def test_a_finding_under_a_strict_item_opens_a_clue_and_leaves_no_plain_item(open_desk: Ground) -> None:
    plain, row = open_desk.town.find(), _strict(open_desk)
    before = _strict(open_desk, now=NOW - timedelta(1), found_on=TODAY - timedelta(1))  # there was no desk yet
    clue = _pulled(open_desk)
    row.refresh_from_db()
    assert (row.state, row.text, row.person) == ("void", STUB, None) and plain.state == before.state == "recorded"
    assert not Problem.objects.exclude(state__in=OUT).exclude(pk=before.pk).filter(text__contains=DRANK).exists()
    found = read_clue(clue, **open_desk.by(HANDLER))
    assert DRANK in found.values["note"] and found.values["persons"][0]["name"] == OFFICIAL
    assert clue.campaign == open_desk.town.campaign and clue.source == "ledger"
    assert list(visible_clues(open_desk.actor(HANDLER))) == [clue] and open_strict_clues(actor=open_desk.town.machine, now=NOW) == 0
    assert DRANK not in repr(list(Clue.objects.values())) and DRANK not in repr(list(Record.objects.filter(kind="clue").values()))


def test_it_stays_a_plain_item_where_that_is_switched_off_or_nobody_could_take_it(desk: Ground) -> None:
    _strict(desk)
    assert open_strict_clues(actor=desk.town.machine, now=NOW) == 0  # nobody has a key
    desk.all_keys()
    campaign = Campaign.objects.get(pk=desk.town.campaign.pk)
    campaign.file = {**campaign.file, "switches": {**campaign.file.get("switches", {}), "strict_checks": False}}
    campaign.save()
    assert open_strict_clues(actor=desk.town.machine, now=NOW) == 0
    campaign.file["switches"]["strict_checks"] = True
    campaign.save()
    with pytest.raises(NotAllowed):  # no person does it, and nobody pushes
        open_strict_clues(actor=desk.actor(HANDLER), now=NOW)


@pytest.mark.mechanism("M127")
def test_the_record_of_a_strict_matter_asks_for_the_chain_of_responsibility(open_desk: Ground) -> None:
    _strict(open_desk)
    clue, hand = concluded(open_desk, _pulled(open_desk)), by(open_desk, HANDLER)
    with pytest.raises(NeedsUnmet, match="责任链条"):
        close_clue(clue, by=hand)
    for wrong in ([], [Link("曲院", Answerable.DIRECT, " ")], [Link("苏堤", Answerable.CHIEF, "疏于管理")]):
        with pytest.raises(BadInput, match="责任"):
            trace_responsibility(clue, chain=wrong, by=hand)
    trace_responsibility(clue, chain=CHAIN, by=hand)
    close_clue(clue, by=hand)
    told = [values for note, values in notes_of(clue, read_clue(clue, **open_desk.by(APPROVER))) if note.step == "trace_responsibility"]
    assert [one["answers"] for one in told[0]["chain"]] == ["direct", "chief"]
    other = concluded(open_desk, phoned(open_desk))
    close_clue(other, by=hand)  # no strict matter: not asked


@pytest.mark.mechanism("M80")
def test_only_what_proved_true_and_is_tied_to_somebody_enters_list_six(open_desk: Ground) -> None:
    official, water, hand = open_desk.town.people[OFFICIAL], open_desk.town.units[WATER], by(open_desk, HANDLER)
    listed = Listed("窗口长时间无人值守", water, official, open_desk.town.campaign)
    for conclusion in (Conclusion.NOT_PROVEN, Conclusion.UNTRUE, Conclusion.MISTAKEN):
        with pytest.raises(NeedsUnmet, match="属实"):
            list_clue(concluded(open_desk, phoned(open_desk), conclusion), listed=listed, by=hand)
    with pytest.raises(NotNow):
        list_clue(phoned(open_desk), listed=listed, by=hand)
    clue = concluded(open_desk, phoned(open_desk, "周二上午窗口没有人，举报人原话"), Conclusion.PARTLY)
    for wrong, says in (
        (Listed("x", water, open_desk.town.people[COLLEAGUE], open_desk.town.campaign), "反映的人"),
        (Listed("x", water, None, open_desk.town.campaign), "反映的人"), (Listed("x", water, official, None), "专项"),
        (Listed("x", open_desk.town.units[FOREST], official, open_desk.town.campaign), "反映的人"),  # not his unit
        (Listed(" ", water, official, open_desk.town.campaign), "写明"),
    ):  # fmt: skip
        with pytest.raises(BadInput, match=says):
            list_clue(clue, listed=wrong, by=hand)
    assert not Problem.objects.exists()
    row = list_clue(clue, listed=listed, by=hand)
    assert (row.source, row.person, row.unit, row.state) == ("social_review", official, water, "recorded")
    assert (row.origin_kind, row.origin_reference, str(row.recorded_by)) == ("clue", "", "系统")
    record = Record.objects.get(kind="problem", row=row.pk)
    assert clue.number not in repr(record.changes) + record.label and HANDLER not in record.actor_name
    assert clue.listed_at == NOW and read_clue(clue, **open_desk.by(APPROVER)).values["listed"] == row.pk
    with pytest.raises(NeedsUnmet, match="已经列入"):
        list_clue(clue, listed=listed, by=hand)


def test_a_strict_finding_that_proved_true_stands_on_the_ledger_again(open_desk: Ground) -> None:
    row = _strict(open_desk)
    clue = concluded(open_desk, _pulled(open_desk))
    listed = Listed("午间违规饮酒", row.unit, open_desk.town.people[OFFICIAL])
    back = list_clue(clue, listed=listed, by=by(open_desk, HANDLER))
    row.refresh_from_db()
    assert back.pk == row.pk and (row.state, row.text, row.source, row.person_id) == (
        "recorded", "午间违规饮酒", "supervision", open_desk.town.people[OFFICIAL].pk,
    )  # fmt: skip
    assert open_strict_clues(actor=open_desk.town.machine, now=NOW) == 0  # not a clue once more
    assert searched(Problem.objects.all(), "午间违规饮酒").exists() and not searched(Problem.objects.all(), DRANK).exists()


def test_what_was_overturned_goes_from_the_list_and_is_not_shown_as_false_before_that(open_desk: Ground) -> None:
    clue = concluded(open_desk, phoned(open_desk))
    row = list_clue(
        clue,
        listed=Listed("窗口无人", open_desk.town.units[WATER], open_desk.town.people[OFFICIAL], open_desk.town.campaign),
        by=by(open_desk, HANDLER),
    )
    close_clue(clue, by=by(open_desk, HANDLER))
    with pytest.raises(NotAllowed):
        overturn_clue(clue, conclusion=Conclusion.UNTRUE, grounds="新证据", by=by(open_desk, HANDLER))
    with pytest.raises(BadInput):
        overturn_clue(clue, conclusion=Conclusion.TRUE, grounds="新证据", by=by(open_desk, APPROVER))
    overturn_clue(clue, conclusion=Conclusion.UNTRUE, grounds="新证据", by=by(open_desk, APPROVER))
    row.refresh_from_db()
    assert (clue.state, clue.conclusion, clue.listed_at) == ("concluded", "untrue", None) and (row.state, row.person) == ("void", None)
    with pytest.raises(NeedsUnmet, match="澄清"):
        close_clue(clue, by=by(open_desk, HANDLER))
    offer_clarification(clue, offered=True, grounds="影响其评优，征得本人意见", by=by(open_desk, HANDLER))
    close_clue(clue, by=by(open_desk, HANDLER))


def test_clarifying_is_asked_for_wrong_ones_only(open_desk: Ground) -> None:
    clue = concluded(open_desk, phoned(open_desk), Conclusion.NOT_PROVEN)
    with pytest.raises(NotNow):
        offer_clarification(clue, offered=True, grounds="x", by=by(open_desk, HANDLER))
    close_clue(clue, by=by(open_desk, HANDLER))
    mistaken = concluded(open_desk, phoned(open_desk), Conclusion.MISTAKEN)
    with pytest.raises(NeedsUnmet, match="澄清"):
        close_clue(mistaken, by=by(open_desk, HANDLER))
    offer_clarification(mistaken, offered=False, grounds="本人表示不需要", by=by(open_desk, HANDLER))
    close_clue(mistaken, by=by(open_desk, HANDLER))


def test_malice_is_found_by_the_document_of_the_competent_body_and_never_for_a_mistake(open_desk: Ground) -> None:
    said: dict[str, Any] = {"level": MaliceLevel.CITY, "decided_on": TODAY, "grounds": "捏造事实，意图陷害"}
    for conclusion in (Conclusion.NOT_PROVEN, Conclusion.MISTAKEN, Conclusion.TRUE):
        clue = concluded(open_desk, phoned(open_desk), conclusion)
        with pytest.raises(NeedsUnmet, match="反映不实"):
            find_malicious(clue, document="市纪〔2026〕1号", by=by(open_desk, APPROVER), **said)
    clue = concluded(open_desk, phoned(open_desk), Conclusion.UNTRUE)
    with pytest.raises(NotAllowed):
        find_malicious(clue, document="市纪〔2026〕1号", by=by(open_desk, HANDLER), **said)
    with pytest.raises(BadInput, match="文号"):
        find_malicious(clue, document=" ", by=by(open_desk, APPROVER), **said)
    assert {one.value for one in MaliceLevel} == {"city", "province", "central"}  # no county finds it
    find_malicious(clue, document="市纪〔2026〕1号", by=by(open_desk, APPROVER), **said)
    assert clue.malice_at == NOW and clue.conclusion == "untrue"
    with pytest.raises(NeedsUnmet):
        find_malicious(clue, document="市纪〔2026〕2号", by=by(open_desk, APPROVER), **said)


def test_whoever_must_not_know_learns_nothing_of_a_strict_clue(open_desk: Ground) -> None:
    """Somebody of the desk who serves in the section of the accused's bureau is led by the same head: he sees it; the accused himself does not."""
    open_desk.staff("同事", StandingDutyKind.CLUE_DESK, unit=open_desk.town.units[WATER])
    open_desk.key("同事")
    _strict(open_desk, person=None)  # about the bureau as such
    clue = _pulled(open_desk)
    assert not visible_clues(open_desk.actor("同事")).exists() and visible_clues(open_desk.actor(INTAKE)).get() == clue
