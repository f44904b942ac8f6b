"""Notice before the decision, answer to what was said, decision, record of what a competent body decided, proof of service."""

from bihuan.accountability.papers.matter import (
    BLANK,
    DAY_TO_WRITE,
    Matter,
    appeal_path,
    day,
    days_to_mend,
    facts_of,
    head,
    line,
    moment_on,
    paragraphs,
    weighed,
)
from bihuan.accountability.rules.pack import pack
from bihuan.accountability.rules.tolerance import principles_of
from bihuan.documents.rules.paper import Block, Paper, Para, Signature, Strong, Table
from bihuan.documents.vocabulary import Kind, Layout
from bihuan.problems.vocabulary import Source

_MET = {"yes": "是", "no": "否", "unclear": "不能确定"}


def notice_paper(matter: Matter) -> Paper:
    """拟处理告知书: facts, rule, kind of source, what is proposed, his rights and the last day (P01, P02). Who reported anything stands nowhere."""
    row, you = matter.row, matter.you
    on = moment_on(row.noticed_at) or matter.today
    blocks: tuple[Block, ...] = (
        Para((f"关于{row.matter.rstrip('。')}，我们进行了核实，拟作出处理。在作出决定以前，把事实、依据和{you}的权利告知如下。现在还没有作出决定。",)),
        head("核实的事实"), *facts_of(matter), line("问题来源", _sources(matter)),
        head("情节、影响和考虑"), *weighed(matter), line("发现来源的考虑", row.origin_text),
        head("拟作出的处理和依据"), line("拟采取的措施", matter.measure.name), line("依据", row.rule),
        line("轻重理由", row.weight_reason), *days_to_mend(matter),
        head(f"{you}的权利"),
        Para((f"{you}可以陈述和申辩，可以提交证据，可以请求承办人、决定人回避，可以申请容错认定。请在{day(row.respond_on)}以前提出；"
              "可以在系统里写，可以交书面材料，也可以当面说，由承办人记录。",)),
        Para(("不会因为陈述和申辩加重处理。陈述和申辩都会得到书面答复。不陈述不等于承认。逾期没有提出的，仍可以在作出决定以前提出。",)),
    )  # fmt: skip
    return _plain(matter, "拟处理告知书", blocks, row.handler.name, on)


def _sources(matter: Matter) -> str:
    """The kind of source of each item, never who (P01)."""
    told = dict.fromkeys(Source(one.problem.source).label for one in matter.facts if one.problem)
    return "、".join(told) or "核实中发现"


def _plain(matter: Matter, title: str, blocks: tuple[Block, ...], issuer: str, on: object) -> Paper:
    return Paper(
        Kind.NOTICE, title, blocks, layout=Layout.PLAIN, addressee=matter.addressed, signature=Signature((issuer,), on), note=matter.note,  # type: ignore[arg-type]
    )  # fmt: skip


def answer_paper(matter: Matter) -> Paper:
    """陈述申辩答复书: each statement with its answer: what is taken up, what is not and why."""
    answered = [one for one in matter.statements if one.answered_at]
    blocks: list[Block] = [Para((f"{matter.you}对拟处理意见的陈述和申辩，逐件答复如下。",))]
    for one in answered:
        blocks += [head(f"{day(one.stated_on)}的陈述（{one.get_how_display()}）"), *paragraphs(one.text), line("答复", one.answer)]
    blocks.append(Para(("陈述和申辩、本答复一并提交决定机构。不会因为陈述和申辩加重处理。",)))
    on = max((moment_on(one.answered_at) or matter.today for one in answered), default=matter.today)
    return _plain(matter, "陈述申辩答复书", tuple(blocks), matter.row.handler.name, on)


def decision_paper(matter: Matter) -> Paper:
    """处理决定书: facts, circumstances and effect both (M129), origin, tolerance and each principle, what of the statement was taken up, measure with its
    rule, what follows from it, where and until when to appeal (公职人员政务处分法 第四十五条)."""
    row, measure = matter.row, matter.measure
    blocks: tuple[Block, ...] = (
        line("对象", matter.about), line("事由", row.matter),
        head("事实和依据"), *facts_of(matter),
        head("情节和影响"), *weighed(matter), line("发现来源的考虑", row.origin_text),
        head("容错审查"), *_tolerance(matter),
        head("陈述申辩的采纳情况"), *_heard(matter),
        head("处理决定"), Para((f"经{matter.decider}集体研究（参加人：{row.present}），依据{row.rule}，决定：{measure.name}。",)),
        line("轻重理由", row.weight_reason), line("决定理由", row.decision), *days_to_mend(matter),
        head("影响和期限"), *_effect(matter),
        head("申诉途径和期限"), *appeal_path(matter),
    )  # fmt: skip
    return Paper(
        Kind.DECISION, f"{matter.decider}处理决定书", blocks, issuer=matter.decider, number=row.document, date=row.decided_on, addressee=matter.addressed,
        signature=Signature((matter.decider,), row.decided_on or matter.today), note=matter.note,
    )  # fmt: skip


