"""The life of a problem, cell by cell, against a table written by hand from the issue's text."""

import itertools

import pytest

from bihuan.campaigns.vocabulary import Duty
from bihuan.foundation.kernel import Term
from bihuan.problems.rules import ClosingFacts, unmet_needs
from bihuan.problems.vocabulary import Action, Need, ProblemDuty, State
from bihuan.problems.workflow import PROBLEM

# One letter a duty: O office, M machine, U unit head, L liaison, S supervision, G leading group, C leader in charge, F founder, H head of the leading group;
# towards the item p person, d doer, r responsible leader, h whoever confirms.
LETTERS: dict[Term, str] = {
    Duty.OFFICE: "O", Duty.MACHINE: "M", Duty.UNIT_HEAD: "U", Duty.LIAISON: "L", Duty.SUPERVISOR: "S", Duty.LEADER: "G",
    Duty.LEADER_IN_CHARGE: "C", Duty.FOUNDER: "F", Duty.GROUP_HEAD: "H", ProblemDuty.OWNER: "p", ProblemDuty.DOER: "d",
    ProblemDuty.RESPONSIBLE_LEADER: "r", ProblemDuty.HEAD_CONFIRMS: "h",
}  # fmt: skip
WORKING = "recorded analysed rectifying corrected asked confirmed verified"
EARLY = "recorded analysed rectifying"
STANDING = f"{WORKING} publicised closed looked_back suspended disputed closed_before"
# action: from (space apart; "-" nothing yet), to ("=" stays), who
EXPECTED = {
    "record": [("-", "recorded", "OMULSp")],
    "amend": [("recorded analysed rectifying", "=", "OMULpd")],
    "classify": [(WORKING, "=", "OMULS")],
    "prioritise": [(WORKING, "=", "OMG")],
    "follow_head": [(f"{STANDING} merged void", "=", "M")],
    "recount": [("publicised", "=", "M")],
    "hand_over": [(f"{WORKING} publicised suspended disputed", "=", "OM")],
    "analyse": [("recorded analysed", "analysed", "OMULpd"), ("rectifying", "=", "OMULpd")],
    "propose_measures": [("analysed", "=", "OMULpd"), ("rectifying", "analysed", "OMULpd")],
    "approve_measures": [("analysed", "rectifying", "r")],
    "return_measures": [("analysed", "=", "r")],
    "plan": [("analysed", "rectifying", "OMULpd"), ("rectifying", "=", "OMULpd")],
    "report_progress": [("rectifying", "=", "OMULpd")],
    "add_evidence": [("recorded analysed rectifying corrected", "=", "OMULpd")],
    "fill": [(f"{WORKING} suspended publicised", "=", "OMULSpd"), ("closed looked_back closed_before", "=", "OM")],
    "ask": [("rectifying", "asked", "pdL")],
    "confirm": [("asked", "confirmed", "h")],
    "verify": [("confirmed", "verified", "S")],
    "close": [("verified publicised", "closed", "O")],
    "publicise": [("verified", "publicised", "O")],
    "object": [("publicised", "=", "OMULS")],
    "answer_objection": [("publicised", "=", "O")],
    "correct": [("recorded", "corrected", "pdLU")],
    "confirm_correction": [("corrected", "closed", "h")],
    "pass_sample": [("closed", "=", "S")],
    "fail_sample": [("closed looked_back", "recorded", "S")],
    "look_back": [("closed", "looked_back", "SO"), ("closed_before", "=", "SO")],
    "draw_back": [("closed closed_before", "=", "SO")],
    "reopen": [("closed looked_back closed_before", "rectifying", "SO")],
    "take_over": [("-", "closed_before", "OM")],
    "send_back": [("corrected", "recorded", "h"), ("asked", "rectifying", "hO"), ("confirmed verified publicised", "rectifying", "SO")],
    "extend": [(WORKING, "=", "O")],
    "suspend": [("rectifying", "suspended", "O")],
    "resume": [("suspended", "rectifying", "OM")],
    "void": [(STANDING, "void", "O")],
    "restore": [("void", "back", "O")],
    "dispute": [(EARLY, "disputed", "UL")],
    "keep_owner": [("disputed", "back", "O")],
    "move_owner": [(f"{EARLY} disputed", "recorded", "O")],
    "divide": [(EARLY, "=", "O"), ("disputed", "back", "O")],
    "merge": [(EARLY, "=", "O")],
    "merge_into": [(EARLY, "merged", "O")],
    "part": [(f"{EARLY} suspended", "=", "O")],
    "part_from": [("merged", "back", "O")],
    "share": [(EARLY, "=", "OMULpd")],
    "follow": [("recorded analysed", "=", "OMULpd")],
    "unshare": [(STANDING, "=", "OMULpd")],
}
WITH_REASON = {"return_measures",
    "object", "answer_objection", "fail_sample", "reopen", "send_back", "extend", "suspend", "void", "restore", "dispute", "hand_over", "recount",
               "keep_owner", "move_owner", "divide", "merge", "merge_into", "part", "part_from"}  # fmt: skip


