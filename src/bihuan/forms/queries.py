"""Forms of a campaign, the values of their cells at a day, the rows of their lists. Never writes."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any
from urllib.parse import parse_qs

from django.db.models import QuerySet
from django.utils.timezone import localdate

from bihuan.campaigns.models import Campaign, Category, Group
from bihuan.campaigns.policy import duties as duties_in_campaign
from bihuan.campaigns.queries import settings_for, stages, units_of
from bihuan.campaigns.rules.columns import OwnColumn, columns_of
from bihuan.campaigns.vocabulary import Duty, GroupKind
from bihuan.documents.rules.numbers import official_date
from bihuan.forms.models import Filling, Form, FormEdition
from bihuan.forms.policy import may_see
from bihuan.forms.rules.ties import CellTie, Region, Ties
from bihuan.forms.vocabulary import FIELDS, LINE, Dimension, Fixed
from bihuan.foundation.calendar.queries import near_until
from bihuan.foundation.kernel import Actor, BadInput, Figure, Missing, NotAllowed, _
from bihuan.foundation.kernel.moments import Written
from bihuan.problems.models import Problem
from bihuan.problems.policy import reach
from bihuan.problems.queries.ledger import Today
from bihuan.problems.queries.narrowing import narrowed
from bihuan.problems.queries.past import narrowed_then, rows_then, then
from bihuan.problems.queries.sheet import names_of
from bihuan.problems.rules.filters import Filters
from bihuan.problems.rules.sheet import Column, Facts, Names, printed
from bihuan.problems.vocabulary import Source
from bihuan.reports.queries.addresses import dated
from bihuan.reports.queries.figures import Moment, at, figures
from bihuan.reports.queries.figures import figure as figure_of
from bihuan.reports.queries.figures import names_of as names_of_figures
from bihuan.reports.queries.own import own_figures
from bihuan.reports.rules.definitions import BY_CODE
from bihuan.reports.rules.naming import full_name

MOST_ROWS = 20_000
_DAYS = (Column.DUE, Column.FOUND, Column.CLOSED)
_ROW = ("unit", "person", "leader", "category", "manifestation")


def refuse_others(actor: Actor, campaign: Campaign) -> None:
    """Forms and what was filled hold rows of the whole ledger: they are the office's. Refused: everybody else."""
    if not duties_in_campaign(actor, campaign) & {Duty.OFFICE, Duty.MACHINE}:
        raise NotAllowed()


def forms_of(campaign: Campaign) -> QuerySet[Form]:
    """The forms of a campaign, those in use first."""
    return Form.objects.filter(campaign=campaign).order_by("retired_on", "pk")


def find_form(actor: Actor, campaign: Campaign, key: str) -> Form:
    """A form by its number or name, or Missing; strangers find nothing."""
    found = Form.objects.filter(campaign=campaign)
    row = found.filter(pk=int(key)).first() if key.isascii() and key.isdigit() and len(key) < 16 else found.filter(name=key).first()
    if row is None or not may_see(actor, row):
        raise Missing()
    return row


def edition_of(form: Form) -> FormEdition:
    """The last edition."""
    return FormEdition.objects.select_related("blank", "form__campaign").filter(form=form).order_by("-number")[0]


def fillings_of(form: Form) -> QuerySet[Filling]:
    """What was filled, latest first."""
    return Filling.objects.filter(edition__form=form).select_related("edition", "file", "filled_by").order_by("-pk")


def find_filling(form: Form, pk: int) -> Filling:
    """One filling of this form, or Missing."""
    found = fillings_of(form).filter(pk=pk).first()
    if found is None:
        raise Missing()
    return found


def before(filling: Filling) -> Filling | None:
    """The one filled before it."""
    return fillings_of(filling.edition.form).filter(pk__lt=filling.pk).first()


def keys_of(campaign: Campaign, today: date) -> dict[tuple[str, str], str]:
    """What figures may be narrowed by: (dimension, key) → name."""
    told = {(Dimension.UNIT.value, str(one.pk)): one.name for one in units_of(campaign, today)}
    told |= {(Dimension.STAGE.value, str(one.pk)): one.name for one in stages(campaign)}
    categories = Category.objects.filter(catalogue__campaign=campaign).order_by("order").values_list("pk", "name")
    told |= {(Dimension.CATEGORY.value, str(pk)): name for pk, name in categories}
    return told | {(Dimension.SOURCE.value, one.value): one.label for one in Source}


def names_of_codes(campaign: Campaign) -> dict[str, str]:
    """The figures that a cell may tell: code → name; those that have no records yet are left out."""
    return {code: name for code, name in names_of_figures(campaign).items() if code not in BY_CODE or not BY_CODE[code].later}


def columns_to_tie(campaign: Campaign) -> dict[str, str]:
    """The columns that rows of a list may tell: key → label."""
    told = {LINE: _("行号（1、2、3…）")} | {one.value: one.label for one in Column}
    return told | {one.key: one.label for one in columns_of(campaign.file) if one.retired is None}


