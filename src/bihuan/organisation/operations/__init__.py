"""What is done to units, people and posts: one keyword-only verb each, in the one shape of a write."""

from bihuan.organisation.operations.settling import NewPerson, NewPost, NewUnit, enter_people, found_units, give_posts

__all__ = ["NewPerson", "NewPost", "NewUnit", "enter_people", "found_units", "give_posts"]
