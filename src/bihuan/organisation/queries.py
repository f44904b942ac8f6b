"""Reading the organisation: the person behind an account, the tree, names in order, what a roster is checked against."""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from django.db.models import CharField, Count, Exists, ExpressionWrapper, F, OuterRef, Prefetch, Q, QuerySet, Value

from bihuan.foundation.accounts.queries import find_account
from bihuan.foundation.kernel import Actor, BadInput, Missing, NotAllowed, _
from bihuan.foundation.kernel.recusal import Tie
from bihuan.foundation.kernel.recusal import kept_away as away_from
from bihuan.foundation.planned import answers
from bihuan.organisation.models import Person, Post, Recusal, StandingDuty, Unit
from bihuan.organisation.policy import duties, duties_of_recusal
from bihuan.organisation.rules.names import drawn_together
from bihuan.organisation.rules.paths import ids_of
from bihuan.organisation.rules.roster import Checked, Known, KnownPerson, KnownPost, KnownUnit, RawRow, check_roster
from bihuan.organisation.vocabulary import OrganisationDuty, PostRole, RecusalDuty, RecusalState, UnitKind

if TYPE_CHECKING:
    from bihuan.foundation.accounts.models import User


@dataclass(frozen=True, slots=True)
class Entered:
    """Somebody of the sheet as he stands in the tree now: what a campaign freezes its roster from."""

    person: Person
    unit: Unit
    post: str
    rank: str
    subject: bool
    role: PostRole


def actor_of_account(user_id: int, door: str = "web") -> Actor:
    """Somebody who acts while he is not there: work he asked for, done in the background. Refused: an account that is closed by now."""
    user = find_account(user_id)
    if not user.is_active:
        raise NotAllowed(_("提交这件事的账号已经停用。"))
    return actor_behind(user, person_id_of(user.pk), door)


def actor_behind(user: "User", person_id: int | None, door: str) -> Actor:
    """An account with the person behind it, as the one who acts."""
    return Actor(user.pk, user.name or user.username, person_id, door, user.administrator)


def actors_of_accounts(users: QuerySet["User"], door: str) -> list[Actor]:
    """These accounts with the people behind them, as those who act. Two queries, however many."""
    found = list(users)
    people = dict(Person.objects.filter(user__in=users).order_by().values_list("user_id", "pk"))
    return [actor_behind(one, people.get(one.pk), door) for one in found]


def person_id_of(user_id: int | None) -> int | None:
    """The person whose account this is, or None (administrators have none)."""
    return Person.objects.filter(user_id=user_id).values_list("pk", flat=True).first() if user_id else None


def standing_of(user_id: int) -> tuple[int | None, frozenset[str]]:
    """The person behind an account and the account's standing duties: one query, for every page asks both."""
    rows = answers(*_standing(user_id))
    return next((pk for word, pk in rows if not word), None), frozenset(word for word, _pk in rows if word)


@lru_cache(4096)
def _standing(user_id: int) -> tuple[str, tuple[Any, ...]]:
    """The question itself: every page asks it, and putting it together takes longer than answering it."""
    person = Person.objects.filter(user_id=user_id).order_by().annotate(word=Value("", CharField())).values_list("word", "pk")
    given = StandingDuty.objects.filter(user_id=user_id, ended_at=None).order_by().values_list("duty", "pk")
    return person.union(given, all=True).query.sql_with_params()


def branch(unit: Unit) -> QuerySet[Unit]:
    """The unit and everything below it that still stands."""
    return Unit.objects.filter(path__startswith=unit.path, ended_on=None)


def find_unit(pk: int) -> Unit:
    """The unit, or Missing."""
    unit = Unit.objects.filter(pk=pk).first()
    if unit is None:
        raise Missing()
    return unit


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


