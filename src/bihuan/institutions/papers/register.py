"""The register of institutions as a paper (D61)."""

from collections.abc import Sequence
from datetime import date

from bihuan.campaigns.models import Campaign
from bihuan.documents.rules.paper import Block, Paper, Para, Table
from bihuan.documents.vocabulary import Kind
from bihuan.foundation.kernel import _
from bihuan.institutions.models import Institution
from bihuan.institutions.queries.register import in_words

COLUMNS = (
    ("number", _("序号"), 1.0), ("title", _("制度名称"), 4.4), ("kind", _("种类"), 1.2), ("mechanism", _("归入机制"), 2.4),
    ("unit", _("负责单位"), 2.2), ("because", _("因何问题"), 4.0), ("state", _("状态"), 1.6), ("planned_on", _("计划完成"), 1.9),
    ("issued_on", _("印发日期"), 1.9), ("doc_number", _("文号"), 2.4),
)  # fmt: skip


def register_paper(campaign: Campaign, rows: Sequence[Institution], day: date) -> Paper:
    """The rules made, changed and abolished, as a table across."""
    told = tuple(tuple(words[key] or "—" for key, _head, _width in COLUMNS) for words in map(in_words, rows))
    head, widths = tuple(one[1] for one in COLUMNS), tuple(one[2] for one in COLUMNS)
    blocks: tuple[Block, ...] = (Table(head, told, widths, landscape=True),) if told else (Para((_("还没有登记制度。"),)),)
    return Paper(Kind.LEDGER, _("%(title)s建章立制清单") % {"title": campaign.title}, blocks, date=day, as_of=day.isoformat())
