"""Who may do what to a campaign and its parts, cell by cell, against a table written by hand from the issue's text and M03."""

import itertools

import pytest

from bihuan.campaigns import workflow
from bihuan.campaigns.vocabulary import CampaignAction, CampaignState, Duty, TaskNeed, TaskState, ViewDuty
from bihuan.campaigns.vocabulary.organising import OrganisingDuty
from bihuan.foundation.kernel import Term, Workflow

# One letter a duty: O office, M machine, F founder, H head of the leading group, G leading group, U unit head, L liaison, S supervision,
# C leader in charge; of a delegation p its holder, d its deputy; of a kept view k whoever kept it; u head or liaison of the unit whose own it is.
LETTERS: dict[Term, str] = {
    Duty.OFFICE: "O", Duty.MACHINE: "M", Duty.FOUNDER: "F", Duty.GROUP_HEAD: "H", Duty.LEADER: "G", Duty.UNIT_HEAD: "U", Duty.LIAISON: "L",
    Duty.SUPERVISOR: "S", Duty.LEADER_IN_CHARGE: "C", Duty.HOLDER: "p", Duty.DEPUTY: "d", ViewDuty.KEEPER: "k",
    OrganisingDuty.OF_THE_UNIT: "u",
}  # fmt: skip
EVERYBODY = "".join(LETTERS.values()).replace("u", "")
# action: from (space apart; "-" nothing yet, "*" whatever stands there), to ("=" stays), who
EXPECTED = {
    "prepare_campaign": ("-", "prepared", "FM"),
    "amend_campaign": ("prepared running", "=", "OMF"),
    "set_column": ("prepared running", "=", "OMF"),
    "retire_column": ("prepared running", "=", "OMF"),
    "fill_gap": ("prepared running", "=", "OMF"),
    "set_words": ("prepared running", "=", "OMF"),
    "freeze_roster": ("prepared running", "=", "OMF"),
    "settle_threshold": ("prepared running", "=", "OM"),
    "start_campaign": ("prepared", "running", "OMFH"),
    "close_campaign": ("running", "closed", "OMH"),
    "stretch_campaign": ("prepared running closed", "=", "OMH"),
    "add_stage": ("-", "=", "OMF"),
    "date_stage": ("*", "=", "OMF"),
    "extend_stage": ("*", "=", "OMH"),
    "shift_stage": ("*", "=", "OMH"),
    "finish_stage": ("*", "=", "OMH"),
    "set_up_group": ("-", "=", "OMF"),
    "seat_member": ("*", "=", "OMF"),
    "unseat_member": ("*", "=", "OMF"),
    "charge_group": ("*", "=", "OMF"),
    "dissolve_group": ("*", "=", "OMF"),
    "enter_roster": ("-", "=", "OMF"),
    "leave_roster": ("*", "=", "OM"),
    "cover_unit": ("-", "=", "OMF"),
    "grant_duty": ("-", "=", "OMF"),
    "end_duty": ("*", "=", "OMF"),
    "delegate_duty": ("-", "=", "OMp"),
    "end_delegation": ("*", "=", "OMpd"),
    "hand_over_work": ("-", "=", "OM"),
    "save_view": ("-", "=", EVERYBODY),
    "change_view": ("*", "=", "k"),
    "drop_view": ("*", "=", "k"),
    "commend": ("-", "=", "OMH"),
    "withdraw_commendation": ("*", "=", "OMH"),
    "add_task": ("-", "open", "OMFS"),
    "finish_task": ("open", "done", "OMULS"),
    "switch_mechanisms": ("prepared running", "=", "OMF"),
    "pass_on_task": ("open", "=", "OMUL"),
    "hand_down_task": ("-", "open", "OMUL"),
    "log_call": ("-", "=", "OS"),
    "follow_unit": ("-", "=", "O"),
    "release_unit": ("*", "=", "OH"),
    "note_conveyed": ("-", "=", "OMUL"),
    "withdraw_conveyed": ("*", "=", "OMUL"),
    "register_meeting": ("-", "=", "OMHULS"),
    "complete_meeting": ("*", "=", "OMHULS"),
    "withdraw_meeting": ("*", "=", "OMHULS"),
    "choose_pattern": ("prepared running", "=", "OMF"),
    "second_person": ("-", "=", "OMF"),
    "end_secondment": ("*", "=", "OMF"),
    "attach_unit": ("-", "=", "OMFH"),
    "detach_unit": ("*", "=", "OMFH"),
    "mark_key_few": ("-", "=", "OMFH"),
    "unmark_key_few": ("*", "=", "OMFH"),
    "tie_goal": ("-", "=", "OMF"),
    "untie_goal": ("*", "=", "OMF"),
    "link_campaign": ("-", "=", "OMF"),
    "part_campaign": ("*", "=", "OMF"),
    "add_local_manifestation": ("-", "=", "OMu"),
    "drop_local_manifestation": ("*", "=", "OMu"),
    "add_unit_measure": ("-", "=", "OMu"),
    "drop_unit_measure": ("*", "=", "OMu"),
}
WITH_REASON = {
    "settle_threshold", "close_campaign", "stretch_campaign", "extend_stage", "shift_stage", "unseat_member", "dissolve_group", "leave_roster",
    "end_duty", "hand_over_work", "withdraw_commendation", "follow_unit", "release_unit", "withdraw_conveyed", "withdraw_meeting", "unmark_key_few",
    "part_campaign", "end_secondment",
}  # fmt: skip
ACTIONS = {type(step.action) for table in vars(workflow).values() if isinstance(table, Workflow) for step in table}
TABLES = [one for one in vars(workflow).values() if isinstance(one, Workflow)]


