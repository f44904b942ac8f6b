"""Papers of tolerance and clearing (D50, D51): put together from what stands on the rows, nothing typed again."""

from collections.abc import Callable, Mapping
from datetime import date

from bihuan.accountability.models import Clarification, Tolerance
from bihuan.accountability.papers.matter import BLANK, DAY_TO_WRITE, day, head, line, moment_on, paragraphs
from bihuan.accountability.rules.pack import pack
from bihuan.accountability.vocabulary.clarification import Outcome, Way
from bihuan.accountability.vocabulary.publicity import Audience, Channel, RightsPaper
from bihuan.documents.rules.paper import Block, Paper, Para, Signature, Table
from bihuan.documents.vocabulary import Kind, Layout
from bihuan.foundation.kernel import Missing

_MET = {"yes": "是", "no": "否", "unclear": "不能确定"}
_ONLY = "本次只就上述具体问题作出说明，不对本人作全面评价。"
Row = Tolerance | Clarification


def tolerance_paper(row: Tolerance, today: date) -> Paper:
    """D50: what was asked, what was found, the answer to each distinction, condition and principle, the decision, and what is put right."""
    review = row.review or {}
    blocks: tuple[Block, ...] = (
        line("对象", _name(row)), line("事项", row.matter), line("申请人", row.get_asker_display()),
        head("申请理由"), *paragraphs(row.text), head("核实情况"), *paragraphs(row.findings or "尚未核实"),
        head("三个区分开来"), *(line(one.text, review.get("distinctions", {}).get(one.id) or "待审查") for one in pack().distinctions),
        head("条件"), Table(("条件", "是否具备"), tuple((one.text, _MET.get(review.get("conditions", {}).get(one.id), "—")) for one in pack().conditions)),
        head("原则"), *(line(name, text) for name, text in review.get("principles", {}).items()),
        head("集体研究决定"), *_decided(row), head("纠错清单"), *_corrections(row),
        Para(("予以容错的，不影响评优、表彰、职称、任用和晋升；申请容错不加重处理。",)),
    )  # fmt: skip
    issuer = row.body.name if row.body else row.handler.name
    return Paper(
        Kind.DECISION, "容错审查意见书", blocks, layout=Layout.PLAIN, number=row.document, addressee=_addressed(row),
        signature=Signature((issuer,), row.decided_on or today), note=_note(row), draft=row.decided_on is None,
    )  # fmt: skip


def _decided(row: Tolerance) -> list[Block]:
    if row.decided_on is None:
        return [Para(("尚未决定。",))]
    return [line("结论", row.get_state_display()), line("参加研究的人", row.present or "—"), line("理由", row.reasons)]


def _corrections(row: Tolerance) -> list[Block]:
    rows = tuple((one.text, one.due_on.isoformat(), one.done or "—") for one in row.corrections.all())
    return [Table(("纠错事项", "期限", "完成情况"), rows)] if rows else [Para(("没有。",))]


def approval_paper(row: Clarification, today: date) -> Paper:
    """澄清审批表 (A4.8): the point, what verifying brought, the wish, the ways and the scope, what the chief says."""
    wide = f"{_term(Audience, row.audience)}；{'、'.join(_term(Channel, one) for one in row.channels)}" if row.audience else "待审批"
    cells = (
        ("澄清对象", _name(row)), ("需要澄清的具体问题", row.matter), ("核实结论", _term(Outcome, row.outcome) or "尚未核实"),
        ("核实情况和依据", row.grounds or "—"), ("认定文号", row.document or "—"), ("线索办理文书编号", row.paper or "—"),
        ("本人意愿", f"{row.get_wish_display() if row.wish else '尚未征求'}{'。' if row.wish_text else ''}{row.wish_text}"),
        ("澄清方式", "、".join(_term(Way, one) for one in row.ways) or "待审批"), ("澄清范围和渠道", wide),
        ("承办机构", row.handler.name), ("负责人审批意见", f"{row.approval or BLANK}\n{row.body.name}　{day(moment_on(row.approved_at))}"),
    )  # fmt: skip
    blocks: tuple[Block, ...] = (Table(("项目", "内容"), cells, (2, 6)), Para((_ONLY,)))
    return Paper(Kind.REPORT, "澄清审批表", blocks, layout=Layout.PLAIN, date=today, note=_note(row), draft=row.approved_at is None)


def asking_paper(row: Clarification, today: date) -> Paper:
    """拟澄清告知书: what is to be cleared, in which ways it may be, and the slip on which he says what he wishes."""
    blocks: tuple[Block, ...] = (
        Para((f"关于{row.matter.rstrip('。')}，经核实，{_said(row)}。现拟予以澄清，请告知您的意愿。",)),
        line("可以选择", "在原来公布的范围内澄清；只作书面澄清，不公开；不希望澄清"),
        Para(("澄清一律出具书面澄清函；当面、会议、通报澄清与书面澄清同时进行。不希望澄清的，我们尊重您的意愿，不影响对您的任何评价。",)), Para((_ONLY,)),
        head("本人意愿（可以在系统里填写，也可以写在这里交回）"), line("意愿", f"{BLANK}{BLANK}"), line("签名", f"{BLANK}{DAY_TO_WRITE}"),
    )  # fmt: skip
    return Paper(
        Kind.NOTICE, "拟澄清告知书", blocks, layout=Layout.PLAIN, addressee=_addressed(row), note=_note(row),
        signature=Signature((row.handler.name,), moment_on(row.opened_at) or today),
    )  # fmt: skip


def letter_paper(row: Clarification, today: date) -> Paper:
    """D51: 澄清函. Only after the chief approved; one point, and no verdict on the person (A4.5)."""
    if row.approved_at is None:
        raise Missing()
    blocks: tuple[Block, ...] = (
        Para((f"关于{row.matter.rstrip('。')}，我们进行了核实。经核实，{_said(row)}。现予澄清。",)),
        Para((_ONLY,)), Para(("请在原来了解此事的范围内消除影响，不得因此在考核、任用、评优等方面作不利对待。",)),
    )  # fmt: skip
    return Paper(
        Kind.LETTER, "澄清函", blocks, issuer=row.body.name, addressee=_addressed(row), note=_note(row),
        signature=Signature((row.body.name,), moment_on(row.approved_at) or today),
    )  # fmt: skip


def _said(row: Clarification) -> str:
    """What verifying brought, of this point alone; what he was reported for by mistake or malice is another's matter, and stands in no letter."""
    return "反映的上述问题不属实" if row.outcome else "尚在核实"


def _name(row: Row) -> str:
    return f"{row.person.name}（{row.unit.name}）" if row.person else row.unit.name


def _addressed(row: Row) -> str:
    return f"{row.person.name}同志" if row.person else row.unit.name


def _note(row: Row) -> str:
    what = "容错审查" if isinstance(row, Tolerance) else "澄清"
    return f"{row.campaign.code} {what}第{row.number}号；仅限办理机构和本人使用"


def _term(term: type, value: str) -> str:
    return str(term(value).label) if value else ""


_MADE: Mapping[RightsPaper, Callable[..., Paper]] = {
    RightsPaper.TOLERANCE: tolerance_paper, RightsPaper.APPROVAL: approval_paper, RightsPaper.ASKING: asking_paper, RightsPaper.LETTER: letter_paper,
}  # fmt: skip


def rights_paper(kind: RightsPaper, row: Row, today: date) -> Paper:
    """The paper of one kind. Missing for a row that has none such."""
    if isinstance(row, Tolerance) != (kind is RightsPaper.TOLERANCE):
        raise Missing()
    return _MADE[kind](row, today)
