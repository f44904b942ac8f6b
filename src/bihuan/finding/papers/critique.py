"""The list of criticism problems of a unit (D12): what was said of whom and what became of it, never who said it."""

from collections.abc import Sequence
from datetime import date

from bihuan.documents.rules.numbers import official_date
from bihuan.documents.rules.paper import Paper, Para, Table
from bihuan.documents.vocabulary import Kind
from bihuan.foundation.kernel import Figure, _

HEAD = (_("序号"), _("被批评人"), _("具体表现"), _("批评意见"), _("环节"), _("完成时限"))


def criticism_list(title: str, unit: str, *, day: date, total: Figure, rows: Sequence[tuple[str, ...]]) -> Paper:
    """The list of one unit. Rows come in the order of their numbers, which were given at random."""
    blocks = (
        Para((_("截至%(day)s，%(unit)s互查发现问题") % {"day": official_date(day), "unit": unit}, total, _("条。清单不写由谁提出。"))),
        Table(HEAD, tuple(rows), (1, 2, 4, 8, 2, 2), landscape=True),
    )
    return Paper(Kind.LEDGER, _("%(title)s批评问题清单（%(unit)s）") % {"title": title, "unit": unit}, blocks, as_of=official_date(day))
