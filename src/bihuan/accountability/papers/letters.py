"""Papers that go to a unit or another body: recommendation, notice of criticism, suspension record, referral (M131, M137, M140, M143)."""

from bihuan.accountability.papers.matter import (
    TO_SIGN,
    Matter,
    appeal_path,
    day,
    days_to_mend,
    facts_of,
    head,
    line,
    moment_on,
    paragraphs,
    room,
    weighed,
)
from bihuan.accountability.queries.party import MOST, items_of, ledger_of, tried_with
from bihuan.documents.rules.numbers import official_date
from bihuan.documents.rules.paper import Attachment, Block, Paper, Para, Signature, Table
from bihuan.documents.vocabulary import Kind, Layout
from bihuan.foundation.kernel import Figure


def recommendation_paper(matter: Matter) -> Paper:
    """D38: 效能监察建议书 with the day by which things are put right, and the slip that comes back."""
    row = matter.row
    blocks: tuple[Block, ...] = (
        Para((f"经核实，{matter.about}存在下列问题。依据{row.rule}，现提出效能监察建议。",)),
        head("核实的问题"), *facts_of(matter), head("情节和影响"), *weighed(matter),
        head("建议"), line("建议理由", row.decision), *days_to_mend(matter),
        Para((f"请于{day(row.mend_on)}前完成整改并书面回复；不采纳的，请在同一期限内说明理由。",)),
        head("申诉途径和期限"), *appeal_path(matter),
        head("回执（由收到建议的单位填写）"), *room("采纳情况、整改措施和结果"),
        line("单位（盖章）", TO_SIGN),
    )  # fmt: skip
    return Paper(
        Kind.LETTER, "效能监察建议书", blocks, issuer=matter.decider, number=row.document, addressee=row.unit.name,
        signature=Signature((matter.decider,), row.decided_on or matter.today), note=matter.note,
    )  # fmt: skip


def circular_paper(matter: Matter) -> Paper:
    """D39: notice of criticism to a person or a unit. Where it is about a unit, what the ledger tells of it travels with it (M137). By itself it is sent
    to whom it is about: how far it goes beyond, and whether with a name, is another decision."""
    row = matter.row
    blocks: tuple[Block, ...] = (
        Para((f"经核实并听取陈述和申辩，{matter.decider}依据{row.rule}，决定对{matter.about}予以通报批评。",)),
        head("事实"), *facts_of(matter), head("情节和影响"), *weighed(matter),
        head("采纳陈述申辩的情况"), Para((row.heard_text,)),
        head("整改要求"), *days_to_mend(matter),
        head("申诉途径和期限"), *appeal_path(matter),
    )  # fmt: skip
    attached = (_progress(matter),) if row.person_id is None else ()
    return Paper(
        Kind.CIRCULAR, f"{matter.decider}关于{row.matter}的通报", blocks, issuer=matter.decider, number=row.document, date=row.decided_on,
        addressee=matter.addressed, attachments=attached, signature=Signature((matter.decider,), row.decided_on or matter.today),
        note=f"{matter.note}；扩大范围须另行批准",
    )  # fmt: skip


def _counted(matter: Matter) -> Para:
    """What the ledger tells of the unit, as figures that open."""
    row = matter.row
    told, rows = ledger_of(row.campaign, row.unit, matter.today), f"/c/{row.campaign.code}/ledger/?unit={row.unit_id}"

    def figure(name: str, value: int, label: str) -> Figure:
        return Figure(f"unit.{row.unit_id}.{name}", value, label, rows, "件")

    return Para((
        f"截至{official_date(matter.today)}，{row.unit.name}台账登记问题", figure("found", told.found, "登记的问题"), "件，其中严重或多发频发",
        figure("serious", told.serious, "严重或多发频发的问题"), "件；已销号", figure("done", told.done, "已销号"),
        "件，超期", figure("late", told.late, "超期"),
        "件，曾被返回整改", figure("reopened", told.reopened, "曾被返回整改"), "件。",
    ))  # fmt: skip