def unit_choices() -> list[tuple[int, str]]:
    """Every standing unit in the order of the tree, named with what lies above it."""
    names: dict[int, str] = {}
    rows = Unit.objects.filter(ended_on=None).order_by("path").values_list("pk", "name", "parent_id")
    for pk, name, parent in rows:
        names[pk] = f"{names[parent]} / {name}" if parent in names else name
    return list(names.items())


def above(unit: Unit) -> list[Unit]:
    """The units over this one, top first, without itself."""
    ids = ids_of(unit.path)[:-1]
    found = Unit.objects.in_bulk(ids)
    return [found[pk] for pk in ids if pk in found]


@dataclass(slots=True)
class Branch:
    """A unit of the tree with those below it. `people` counts those with a post in the unit itself, each once."""

    unit: Unit
    people: int = 0
    children: "list[Branch]" = field(default_factory=list)


def tree(words: str = "") -> list[Branch]:
    """The whole tree of standing units, or with `words` only those found and what lies above them. Two queries."""
    units = list(Unit.objects.filter(ended_on=None).order_by("order", "pk"))
    if words:
        found = {pk for unit in units if words in unit.name for pk in ids_of(unit.path)}
        units = [unit for unit in units if unit.pk in found]
    held = dict(Post.objects.filter(to_on=None).values_list("unit_id").annotate(count=Count("person_id", distinct=True)))
    nodes = {unit.pk: Branch(unit, held.get(unit.pk, 0)) for unit in units}
    tops: list[Branch] = []
    for unit in units:
        above_it = nodes.get(unit.parent_id) if unit.parent_id else None
        (above_it.children if above_it else tops).append(nodes[unit.pk])
    return tops


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


def may_keep(actor: Actor) -> bool:
    """May the actor change units and people?"""
    return bool(duties(actor) & {OrganisationDuty.KEEPER, OrganisationDuty.MACHINE})


def standing_duties(actor: Actor) -> frozenset[str]:
    """The standing duties of an account, as words."""
    if actor.user_id is None or actor.administrator:
        return frozenset()
    return frozenset(StandingDuty.objects.filter(user_id=actor.user_id, ended_at=None).values_list("duty", flat=True))


def given_duties(*, held: bool = True) -> QuerySet[StandingDuty]:
    """Who holds which standing duty, given by whom, latest first; without `held` also those that were taken back."""
    found = StandingDuty.objects.select_related("user", "given_by", "ended_by").order_by("-given_at", "-pk")
    return found.filter(ended_at=None) if held else found


def find_standing_duty(pk: int) -> StandingDuty:
    """The standing duty, or Missing."""
    row = given_duties(held=False).filter(pk=pk).first()
    if row is None:
        raise Missing()
    return row


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


def top_unit(name: str = "") -> Unit:
    """The unit of this name, or the one at the top of the tree. Raises BadInput where that is not one unit."""
    rows = Unit.objects.filter(ended_on=None)
    found = list((rows.filter(name=name) if name else rows.filter(parent=None))[:3])
    if len(found) == 1:
        return found[0]
    if not found:
        raise BadInput(_("组织树里没有“%(name)s”。请先导入干部名册。"), name=name or _("顶层单位"))
    raise BadInput(_("有不止一个单位符合“%(name)s”，请写明是哪一个。"), name=name or _("顶层单位"))


def top_of(units: Sequence[Unit]) -> Unit:
    """The lowest unit that holds all of these, itself among them or above. Raises BadInput where they stand in different trees."""
    chains = [ids_of(path) for path in Unit.objects.filter(pk__in=[one.pk for one in units]).values_list("path", flat=True)]
    shared = [step[0] for step in takewhile(lambda step: len(set(step)) == 1, zip(*chains, strict=False))]
    if shared:
        return Unit.objects.get(pk=shared[-1])
    tops = "、".join(Unit.objects.filter(pk__in={chain[0] for chain in chains}).order_by("pk").values_list("name", flat=True)[:5])
    raise BadInput(_("名册里的单位不在同一个上级单位之下（%(tops)s）。请写上共同的上级单位，或者选定在哪个单位开展。"), tops=tops)


