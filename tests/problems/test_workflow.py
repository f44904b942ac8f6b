"""The life of a problem, cell by cell, against a table written by hand from the issue's text."""

import itertools

import pytest

from bihuan.campaigns.vocabulary import Duty
from bihuan.foundation.kernel import BACK, Term
from bihuan.problems.rules import ClosingFacts, unmet_needs
from bihuan.problems.vocabulary import Action, LikenessAction, LookBackAction, Need, ProblemDuty, SheetAction, State
from bihuan.problems.workflow import LOOK_BACK, LOOKED_AT, PROBLEM, SET_APART, SHEET_LAYOUT, TAKE_OVER

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
    "void": [(STANDING, "void", "OM")],  # the machine: a line of a self-check that its writer withdrew
    "restore": [("void", "back", "OM")],
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
    assert {step.action.value for step in PROBLEM if not step.reason}.isdisjoint(WITH_REASON)  # from whichever state


PLANNED = "cause measures doer due_day own_plan"
# action: from ("-" nothing yet), what must be there; every other cell needs nothing
NEEDED = {
    "record": [("-", "running sorted_text")],
    "amend": [(EARLY, "sorted_text not_about_oneself")],
    "classify": [(WORKING, "sorted_text not_about_oneself")],
    "analyse": [("recorded analysed rectifying", "cause")],
    "propose_measures": [("analysed rectifying", f"{PLANNED} leader approval_asked")],
    "approve_measures": [("analysed", f"{PLANNED} approval_asked gate_open another_person")],
    "return_measures": [("analysed", "proposed")],
    "plan": [("analysed", f"{PLANNED} no_approval_asked gate_open"), ("rectifying", f"{PLANNED} no_approval_asked")],
    "ask": [("rectifying", "cause measures evidence own_ask")],
    "confirm": [("asked", "measures doer due_day another_person")],
    "verify": [("confirmed", "measures evidence another_person")],
    "close": [
        ("verified", "measures evidence another_person no_publicity_asked own_close"),
        ("publicised", "measures evidence another_person publicity_over no_objection own_close"),
    ],
    "publicise": [("verified", "measures evidence publicity_asked own_close")],
    "answer_objection": [("publicised", "objection another_person")],
    "correct": [("recorded", "quick_path how own_ask")],
    "confirm_correction": [("corrected", "how personal_set another_person own_close")],
    "pass_sample": [("closed", "sampled another_person")],
    "fail_sample": [("closed looked_back", "in_batch")],
    "look_back": [("closed closed_before", "look_back_used another_person not_awaited")],
    "draw_back": [("closed closed_before", "not_awaited")],
    "take_over": [("-", "running")],
    "extend": [(WORKING, "due_day another_person")],
    "suspend": [("rectifying", "another_person")],
    "void": [(STANDING, "not_concerned no_members")],
    "restore": [("void", "not_concerned")],
    "dispute": [(EARLY, "in_time not_ruled")],
    "keep_owner": [("disputed", "not_concerned")],
    "move_owner": [(f"{EARLY} disputed", "not_concerned")],
    "divide": [(f"{EARLY} disputed", "not_concerned")],
    "merge": [(EARLY, "not_concerned")],
    "merge_into": [(EARLY, "not_concerned")],
    "part": [(f"{EARLY} suspended", "not_concerned")],
    "part_from": [("merged", "not_concerned")],
    "share": [(EARLY, "not_about_oneself")],
    "unshare": [(STANDING, "shared")],
}


def test_every_cell_of_state_and_action_asks_for_what_must_be_there() -> None:
    wrong = []
    for action, state in itertools.product(Action, [None, *State]):
        told = {frozenset(need.value for need in step.needs) for step in PROBLEM.of(action) if step.starts_from(state)}
        asked = {frozenset(needs.split()) for sources, needs in NEEDED.get(action, []) if (state or "-") in sources.split()}
        if told - {frozenset()} != asked:
            wrong.append(f"{action} from {state}: {told}")
    assert not wrong


def test_an_item_set_aside_knows_the_way_back() -> None:
    back = {step.sources for step in PROBLEM if step.target is BACK}
    assert {state for sources in back for state in sources} == set(PROBLEM.aside) == {State.DISPUTED, State.MERGED, State.VOID}
    restore, void = PROBLEM.of(Action.RESTORE)[0], PROBLEM.of(Action.VOID)[0]
    assert PROBLEM.leads(void, State.ANALYSED, "") == (State.VOID, State.ANALYSED)
    assert PROBLEM.leads(void, State.DISPUTED, State.ANALYSED) == (State.VOID, State.ANALYSED)  # the first is kept
    assert PROBLEM.leads(restore, State.VOID, State.ANALYSED) == (State.ANALYSED, "")


# table, action, makes a row, who, asks for a reason
BESIDE = [
    (SHEET_LAYOUT, SheetAction.KEEP_LAYOUT, True, "OMUL", False), (SHEET_LAYOUT, SheetAction.KEEP_LAYOUT, False, "OMUL", False),
    (TAKE_OVER, SheetAction.TAKE_OVER, True, "OM", True), (LOOK_BACK, LookBackAction.DRAW, True, "SO", True),
    (LOOKED_AT, LookBackAction.RECORD, False, "SO", True), (SET_APART, LikenessAction.SET_APART, True, "OM", False),
    (SET_APART, LikenessAction.WITHDRAW_APART, False, "OM", False),
]  # fmt: skip


def test_every_cell_of_the_small_tables_beside_the_ledger() -> None:
    told = [(table, step.action, step.creates, "".join(sorted(LETTERS[one] for one in step.duties)), step.reason)
            for table in (SHEET_LAYOUT, TAKE_OVER, LOOK_BACK, LOOKED_AT, SET_APART) for step in table]  # fmt: skip
    assert told == [(table, action, makes, "".join(sorted(who)), reason) for table, action, makes, who, reason in BESIDE]
    assert {step.action: step.needs for step in SET_APART if step.needs} == {LikenessAction.SET_APART: (Need.NOT_CONCERNED,)}


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
    ({"members": 2}, Need.NO_MEMBERS), ({"look_back_used": False}, Need.LOOK_BACK_USED),
    ({"personal": True, "has_doer": False}, Need.PERSONAL_SET), ({"personal": True, "has_due_day": False}, Need.PERSONAL_SET),
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
