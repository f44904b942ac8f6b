"""The plan of return visits with its records, for the file of those who visit (D49). What is sealed is in no paper."""

from collections.abc import Sequence
from datetime import date

from bihuan.accountability.models.visits import Difficulty, ReturnVisit, Visitor, VisitRecord
from bihuan.accountability.rules.measures import find_measure
from bihuan.accountability.vocabulary.visits import Effect, Mode
from bihuan.documents.rules.numbers import official_date
from bihuan.documents.rules.paper import Block, Heading, Paper, Para, Table
from bihuan.documents.vocabulary import Kind
from bihuan.foundation.kernel import _


def visits_paper(
    row: ReturnVisit, visitors: Sequence[Visitor], records: Sequence[VisitRecord], difficulties: Sequence[Difficulty], day: date
) -> Paper:  # fmt: skip
    """The bases that are not sealed, how he is visited, each visit by its modes with his words beside his Party organisation's, difficulties and
    their answers, the assessment."""
    handling = row.handling
    blocks: list[Block] = [Heading(1, _("回访计划"))]
    blocks += [_line(label, text) for label, text in _plan(row, visitors)]
    blocks += [Heading(1, _("回访记录")), *(_visit(one) for one in records)] if records else []
    if difficulties:
        rows = tuple((one.text, str(one.owner.seat.person), one.due_on.isoformat(), one.answer or "—") for one in difficulties)
        blocks += [Heading(1, _("困难和答复")), Table((_("困难"), _("负责人"), _("答复期限"), _("办得怎样")), rows, (4, 1.5, 1.6, 4))]
    if row.closed_at:
        effects = ((Effect.POLITICAL, row.political), (Effect.DISCIPLINE, row.discipline), (Effect.SOCIAL, row.social))
        blocks += [Heading(1, _("评估")), *(_line(one.label, text) for one, text in effects)]
    title = _("回访教育计划和记录（%(name)s）") % {"name": handling.person}
    return Paper(Kind.MINUTES, title, tuple(blocks), issuer=handling.campaign.title, date=day)


def _line(label: str, text: str) -> Para:
    return Para((text or "—",), lead=f"{label}：")


def _plan(row: ReturnVisit, visitors: Sequence[Visitor]) -> list[tuple[str, str]]:
    who = "、".join(f"{one.seat.person}（{one.seat.body}）" for one in visitors)
    return [
        (_("措施"), find_measure(row.handling.measure).name), (_("错误性质和情节"), row.circumstances), (_("处理种类"), row.kind),
        (_("受处理期间的表现"), row.conduct), (_("顾虑"), _("本人自愿说明的，另行密封，只有回访人能打开")), (_("怎样回访"), row.way),
        (_("遇到难处可以找谁"), row.support), (_("回访人"), who), (_("回访期至"), official_date(row.until_on)),
    ]  # fmt: skip


def _visit(one: VisitRecord) -> Table:
    modes = ((Mode.EXPLAIN, one.explained), (Mode.RELIEVE, one.relieved), (Mode.SOLVE, one.solved))
    rows = [(mode.label, text) for mode, text in modes if text]
    rows += [(_("本人怎么说"), one.own_words), (_("所在党组织的意见"), one.organisation_view)]
    who = f"{one.discipline.seat.person}、{one.personnel.seat.person}"
    caption = _("%(day)s，%(who)s") % {"day": official_date(one.visited_on), "who": who}
    return Table((_("项目"), _("内容")), tuple(rows), (2, 8), caption=caption)
