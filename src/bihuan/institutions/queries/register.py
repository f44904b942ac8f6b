"""The register of institutions as pages, sheets and papers show it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from bihuan.campaigns.models import Campaign
from bihuan.campaigns.policy import held_over
from bihuan.campaigns.vocabulary import Duty
from bihuan.foundation.kernel import Actor, Missing, Step, _
from bihuan.institutions.models import EffectJudged, Institution, InstitutionProblem
from bihuan.institutions.policy import duties_of_unit_row
from bihuan.institutions.vocabulary.register import InstitutionKind, InstitutionState, Mechanism
from bihuan.institutions.workflow.register import INSTITUTION
from bihuan.organisation.models import Unit
from bihuan.problems.models import Problem
from bihuan.problems.policy import Reach, may_read, visible

COLUMNS = (
    ("number", _("序号"), 1.0), ("title", _("制度名称"), 4.4), ("kind", _("种类"), 1.2), ("mechanism", _("归入机制"), 2.4),
    ("unit", _("负责单位"), 2.2), ("because", _("因何问题"), 4.0), ("state", _("状态"), 1.6), ("planned_on", _("计划完成"), 1.9),
    ("issued_on", _("印发日期"), 1.9), ("doc_number", _("文号"), 2.4),
)  # fmt: skip
"""What sheets and papers print of a rule: name, head, relative width."""
_WRITERS = (Duty.UNIT_HEAD, Duty.LIAISON)


def institutions_of(campaign: Campaign, *, state: str = "", mechanism: str = "", unit: int | None = None) -> QuerySet[Institution]:
    """Rules of a campaign, narrowed; each with how many problems it is linked to. Rules are no secret to whoever sees the campaign."""
    rows = Institution.objects.filter(campaign=campaign).select_related("unit").annotate(linked=Count("links"))
    rows = rows.filter(state=state) if state in set(InstitutionState) else rows
    rows = rows.filter(mechanism=mechanism) if mechanism in set(Mechanism) else rows
    return (rows.filter(unit_id=unit) if unit else rows).order_by("-number")


def counts_by_state(campaign: Campaign) -> dict[str, int]:
    """How many rules stand where."""
    return dict(Institution.objects.filter(campaign=campaign).order_by().values_list("state").annotate(n=Count("pk")))


def find_institution(campaign: Campaign, number: int) -> Institution:
    """The rule with this number, or Missing."""
    rows = Institution.objects.filter(campaign=campaign, number=number).select_related(
        "campaign", "unit", "replaces", "file", "registered_by"
    )
    if (row := rows.first()) is None:
        raise Missing()
    return row


def steps_of(actor: Actor, row: Institution) -> list[Step]:
    """The steps open to him."""
    return INSTITUTION.open_to(row.state, duties_of_unit_row(actor, row))


def units_to_write_for(actor: Actor, campaign: Campaign) -> list[int] | None:
    """The units for which he may register a rule; None: for all. An empty list: he registers none."""
    mine = [one for one in held_over(actor, campaign.pk) if one.of is None]
    if actor.is_system or any(one.duty is Duty.OFFICE for one in mine):
        return None
    return sorted({one.unit_id for one in mine if one.duty in _WRITERS and one.unit_id})


@dataclass(frozen=True, slots=True)
class Because:
    """A problem because of which a rule is made, as this actor sees it; `text` is None where he may not read it."""

    problem: Problem
    text: str | None


@dataclass(frozen=True, slots=True)
class Linked:
    """Those that he sees, and how many more there are."""

    seen: Sequence[Because]
    hidden: int


def linked_problems(mine: Reach, row: Institution) -> Linked:
    """Two queries."""
    links = InstitutionProblem.objects.filter(institution=row)
    problems = Problem.objects.filter(visible(mine), pk__in=links.values("problem_id"))
    seen = list(problems.select_related("unit", "category", "manifestation").order_by("number"))
    return Linked([Because(one, one.text if may_read(mine, one) else None) for one in seen], links.count() - len(seen))


def effects_of(row: Institution) -> QuerySet[EffectJudged]:
    """What was said of it, latest first."""
    return row.effects.select_related("judged_by").order_by("-pk")


def institutions_of_problem(campaign: Campaign, problem: int) -> list[Institution]:
    """The rules that were made because of it, or that are under way."""
    return list(Institution.objects.filter(campaign=campaign, links__problem_id=problem).order_by("number"))


def replaceable(campaign: Campaign) -> QuerySet[Institution]:
    """Rules in force that another may amend."""
    return Institution.objects.filter(campaign=campaign, state=InstitutionState.ISSUED).order_by("number")


def in_words(row: Institution) -> dict[str, Any]:
    """What sheets and papers print of it."""
    return {
        "number": str(row.number), "title": row.title, "kind": InstitutionKind(row.kind).label, "unit": row.unit.name,
        "mechanism": Mechanism(row.mechanism).label if row.mechanism else "", "because": row.because,
        "state": InstitutionState(row.state).label, "planned_on": _day(row.planned_on), "issued_on": _day(row.issued_on),
        "doc_number": row.doc_number,
    }  # fmt: skip


def _day(day: Any) -> str:
    return day.isoformat() if day else ""


def units_named(pks: Sequence[int] | None, rows: QuerySet[Unit]) -> QuerySet[Unit]:
    """Of the units of a campaign those for which he writes."""
    return rows if pks is None else rows.filter(pk__in=pks)
