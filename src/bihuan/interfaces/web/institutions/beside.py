"""What this room shows beside a problem: what it repeats, rules made because of it, checks that it set off; and what may be begun from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from bihuan.campaigns.queries import switches_for
from bihuan.campaigns.vocabulary import Duty
from bihuan.institutions.queries.beside import Beside
from bihuan.institutions.queries.beside import beside as asked
from bihuan.institutions.vocabulary.register import InstitutionState
from bihuan.interfaces.web.shell.beside import Note, Panel
from bihuan.problems.vocabulary import CauseKind, Weight

if TYPE_CHECKING:
    from bihuan.problems.models import Problem
    from bihuan.problems.queries import Reach

_COLOURS = {"planned": "", "drafted": "near", "issued": "ok"}


def beside(mine: Reach, row: Problem) -> Panel:
    """One question."""
    code, found = row.campaign.code, asked(mine, row)
    return Panel(_("举一反三与制度"), _notes(code, found), _acts(mine, row))


def _notes(code: str, found: Beside) -> list[Note]:
    notes = [
        Note(_("同一单位、同一项表现，第 %(number)04d 号销号后又发生") % {"number": number}, reverse("problems:problem", args=[where, number]),
             _("重复发生"), "late")
        for where, number in found.earlier
    ]  # fmt: skip
    notes += [
        Note(title, reverse("institutions:institution", args=[code, number]), _(InstitutionState(state).label), _COLOURS.get(state, "done"))
        for number, title, state in found.institutions
    ]
    return notes + [
        Note(_("第 %(n)d 次举一反三") % {"n": number}, reverse("institutions:check", args=[code, number])) for number in found.orders
    ]


def _acts(mine: Reach, row: Problem) -> list[tuple[str, str]]:
    """What may be begun from here: a rule where the cause lies in one or the problem is common, a check of other units where it is common."""
    on, code, towards, acts = switches_for(row.campaign), row.campaign.code, mine.alone().towards(row.unit_id), list[tuple[str, str]]()
    calls_for_rule = row.cause_kind == CauseKind.INSTITUTIONAL or row.weight == Weight.COMMON
    if on.institutions and calls_for_rule and towards & {Duty.OFFICE, Duty.UNIT_HEAD, Duty.LIAISON}:
        address = reverse("institutions:new_institution", args=[code])
        acts.append((_("登记制度"), f"{address}?{urlencode({'problems': row.number, 'unit': row.unit_id})}"))
    if on.sibling_checks and row.weight == Weight.COMMON and Duty.OFFICE in towards:
        acts.append((_("布置举一反三"), f"{reverse('institutions:order_check', args=[code])}?problem={row.number}"))
    return acts
