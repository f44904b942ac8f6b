"""Reading campaigns: which ones somebody sees, their stages, groups, roster counts, people to choose from. Never writes."""

from bihuan.campaigns.queries.campaigns import find, needs_second_factor, settings_for, visible_to
from bihuan.campaigns.queries.file import file_of
from bihuan.campaigns.queries.people import (
    categories_of,
    category_in,
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
    "categories_of", "category_in", "current_stage", "file_of", "find", "find_task", "manifestation_in", "needs_second_factor",
    "open_tasks", "people_of", "person_in", "person_names", "settings_for", "stages", "unit_in", "unit_names", "units_of", "views_of",
    "visible_tasks", "visible_to",
]  # fmt: skip
