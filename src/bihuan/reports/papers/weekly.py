"""The weekly brief (D08, M178): this week, what is stuck, next week, all from the ledger; no unit fills in a form."""

from bihuan.documents.rules.paper import Copy, Heading, Paper
from bihuan.documents.vocabulary import Kind
from bihuan.foundation.kernel import _
from bihuan.reports.papers.parts import issuer_of, list_of, para, sum_table, totals, worst_units
from bihuan.reports.queries.facts import Facts

SERIES = "weekly"


def weekly_brief(facts: Facts, office: str) -> Paper:
    """The brief of the seven days up to `facts.day`."""
    late = worst_units(facts)
    stuck = (
        para(_("超期未销号的问题涉及"), *list_of(late, "late"), _("。请相关单位对照台账逐件说明原因、明确完成时间。"))
        if late
        else para(_("目前没有超期未销号的问题。"))
    )
    blocks = (
        Heading(1, _("本周进展")),
        para(_("本周新发现问题"), facts.new_found, _("件，新销号"), facts.new_closed, _("件。"), *totals(facts)),
        sum_table(_("来源"), facts.sources, _("问题来源")),
        Heading(1, _("存在问题")),
        stuck,
        Heading(1, _("下周安排")),
        para(_("继续推进未销号问题整改，近期到期的问题由责任单位按时限办结，督导组对申请销号的问题逐件核验。")),
        sum_table(_("单位"), facts.units, _("各单位情况")),
    )
    title = _("%(title)s工作周报") % {"title": facts.campaign.title}
    return Paper(
        kind=Kind.WEEKLY_BRIEF, title=title, blocks=blocks, issuer=issuer_of(facts.campaign, office), masthead=_("工作周报"), date=facts.day,
        copy=Copy(report_to=(_("领导小组组长、副组长"),), issue_to=(_("各单位、各督导组"),)), as_of=facts.day.isoformat(),
    )  # fmt: skip
