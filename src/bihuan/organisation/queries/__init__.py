"""Reading the organisation: the person behind an account, the tree, names in order, what a roster is checked against."""

from bihuan.organisation.queries.accounts import (
    actor_behind,
    actor_of_account,
    actors_of_accounts,
    find_standing_duty,
    given_duties,
    may_keep,
    person_id_of,
    standing_duties,
    standing_of,
)
from bihuan.organisation.queries.people import find_people, find_person, find_post, people_named, people_of, place_of, posts_of
from bihuan.organisation.queries.recusals import away_here, find_recusal, kept_away, kept_away_each, recusals_of
from bihuan.organisation.queries.rosters import Entered, entered_of, known_to_rosters, preview_roster
from bihuan.organisation.queries.units import Branch, above, branch, find_unit, top_of, top_unit, tree, unit_choices, units_called

__all__ = [
    "Branch", "Entered", "above", "actor_behind", "actor_of_account", "actors_of_accounts", "away_here", "branch", "entered_of",
    "find_people", "find_person", "find_post", "find_recusal", "find_standing_duty", "find_unit", "given_duties", "kept_away",
    "kept_away_each", "known_to_rosters", "may_keep", "people_named", "people_of", "person_id_of", "place_of", "posts_of",
    "preview_roster", "recusals_of", "standing_duties", "standing_of", "top_of", "top_unit", "tree", "unit_choices", "units_called",
]  # fmt: skip