def _tolerance(matter: Matter) -> list[Block]:
    """The three distinctions, the conditions and a line on each principle of the plan."""
    told, row = matter.row.tolerance, matter.row
    said, met, lines = (told.get(name) or {} for name in ("distinctions", "conditions", "principles"))
    found: list[Block] = [Para((f"{one.text}：{said.get(one.id, '')}。",)) for one in pack().distinctions]
    found.append(Para(("；".join(f"{one.text}：{_MET.get(met.get(one.id, ''), '')}" for one in pack().conditions) + "。",)))
    found += [line(one, str(lines.get(one, ""))) for one in principles_of(row.campaign.file.get("principles") or ())]
    return [*found, line("审查意见", str(told.get("text", "")))]


def _heard(matter: Matter) -> list[Block]:
    row = matter.row
    if matter.statements:
        told = f"本人于{'、'.join(day(one.stated_on) for one in matter.statements)}作了陈述和申辩，均已书面答复。"
    else:
        told = "本人表示不作陈述。" if row.waived_at else f"告知的陈述期限为{day(row.respond_on)}，期限内没有提出陈述。"
    return [Para((told,)), line("采纳情况", row.heard_text)]


def _effect(matter: Matter) -> list[Block]:
    row, measure = matter.row, matter.measure
    months = f"影响期{measure.months}个月，自{day(row.decided_on)}起计算" if measure.months else "没有影响期"
    last = f"，至{day(row.ends_on)}届满" if row.ends_on else ""
    found: list[Block] = [Para((f"{months}{last}；届满自行结束，不再列入任何名单和统计。",))]
    return [*found, line("影响", f"{measure.effect}（{measure.article}）")] if measure.effect else found


def outside_paper(matter: Matter) -> Paper:
    """D42: what a competent body decided, with its number and day; the software decided nothing (M132, P15)."""
    row, measure = matter.row, matter.measure
    rows = (
        ("对象", matter.about), ("事由", row.matter), ("作出决定的机关", row.outside_body), ("决定文号", row.document), ("决定日期", day(row.decided_on)),
        ("决定的措施", measure.name), ("种类", measure.kind.label), ("期限", f"至{day(row.until_on)}" if row.until_on else "以决定书为准"),
        ("影响期", f"至{day(row.ends_on)}" if row.ends_on else "以决定书为准"), ("影响", measure.effect or "—"),
        ("送达", f"{day(row.served_on)}，{row.get_served_how_display()}" if row.served_on else "尚未送达"),
    )  # fmt: skip
    blocks: tuple[Block, ...] = (
        Para(("本表只登记有权机关作出的决定。决定的内容、依据和申诉途径，以有权机关的决定书为准。",)),
        Table(("项目", "内容"), rows, (1.4, 4.6), size=12),
        *appeal_path(matter),
        line("登记人（签字）", BLANK, Strong("复核人（签字）：")),
    )  # fmt: skip
    return Paper(Kind.LEDGER, "组织处理、处分决定登记表", blocks, signature=Signature((row.handler.name,), matter.today), note=matter.note)


def service_paper(matter: Matter) -> Paper:
    """送达回证: what was served to whom and how, where it is signed for, the last day of an appeal."""
    row = matter.row
    served = f"{row.get_served_how_display()}" if row.served_how else "□ 当面送达　□ 本人页面送达　□ 邮寄送达"
    rows = (
        ("送达文书", f"处理决定书　{row.document}"), ("作出决定的机构", matter.decider), ("受送达人", matter.about), ("送达方式", served),
        ("送达日期", day(row.served_on)), ("申诉的最后一天", day(row.appeal_until_on) if row.served_on and row.appeal_until_on else "以决定书写明的为准"),
        ("受送达人签收", f"\n签字：{BLANK}　{DAY_TO_WRITE}\n"), ("代收人和代收理由", "\n\n"),
        ("拒收、无法当面送达的情况", "\n\n"), ("送达人签字", f"\n签字：{BLANK}　{DAY_TO_WRITE}\n"),
    )  # fmt: skip
    blocks: tuple[Block, ...] = (
        Table(("项目", "内容"), rows, (1.6, 4.4), size=12),
        Para(("签收只表示收到，不表示同意决定的内容。",)),
    )  # fmt: skip
    return Paper(Kind.LEDGER, "送达回证", blocks, note=matter.note)
