"""The combined list of the joint check as a paper (D22)."""

from datetime import date

from bihuan.campaigns.models import Campaign
from bihuan.documents.rules.numbers import official_date
from bihuan.documents.rules.paper import Block, Heading, Paper, Para, Table
from bihuan.documents.vocabulary import Kind
from bihuan.finding.queries.feedback import JointFigures, OfUnit
from bihuan.foundation.kernel import Figure, _

_WIDTHS = (1.1, 2.4, 5.6, 1.8, 1.6, 1.6)


def combined_paper(campaign: Campaign, units: list[OfUnit], figures: JointFigures, today: date) -> Paper:
    """By unit, matter and instance; the three figures before, each leading to its rows."""
    rows = f"/c/{campaign.code}/ledger/?joint=1"
    told = Para(
        (
            _("截至%(day)s，组织联查共涉及") % {"day": official_date(today)}, Figure("N18", figures.units, _("联查涉及单位"), rows), _("个单位"),
            Figure("N19", figures.matters, _("联查事项"), f"/c/{campaign.code}/joint/"), _("项、"),
            Figure("N20", figures.instances, _("联查问题"), rows), _("个问题，涉及"), Figure("joint.persons", figures.persons, _("联查涉及人员"), rows),
            _("人。征求意见函收回的意见另行统计，不在其内。"),
        )
    )  # fmt: skip
    blocks: list[Block] = [told]
    for unit in units:
        blocks += [Heading(1, unit.name), _table(unit)]
    return Paper(Kind.LEDGER, _("%(title)s组织联查汇总") % {"title": campaign.title}, tuple(blocks), as_of=official_date(today))


def _table(unit: OfUnit) -> Table:
    head = (_("序号"), _("事项"), _("问题"), _("来源"), _("责任人"), _("状态"))
    rows = tuple(
        (f"{row.number:04d}", one.matter or _("（未归并）"), row.text, row.get_source_display(), row.person.name if row.person else "—",
         row.get_state_display())
        for one in unit.matters.values() for row in one.problems
    )  # fmt: skip
    return Table(head, rows, _WIDTHS, landscape=True)
