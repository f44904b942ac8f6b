"""Forms in which a measure is carried out (M130, M131, M139): summons, talk record, written self-examination, public words, putting right in time."""

from bihuan.accountability.models import MeasureRecord
from bihuan.accountability.papers.matter import (
    BLANK,
    DAY_TO_WRITE,
    TO_SIGN,
    Matter,
    appeal_path,
    day,
    days_to_mend,
    facts_of,
    head,
    line,
    paragraphs,
    room,
)
from bihuan.documents.rules.paper import Block, Heading, Paper, Para, Signature, Table
from bihuan.documents.vocabulary import Kind, Layout

_TITLES = {
    "remind": "提醒谈话记录", "caution": "警告（工作提示）记录", "criticise": "批评教育记录", "warning_talk": "警示谈话记录", "admonition": "诫勉谈话记录",
}  # fmt: skip
_LINE = "　" * 24


def _decided(matter: Matter) -> Para:
    row = matter.row
    return Para(
        (
            f"{matter.decider}于{day(row.decided_on)}作出处理决定（{row.document}），对{matter.you}采取“{matter.measure.name}”，依据{row.rule}。",
        )
    )


def summons_paper(matter: Matter) -> Paper:
    """D34: please come to a talk. Day and place are written by hand, for they are agreed with the person."""
    title = "提醒谈话通知书" if matter.measure.id in ("remind", "caution", "criticise") else "约谈通知书"
    blocks: tuple[Block, ...] = (
        _decided(matter),
        Para((f"请{matter.you}在下列时间、地点参加谈话：",)),
        line("时间", f"{DAY_TO_WRITE}　　时　　分"), line("地点", BLANK), line("谈话人", BLANK), line("联系人和电话", BLANK),
        Para(("谈话内容为处理决定书写明的事实和整改要求。可以携带材料，可以说明情况和困难；时间不合适的，请与联系人商定。谈话作记录，由本人核对。",)),
    )  # fmt: skip
    return _to_person(matter, title, blocks)


def _to_person(matter: Matter, title: str, blocks: tuple[Block, ...]) -> Paper:
    on = matter.row.decided_on or matter.today
    return Paper(
        Kind.NOTICE, title, blocks, layout=Layout.PLAIN, addressee=matter.addressed, signature=Signature((matter.decider,), on), note=matter.note
    )  # fmt: skip


def talk_paper(matter: Matter) -> Paper:
    """D35: the talk with its grounds, what was said on either side where it was entered, room for it where it was not; the person reads, may correct,
    and signs (M130)."""
    row, measure = matter.row, matter.measure
    held = matter.records[-1] if matter.records else None
    rows = (
        ("谈话对象", matter.about), ("措施", f"{measure.name}（{row.document}）"), ("依据", row.rule), ("时间", day(held.held_on if held else None)),
        ("地点", held.place or BLANK if held else BLANK), ("谈话人、记录人", held.present if held else BLANK),
    )  # fmt: skip
    blocks: tuple[Block, ...] = (
        Table(("项目", "内容"), rows, (1.4, 4.6), size=12),
        head("谈话的事实依据"), *facts_of(matter),
        head("谈话要点和要求"), *_text(held, "text"), *days_to_mend(matter),
        head("本人的说明和意见"), *_text(held, "reply"),
        head("核对和签字"),
        Para(("以上记录本人已看过（或者已向本人宣读），可以在此更正、补充。签字只表示记录属实。",)),
        *room("更正、补充"), line("谈话对象（签字）", TO_SIGN),
        line("谈话人、记录人（签字）", TO_SIGN),
    )  # fmt: skip
    return Paper(Kind.LEDGER, _TITLES.get(measure.id, f"{measure.name}记录"), blocks, note=matter.note)


def _text(held: MeasureRecord | None, name: str) -> list[Block]:
    """What was entered; else room to write."""
    return (paragraphs(getattr(held, name)) if held else []) or [Para((_LINE,)), Para((_LINE,))]


def self_examination_paper(matter: Matter) -> Paper:
    """D36: the order with its day, and the sheet on which the person writes."""
    row = matter.row
    blocks: tuple[Block, ...] = (
        _decided(matter), head("事实"), *facts_of(matter),
        head("要求"),
        Para((f"请就上述事实写出书面检查，于{day(row.mend_on)}前交到{row.handler.name}，同时写明怎样整改、已经做了什么。写不同意见的，照样收下。",)),
        *days_to_mend(matter),
        head("申诉途径和期限"), *appeal_path(matter),
        Heading(1, "书面检查（由本人填写，可另附纸）", numbered=False),
        *room("一、事情的经过和我的认识"), *room("二、原因"), *room("三、整改措施和完成时间"),
        *room("四、需要组织帮助解决的困难"), line("本人（签字）", TO_SIGN),
    )  # fmt: skip
    return _to_person(matter, "责令书面检查通知书", blocks)


def public_words_paper(matter: Matter) -> Paper:
    """D37: public self-criticism or apology. Where and to whom is decided and told first; the words are the person's own."""
    row, sorry = matter.row, matter.measure.id == "apology"
    word = "公开道歉" if sorry else "公开检讨"
    blocks: tuple[Block, ...] = (
        _decided(matter), head("事实"), *facts_of(matter),
        head("范围"),
        Para((f"{word}的场合、范围和时间由{matter.decider}确定并先告知本人，不得扩大。文字由本人自己写，可以不同意所附事实并写明理由。",)),
        line("场合和范围", BLANK), line("时间", DAY_TO_WRITE),
        head("申诉途径和期限"), *appeal_path(matter),
        Heading(1, f"{word}（由本人填写，可另附纸）", numbered=False),
        *room("一、我做了什么、没有做什么"), *room("二、对谁造成了什么影响"),
        *room("三、我怎样改正、怎样弥补"), line("本人（签字）", TO_SIGN),
    )  # fmt: skip
    return Paper(
        Kind.NOTICE, f"责令{word}通知书", blocks, layout=Layout.PLAIN, addressee=matter.addressed, note=matter.note,
        signature=Signature((matter.decider,), row.decided_on or matter.today),
    )  # fmt: skip


def mending_paper(matter: Matter) -> Paper:
    """限期整改通知书: what is put right by when."""
    blocks: tuple[Block, ...] = (
        _decided(matter), head("事实"), *facts_of(matter), head("整改要求"), *days_to_mend(matter),
        *room("整改情况（由本人填写）"), line("本人（签字）", TO_SIGN),
        head("申诉途径和期限"), *appeal_path(matter),
    )  # fmt: skip
    return _to_person(matter, "限期整改通知书", blocks)
