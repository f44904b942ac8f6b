"""What a cell may tell: figures of a campaign at a day, whole or narrowed, and words."""

from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from bihuan.campaigns.models import Campaign, Category, Group
from bihuan.campaigns.queries import stages, units_of
from bihuan.campaigns.rules.columns import columns_of
from bihuan.campaigns.vocabulary import GroupKind
from bihuan.documents.rules.numbers import official_date
from bihuan.forms.rules.ties import CellTie
from bihuan.forms.vocabulary import FIELDS, LINE, Dimension, Fixed
from bihuan.foundation.kernel import BadInput, Figure, _
from bihuan.problems.rules.sheet import Column
from bihuan.problems.vocabulary import Source
from bihuan.reports.queries.addresses import dated
from bihuan.reports.queries.figures import figure as figure_of
from bihuan.reports.queries.figures import figures
from bihuan.reports.queries.figures import names_of as names_of_figures
from bihuan.reports.queries.moments import Moment, at
from bihuan.reports.queries.own import own_figures
from bihuan.reports.rules.definitions import BY_CODE
from bihuan.reports.rules.naming import full_name


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
    _parts: dict[tuple[str, str], Moment] = field(default_factory=dict)

    @cached_property
    def _names(self) -> dict[tuple[str, str], str]:
        return keys_of(self.campaign, self.today)

    @cached_property
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
        part = self._part(tie)
        found = {tie.code: figure_of(part, tie.code)} if of_ledger else own_figures(part)
        for code, one in found.items():
            self._known[code, tie.by, tie.key] = self._narrow(one, tie)

    def _part(self, tie: CellTie) -> Moment:
        """The problems of one unit, stage, category or source: walked once for all cells that tell of them."""
        if (tie.by, tie.key) not in self._parts:
            whole = self.moment
            narrowed = whole.problems.filter(**{FIELDS[Dimension(tie.by)]: tie.key})
            self._parts[tie.by, tie.key] = replace(whole, problems=narrowed)
        return self._parts[tie.by, tie.key]

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
