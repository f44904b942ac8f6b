"""The study plan and its records (D48): topics, forms, dates and numbers present."""

from collections.abc import Sequence
from datetime import date

from bihuan.accountability.models.study import StudyPlan, StudySession
from bihuan.accountability.vocabulary.study import StudyForm
from bihuan.documents.rules.numbers import official_date
from bihuan.documents.rules.paper import Block, Heading, List, Paper, Para, Table
from bihuan.documents.vocabulary import Kind
from bihuan.foundation.kernel import Figure, _


def study_paper(row: StudyPlan, sessions: Sequence[StudySession], day: date) -> Paper:
    """The plan, and each session held under it. How many sessions there were is counted, never who came how often."""
    forms = "、".join(StudyForm(one).label for one in row.forms)
    told = _("%(start)s至%(end)s，形式：%(forms)s。") % {
        "start": official_date(row.from_on),
        "end": official_date(row.to_on),
        "forms": forms,
    }
    blocks: list[Block] = [Para((told,)), Heading(1, _("专题")), List(tuple((one,) for one in row.topics)), Heading(1, _("学习记录"))]
    if sessions:
        at = f"/c/{row.campaign.code}/study/"
        held = Figure(f"study.{row.pk}.sessions", len(sessions), _("学习次数"), at, _("次"))
        head = (_("日期"), _("单位"), _("形式"), _("专题"), _("到场人数"))
        rows = tuple((one.held_on.isoformat(), one.unit.name, StudyForm(one.form).label, one.topic, str(one.present)) for one in sessions)
        blocks += [Para((_("共学习"), held, _("次。"))), Table(head, rows, (1.6, 2.2, 2, 4, 1.2))]
    else:
        blocks.append(Para((_("还没有登记学习。"),)))
    return Paper(Kind.PLAN, row.title, tuple(blocks), issuer=row.campaign.title, date=day)
