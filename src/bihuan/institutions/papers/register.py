"""The register of institutions as a paper (D61)."""

from collections.abc import Sequence
from datetime import date

from bihuan.campaigns.models import Campaign
from bihuan.documents.rules.paper import Block, Paper, Para, Table
from bihuan.documents.vocabulary import Kind
from bihuan.foundation.kernel import _
from bihuan.institutions.models import Institution
from bihuan.institutions.queries.register import COLUMNS, in_words


def register_paper(campaign: Campaign, rows: Sequence[Institution], day: date) -> Paper:
    """The rules made, changed and abolished, as a table across."""
    told = tuple(tuple(words[key] or "—" for key, _head, _width in COLUMNS) for words in map(in_words, rows))
    head, widths = tuple(one[1] for one in COLUMNS), tuple(one[2] for one in COLUMNS)
    blocks: tuple[Block, ...] = (Table(head, told, widths, landscape=True),) if told else (Para((_("还没有登记制度。"),)),)
    return Paper(Kind.LEDGER, _("%(title)s建章立制清单") % {"title": campaign.title}, blocks, date=day, as_of=day.isoformat())
