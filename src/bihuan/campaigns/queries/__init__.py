"""Reading campaigns: which ones somebody sees, their stages, groups, roster counts, people to choose from. Never writes."""

from bihuan.campaigns.queries.bodies import (
    duties_held,
    extensions_of,
    find_stage,
    gaps_of,
    groups_of,
    roster_by_unit,
    roster_of,
    roster_totals,
)
from bihuan.campaigns.queries.campaigns import find, needs_second_factor, settings_for, visible_to
from bihuan.campaigns.queries.file import file_of
from bihuan.campaigns.queries.people import (
    categories_of,
    category_in,
    heads_of,
    manifestation_in,
    people_of,
    person_in,
    person_names,
    unit_in,
    unit_names,
    units_of,
)
from bihuan.campaigns.queries.stages import current_stage, stages
from bihuan.campaigns.queries.tasks import find_task, open_tasks, visible_tasks
from bihuan.campaigns.queries.views import views_of

__all__ = [
    "categories_of", "category_in", "current_stage", "duties_held", "extensions_of", "file_of", "find", "find_stage", "find_task",
    "gaps_of", "groups_of", "heads_of", "manifestation_in", "needs_second_factor", "open_tasks", "people_of", "person_in", "person_names",
    "roster_by_unit", "roster_of", "roster_totals", "settings_for", "stages", "unit_in", "unit_names", "units_of", "views_of",
    "visible_tasks", "visible_to",
]  # fmt: skip
