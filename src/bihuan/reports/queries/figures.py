"""The figures of a campaign for any day, by their ids."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from django.utils.timezone import now

from bihuan.campaigns.models import Campaign
from bihuan.campaigns.queries.key_few import about_key_few
from bihuan.campaigns.queries.meetings import counted_meetings, relayed_units
from bihuan.campaigns.queries.roster import covered_on, standing_on
from bihuan.campaigns.vocabulary import MeasureKind, RosterRole
from bihuan.documents.queries import issued
from bihuan.documents.vocabulary import Kind
from bihuan.finding.queries.feedback import lists_on, matters_on
from bihuan.finding.queries.opinions import letters_sent, opinions_by_letter
from bihuan.finding.queries.pledges import signers_at
from bihuan.foundation.audit.moments import after, held_before
from bihuan.foundation.kernel import Figure
from bihuan.foundation.kernel.moments import Written
from bihuan.problems.models import Problem, ProblemVersion
from bihuan.problems.vocabulary import APART, ProblemList, Source
from bihuan.reports.queries.addresses import address_of, dated
from bihuan.reports.queries.moments import Moment, at, refuse_to_come
from bihuan.reports.queries.own import names_of_own, own_figures
from bihuan.reports.rules.definitions import BY_CODE, DEFINITIONS, Definition
from bihuan.reports.rules.shares import percent

_COUNTS: dict[str, Callable[[Moment], float | None]] = {
    "N01": lambda m: covered_on(m.campaign, m.day, m.registered).values("unit").distinct().count(),
    "N02": lambda m: standing_on(m.campaign, m.day, m.registered).filter(role=RosterRole.SUBJECT).values("person").distinct().count(),
    "N03": lambda m: m.told.head_count,
    "N04": lambda m: relayed_units(m.campaign, m.day, m.registered),
    "N05": lambda m: m.told.supervision_count,
    "N06": lambda m: counted_meetings(m.campaign, m.day, m.registered),
    "N07": lambda m: issued(m.campaign, Kind.WEEKLY_BRIEF, m.until).count(),
    "N08": lambda m: m.told.stage_count,
    "N09": lambda m: m.told.category_count,
    "N10": lambda m: m.told.manifestation_count,
    "N11": lambda m: len(ProblemList),
    "N13": lambda m: _signed(m),
    "N15": lambda m: letters_sent(m.campaign, m.registered),
    "N16": lambda m: opinions_by_letter(m.campaign, m.registered),
    "N17": lambda m: lists_on(m.campaign, m.day, m.registered),
    "N19": lambda m: matters_on(m.campaign, m.problems, m.key, m.registered),
    "N21": lambda m: m.clues[0],
    "O06": lambda m: _closed_before(m),
    "O07": lambda m: percent(m.counted["O02"], m.counted["O01"]),
    "O08": lambda m: m.clues[1],
    "O14": lambda m: m.measures[MeasureKind.EDUCATION.value],
    "O15": lambda m: m.measures[MeasureKind.ORGANISATIONAL.value],
    "O16": lambda m: m.measures[MeasureKind.DISCIPLINARY.value],
}


def _signed(m: Moment) -> int:
    """Persons whose commitment stands and of whom no self-check is on the ledger: with those who have one they are everybody who handed in."""
    wrote: Any = m.problems.filter(source=Source.SELF_CHECK, person__isnull=False).order_by().values_list("person_id", flat=True)
    return signers_at(m.campaign, m.until).exclude(self_check__person_id__in=wrote).count()


def _closed_before(m: Moment) -> int:
    """Closed in a sheet before the campaign was taken over: the one figure of what no other counts."""
    if m.problems.model is Problem:
        return Problem.objects.filter(campaign=m.campaign, state__in=APART).count()
    return ProblemVersion.objects.filter(held_before(m.until), campaign=m.campaign, state__in=APART).count()


def figure(moment: Moment, code: str) -> Figure:
    """One figure at one moment."""
    definition = BY_CODE[code]
    count = _COUNTS.get(code)
    if definition.unruled:
        return _of_people(moment, definition)
    value = count(moment) if count else moment.counted.get(code)
    reason = definition.later or (definition.few if value is None else "")
    return Figure(code, value, definition.text, address_of(moment.campaign, definition), definition.unit, reason)


def _of_people(moment: Moment, definition: Definition) -> Figure:
    """One of ratings and cards: it opens no list, is hidden where it is small, and is none where no local rule allows it."""
    value, ruled = moment.people.get(definition.code), definition.code in moment.people
    reason = "" if value is not None else definition.few if ruled else definition.unruled
    return Figure(definition.code, value, definition.text, "", definition.unit, reason)


def figures_of_key_few(campaign: Campaign, day: date, today: date, written: Written | None = None) -> dict[str, Figure]:
    """Those figures that count rows of the ledger, of rows that concern the key few alone (M15); each opens its list narrowed so."""
    past = written if written and after(written) <= now() else None
    day = past.day if past else day
    refuse_to_come(day, today)
    whole = at(campaign, day, today, after(past) if past else None)
    moment = replace(whole, problems=whole.problems.filter(about_key_few()))
    codes = [one.code for one in DEFINITIONS if one.code in moment.counted or one.code == "O07"]
    found = {code: _narrowed(figure(moment, code)) for code in codes}
    return {code: dated(one, past or day) for code, one in found.items()} if past or day < today else found


def _narrowed(one: Figure) -> Figure:
    return replace(one, rows=f"{one.rows}{'&' if '?' in one.rows else '?'}key_few=1") if one.rows else one


def names_of(campaign: Campaign) -> dict[str, str]:
    """The short name of each figure of a campaign, in their order; those of its own columns come last."""
    return {one.code: one.name for one in DEFINITIONS} | names_of_own(campaign)


def figures(campaign: Campaign, day: date, today: date, written: Written | None = None) -> dict[str, Figure]:
    """All figures of a campaign at the end of a day, or at the past moment that was `written`, in the order of their ids. Refused: a day
    to come."""
    past = written if written and after(written) <= now() else None
    day = past.day if past else day
    refuse_to_come(day, today)
    moment = at(campaign, day, today, after(past) if past else None)
    found = {one.code: figure(moment, one.code) for one in DEFINITIONS} | own_figures(moment)
    return {code: dated(one, past or day) for code, one in found.items()} if past or day < today else found
