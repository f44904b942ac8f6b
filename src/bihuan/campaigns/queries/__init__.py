"""Reading campaigns: which ones somebody sees, their stages, groups, roster counts, people to choose from. Never writes."""

from bihuan.campaigns.queries.beginning import with_house_values
from bihuan.campaigns.queries.bodies import (
    dissolved_groups,
    duties_held,
    extensions_of,
    find_group,
    find_seat,
    find_stage,
    gaps_of,
    groups_of,
    roster_by_unit,
    roster_of,
    units_seen,
    units_without_group,
)
from bihuan.campaigns.queries.campaigns import (
    find,
    find_among,
    needs_second_factor,
    newest_of,
    settings_for,
    switched_on,
    switches_for,
    visible_to,
)
from bihuan.campaigns.queries.commendations import Standard, code_of_conduct, commendations_of, find_commendation
from bihuan.campaigns.queries.delegations import Delegable, delegable, find_delegation, standing_today, visible_delegations
from bihuan.campaigns.queries.duties import (
    duty_gaps,
    find_grant,
    grants_of,
    known_to_duties,
    refuse_others,
    run_by,
    running_campaigns,
    signs_as_head,
    without_account,
)
from bihuan.campaigns.queries.file import file_of
from bihuan.campaigns.queries.people import (
    categories_of,
    category_in,
    category_names,
    chosen_person,
    heads_of,
    known_people,
    known_person,
    knows,
    leaders_of,
    manifestation_in,
    people_of,
    person_in,
    posts_in,
    refuse_uncovered,
    unit_in,
    units_in,
    units_of,
)
from bihuan.campaigns.queries.roster import BelowThreshold, below_threshold, changes_of, counts_on, find_entry, with_account
from bihuan.campaigns.queries.slips import (
    accounts_by_unit,
    accounts_of,
    slip_units,
    unit_names,
    waiting_for_password,
    waiting_for_slips,
)
from bihuan.campaigns.queries.stages import current_stage, gate_open, has_gates, last_day, shifted_after, stages, stages_after
from bihuan.campaigns.queries.tasks import find_task, finishable, open_tasks, visible_tasks, waiting_tasks
from bihuan.campaigns.queries.views import find_view, is_mine, look_of, shares_with, standing_look, views_of

__all__ = [
    "BelowThreshold", "below_threshold", "Delegable", "delegable", "find_delegation", "standing_today", "visible_delegations",
    "accounts_by_unit", "accounts_of", "slip_units", "unit_names", "waiting_for_password", "waiting_for_slips", "is_mine", "leaders_of",
    "last_day", "look_of", "shares_with", "standing_look", "Standard", "code_of_conduct", "commendations_of", "dissolved_groups", "find_commendation",
    "find_view", "categories_of", "category_in", "category_names", "changes_of", "counts_on", "current_stage", "duties_held", "duty_gaps",
    "extensions_of", "file_of", "find", "find_among", "find_entry", "find_grant", "find_group", "find_seat", "find_stage", "find_task",
    "finishable", "gaps_of", "gate_open", "grants_of", "groups_of", "has_gates", "heads_of", "known_to_duties",
    "chosen_person", "known_people", "known_person", "knows", "refuse_uncovered", "units_in",
    "manifestation_in", "needs_second_factor", "newest_of", "open_tasks", "people_of", "posts_in", "person_in", "refuse_others", "roster_by_unit",
    "roster_of", "run_by", "running_campaigns", "settings_for", "switched_on", "switches_for", "with_house_values",
    "shifted_after", "signs_as_head", "stages",
    "stages_after", "unit_in", "units_of", "units_seen", "units_without_group", "views_of", "visible_tasks", "waiting_tasks",
    "visible_to", "with_account", "without_account",
]  # fmt: skip
