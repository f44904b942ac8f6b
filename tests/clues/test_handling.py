"""The life of a clue: decided together and approved by another, verified before it is concluded, locked once it was handed over."""

from datetime import timedelta
from typing import Any

import pytest

from bihuan.clues.models import Clue, ClueNote
from bihuan.clues.operations import (
    About,
    By,
    Slip,
    approve_disposal,
    close_clue,
    conclude_clue,
    feed_back_clue,
    note_outcome,
    note_receipt,
    propose_disposal,
    read_clue,
    register_slip,
    return_disposal,
    take,
    take_up_clue,
    transfer_clue,
    triage_clue,
    verify_clue,
)
from bihuan.clues.operations.door import office_box
from bihuan.clues.operations.opening import notes_of
from bihuan.clues.queries import clocks_of
from bihuan.clues.rules.steps import clocks, unmet
from bihuan.clues.vocabulary.clues import ClueNeed, ClueSource, Conclusion, Disposal, Way
from bihuan.foundation.audit.models import Record
from bihuan.foundation.kernel import BadInput, NeedsUnmet, NotAllowed, NotNow
from bihuan.foundation.sealedbox.codes import ReceiptCode
from bihuan.foundation.sealedbox.contents import Answer
from bihuan.foundation.sealedbox.keys import ReportKeys
from bihuan.foundation.sealedbox.packages import unseal
from bihuan.organisation.vocabulary import StandingDutyKind, UnitKind
from tests.clues.ground import APPROVER, HANDLER, INTAKE
from tests.clues.ground import Desk as Ground
from tests.factories.town import NOW, OFFICIAL, TODAY, WATER

pytestmark = pytest.mark.django_db
WORDS = "只有经办人看得到的意见"


@pytest.fixture
def case(desk: Ground) -> "Case":
    desk.all_keys()
    return Case(desk)


class Case:
    """A clue that was registered."""

    def __init__(self, desk: Ground, named: bool = False) -> None:
        self.desk = desk
        about = About(persons=[desk.town.people[OFFICIAL]], named=named)
        slip = Slip(ClueSource.PHONE, "窗口无人", TODAY)
        self.clue, self.code = register_slip(slip=slip, about=about, actor=desk.actor(INTAKE), now=NOW)

    def by(self, name: str) -> By:
        return By(**self.desk.by(name))

    def to_decided(self, disposal: Disposal = Disposal.PRELIMINARY) -> Clue:
        triage_clue(self.clue, opinion=WORDS, urgent=True, by=self.by(HANDLER))
        propose_disposal(self.clue, disposal=disposal, opinion=WORDS, met_on=TODAY, present="甲、乙、丙", by=self.by(HANDLER))
        approve_disposal(self.clue, opinion="同意", by=self.by(APPROVER))
        return self.clue

    def answers(self, code: ReceiptCode) -> list[str]:
        take(now=NOW)
        keys = ReportKeys(code)
        return [Answer.read(unseal(one, [keys.reader])).text for one in office_box().answers(keys.place)]


def test_from_registering_to_the_end(case: Case) -> None:
    clue = case.to_decided()
    assert (clue.state, clue.disposal, clue.urgent) == ("decided", "preliminary", True)
    verify_clue(clue, way=Way.VISIT, done_on=TODAY, found=WORDS, by=case.by(HANDLER))
    verify_clue(clue, way=Way.DOCUMENTS, done_on=TODAY, found=WORDS, by=case.by(HANDLER))
    conclude_clue(clue, conclusion=Conclusion.PARTLY, grounds=WORDS, by=case.by(HANDLER))
    feed_back_clue(clue, text="部分属实，已责成整改", by=case.by(HANDLER))
    close_clue(clue, by=case.by(HANDLER))
    assert (clue.state, clue.conclusion) == ("closed", "partly") and "部分属实，已责成整改" in case.answers(case.code)
    found = read_clue(clue, **case.desk.by(APPROVER))
    steps = [(note.step, values["text"]) for note, values in notes_of(clue, found)]
    assert sorted(step for step, _text in steps) == [
        "approve_disposal", "close_clue", "conclude_clue", "feed_back_clue", "propose_disposal", "triage_clue", "verify_clue", "verify_clue",
    ]  # fmt: skip
    assert [text for _step, text in steps].count(WORDS) == 5
    told = repr(list(Record.objects.values())) + repr([bytes(one) for one in ClueNote.objects.values_list("body", flat=True)])
    assert WORDS not in told and "preliminary" not in repr(list(Record.objects.filter(kind="clue").values("changes")))


