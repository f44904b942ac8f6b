"""People and their posts."""

from typing import TYPE_CHECKING

from django.db.models import F, Prefetch, Q, QuerySet

from bihuan.foundation.kernel import Missing
from bihuan.organisation.models import Person, Post, Unit
from bihuan.organisation.rules.names import drawn_together
from bihuan.organisation.vocabulary import UnitKind

if TYPE_CHECKING:
    pass


def find_person(pk: int) -> Person:
    """The person with the account, or Missing."""
    person = Person.objects.filter(pk=pk).select_related("user").first()
    if person is None:
        raise Missing()
    return person


def posts_of(person: Person) -> QuerySet[Post]:
    """All posts of a person, those held now first, then the latest that ended."""
    return Post.objects.filter(person=person).select_related("unit").order_by(F("to_on").desc(nulls_first=True), "-from_on", "-pk")


def find_post(pk: int) -> Post:
    """The post with person and unit, or Missing."""
    post = Post.objects.filter(pk=pk).select_related("person", "unit").first()
    if post is None:
        raise Missing()
    return post


def people_of(unit: Unit, words: str = "", *, whole_branch: bool = False) -> QuerySet[Person]:
    """People with a post in the unit now (or anywhere in its branch), in the order of their Chinese names."""
    inside = Q(posts__unit__path__startswith=unit.path) if whole_branch else Q(posts__unit=unit)
    found = Person.objects.filter(inside, posts__to_on=None).distinct().order_by("sort_key", "pk")
    now = Post.objects.filter(to_on=None).select_related("unit").order_by("pk")
    return (found.filter(name__contains=words) if words else found).prefetch_related(Prefetch("posts", now, "posts_now"))


def find_people(words: str, most: int = 20) -> QuerySet[Person]:
    """People by a part of their name, in order, with the posts they hold now (`posts_now`)."""
    now = Post.objects.filter(to_on=None).select_related("unit__parent").order_by("pk")
    found = Person.objects.filter(name__contains=words).order_by("sort_key", "pk")
    return found.prefetch_related(Prefetch("posts", now, "posts_now"))[:most]


def people_named(who: str) -> list[tuple[Person, str]]:
    """Whom a command may mean, each with a unit: the person of a sign-in name, else all who bear the name; unit/name narrows it, and a
    unit has the people of its sections, whose names stand on no roster."""
    if own := Person.objects.filter(user__username=who).first():
        return [(own, "")]
    unit, _slash, name = who.rpartition("/")
    posts = Post.objects.filter(to_on=None, person__name=drawn_together(name)).select_related("person", "unit").order_by("-pk")
    within = Q(unit__name=unit.strip()) | Q(unit__kind=UnitKind.SECTION, unit__parent__name=unit.strip())
    held = posts.filter(within) if unit else posts
    return list({post.person_id: (post.person, post.unit.name) for post in held}.values())


def place_of(post: Post) -> str:
    """Unit and title of a post; a section is named with the unit above it."""
    unit = post.unit
    above_it = f"{unit.parent.name} / " if unit.kind == UnitKind.SECTION and unit.parent else ""
    return f"{above_it}{unit.name} {post.title}".strip()
