"""Items beyond their own campaign: shared with this one, carried over from an earlier one, carried over to a body when it ended."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from bihuan.campaigns.models import Campaign, LocalManifestation, Stage
from bihuan.foundation.kernel import Actor, Missing
from bihuan.problems.models import CarryOver, LocalForm, Problem, Share
from bihuan.problems.policy import OF_A_UNIT, Reach, may_read, reach, sees_all
from bihuan.problems.queries.counting import COUNTED, counted_to
from bihuan.problems.rules import text_is_private
from bihuan.problems.vocabulary import DONE, OPEN
from bihuan.problems.vocabulary.passing_on import ShareKind


def shared_with(mine: Reach, campaign: Campaign) -> QuerySet[Share]:
    """What is shown here from other campaigns, as far as the actor sees these units here: old ones first, then by their home."""
    rows = Share.objects.filter(campaign=campaign, hidden_at=None).select_related(
        "problem__campaign", "problem__unit", "problem__category", "lead"
    )
    if not sees_all(mine):
        rows = rows.filter(problem__unit_id__in=mine.units(*OF_A_UNIT))
    return rows.exclude(~_counts()).order_by("kind", "problem__campaign_id", "problem__number")


def _counts() -> Q:
    return Q(problem__in=Problem.objects.filter(COUNTED))


@dataclass(frozen=True, slots=True)
class Shown:
    """A shared row as this actor reads it: `text` None where he may not, `opens` whether the item itself is open to him."""

    share: Share
    text: str | None
    opens: bool

    @property
    def done(self) -> bool:
        """Is it closed at home?"""
        return self.share.problem.state in DONE


def shown_to(actor: Actor, rows: Sequence[Share]) -> list[Shown]:
    """The rows with their texts. A private text (self-check, critique) is read by whom its home campaign lets read it. One query a home."""
    homes = {one.problem.campaign_id: reach(actor, one.problem.campaign_id) for one in rows}
    told = []
    for one in rows:
        home, row = homes[one.problem.campaign_id], one.problem
        opens = sees_all(home) or row.unit_id in home.units(*OF_A_UNIT)
        readable = not text_is_private(row.source) or (opens and may_read(home, row))
        told.append(Shown(one, row.text if readable else None, opens))
    return told


@dataclass(frozen=True, slots=True)
class Counts:
    """Own items, those shared with the campaign, and open ones of earlier campaigns: three numbers that are never added up unseen."""

    own: int
    shared: int
    old: int
    old_done: int
    shared_open: int


def shared_counts(mine: Reach, campaign: Campaign) -> Counts:
    """As the actor sees them. Two queries."""
    told = _by_kind(mine, campaign)
    old, shared = told[ShareKind.OLD], told[ShareKind.SHARED]
    own = counted_to(mine, campaign.pk).count()
    return Counts(own, sum(shared.values()), sum(old.values()), sum(old[one] for one in DONE), sum(shared[one] for one in OPEN))


def _by_kind(mine: Reach, campaign: Campaign) -> dict[ShareKind, Counter[str]]:
    """How many of each kind stand in which state."""
    rows = shared_with(mine, campaign).order_by().values_list("kind", "problem__state").annotate(n=Count("pk"))
    found: dict[ShareKind, Counter[str]] = {kind: Counter() for kind in ShareKind}
    for kind, state, count in rows:
        found[ShareKind(kind)][state] += count
    return found


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside the figures of a campaign and is in none of them: a count and the list that it opens (its address after “?”)."""

    kind: ShareKind
    count: int
    query: str


def beside_figures(mine: Reach, campaign: Campaign) -> list[Beside]:
    """Items entered elsewhere that this campaign shows, too, told apart from its own; of those alone that there are. One query."""
    told = ((kind, sum(states.values())) for kind, states in _by_kind(mine, campaign).items())
    return [Beside(kind, count, f"kind={kind.value}") for kind, count in told if count]


def find_share(actor: Actor, campaign: Campaign, pk: int) -> Share:
    """Something shown here, or Missing."""
    row = shared_with(reach(actor, campaign.pk), campaign).filter(pk=pk).first()
    if row is None:
        raise Missing()
    return row


def shown_elsewhere(problem: Problem) -> list[Share]:
    """Where an item of this campaign is shown, too."""
    return list(Share.objects.filter(problem=problem, hidden_at=None).select_related("campaign").order_by("pk"))


def carried_over(problem: Problem) -> CarryOver | None:
    """To whom the item was carried over, the last time."""
    rows = CarryOver.objects.filter(problem=problem).select_related("person", "to_campaign", "carried_by")
    return rows.order_by("-pk").first()


def left_open(campaign: Campaign) -> QuerySet[Problem]:
    """Open items that nobody was named for: what stands against the end of the campaign and of its last stage (M98)."""
    named = CarryOver.objects.filter(problem=OuterRef("pk"), stage=None)
    return Problem.objects.filter(~Exists(named), campaign=campaign, state__in=OPEN)


def left_by_stage(stage: Stage) -> QuerySet[Problem]:
    """Open items found until the end of this stage that go on in nobody's hands: neither a person and a day stand on them, nor were they
    carried over. Stages end with such items only when a body, a person and a day are named for them, too."""
    if is_last(stage):
        return left_open(stage.campaign)
    named = CarryOver.objects.filter(Q(stage=None) | Q(stage__order__gte=stage.order), problem=OuterRef("pk"))
    loose = Q(due_on=None) | Q(person=None, doer=None, leader=None)
    until = Q(stage=None) | Q(stage__order__lte=stage.order)
    return Problem.objects.filter(loose, until, ~Exists(named), campaign=stage.campaign_id, state__in=OPEN)


def is_last(stage: Stage) -> bool:
    """Does no stage follow into which open items could move on?"""
    return not Stage.objects.filter(campaign=stage.campaign_id, order__gt=stage.order).exists()


def carried_from(campaign: Campaign) -> QuerySet[CarryOver]:
    """What was carried over when this campaign ended, by body."""
    rows = CarryOver.objects.filter(problem__campaign=campaign, stage=None).select_related(
        "problem__unit", "person", "to_campaign", "carried_by"
    )
    return rows.order_by("body", "problem__number", "pk")


def local_form_of(problem: Problem) -> LocalManifestation | None:
    """The local form under which it was found, as long as it stands under the item above that form (M44)."""
    if problem.manifestation_id is None:
        return None
    row = LocalForm.objects.filter(problem=problem, local__parent=problem.manifestation_id).select_related("local").first()
    return row.local if row else None
