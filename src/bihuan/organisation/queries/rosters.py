"""What a roster is checked against, and who in a branch was entered how."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bihuan.organisation.models import Person, Post, Unit
from bihuan.organisation.rules.roster import Checked, Known, KnownPerson, KnownPost, KnownUnit, RawRow, check_roster
from bihuan.organisation.vocabulary import PostRole

if TYPE_CHECKING:
    pass


@dataclass(frozen=True, slots=True)
class Entered:
    """Somebody of the sheet as he stands in the tree now: what a campaign freezes its roster from."""

    person: Person
    unit: Unit
    post: str
    rank: str
    subject: bool
    role: PostRole


def known_to_rosters() -> Known:
    """Everything a roster is compared with: standing units, people, posts held now. Three queries."""
    units = tuple(KnownUnit(*row) for row in Unit.objects.filter(ended_on=None).order_by("pk").values_list("pk", "name", "parent_id"))
    posts: dict[int, list[KnownPost]] = defaultdict(list)
    for person_id, pk, unit_id, title, rank in (
        Post.objects.filter(to_on=None).order_by("pk").values_list("person_id", "pk", "unit_id", "title", "rank")
    ):
        posts[person_id].append(KnownPost(pk, unit_id, title, rank))
    people = Person.objects.order_by("pk").values_list("pk", "name", "phone")
    return Known(units, tuple(KnownPerson(pk, name, phone, tuple(posts[pk])) for pk, name, phone in people))


def preview_roster(rows: Sequence[RawRow]) -> Checked:
    """What taking these rows over would do, or everything that is wrong with them. Writes nothing."""
    return check_roster(rows, known_to_rosters())


def entered_of(root: Unit, subject_roles: Collection[str]) -> list[Entered]:
    """Everybody who holds a post in a branch now, as a roster would name him; holders of `subject_roles` are subjects."""
    posts = Post.objects.filter(unit__path__startswith=root.path, unit__ended_on=None, to_on=None).select_related("person", "unit")
    return [
        Entered(one.person, one.unit, one.title, one.rank, one.role in subject_roles, PostRole(one.role))
        for one in posts.order_by("unit__path", "pk")
    ]