def expected(action: str, state: str, letter: str) -> str | None:
    """Where the step leads, or None where it is refused."""
    for sources, target, who in EXPECTED[action]:
        if state in sources.split() and letter in who:
            return state if target == "=" else target
    return None


def test_the_table_by_hand_knows_every_word() -> None:
    assert set(EXPECTED) == {one.value for one in Action}
    elsewhere = {Duty.HOLDER, Duty.DEPUTY}  # towards a delegation, never towards a problem
    assert set(LETTERS) == {*Duty, *ProblemDuty} - elsewhere


def test_every_cell_of_state_action_and_duty() -> None:
    wrong = []
    for action, state, (duty, letter) in itertools.product(Action, [None, *State], LETTERS.items()):
        step = PROBLEM.step(action, state, {duty})
        told = None if step is None else (step.target or state)
        if told != expected(action.value, state.value if state else "-", letter):
            wrong.append(f"{action} from {state} by {duty}: {told}")
    assert not wrong


def test_steps_backwards_and_delays_ask_for_a_reason() -> None:
    assert {step.action.value for step in PROBLEM if step.reason} == WITH_REASON


@pytest.mark.parametrize("action", ["close", "verify"])
def test_closing_asks_for_measures_evidence_and_another_person(action: str) -> None:
    for step in PROBLEM.of(action):
        assert {Need.MEASURES, Need.EVIDENCE, Need.ANOTHER_PERSON} <= set(step.needs)


def test_there_are_two_ways_to_a_closed_item_and_no_other() -> None:
    into = {target: {(step.action, source) for step in PROBLEM if step.target == target for source in step.sources} for target in State}
    assert into[State.CLOSED] == {
        (Action.CLOSE, State.VERIFIED), (Action.CLOSE, State.PUBLICISED), (Action.CONFIRM_CORRECTION, State.CORRECTED),
    }  # fmt: skip
    assert into[State.PUBLICISED] == {(Action.PUBLICISE, State.VERIFIED)}
    assert into[State.VERIFIED] == {(Action.VERIFY, State.CONFIRMED)}
    assert into[State.CONFIRMED] == {(Action.CONFIRM, State.ASKED)}
    assert into[State.ASKED] == {(Action.ASK, State.RECTIFYING)}
    assert into[State.CORRECTED] == {(Action.CORRECT, State.RECORDED)}
    assert all({Need.QUICK_PATH, Need.HOW} <= set(step.needs) for step in PROBLEM.of(Action.CORRECT))


def facts(**changed: object) -> ClosingFacts:
    """An item that is ready for anything, acted on by a stranger to it; `changed` takes things away."""
    ready: dict[str, object] = {
        "actor_user": 9, "actor_person": 90, "doers": (1, 2), "hands": (11, 12, None), "hand_people": (110, None),
        "cause": "排班没有落实", "cause_kind": "managerial",
        "measures": 1, "has_doer": True, "has_leader": True, "has_due_day": True, "evidence": 1, "no_evidence_reason": "", "how": "已改", "path": "quick",
        "awaits_sample": True, "in_batch": True, "own_words": False, "running": True, "needs_text": False, "text": "", "approval_asked": False,
        "gate_open": True, "publicity_asked": False, "publicity_over": True, "open_objections": 0,
        "in_time": True, "ruled": False, "shares": True, "members": 0, "proposed": True,
    }  # fmt: skip
    return ClosingFacts(**{**ready, **changed})  # type: ignore[arg-type]


