"""The comparison of two editions of the ledger as a paper: counts in a sentence, each part a table (M89)."""

from bihuan.campaigns.models import Campaign
from bihuan.documents.rules.paper import Block, Heading, Paper, Para, Run, Table
from bihuan.documents.vocabulary import Kind
from bihuan.foundation.kernel import Figure, _
from bihuan.problems.queries.comparing import Editions, counts, differences, printed
from bihuan.problems.rules.comparing import Part

MOST = 1000
"""So many rows of a part are printed: nobody reads more of them on paper."""
_WIDTHS = (1.1, 2.4, 1.6, 4.4, 1.5, 1.9, 4.6)


def comparison(campaign: Campaign, both: Editions) -> Paper:
    """What was added, changed, closed, reopened and voided since the earlier edition; each number opens its rows."""
    at = f"/c/{campaign.code}/changes/?from={both.old.written.text}&to={both.new.written.text}&part="
    told: list[Run] = [_("截至%(new)s，与%(old)s相比：") % {"new": str(both.new.written), "old": str(both.old.written)}]
    blocks: list[Block] = []
    for part, many in counts(both).items():
        rows = differences(both, part, most=MOST) if many else []
        figure = Figure(f"changes.{part.value}", many, part.label, at + part.value, _("件"))
        told += [part.label, figure, _("件。") if part is Part.VOIDED else _("件；")]
        if rows:
            head = (_("序号"), _("责任单位"), _("责任人"), _("问题"), _("环节"), _("完成时限"), _("变更内容"))
            blocks += [Heading(1, part.label), Table(head, tuple(printed(one) for one in rows), _WIDTHS, landscape=True)]
        if many > len(rows):
            blocks.append(Para((_("以上只印了前面的一部分，全部见导出的工作簿。"),)))
    title = _("%(title)s问题台账变动情况") % {"title": campaign.title}
    return Paper(Kind.LEDGER, title, (Para(tuple(told)), *blocks), as_of=both.new.written.day.isoformat())
