"""Back-checks as their workers see them: the pieces, the steps, the drawing; the list of problems traced backward (M78)."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from bihuan.campaigns.models import Campaign
from bihuan.campaigns.policy import duties
from bihuan.campaigns.vocabulary import Duty
from bihuan.finding.models.back_checks import BackCheck, Link, Node
from bihuan.finding.policy.tracing import back_checks_seen, duties_of_unit_row
from bihuan.finding.rules.graph import Drawing, Piece, drawing
from bihuan.finding.rules.graph import Step as Drawn
from bihuan.finding.vocabulary.back_checks import BackCheckState, Body, NodeKind, Verdict
from bihuan.finding.workflow.back_checks import BACK_CHECK
from bihuan.foundation.kernel import Actor, Missing, Step
from bihuan.problems.models import Problem
from bihuan.problems.policy import reach, readable
from bihuan.problems.vocabulary import State


def back_checks_of(actor: Actor, campaign: Campaign) -> QuerySet[BackCheck]:
    """Those that the actor sees, latest first."""
    rows = BackCheck.objects.filter(back_checks_seen(actor, campaign.pk), campaign=campaign)
    if actor.person_id is not None and not actor.is_system:  # nobody looks on while he is traced himself
        traced = Node.objects.filter(person_id=actor.person_id, back_check__campaign=campaign, back_check__state=BackCheckState.OPEN)
        rows = rows.exclude(pk__in=traced.values("back_check_id"))
    return rows.select_related("unit", "opened_by", "concluded_by")


def find_back_check(actor: Actor, campaign: Campaign, pk: int) -> BackCheck:
    """One of them, or Missing."""
    row = back_checks_of(actor, campaign).select_related("campaign", "unit", "opened_by", "concluded_by").filter(pk=pk).first()
    if row is None:
        raise Missing()
    return row


def may_back_check(actor: Actor, campaign: Campaign) -> bool:
    """May he begin one in this campaign?"""
    return bool(duties(actor, campaign) & {Duty.OFFICE, Duty.SUPERVISOR, Duty.MACHINE})


def steps_of(actor: Actor, row: BackCheck) -> list[Step]:
    """The steps open to him."""
    return BACK_CHECK.open_to(row.state, duties_of_unit_row(actor, row))


def nodes_of(row: BackCheck) -> list[Node]:
    """The pieces of the chain, in the order in which they were added."""
    return list(row.nodes.select_related("unit", "person", "problem"))


def links_of(row: BackCheck) -> list[Link]:
    """The steps, in the order in which they were traced."""
    return list(row.links.select_related("one", "other", "file", "traced_by", "judged_by"))


def find_node(row: BackCheck, pk: int) -> Node:
    """A piece of it, or Missing."""
    found = row.nodes.select_related("unit", "person", "problem", "back_check__campaign").filter(pk=pk).first()
    if found is None:
        raise Missing()
    return found


def find_link(row: BackCheck, pk: int) -> Link:
    """A step of it, or Missing."""
    found = row.links.select_related("one", "other", "file", "back_check__campaign").filter(pk=pk).first()
    if found is None:
        raise Missing()
    return found


def note_of(node: Node) -> str:
    """What stands below the text of a piece."""
    if node.problem is not None:
        return f"{node.unit.name if node.unit else ''} 台账 {node.problem.number:04d}".strip()
    who = " ".join(one.name for one in (node.unit, node.person) if one is not None)
    return who or (node.happened_on.isoformat() if node.happened_on else "")


def drawn(nodes: Sequence[Node], links: Sequence[Link]) -> Drawing:
    """The graph event → problem → responsibility."""
    pieces = [Piece(one.pk, NodeKind(one.kind), one.text, note_of(one)) for one in nodes]
    return drawing(pieces, [Drawn(one.one_id, one.other_id, at, Verdict(one.verdict)) for at, one in enumerate(links, 1)])


@dataclass(frozen=True, slots=True)
class Entry:
    """A problem traced backward: with the event that was traced and the conclusion (M78)."""

    node: Node
    event: str


def entries_of(actor: Actor, campaign: Campaign) -> list[Entry]:
    """List 4 of the back-checks that the actor sees: of problems whose words he may read. Three queries."""
    seen = back_checks_of(actor, campaign).order_by().values("pk")
    read = Problem.objects.filter(readable(reach(actor, campaign.pk)), campaign=campaign).exclude(state=State.VOID).values("pk")
    rows = Node.objects.filter(back_check__in=seen, problem__in=read)
    rows = rows.select_related("back_check", "problem__unit", "problem__person").order_by("problem__number", "pk")
    events: dict[int, str] = {}
    for row, text in Node.objects.filter(back_check__in=seen, kind=NodeKind.EVENT).order_by("-pk").values_list("back_check_id", "text"):
        events[row] = text
    return [Entry(one, events.get(one.back_check_id, one.back_check.title)) for one in rows]


def bodies_of(row: BackCheck) -> list[str]:
    """The bodies that pool their forces here, in words (M112)."""
    return [Body(one).label for one in row.bodies if one in Body._value2member_map_]


def reads(actor: Actor, campaign: Campaign) -> bool:
    """Does he see back-checks at all: those who work them, and the leading group?"""
    return may_back_check(actor, campaign) or Duty.LEADER in duties(actor, campaign)
