"""提醒、催办函、督办函: one paper to a unit, listing the items that somebody urged at one level for one working day."""

from collections.abc import Sequence
from datetime import date

from bihuan.campaigns.models import Campaign
from bihuan.documents.rules.numbers import official_date
from bihuan.documents.rules.paper import Block, Gap, Paper, Para, Signature, Table
from bihuan.documents.vocabulary import Kind, Layout
from bihuan.foundation.kernel import Figure, _
from bihuan.organisation.models import Unit
from bihuan.problems.models import Reminder
from bihuan.problems.rules import text_is_private
from bihuan.problems.vocabulary import ReminderLevel

_WIDTHS = (1.4, 5.4, 2.8, 2)
"""A date and a heading stand on one line."""
_CLOSING = {
    ReminderLevel.REMIND: _("请抓紧办理，并在系统里答复。"),
    ReminderLevel.URGE: _("请你单位主要负责人过问，查明未办结的原因，按要求的日期答复。"),
    ReminderLevel.SUPERVISE: _("请你单位主要负责人牵头，逐件说明原因、措施和办结日期，书面答复。"),
}


SERIES = {ReminderLevel.URGE: "催办", ReminderLevel.SUPERVISE: "督办"}
"""Letters are numbered in a series of their own each; a mere reminder (提醒) is no official paper and gets no number."""


def chasing_paper(campaign: Campaign, unit: Unit, level: ReminderLevel, sent: Sequence[Reminder], issuer: str, number: str = "") -> Paper:
    """The paper as it goes to the unit. Texts of self-checks and criticism are not printed: a paper goes from hand to hand."""
    first = sent[0]
    count = Figure(f"reminded.{unit.pk}.{level.value}", len(sent), _("催办的问题"), f"/c/{campaign.code}/ledger/?unit={unit.pk}", _("件"))
    by = max((one.answer_by_on for one in sent if one.answer_by_on), default=None)
    blocks: list[Block] = [
        Para((_("%(title)s台账中，你单位下列问题") % {"title": campaign.title}, count, _("件已超过整改时限。"))),
        Table((_("编号"), _("问题"), _("整改时限"), _("超期天数")), tuple(_row(one, first.counted_on) for one in sent), _WIDTHS),
        *(Para((_ended(line),)) for line in dict.fromkeys(one.text for one in sent)),
        Para((_CLOSING[level], _("答复日期：%(day)s前。") % {"day": official_date(by)} if by else "")),
        Para((_("联系人：%(names)s。") % {"names": "、".join(dict.fromkeys(one.sent_by.name for one in sent if one.sent_by))},)),
    ]
    is_letter = level is not ReminderLevel.REMIND
    title = _("关于%(unit)s超期问题的%(kind)s") % {"unit": unit.name, "kind": level.label}
    return Paper(
        Kind.LETTER if is_letter else Kind.NOTICE, title, tuple(blocks), issuer=issuer or "", addressee=unit.name,
        number=number or Gap(_("文号"), by_issuing=True) if is_letter else "", code=SERIES.get(level, ""), date=first.counted_on,
        layout=Layout.LETTER if is_letter else Layout.PLAIN,
        signature=Signature((issuer or Gap(_("发函单位")),), first.counted_on, seal=is_letter), as_of=first.counted_on.isoformat(),
    )  # fmt: skip


def _ended(line: str) -> str:
    """As a sentence of a paper: whoever typed it in a field left out its full stop."""
    told = line.strip()
    return told if told[-1:] in "。！？；.!?" else f"{told}。"


def _row(one: Reminder, day: date) -> tuple[str, ...]:
    row = one.problem
    text = _("内容不公开") if text_is_private(row.source) else row.text
    late = (day - row.due_on).days if row.due_on else 0
    return f"{row.number:04d}", text, row.due_on.isoformat() if row.due_on else "—", f"{max(late, 0)}"