MISSING: list[tuple[dict[str, object], Need]] = [
    ({"cause": " "}, Need.CAUSE), ({"cause_kind": ""}, Need.CAUSE), ({"measures": 0}, Need.MEASURES), ({"has_doer": False}, Need.DOER),
    ({"has_due_day": False}, Need.DUE_DAY), ({"proposed": False}, Need.PROPOSED),
     ({"evidence": 0}, Need.EVIDENCE), ({"evidence": 0, "no_evidence_reason": "  "}, Need.EVIDENCE),
    ({"how": " "}, Need.HOW), ({"path": "full"}, Need.QUICK_PATH), ({"actor_person": 1}, Need.ANOTHER_PERSON),
    ({"actor_person": 2}, Need.ANOTHER_PERSON), ({"actor_user": 12}, Need.ANOTHER_PERSON), ({"awaits_sample": False}, Need.SAMPLED),
    ({"in_batch": False}, Need.IN_BATCH), ({"running": False}, Need.RUNNING), ({"needs_text": True, "text": "其他"}, Need.SORTED_TEXT),
    ({"approval_asked": True}, Need.NO_APPROVAL_ASKED), ({}, Need.APPROVAL_ASKED), ({"actor_person": 110}, Need.ANOTHER_PERSON),
    ({"has_leader": False}, Need.LEADER), ({"gate_open": False}, Need.GATE_OPEN), ({}, Need.NOT_AWAITED), ({}, Need.PUBLICITY_ASKED),
    ({"publicity_asked": True}, Need.NO_PUBLICITY_ASKED), ({"publicity_over": False}, Need.PUBLICITY_OVER),
    ({"open_objections": 1}, Need.NO_OBJECTION), ({}, Need.OBJECTION), ({"actor_person": 2}, Need.NOT_CONCERNED), ({"in_time": False}, Need.IN_TIME),
    ({"ruled": True}, Need.NOT_RULED), ({"own_missing": frozenset({"plan"})}, Need.OWN_PLAN),
    ({"own_missing": frozenset({"ask"})}, Need.OWN_ASK), ({"own_missing": frozenset({"close"})}, Need.OWN_CLOSE), ({"shares": False}, Need.SHARED),
    ({"members": 2}, Need.NO_MEMBERS),
]  # fmt: skip


def test_nothing_is_missing_from_an_item_that_is_ready() -> None:
    # met only where a campaign asks for it, or the item waits for it; and then their opposites are not
    usual = (Need.APPROVAL_ASKED, Need.NOT_AWAITED, Need.PUBLICITY_ASKED, Need.OBJECTION)
    assert unmet_needs(facts()) == usual
    assert unmet_needs(facts(evidence=0, no_evidence_reason="现场看过")) == usual
    assert unmet_needs(facts(needs_text=True, text="值班时间打牌")) == usual
    assert unmet_needs(facts(actor_person=None, actor_user=None)) == usual


@pytest.mark.parametrize(("taken_away", "need"), MISSING, ids=lambda value: str(value))
def test_each_thing_that_is_missing_is_named(taken_away: dict[str, object], need: Need) -> None:
    assert need in unmet_needs(facts(**taken_away))


def test_every_need_can_be_missing() -> None:
    about_oneself = unmet_needs(facts(actor_person=1))
    assert Need.NOT_ABOUT_ONESELF in about_oneself
    assert Need.NOT_ABOUT_ONESELF not in unmet_needs(facts(actor_person=1, own_words=True))
    assert {need for _taken, need in MISSING} | {Need.NOT_ABOUT_ONESELF} == set(Need)
    asked = {need for step in PROBLEM for need in step.needs}
    assert set(Need) - asked <= {Need.SAMPLED}
