"""Papers of ratings and cards (D43–D47), from what was decided: nothing is typed again, and none says more than its reader may know."""

from collections.abc import Sequence
from datetime import date

from django.utils.timezone import localdate

from bihuan.accountability.models import Motion, Referral, Training
from bihuan.accountability.queries.marks import FinalLine
from bihuan.accountability.vocabulary.appraisal import ReferralKind, Reward
from bihuan.accountability.vocabulary.motions import MotionKind as K
from bihuan.documents.rules.numbers import official_date
from bihuan.documents.rules.paper import Block, Gap, Heading, Paper, Para, Signature, Table, Text
from bihuan.documents.vocabulary import Kind, Layout

_TITLES = {
    K.STRIVER: "关于评为“奋斗者”的决定", K.FLAT: "关于评为“躺平者”的决定", K.YELLOW: "关于亮黄牌的决定", K.RED: "关于亮红牌的决定",
    K.RAISE: "关于黄牌升为红牌的决定", K.DOWN: "关于建议按“下”处理的决定", K.HAT_OFF: "摘帽申请和决定",
}  # fmt: skip
_REFERRALS = {
    ReferralKind.REWARD: "考核优秀、优先使用建议人选名单", ReferralKind.BASIC: "年度考核等次建议", ReferralKind.UP_DOWN: "能上能下建议",
    ReferralKind.RECORD: "考核用个人情况",
}  # fmt: skip


def _line(label: str, text: object) -> Para:
    return Para((str(text) or Gap(label),), lead=f"{label}：")


def _head(text: Text) -> Heading:
    return Heading(1, text)


def decision_paper(row: Motion) -> Paper:
    """The decision on a motion (D43, D44), or the application to take the hat off with its decision (D45): facts, clause, what was said and how it was
    heard, votes as numbers, reasons, review date, the way to appeal."""
    hat = row.kind == K.HAT_OFF
    blocks: list[Block] = [_line("对象", f"{row.person.name}（{row.unit.name}）"), _line("文号", row.document),
                           _line("依据的本地制度", f"《{row.rule.title}》（{row.rule.issuer}，{row.rule.number}）{row.clause}"),
                           _head("申请的理由和证明" if hat else "事实和依据"), Para((row.text,)), _line("依据材料", row.evidence)]  # fmt: skip
    if row.verified_how:
        blocks.append(_line("核实", row.verified_how))
    blocks += [_head("决定"), Para((f"{row.get_kind_display()}：{row.get_state_display()}。",)), _line("理由", row.decision)]
    said = list(row.sayings.all())
    blocks += [_line("对陈述和异议的采纳情况", row.heard_text)] if said else []
    blocks += [_line("集体研究人员", row.present), *_votes(row), *_effect(row), *_appeal(row)]
    on = row.decided_on or localdate(row.opened_at)
    return Paper(Kind.DECISION, _TITLES[K(row.kind)], tuple(blocks), layout=Layout.PLAIN, signature=Signature((row.body.name,), on))


def _votes(row: Motion) -> list[Block]:
    if row.for_count is None:
        return []
    return [_line("表决", f"同意 {row.for_count} 票，不同意 {row.against_count} 票，弃权 {row.abstained_count} 票（不记名）")]


def _effect(row: Motion) -> list[Block]:
    if row.card is not None and row.state == "granted" and row.decided_on == row.card.given_on:
        told = "复核以前提醒本人；到期由人复核，不自动升降。本人可以在复核日期以后申请摘帽。"
        return [_line("复核日期", official_date(row.card.review_on)), Para((told,))]
    return [_line("期限", f"至{official_date(row.rating.ends_on)}")] if row.rating is not None and row.kind in (K.STRIVER, K.FLAT) else []


def _appeal(row: Motion) -> list[Block]:
    if row.kind in (K.STRIVER, K.HAT_OFF):
        return []
    until = f"在{official_date(row.appeal_until_on)}以前" if row.appeal_until_on else "收到决定之日起一个月内"
    return [_line("申诉", f"不接受这项决定的，可以{until}向提出和作出决定以外的机构申诉。申诉不会加重。")]


def training_paper(row: Training) -> Paper:
    """The record of a training (D46), with the body that decided it (P15)."""
    blocks: tuple[Block, ...] = (
        _line("对象", f"{row.card.person.name}（{row.card.unit.name}）"), _line("地点", row.place),
        _line("时间", f"{official_date(row.from_on)}至{official_date(row.to_on)}"), _line("内容", row.content), _line("结果", row.result),
        _line("作出决定的机关和文号", f"{row.decided_by_body}，{row.document}"),
    )  # fmt: skip
    return Paper(Kind.REPORT, "培训记录", blocks, layout=Layout.PLAIN, date=row.to_on)


def referral_paper(row: Referral) -> Paper:
    """A proposal to the personnel body (D47), in the order of names, with its answer once there is one. It changes no grade."""
    entries = list(row.entries.select_related("person", "rating", "motion"))
    rows = tuple(
        (one.person.name, _why(one.motion), Reward(one.reward).label if one.reward else _REFERRALS[ReferralKind(row.kind)])
        for one in entries
    )
    blocks: list[Block] = [Para((row.text,)), Table(("姓名", "依据的决定", "建议"), rows, (2.0, 4.0, 5.0)),
                           Para(("是否采纳由组织人事部门依规决定；系统不改变任何等次和职务。",))]  # fmt: skip
    if row.answered_on:
        blocks += [_head("答复"), Para((row.answer,)), _line("答复文号和日期", f"{row.answer_document}，{official_date(row.answered_on)}")]
    issuer = row.sender.name if row.sender else row.body.name
    return Paper(
        Kind.LETTER, _REFERRALS[ReferralKind(row.kind)], tuple(blocks), layout=Layout.PLAIN, addressee=row.body.name,
        signature=Signature((issuer,), row.document_on),
    )  # fmt: skip


def _why(row: Motion | None) -> str:
    return f"{row.document}（{official_date(row.decided_on)}）" if row is not None and row.decided_on else "评定决定"


def record_paper(row: Referral, lines: Sequence[FinalLine], today: date) -> Paper:
    """What was asked for in writing (M155): final decisions that stand today, and nothing else."""
    told = tuple((one.what, one.by, one.document, official_date(one.on), official_date(one.until) if one.until else "—") for one in lines)
    table: Block = (
        Table(("事项", "作出决定的机构", "文号", "日期", "至"), told, (2.0, 3.4, 3.0, 2.6, 2.6))
        if told
        else Para(("没有现行有效的最终决定。",))
    )
    names = "、".join(one.person.name for one in row.entries.select_related("person"))
    lead = Para((f"{row.body.name}以{row.document}（{official_date(row.document_on)}）书面要求，用途：{row.text}。对象：{names}。",))
    note = Para(("只列最终决定；正在办理、正在申诉、已经摘帽、到期或者撤销的不列。",))
    return Paper(
        Kind.REPORT, _REFERRALS[ReferralKind.RECORD], (lead, table, note), layout=Layout.PLAIN, date=today, as_of=today.isoformat()
    )