@dataclass
class Values:
    """The figures of a campaign at the end of a day, whole or narrowed; each question is asked once."""

    campaign: Campaign
    day: date
    today: date
    _known: dict[tuple[str, str, str], Figure | None] = field(default_factory=dict)

    @cached_property
    def _names(self) -> dict[tuple[str, str], str]:
        return keys_of(self.campaign, self.today)

    @property
    def moment(self) -> Moment:
        return at(self.campaign, self.day, self.today)

    def figure(self, tie: CellTie) -> Figure | None:
        """The figure of a cell; None where there is none of that code, or it cannot be narrowed so."""
        place = (tie.code, tie.by, tie.key)
        if place not in self._known:
            self._ask(tie)
        return self._known.get(place)

    def _ask(self, tie: CellTie) -> None:
        self._known[tie.code, tie.by, tie.key] = None
        if not tie.by:
            self._known |= {(code, "", ""): one for code, one in figures(self.campaign, self.day, self.today).items()}
            return
        of_ledger = tie.code in BY_CODE and BY_CODE[tie.code].page == "ledger"
        if tie.by not in Dimension._value2member_map_ or not (of_ledger or tie.code.startswith("own")):
            return
        whole = self.moment
        part = replace(whole, problems=whole.problems.filter(**{FIELDS[Dimension(tie.by)]: tie.key}))
        found = {tie.code: figure_of(part, tie.code)} if of_ledger else own_figures(part)
        for code, one in found.items():
            self._known[code, tie.by, tie.key] = self._narrow(one, tie)

    def _narrow(self, one: Figure, tie: CellTie) -> Figure:
        name = self._names.get((tie.by, tie.key), tie.key)
        rows = f"{one.rows}{'&' if '?' in one.rows else '?'}{tie.by}={tie.key}"
        told = replace(one, rows=rows, definition=f"{name}：{one.definition}")
        return dated(told, self.day) if self.day < self.today else told

    def fixed(self, what: str) -> str:
        """What a cell tells that is no figure."""
        if what == Fixed.DAY:
            return official_date(self.day)
        if what == Fixed.TITLE:
            return self.campaign.title
        name = Group.objects.filter(campaign=self.campaign, kind=GroupKind.OFFICE, dissolved_on=None).values_list("name", flat=True).first()
        return full_name(self.campaign.root.name, name) if name else self.campaign.root.name

    def why_not(self, tie: CellTie, one: Figure | None) -> str:
        """Why a cell cannot be filled; "" where it can."""
        if one is None and tie.by and (tie.code in BY_CODE or tie.code.startswith("own")):
            return _("这个指标不能按这一项细分，请改对应全专项的数，或换一个指标。")
        if one is None:
            return BadInput(_("没有编号为 %(code)s 的指标，可能对应的自设栏目已停用。"), code=tie.code).sentence
        return BadInput(_("这个指标还没有数据：%(reason)s。"), reason=one.reason).sentence if one.value is None else ""


def rows_of(actor: Actor, campaign: Campaign, region: Region, day: date, today: date) -> list[dict[str, object]]:
    """The rows of a list as they stood at the end of a day, by the keys of the columns. BadInput: more than a form takes."""
    mine, near = reach(actor, campaign.pk), near_until(today, settings_for(campaign).near_days)
    filters = replace(Filters.read(parse_qs(region.filters.lstrip("?"))), sort="number", at=day.isoformat() if day < today else "")
    past = then(campaign.pk, Written.read(filters.at), Today(today, near)) if filters.at else None
    if past:
        versions = narrowed_then(mine, campaign.pk, filters, past).order_by("number")[: MOST_ROWS + 1]
        found = rows_then(mine, versions, past)
    else:
        rows = narrowed(mine, campaign.pk, filters, Today(today, near)).select_related(*_ROW).order_by("number")
        found = list(rows[: MOST_ROWS + 1])
    if len(found) > MOST_ROWS:
        raise BadInput(_("明细超过 %(most)d 行，请把条件收窄。"), most=MOST_ROWS)
    names, own = names_of(campaign, mine), columns_of(campaign.file)
    return [{LINE: n, **_told(row, names, own)} for n, row in enumerate(found, 1)]


def _told(row: Problem, names: Names, own: tuple[OwnColumn, ...]) -> dict[str, object]:
    """A problem by the keys of the columns: days as days, numbers as numbers."""
    plain = {name: getattr(row, name) for name in Facts._fields if name not in ("person_name", "leader_name")}
    facts = Facts(**plain, person_name=row.person.name if row.person else None, leader_name=row.leader.name if row.leader else None)
    cells: dict[str, object] = {column.value: text for column, text in printed(facts, names).items()}
    cells |= {one.value: date.fromisoformat(str(text)) for one in _DAYS if (text := cells[one.value])}
    cells[Column.NUMBER.value] = row.number
    return cells | {one.key: _typed(one, row.own.get(str(one.number), "")) for one in own}


def _typed(column: OwnColumn, value: str) -> object:
    if not value:
        return ""
    if column.is_sum:
        return int(float(value)) if float(value) == int(float(value)) else float(value)
    return date.fromisoformat(value) if column.kind.value == "day" else value


def ties_of(edition: FormEdition) -> Ties:
    """The ties of an edition."""
    return Ties.read(edition.ties)


def differences(filling: Filling, last: Filling | None) -> dict[tuple[str, str], tuple[Any, Any]]:
    """Cells whose number is another than in the filling before: (sheet, cell now) → before, now."""
    if last is None:
        return {}
    was: Mapping[tuple[str, str, str, str, str], Any] = {_identity(one): one["value"] for one in last.numbers}
    return {
        (one["sheet"], one["cell"]): (was[_identity(one)], one["value"])
        for one in filling.numbers
        if _identity(one) in was and was[_identity(one)] != one["value"]
    }


def _identity(one: Mapping[str, Any]) -> tuple[str, str, str, str, str]:
    return one["sheet"], one["blank_cell"], one["figure"], one["by"], one["key"]


def notes_of(filling: Filling, last: Filling | None) -> dict[tuple[str, str], str]:
    """What is noted at each cell that differs from the filling before, for the marked copy."""
    told = {}
    for place, (old, new) in differences(filling, last).items():
        facts = {"day": f"{localdate(last.as_of):%Y-%m-%d}" if last else "", "old": old, "new": new, "more": f"{new - old:+.12g}"}
        told[place] = _("上次（%(day)s）%(old)s，这次 %(new)s，%(more)s") % facts
    return told
