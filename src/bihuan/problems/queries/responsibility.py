"""The chain of responsible leaders above one item, and what each of them has done about it (M06)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from bihuan.campaigns.models import Grant
from bihuan.campaigns.queries.portfolios import deputy_of_unit
from bihuan.campaigns.vocabulary import Duty
from bihuan.foundation.audit.queries import actions, records_of
from bihuan.foundation.kernel import _
from bihuan.organisation.models import Person, Post, Unit
from bihuan.organisation.rules.paths import ids_of
from bihuan.organisation.vocabulary import PostRole
from bihuan.problems.models import Problem


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that was done: its word, when."""

    word: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Responsible:
    """One place of the chain: its word, who holds it (None: nobody is named), what he did about this item."""

    word: str
    person: Person | None
    deeds: Sequence[Deed] = ()


def responsible_for(row: Problem) -> list[Responsible]:
    """From the section up: head of the section, leader of the item, leader in charge, head of the unit, deputy head of the leading group. A place
    whose holder is known from another place stands there, too. Six queries."""
    places = _places(row)
    deeds = _deeds(row, {one.user_id for _word, people in places for one in people if one.user_id})
    return [
        Responsible(word, one, deeds.get(one.user_id, ()) if one and one.user_id else ())
        for word, people in places
        for one in (*people, *(() if people else (None,)))
    ]


def _places(row: Problem) -> list[tuple[str, Sequence[Person]]]:
    above = ids_of(row.unit.path)
    granted = Grant.objects.filter(
        campaign=row.campaign_id, ended_at=None, unit_id__in=above, duty__in=(Duty.UNIT_HEAD, Duty.LEADER_IN_CHARGE)
    )
    held = [(one.duty, one.person) for one in granted.select_related("person").order_by("unit__path", "pk")]
    heads = _nearest([person for duty, person in held if duty == Duty.UNIT_HEAD])
    charged = _nearest([person for duty, person in held if duty == Duty.LEADER_IN_CHARGE])
    deputy = deputy_of_unit(row.campaign, row.unit_id)
    found: list[tuple[str, Sequence[Person]]] = [(_("科室负责人"), _section_heads(row.section))] if row.section else []
    found += [(_("责任领导"), [row.leader])] if row.leader else []
    found += [(_("分管领导"), charged), (_("单位主要负责人"), heads)]
    return found + ([(_("分管副组长"), [deputy])] if deputy else [])


def _nearest(people: Sequence[Person]) -> list[Person]:
    """Each once, as they were read."""
    return list({one.pk: one for one in people}.values())


def _section_heads(section: Unit) -> list[Person]:
    posts = Post.objects.filter(unit=section, to_on=None, role__in=(PostRole.SECTION_HEAD, PostRole.HEAD)).select_related("person")
    return [one.person for one in posts.order_by("pk")]


def _deeds(row: Problem, accounts: Collection[int]) -> dict[int, list[Deed]]:
    words, told = dict(actions()), dict[int, list[Deed]]()
    for one in records_of("problem", row.pk).filter(actor__in=accounts):
        told.setdefault(one.actor or 0, []).append(Deed(words.get(one.action, one.action), one.at))
    return told