def test_no_conclusion_without_a_verification_that_says_how_and_when(case: Case) -> None:
    clue = case.to_decided()
    with pytest.raises(NotNow):
        conclude_clue(clue, conclusion=Conclusion.TRUE, grounds=WORDS, by=case.by(HANDLER))
    for wrong in (TODAY + timedelta(1), TODAY - timedelta(1)):
        with pytest.raises(BadInput, match="日期"):
            verify_clue(clue, way=Way.VISIT, done_on=wrong, found=WORDS, by=case.by(HANDLER))
    with pytest.raises(BadInput):
        verify_clue(clue, way=Way.VISIT, done_on=TODAY, found=" ", by=case.by(HANDLER))
    verify_clue(clue, way=Way.VISIT, done_on=TODAY, found=WORDS, by=case.by(HANDLER))
    clue.notes.exclude(way="").delete()
    with pytest.raises(NeedsUnmet):
        conclude_clue(clue, conclusion=Conclusion.TRUE, grounds=WORDS, by=case.by(HANDLER))


def test_nobody_approves_what_he_proposed_and_what_is_sent_back_is_talked_over_again(case: Case) -> None:
    both = case.desk.staff("身兼两职", StandingDutyKind.CLUE_DESK, StandingDutyKind.CLUE_APPROVER)
    case.desk.key("身兼两职")
    case = Case(case.desk)
    clue = case.clue
    triage_clue(clue, opinion=WORDS, urgent=False, by=case.by(HANDLER))
    with pytest.raises(BadInput, match="集体"):
        propose_disposal(clue, disposal=Disposal.TALK, opinion=WORDS, met_on=TODAY, present=" ", by=case.by("身兼两职"))
    propose_disposal(clue, disposal=Disposal.TALK, opinion=WORDS, met_on=TODAY, present="甲、乙", by=case.by("身兼两职"))
    assert clue.proposed_by_id == both.user_id
    with pytest.raises(NeedsUnmet):
        approve_disposal(clue, opinion="", by=case.by("身兼两职"))
    with pytest.raises(NotAllowed):
        approve_disposal(clue, opinion="", by=case.by(HANDLER))
    return_disposal(clue, opinion="补充研究", by=case.by(APPROVER))
    assert (clue.state, clue.disposal, clue.proposed_at) == ("triaged", "", None)


def test_a_shelved_one_is_taken_up_and_an_ended_one_closed_without_verification(case: Case) -> None:
    clue = case.to_decided(Disposal.SHELVED)
    with pytest.raises(NeedsUnmet):
        verify_clue(clue, way=Way.VISIT, done_on=TODAY, found=WORDS, by=case.by(HANDLER))
    with pytest.raises(NeedsUnmet):
        close_clue(clue, by=case.by(HANDLER))
    take_up_clue(clue, opinion="出现新情况", by=case.by(HANDLER))
    assert (clue.state, clue.disposal, clue.approved_at) == ("triaged", "", None)
    other = Case(case.desk, named=True)
    other.to_decided(Disposal.ENDED)
    with pytest.raises(NeedsUnmet, match="反馈"):
        close_clue(other.clue, by=case.by(HANDLER))  # real-name is answered first
    feed_back_clue(other.clue, text="经研究予以了结", by=case.by(HANDLER))
    close_clue(other.clue, by=case.by(HANDLER))
    assert other.clue.state == "closed" and other.clue.conclusion == ""


