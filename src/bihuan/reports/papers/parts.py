"""Sentences and tables that weekly brief and final report share. Numbers stand in them as figures, never as typed digits."""

from collections.abc import Sequence

from bihuan.campaigns.models import Campaign
from bihuan.documents.rules.paper import Gap, Para, Run, Table, Text
from bihuan.foundation.kernel import Figure, _
from bihuan.reports.queries.facts import Facts, Sum


def issuer_of(campaign: Campaign, office: str) -> Text:
    """The body that issues: the campaign's office."""
    return office or Gap(_("编发单位"))


def basis_runs(campaign: Campaign) -> tuple[Run, ...]:
    """Basis and deciding body, or 待补 in their place (M01)."""
    basis: Run = "、".join([*campaign.basis, *campaign.doc_numbers]) if campaign.basis or campaign.doc_numbers else Gap(_("依据文件"))
    decided: Run = campaign.decided_by or Gap(_("决定机关"))
    return (_("根据"), basis, _("，经"), decided, _("研究决定，开展"), campaign.title, "。")


def share_figure(part: Figure, whole: Figure, code: str) -> Figure:
    """A share in percent as a figure of its own; without a denominator 0."""
    value = round(100 * float(part.value or 0) / float(whole.value), 1) if whole.value else 0
    return Figure(code, value, _("已销号数除以发现数"), part.rows, "%")


def totals(facts: Facts) -> tuple[Run, ...]:
    """Found and put right, overdue and reopened, in one sentence."""
    found, closed, late, again = (facts.figures[code] for code in ("O01", "O02", "O03", "O04"))
    return (
        _("截至%(month)d月%(day)d日，累计发现问题") % {"month": facts.day.month, "day": facts.day.day}, found, _("件，已销号"), closed, _("件，销号率"),
        share_figure(closed, found, "O02.share"), _("%；超期未销号"), late, _("件，销号后返回整改"), again, _("件。"),
    )  # fmt: skip


def sum_table(head: str, sums: Sequence[Sum], caption: str) -> Table:
    """Found, closed, overdue by unit, source or category."""
    rows = tuple((one.name, one.found, one.closed, one.late) for one in sums)
    return Table((head, _("发现"), _("已销号"), _("超期")), rows, widths=(4, 1, 1, 1), caption=caption)


def worst_units(facts: Facts, most: int = 5) -> list[Sum]:
    """Units with overdue items, most first: about matters of units, in the order of their unit list where equal."""
    late = [one for one in facts.units if one.late.value]
    return sorted(late, key=lambda one: -int(one.late.value or 0))[:most]


def para(*runs: Run, lead: str = "") -> Para:
    """A paragraph of these runs."""
    return Para(tuple(runs), lead=lead)


def list_of(sums: Sequence[Sum], what: str) -> tuple[Run, ...]:
    """甲单位3件、乙单位2件 with each number a figure."""
    runs: list[Run] = []
    for one in sums:
        runs += ["、" if runs else "", one.name, one.late if what == "late" else one.found, _("件")]
    return tuple(run for run in runs if run != "")
