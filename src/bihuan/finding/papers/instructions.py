"""The joint reply to a leader's instruction (呈阅件), drafted from what the units reported about their parts."""

from collections.abc import Sequence

from bihuan.documents.rules.numbers import official_date
from bihuan.documents.rules.paper import Block, Gap, Heading, Paper, Para, Signature, Table
from bihuan.documents.vocabulary import Kind, Layout
from bihuan.finding.models import Instruction, InstructionPart
from bihuan.finding.vocabulary.instructions import PartState
from bihuan.foundation.kernel import _

_WIDTHS = (1, 3, 5, 2, 2)


def drafted(parts: Sequence[InstructionPart]) -> str:
    """The reply as it would go up: one paragraph a unit, in its own words; the office settles it before it goes."""
    return "\n".join(f"{one.unit.name}：{_told(one)}" for one in parts)


def _told(part: InstructionPart) -> str:
    said = [one.text.rstrip("。") for one in part.progress.all() if not one.text.startswith("退回：")]
    state = {PartState.DONE: "已落实", PartState.UNFULFILLED: "未落实，已转为问题整改"}.get(PartState(part.state), "正在办理")
    return f"{'；'.join(said) or '还没有填报进展'}。{state}。"


def joint_reply(row: Instruction, parts: Sequence[InstructionPart], issuer: str) -> Paper:
    """呈阅件: the instruction in its own words, what was done about it, the state of each part."""
    told = row.report or drafted(parts)
    about = f"《{row.about}》" if row.about else ""
    blocks: list[Block] = [
        Heading(1, _("批示内容")),
        Para((f"{official_date(row.given_on)}，{row.leader}在{about}上批示：“{row.words}”" if about else
              f"{official_date(row.given_on)}，{row.leader}批示：“{row.words}”",)),
        Heading(1, _("办理情况")), *(Para((line,)) for line in told.splitlines() if line.strip()),
        Heading(1, _("分办落实")), _table(parts), Para((_("以上情况，请阅示。"),)),
    ]  # fmt: skip
    on = row.replied_at.astimezone().date() if row.replied_at else Gap(_("呈报日期"))
    sign = Signature((issuer or Gap(_("呈报单位")),), on, seal=False)
    title = _("关于落实%(leader)s批示办理情况的呈阅件") % {"leader": row.leader}
    return Paper(Kind.REPORT, title, tuple(blocks), addressee=row.leader, signature=sign, layout=Layout.PLAIN, draft=row.replied_at is None)


def _table(parts: Sequence[InstructionPart]) -> Table:
    rows = tuple((str(at), one.unit.name, one.text, one.due_on.isoformat(), PartState(one.state).label) for at, one in enumerate(parts, 1))
    return Table((_("序号"), _("承办单位"), _("承办事项"), _("时限"), _("状态")), rows, _WIDTHS)
