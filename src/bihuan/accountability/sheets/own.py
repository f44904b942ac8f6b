"""What somebody takes along of his own: one workbook, only his rows, and of each only what his page shows him (P11)."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.utils.timezone import localtime

from bihuan.accountability.queries.own import Look, Matter
from bihuan.accountability.queries.own_rest import Rest
from bihuan.accountability.vocabulary.appeals import AppealState
from bihuan.accountability.vocabulary.handling import HandlingState, Heard
from bihuan.foundation.files.rules.tables import LINED, Table, workbook
from bihuan.foundation.kernel import _

FILE_NAME = _("本人资料.xlsx")
Rows = Iterable[Sequence[str]]
_LOOK = {**LINED, "num_format": "@"}


def own_book(
    *, matters: Sequence[Matter], looks: Iterable[tuple[Matter, Look]], rest: Iterable[Rest], problems: Rows, self_checks: Rows
) -> bytes:  # fmt: skip
    """`problems`: campaign, number, source, state, words of each item about him; `self_checks`: campaign, words, task, day of what he wrote himself."""
    return workbook(
        _table(_("处理事项"), _MATTER, map(_matter, matters)),
        _table(_("事实"), ((_("事项"), 24), (_("事实"), 50), (_("来源种类"), 14), (_("依据"), 40)), _facts(matters)),
        _table(_("陈述和答复"), _SAID, _statements(matters)),
        _table(_("申诉"), _APPEALED, _appeals(matters)),
        _table(_("跟踪了解"), ((_("事项"), 24), (_("日期"), 12), (_("情况"), 60)), _follow_ups(matters)),
        _table(_("谁看过"), ((_("事项"), 24), (_("时间"), 18), (_("谁"), 14), (_("做了什么"), 20)), _looks(looks)),
        _table(_("其他记录"), _REST, ((one.campaign.title, one.kind, one.words, one.state, _day(one.on)) for one in rest)),
        _table(_("台账里关于本人的问题"), _PROBLEM, problems),
        _table(_("自查清单"), ((_("专项"), 24), (_("问题"), 60), (_("整改任务"), 40), (_("完成时限"), 12)), self_checks),
    )


_MATTER = (
    (_("事项"), 24), (_("专项"), 24), (_("现状"), 14), (_("是否仍然计入"), 12), (_("告知日期"), 12), (_("陈述期限"), 12), (_("措施"), 18),
    (_("依据的规定"), 36), (_("情节轻重"), 36), (_("影响程度"), 36), (_("轻重理由"), 36), (_("决定文号"), 20), (_("决定日期"), 12), (_("决定理由"), 40),
    (_("对陈述的采纳情况"), 40), (_("送达日期"), 12), (_("影响期至"), 12), (_("申诉期限"), 12),
)  # fmt: skip
_SAID = ((_("事项"), 24), (_("日期"), 12), (_("方式"), 16), (_("陈述"), 60), (_("所附材料"), 24), (_("书面答复"), 60))
_APPEALED = (
    (_("事项"), 24),
    (_("提出日期"), 12),
    (_("状态"), 14),
    (_("受理机构"), 24),
    (_("理由"), 50),
    (_("处理意见"), 50),
    (_("文号"), 20),
)
_REST = ((_("专项"), 24), (_("种类"), 16), (_("内容"), 60), (_("状态"), 16), (_("日期"), 12))
_PROBLEM = ((_("专项"), 24), (_("台账序号"), 10), (_("来源种类"), 14), (_("状态"), 12), (_("问题"), 60))


def _table(name: str, head: Sequence[tuple[str, float]], rows: Rows) -> Table:
    return Table(name, head, rows, _LOOK, fixed=1)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _moment(at: datetime | None) -> str:
    return f"{localtime(at):%Y-%m-%d}" if at else ""


def _matter(one: Matter) -> tuple[str, ...]:
    row = one.row
    weighed = (row.rule, row.circumstances, row.effect, row.weight_reason) if one.proposal else ("", "", "", "")
    decided = (row.document, _day(row.decided_on), row.decision, row.heard_text) if one.decision else ("", "", "", "")
    return (
        row.matter, row.campaign.title, HandlingState(row.state).label, "否" if one.over else "是", _moment(row.noticed_at), _day(row.respond_on),
        one.measure.name if one.measure else "", *weighed, *decided, _day(row.served_on), _day(row.ends_on), _day(row.appeal_until_on),
    )  # fmt: skip


def _facts(matters: Sequence[Matter]) -> Rows:
    return ((one.row.matter, fact.text, fact.source, fact.evidence) for one in matters for fact in one.facts)


def _statements(matters: Sequence[Matter]) -> Rows:
    for one in matters:
        for said in one.statements:
            file = said.file.name if said.file else ""
            yield one.row.matter, _day(said.stated_on), Heard(said.how).label, said.text, file, said.answer


def _appeals(matters: Sequence[Matter]) -> Rows:
    for one in matters:
        for row in one.appeals:
            body = row.body.name if row.body else row.passed_to
            yield one.row.matter, _day(row.filed_on), AppealState(row.state).label, body, row.text, row.outcome, row.document


def _follow_ups(matters: Sequence[Matter]) -> Rows:
    return ((one.row.matter, _day(row.followed_on), row.text) for one in matters for row in one.follow_ups)


def _looks(looks: Iterable[tuple[Matter, Look]]) -> Rows:
    return ((one.row.matter, f"{look.at:%Y-%m-%d %H:%M}", look.who, look.action) for one, look in looks)
