"""D34: what the Party group says to a unit about a serious or frequent problem: notice, reminder, summons to a talk (M95). Nobody is named."""

from datetime import date

from bihuan.accountability.models import PartyDecision
from bihuan.accountability.papers.matter import BLANK, TO_SIGN, day, head, line, paragraphs
from bihuan.accountability.queries.party import ledger_of
from bihuan.accountability.vocabulary.party import PartyMeans
from bihuan.documents.rules.numbers import official_date
from bihuan.documents.rules.paper import Block, Paper, Para, Signature
from bihuan.documents.vocabulary import Kind, Layout
from bihuan.foundation.kernel import Figure

_TITLES = {PartyMeans.NOTICE: "情况通报", PartyMeans.REMINDER: "提醒函", PartyMeans.TALK: "约谈通知书"}


def party_paper(row: PartyDecision, today: date) -> Paper:
    """The paper of what was decided."""
    means, body = PartyMeans(row.means), row.body.name if row.body else ""
    item = f"台账第{row.problem.number:04d}号问题" if row.problem else f"{row.unit.name}的问题多发频发"
    talk: tuple[Block, ...] = (
        head("约谈安排"), line("时间", day(row.talk_on)), line("地点", row.talk_place or BLANK), line("参加人", f"{row.unit.name}主要负责人"),
        Para(("请携带整改情况材料。可以说明情况和困难，需要协调解决的请一并提出。",)),
    ) if means is PartyMeans.TALK else ()  # fmt: skip
    blocks: tuple[Block, ...] = (
        Para((f"{item}被标为严重或多发频发。经{body}研究，决定予以{means.label}。",)), _counted(row, today),
        head("指出的问题和要求"), *paragraphs(row.text), *talk,
        head("反馈"), Para(("收到后如对事实有不同意见，请书面提出，由提交机构核实答复。本件不是对任何个人的处理。",)),
        line("单位签收", TO_SIGN),
    )  # fmt: skip
    return Paper(
        Kind.NOTICE, _TITLES[means], blocks, layout=Layout.PLAIN, number=row.document, addressee=row.unit.name,
        signature=Signature((body,), row.decided_on or today), note=" ".join(filter(None, (row.campaign.code, "党组研究", row.document))),
    )  # fmt: skip


def _counted(row: PartyDecision, today: date) -> Para:
    told, rows = ledger_of(row.campaign, row.unit, today), f"/c/{row.campaign.code}/ledger/?unit={row.unit_id}"

    def figure(name: str, value: int, label: str) -> Figure:
        return Figure(f"unit.{row.unit_id}.{name}", value, label, rows, "件")

    return Para((
        f"截至{official_date(today)}，该单位台账登记问题", figure("found", told.found, "登记的问题"), "件，已销号", figure("done", told.done, "已销号"),
        "件，超期", figure("late", told.late, "超期"), "件。",
    ))  # fmt: skip
