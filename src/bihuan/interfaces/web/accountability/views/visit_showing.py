"""One plan of return visits as a page: its bases, what is sealed, each visit, difficulties, the assessment."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from bihuan.accountability.queries import visits as queries
from bihuan.accountability.rules.measures import find_measure
from bihuan.accountability.vocabulary.visits import VisitAction as A
from bihuan.accountability.vocabulary.visits import VisitState
from bihuan.interfaces.web.accountability.shapes import plain
from bihuan.interfaces.web.accountability.views.right_shapes import way
from bihuan.interfaces.web.accountability.views.visit_shapes import at, cell, table
from bihuan.interfaces.web.shell.days import lamp_on, today_of

if TYPE_CHECKING:
    from bihuan.accountability.models import ReturnVisit
    from bihuan.campaigns.models import Campaign
    from bihuan.foundation.kernel import Actor

BUTTONS = {
    A.REPLAN: noop("改计划"), A.NAME: noop("增加回访人"), A.LEAVE: noop("退出回访"), A.DECLINE: noop("暂不接受回访"), A.CLOSE: noop("评估"),
    A.RAISE: noop("记下困难"), A.SEAL: noop("写入密封内容"), A.RECORD: noop("记一次回访"), A.RESUME: noop("恢复回访"),
}  # fmt: skip
"""Steps with a form of their own, the main one last."""


def shown_of(row: ReturnVisit, actor: Actor, campaign: Campaign, opened: Mapping[int, str] | None = None) -> dict[str, Any]:
    """What the page shows; `opened` the texts of sealed notes that were just opened, by their key."""
    steps, code, today = queries.steps_of_visits(actor, row), campaign.code, today_of(campaign)
    own, handling = queries.is_his_own(actor, row), row.handling
    assert handling.person is not None
    title = _("我的回访") if own else _("回访：%(name)s") % {"name": handling.person.name}
    acts = [{"label": _(label), "href": at("visit_step", code, row.pk, one.value)} for one, label in BUTTONS.items() if one.value in steps]
    lamp = lamp_on(row.next_on, today) if row.state == VisitState.OPEN and not own else (None, "")
    return {
        "campaign": campaign, "row": row, "title": title, "own": own, "acts": acts, "state": _(row.get_state_display()), "lamp": lamp[0],
        "due": lamp[1], "facts": _facts(row), "notes": _notes(row, opened or {}), "opens": A.OPEN_NOTES.value in steps,
        "drops": A.DROP.value in steps, "is_open": opened is not None, "records": _records(row),
        "tables": [_hard(row, code, A.ANSWER.value in steps)], "effects": _effects(row), "crumbs": [way("return_visits", _("回访教育"), campaign), (title, "")],
    }  # fmt: skip


def _facts(row: ReturnVisit) -> list[tuple[str, Any]]:
    who = "、".join(f"{one.seat.person.name}（{one.seat.body.name}）" for one in queries.visitors_of(row))
    told = [
        (_("措施"), _(find_measure(row.handling.measure).name)), (_("错误性质和情节"), row.circumstances), (_("处理种类"), row.kind),
        (_("受处理期间的表现"), row.conduct), (_("怎样回访"), row.way), (_("回访人"), who), (_("遇到难处可以找谁"), row.support),
        (_("下次回访"), row.next_on if row.state == VisitState.OPEN else ""), (_("回访期至"), row.until_on),
    ]  # fmt: skip
    return [(label, plain(value)) for label, value in told if value]


def _notes(row: ReturnVisit, opened: Mapping[int, str]) -> list[dict[str, Any]]:
    rows = queries.notes_of(row)
    return [{"pk": one.pk, "kind": _(one.get_kind_display()), "day": one.sealed_at, "text": opened.get(one.pk)} for one in rows]


def _records(row: ReturnVisit) -> list[dict[str, Any]]:
    return [
        {
            "day": one.visited_on, "who": f"{one.discipline.seat.person.name}、{one.personnel.seat.person.name}", "own_words": one.own_words,
            "view": one.organisation_view,
            "modes": [(label, text) for label, text in (
                (_("讲清政策"), one.explained), (_("心理疏导"), one.relieved), (_("解决困难"), one.solved)) if text],
        }
        for one in queries.records_of(row)
    ]  # fmt: skip


def _hard(row: ReturnVisit, code: str, answers: bool) -> dict[str, Any]:
    lines = (
        [
            cell(one.text), cell(one.owner.seat.person.name), cell(one.due_on, num=True),
            cell(one.answer or (_("去答复") if answers else ""), at("answer_difficulty", code, row.pk, one.pk) if answers and not one.answered_at else ""),
        ]
        for one in queries.difficulties_of(row)
    )  # fmt: skip
    head = (_("困难"), _("负责人"), _("答复期限"), _("办得怎样"))
    return table(
        _("困难和答复"), head, lines, none=_("没有记下困难"), hint=_("回访时说起的困难，写明由谁办、什么时候答复；答复本人看得到。")
    )


def _effects(row: ReturnVisit) -> list[tuple[str, str]]:
    if not row.closed_at:
        return []
    return [(_("政治效果"), row.political), (_("纪法效果"), row.discipline), (_("社会效果"), row.social)]