def expected(action: str, state: str, letter: str) -> str | None:
    """Where the step leads, or None where it is refused."""
    sources, target, who = EXPECTED[action]
    if state not in sources.split() or letter not in who:
        return None
    return state if target == "=" else target


def test_the_table_by_hand_knows_every_word() -> None:
    assert set(EXPECTED) == {one.value for kind in ACTIONS for one in kind} == {step.action.value for table in TABLES for step in table}
    assert set(LETTERS) == {*Duty, *ViewDuty, *OrganisingDuty}
    assert {one.name for one in TABLES} == {"campaign", "stage", "group", "roster_entry", "covered_unit", "grant", "delegation", "handover",
                                            "saved_view", "commendation", "task", "chase_call", "follow", "conveyance", "meeting", "goal_tie", "key_few",
                                            "campaign_link", "local_manifestation", "portfolio", "secondment", "unit_measure"}  # fmt: skip


@pytest.mark.parametrize("table", TABLES, ids=lambda one: one.name)
def test_every_cell_of_state_action_and_duty(table: Workflow) -> None:
    states = [one.value for one in table.states] if table.states else ["*"]
    wrong = []
    for action, state, (duty, letter) in itertools.product({step.action for step in table}, ["-", *states], LETTERS.items()):
        step = table.step(action, None if state == "-" else state, {duty})
        told = None if step is None else step.target or state
        if told != expected(action.value, state, letter):
            wrong.append(f"{action} from {state} by {duty}: {told}")
    assert not wrong


def test_what_ends_prolongs_or_takes_away_asks_for_a_reason() -> None:
    assert {step.action.value for table in TABLES for step in table if step.reason} == WITH_REASON


def test_a_campaign_runs_once_and_a_task_is_done_by_its_proof_alone() -> None:
    ways = {(step.sources, step.target) for step in workflow.CAMPAIGN if step.target}
    assert ways == {((), CampaignState.PREPARED), ((CampaignState.PREPARED,), CampaignState.RUNNING),
                    ((CampaignState.RUNNING,), CampaignState.CLOSED)}  # fmt: skip
    needs = {step.action: step.needs for table in TABLES for step in table if step.needs}
    assert needs == {CampaignAction.FINISH_TASK: (TaskNeed.PROOF,)}
    assert {step.target for step in workflow.TASK} - {None} == set(TaskState)
