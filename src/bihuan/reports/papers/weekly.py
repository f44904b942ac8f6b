"""The weekly brief (D08, M178): this week, what is stuck, next week, all from the ledger; no unit fills in a form."""

from bihuan.documents.rules.paper import Block, Copy, Heading, Paper, Para
from bihuan.documents.vocabulary import Kind
from bihuan.foundation.kernel import _
from bihuan.reports.papers.last_issue import Issue, since_last
from bihuan.reports.papers.parts import as_of_text, by_unit, closed_before, issuer_of, overdue, para, sum_table, totals, until_words
from bihuan.reports.queries.facts import Facts
from bihuan.reports.rules.series import Series, since_words


def weekly_brief(facts: Facts, office: str, last: Issue | None = None) -> Paper:
    """The brief of the period up to `facts.day`: since the data of the `last` issue were taken, or of seven days; compared with that issue,
    whose corrections it carries."""
    blocks: tuple[Block, ...] = (
        Heading(1, _("本周进展")),
        para(_opening(facts), facts.new_found, _("件，新销号"), facts.new_closed, _("件。"), *totals(facts)),
        *closed_before(facts),
        *since_last(facts, last),
        *sum_table(facts, _("来源"), facts.sources, _("各渠道问题发现与销号情况")),
        Heading(1, _("存在问题")),
        _stuck(facts),
        Heading(1, _("下周安排")),
        _next_week(facts),
    )
    return Paper(
        kind=Kind.WEEKLY_BRIEF, title=_("%(title)s工作周报") % {"title": facts.campaign.title}, blocks=blocks, issuer=issuer_of(office),
        masthead=_("工作周报"), date=facts.day, attachments=by_unit(facts),
        copy=Copy(report_to=(_("领导小组组长、副组长"),), issue_to=(_("各单位、各督导组"),)), as_of=as_of_text(facts),
        note=_note(facts, last is not None),
    )  # fmt: skip


def _opening(facts: Facts) -> str:
    return _("本周新发现问题") if facts.is_week else _("上期数据截止以来新发现问题")


def _note(facts: Facts, joined: bool) -> str:
    """Which days the issue tells, and how it counts."""
    begins = Series.begins(joined) % {"since": since_words(facts.since)}
    return begins + facts.series.said % {"by": facts.series.by.label, "day": until_words(facts)}


def _stuck(facts: Facts) -> Para:
    asked = (_("请相关单位对照台账逐件说明原因、明确完成时间。"),) if facts.figures["O03"].value else ()
    return para(*overdue(facts), *asked)


def _next_week(facts: Facts) -> Para:
    if not facts.falling_due.value:
        return para(_("今后七天没有到期的问题。继续推进未销号问题整改，督导组对申请销号的问题逐件核验。"))
    due = (_("今后七天到期的问题"), facts.falling_due, _("件，由责任单位按时限办结；"))
    return para(*due, _("继续推进其他未销号问题整改，督导组对申请销号的问题逐件核验。"))
