"""What people do with campaigns: one keyword-only verb each, in the one shape of a write."""

from bihuan.campaigns.operations.chasing import follow_unit, log_call, release_unit
from bihuan.campaigns.operations.columns import retire_column, set_column
from bihuan.campaigns.operations.commending import commend, withdraw_commendation
from bihuan.campaigns.operations.delegating import Handing, delegate_duty, end_delegation
from bihuan.campaigns.operations.duties import end_duty, end_grants, grant_duty, grant_from_sheet, grant_many
from bihuan.campaigns.operations.goals import tie_goal, untie_goal
from bihuan.campaigns.operations.groups import add_to_group, charge_group, dissolve_group, seat_person, set_up_group, unseat_person
from bihuan.campaigns.operations.handing_over import hand_over_duties
from bihuan.campaigns.operations.key_few import mark_heads_as_key, mark_key_few, unmark_key_few
from bihuan.campaigns.operations.launching import launch_campaign, launch_campaign_with_sheet
from bihuan.campaigns.operations.linking import link_campaign, part_campaign
from bihuan.campaigns.operations.meeting import (
    complete_meeting,
    dispatch_from_meeting,
    note_conveyed,
    record_export,
    register_meeting,
    withdraw_conveyed,
    withdraw_meeting,
)
from bihuan.campaigns.operations.passing import pass_on_task
from bihuan.campaigns.operations.patterns import choose_pattern, prepare_in_pattern
from bihuan.campaigns.operations.portfolios import charge_deputy
from bihuan.campaigns.operations.preparing import amend_campaign, fill_gap, prepare_campaign, switch_mechanisms
from bihuan.campaigns.operations.roster import (
    Freed,
    Listed,
    change_roster_post,
    cover_units,
    exempt_from_roster,
    freeze_roster,
    join_roster,
    leave_roster,
    return_to_roster,
    settle_threshold,
)
from bihuan.campaigns.operations.running import (
    add_stage,
    add_task,
    add_tasks,
    close_campaign,
    date_stage,
    extend_stage,
    finish_stage,
    finish_task,
    start_campaign,
)
from bihuan.campaigns.operations.seconding import Lending, end_secondment, end_secondments_over, second_person
from bihuan.campaigns.operations.units_own import (
    add_local_manifestation,
    add_unit_measure,
    drop_local_manifestation,
    drop_unit_measure,
)
from bihuan.campaigns.operations.views import drop_view, keep_look, save_view
from bihuan.campaigns.operations.words import set_words

__all__ = [
    "follow_unit", "log_call", "release_unit",
    "Lending", "add_local_manifestation", "add_unit_measure", "charge_deputy", "choose_pattern", "drop_local_manifestation", "drop_unit_measure",
    "end_secondment", "end_secondments_over", "link_campaign", "mark_key_few", "mark_heads_as_key", "part_campaign", "second_person", "tie_goal",
    "unmark_key_few", "untie_goal",
    "complete_meeting", "dispatch_from_meeting", "note_conveyed", "pass_on_task", "record_export", "register_meeting", "withdraw_conveyed", "withdraw_meeting",
    "Handing", "delegate_duty", "end_delegation", "hand_over_duties",
    "commend", "withdraw_commendation",
    "Listed", "add_stage", "add_task", "add_tasks", "add_to_group", "amend_campaign", "change_roster_post", "charge_group",
    "close_campaign", "cover_units", "date_stage", "dissolve_group", "drop_view", "end_duty", "end_grants",
    "Freed", "exempt_from_roster", "return_to_roster", "extend_stage", "fill_gap",
    "finish_stage", "finish_task", "freeze_roster", "grant_duty", "grant_from_sheet", "grant_many", "join_roster", "keep_look", "launch_campaign",
    "launch_campaign_with_sheet", "leave_roster", "prepare_campaign", "save_view", "seat_person", "set_up_group", "settle_threshold", "start_campaign",
    "prepare_in_pattern", "switch_mechanisms", "unseat_person", "retire_column", "set_column", "set_words",
]  # fmt: skip