def _progress(matter: Matter) -> Attachment:
    """Numbers, categories, days and states of its items: no names, no texts about persons."""
    row = matter.row
    items = items_of(row.campaign, row.unit)
    rows = tuple(
        (f"{one.number:04d}", one.category.name if one.category else "—", one.found_on.isoformat(), one.due_on.isoformat() if one.due_on else "—",
         one.get_state_display())
        for one in items
    )  # fmt: skip
    table: list[Block] = [Table(("编号", "类别", "发现日期", "完成时限", "环节"), rows, (1, 3, 1.6, 1.6, 1.6))] if rows else []
    more: list[Block] = [Para((f"只列前{MOST}件，其余见台账。",))] if len(items) >= MOST else []
    return Attachment(f"{row.unit.name}整改进展情况", (_counted(matter), *table, *more))


def suspension_paper(matter: Matter) -> Paper:
    """D41: reason, decision, start, end and outcome; it ends on its day unless a new decision is recorded (M140)."""
    row, ended = matter.row, row_outcome(matter)
    rows = (
        ("对象", matter.about), ("措施", matter.measure.name), ("理由", row.matter), ("作出决定的机关", matter.decider), ("决定文号", row.document),
        ("决定日期", day(row.decided_on)), ("开始", day(row.decided_on)), ("结束", day(row.ends_on or row.until_on)),
        ("结果", ended or "（期满时登记）"),
    )  # fmt: skip
    blocks: tuple[Block, ...] = (
        Table(("项目", "内容"), rows, (1.4, 4.6), size=12),
        Para(("到结束日期自行终止，恢复原来的工作；需要延长或者改变的，必须由有权机关作出新的决定并重新登记。",)),
        head("事实"), *facts_of(matter), head("申诉途径和期限"), *appeal_path(matter),
        line("本人（签字）", TO_SIGN),
    )  # fmt: skip
    return Paper(
        Kind.LEDGER, f"{matter.measure.name}记录", blocks, signature=Signature((row.handler.name,), matter.today), note=matter.note
    )


def row_outcome(matter: Matter) -> str:
    """What came of it, as it was entered last."""
    return next((one.outcome for one in reversed(matter.records) if one.outcome.strip()), "")


def referral_paper(matter: Matter) -> Paper:
    """移送函: the facts listed; for a unit that fails as a whole its problems and the treatments that were tried (M143). The competent body tells and
    hears the person by its own rules; who reported anything does not travel with it. Numbers run in a campaign, so its code stands before them."""
    row = matter.row
    on = moment_on(row.proposed_at) or matter.today
    blocks: tuple[Block, ...] = (
        Para((f"现将{matter.about}的有关问题移送你机关，请依照管理权限和规定程序办理。本机构没有对此作出处理决定。",)),
        line("事由", row.matter), head("核实的事实"), *facts_of(matter),
        head("情节、影响和来源"), *weighed(matter), line("发现来源的考虑", row.origin_text), line("容错审查意见", str(row.tolerance.get("text", ""))),
        head("移送的依据和理由"), line("依据", row.rule), line("理由", row.weight_reason), *_collective(matter), *_education(matter),
        Para(("请告知办理结果、决定文号和日期，以便登记。举报人信息不随函移送。",)),
    )  # fmt: skip
    return Paper(
        Kind.LETTER, "关于移送有关问题的函", blocks, layout=Layout.LETTER, issuer=row.handler.name,
        number=f"{row.campaign.code}移送〔{on.year}〕{row.number}号",
        addressee=row.outside_body, signature=Signature((row.handler.name,), on), note=matter.note,
    )  # fmt: skip


def _collective(matter: Matter) -> list[Block]:
    """For a unit: how many problems it has, and what was tried."""
    row = matter.row
    if row.person_id is not None:
        return []
    tried = tried_with(row.campaign, row.unit)
    rows = tuple((str(at), one.on.isoformat(), one.told, one.document or "—") for at, one in enumerate(tried, 1))
    listed: Block = (
        Table(("序号", "日期", "采取的办法", "文号"), rows, (0.7, 1.6, 3, 2.4)) if rows else Para(("此前没有对该单位采取过措施。",))
    )
    return [head("问题多发情况"), _counted(matter), head("已经采取的办法"), listed]


def _education(matter: Matter) -> list[Block]:
    """The education that came first and what shows that nothing changed (M136)."""
    row = matter.row
    if row.earlier is None:
        return []
    return [
        head("此前的教育和仍不改正的依据"),
        Para((f"{day(row.earlier.decided_on)}，{row.earlier.document}。",)),
        *paragraphs(row.unchanged),
    ]