def entered_of(root: Unit, subject_roles: Collection[str]) -> list[Entered]:
    """Everybody who holds a post in a branch now, as a roster would name him; holders of `subject_roles` are subjects."""
    posts = Post.objects.filter(unit__path__startswith=root.path, unit__ended_on=None, to_on=None).select_related("person", "unit")
    return [
        Entered(one.person, one.unit, one.title, one.rank, one.role in subject_roles, PostRole(one.role))
        for one in posts.order_by("unit__path", "pk")
    ]


def kept_away(unit: Unit, day: date, parties: Collection[int] = ()) -> frozenset[int]:
    """People who have nothing to do with a matter of this unit and these people on that day: by a recusal in force, or because it is about them.
    Says who, never why. One query."""
    return kept_away_each([(unit, parties)], day)[0]


def kept_away_each(matters: Sequence[tuple[Unit, Collection[int]]], day: date) -> list[frozenset[int]]:
    """The same for each of many matters, a unit and the people it is about. One query for all."""
    units = {pk for unit, _parties in matters for pk in ids_of(unit.path)}
    parties = {one for _unit, people in matters for one in people}
    rows = Recusal.objects.filter(state=RecusalState.IN_FORCE).filter(Q(unit_id__in=units) | Q(party_id__in=parties))
    columns = ("person_id", "unit__path", "party_id", "from_on", "to_on")
    ties = [Tie(person, path or "", party, first, last) for person, path, party, first, last in rows.order_by().values_list(*columns)]
    return [away_from(ties, unit.path, people, day) for unit, people in matters]


def away_here(person_id: int | None, day: date, path: str = "unit__path") -> Exists:
    """For a question about rows of units: does this person keep away from the row's unit on that day? `path` leads to the path of the unit."""
    his = Recusal.objects.filter(person_id=person_id or 0, state=RecusalState.IN_FORCE, from_on__lte=day)
    lasting = his.filter(Q(to_on=None) | Q(to_on__gte=day)).exclude(unit=None).order_by()
    return Exists(lasting.annotate(there=ExpressionWrapper(OuterRef(path), CharField())).filter(there__startswith=F("unit__path")))


def recusals_of(actor: Actor) -> list[tuple[Recusal, frozenset[RecusalDuty]]]:
    """The recusals that this actor may read: his own, those that he asked for, those on which he decides; each with what he is to it."""
    if actor.person_id is None and not actor.is_system:
        return []
    rows = Recusal.objects.select_related("person", "unit", "party", "decided_by").order_by("-asked_at", "-pk")
    found = ((row, duties_of_recusal(actor, row)) for row in rows.filter(_could_concern(actor))[:500])
    return [(row, held) for row, held in found if held]


def _could_concern(actor: Actor) -> Q:
    """All that wait for a decision or are in force, and whatever is one's own."""
    return Q(state__in=(RecusalState.ASKED, RecusalState.IN_FORCE)) | Q(person_id=actor.person_id) | Q(asked_by_id=actor.user_id)


def find_recusal(actor: Actor, pk: int) -> Recusal:
    """One that this actor may read, or Missing."""
    row = Recusal.objects.select_related("person", "unit", "party").filter(pk=pk).first()
    if row is None or not duties_of_recusal(actor, row):
        raise Missing()
    return row


def units_called(units: QuerySet[Unit]) -> dict[str, Unit | None]:
    """Units by their name; where several have one name, each by “上级单位/单位”, and by the name alone none of them."""
    rows = list(units.select_related("parent"))
    often = Counter(one.name for one in rows)
    found: dict[str, Unit | None] = {name: None for name, many in often.items() if many > 1}
    for one in rows:
        found[one.name if often[one.name] == 1 or one.parent is None else f"{one.parent.name}/{one.name}"] = one
    return found