def test_what_was_handed_over_is_locked_and_comes_back_as_a_receipt_and_a_summary(case: Case) -> None:
    clue = case.clue
    transfer_clue(clue, receiver="市局督察总队", grounds=WORDS, by=case.by(HANDLER))
    for what in (
        lambda: triage_clue(clue, opinion=WORDS, urgent=False, by=case.by(HANDLER)), lambda: close_clue(clue, by=case.by(HANDLER)),
        lambda: transfer_clue(clue, receiver="别处", grounds=WORDS, by=case.by(HANDLER)),
        lambda: verify_clue(clue, way=Way.VISIT, done_on=TODAY, found=WORDS, by=case.by(HANDLER)),
    ):  # fmt: skip
        with pytest.raises(NotNow):
            what()
    with pytest.raises(NeedsUnmet):
        note_outcome(clue, summary="已查结", by=case.by(HANDLER))
    note_receipt(clue, receipt="督察〔2026〕3号", by=case.by(HANDLER))
    note_outcome(clue, summary="已查结", by=case.by(HANDLER))
    assert clue.state == "closed" and clue.receipt == "督察〔2026〕3号"


def test_outside_a_discipline_body_one_registers_and_hands_over_only(case: Case) -> None:
    case.desk.body.kind = UnitKind.BUREAU
    case.desk.body.save()
    triage_clue(case.clue, opinion=WORDS, urgent=False, by=case.by(HANDLER))
    with pytest.raises(NotAllowed):
        propose_disposal(case.clue, disposal=Disposal.TALK, opinion=WORDS, met_on=TODAY, present="甲", by=case.by(HANDLER))
    transfer_clue(case.clue, receiver="县纪委监委", grounds=WORDS, by=case.by(HANDLER))


def test_whoever_must_not_know_of_it_takes_no_step(case: Case) -> None:
    case.desk.staff("下属", StandingDutyKind.CLUE_DESK, unit=case.desk.town.units[WATER])
    case.desk.key("下属")
    about = About(units=[case.desk.town.units[WATER]])
    clue, _code = register_slip(slip=Slip(ClueSource.LETTER, "信", TODAY), about=about, actor=case.desk.actor(INTAKE), now=NOW)
    said: dict[str, Any] = {"by": case.by("下属")}
    for what in (
        lambda: triage_clue(clue, opinion=WORDS, urgent=False, **said),
        lambda: transfer_clue(clue, receiver="x", grounds="y", **said),
    ):
        with pytest.raises(NotAllowed):
            what()


def test_the_needs_and_clocks_on_plain_values() -> None:
    told: dict[str, Any] = {"disposal": "talk", "same_hand": False, "verified": True, "named": True, "answered": True, "receipt": "1"}
    assert set(unmet(**told)) == {ClueNeed.IS_SHELVED, ClueNeed.IS_OVER}
    assert ClueNeed.WAS_ANSWERED in unmet(**{**told, "answered": False})
    days: dict[str, Any] = {"received": TODAY, "registered": TODAY, "approved": None, "concluded": None, "answered": None, "closed": None}
    assert [one.rule for one in clocks(named=False, **days)] == ["T7"]
    assert [one.rule for one in clocks(named=True, **{**days, "concluded": TODAY})] == ["T7", "T3", "T4"]


def test_the_clocks_of_the_table_run(desk: Ground) -> None:
    desk.all_keys()
    case = Case(desk, named=True)
    accepted = {one.running.rule: one for one in clocks_of(case.clue, TODAY)}
    assert accepted["T7"].due_on.isoformat() == "2026-04-02" and accepted["T3"].running.done_on == TODAY
    assert not accepted["T7"].is_late(TODAY) and accepted["T7"].is_late(TODAY + timedelta(40))
