"""What is done to units, people and posts: one keyword-only verb each, in the one shape of a write."""

from bihuan.organisation.operations.accounts import Slip, print_slips
from bihuan.organisation.operations.duties import end_standing_duty, give_standing_duty
from bihuan.organisation.operations.people import amend_person, amend_post, end_post, enter_person, enter_with_post, give_post, link_account
from bihuan.organisation.operations.recusing import ask_recusal, declare_recusal, end_recusal, grant_recusal, refuse_recusal
from bihuan.organisation.operations.roster import Entered, RosterTaken, enter_roster
from bihuan.organisation.operations.settling import NewPerson, NewPost, NewUnit, enter_people, found_units, give_posts
from bihuan.organisation.operations.units import amend_unit, end_unit, found_unit

__all__ = [
    "Entered", "NewPerson", "NewPost", "NewUnit", "RosterTaken", "Slip", "amend_person", "amend_post", "amend_unit", "end_post",
    "end_standing_duty", "end_unit", "enter_people", "enter_person", "enter_roster", "enter_with_post", "found_unit", "found_units", "give_post", "give_posts",
    "give_standing_duty", "link_account", "print_slips", "ask_recusal", "declare_recusal", "end_recusal", "grant_recusal",
    "refuse_recusal",
]  # fmt: skip
