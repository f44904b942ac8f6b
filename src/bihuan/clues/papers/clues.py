"""Papers about one clue (D30): the form on which it is sorted and decided, the record of its verification, the letter with which it is handed over.
The reporter stands in none of them: whoever may know him asks the custodians."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.timezone import localdate

from bihuan.clues.models import Clue, ClueNote
from bihuan.clues.vocabulary.clues import ClueAction as A
from bihuan.clues.vocabulary.keeping import PrintKind
from bihuan.clues.vocabulary.triage import Competence, Mode, Subject
from bihuan.documents.rules.numbers import official_date
from bihuan.documents.rules.paper import Block, Gap, Heading, Paper, Para, Run, Signature, Strong, Table
from bihuan.documents.vocabulary import Kind

APART = "隔离保存，不在本件中反映"
_SORTED = {"mode": Mode, "subject": Subject, "competence": Competence}
_SIGN = "　　　　　　　　　　"
_TO_SIGN = f"\n\n签字：{_SIGN}年　　月　　日"
"""A place with room for a few written words."""


@dataclass(frozen=True)
class Told:
    """A clue as its paper needs it: what it says, whom it is about with their posts, the notes of its steps, oldest first."""

    clue: Clue
    texts: Sequence[str]
    people: Sequence[str]
    units: Sequence[str]
    notes: Sequence[tuple[ClueNote, dict[str, Any]]]
    body: str

    @property
    def about(self) -> str:
        """Whom it is about, in one line."""
        return "；".join([*self.people, *self.units])

    def last(self, step: A) -> tuple[ClueNote, dict[str, Any]] | None:
        """The last note of a step."""
        return next((one for one in reversed(self.notes) if one[0].step == step), None)


def paper_of(kind: PrintKind, told: Told, today: date, number: str) -> Paper:
    """The paper of one of the three kinds. `number` is the one by which it is known again."""
    made = {PrintKind.DISPOSAL: disposal_paper, PrintKind.VERIFICATION: verification_paper, PrintKind.TRANSFER: transfer_paper}
    return made[kind](told, today, number)


def _note(number: str) -> str:
    return f"文书编号 {number}；内部资料，仅限经办人员查阅，用毕归卷"


def _said(found: tuple[ClueNote, dict[str, Any]] | None) -> str:
    if found is None:
        return ""
    note, told = found
    who = note.noted_by.name if note.noted_by else ""
    return "　".join(filter(None, (told.get("text", ""), who, official_date(localdate(note.noted_at)))))


def disposal_paper(told: Told, today: date, number: str) -> Paper:
    """分办呈批表: what it is, how it was sorted, what was decided together, who approved; empty places are there to be signed."""
    clue, sorted_, proposed = told.clue, told.last(A.TRIAGE), told.last(A.PROPOSE)
    kinds = "；".join(str(term(sorted_[1][name]).label) for name, term in _SORTED.items() if sorted_ and sorted_[1].get(name))
    rows: list[tuple[str, str]] = [
        ("线索编号", clue.number), ("收到日期", official_date(clue.received_on)),
        ("来源、方式", clue.get_source_display()), ("实名、匿名", "实名" if clue.named else "匿名"), ("反映人", APART),
        ("被反映人、单位", told.about or "—"), ("反映的主要问题", "\n".join(told.texts)), ("类别、管理权限", kinds or "—"),
        ("紧急程度", "紧急" if clue.urgent else "一般"), ("分办意见", _said(sorted_) or _TO_SIGN),
        ("集体研究意见", _meeting(clue, proposed)), ("审批意见", _said(told.last(A.APPROVE)) or _TO_SIGN),
    ]  # fmt: skip
    table = Table(("项目", "内容"), tuple(rows), (1.5, 5))
    return Paper(Kind.LEDGER, PrintKind.DISPOSAL.label, (table,), note=_note(number), as_of=official_date(today))


def _meeting(clue: Clue, proposed: tuple[ClueNote, dict[str, Any]] | None) -> str:
    if proposed is None or clue.met_on is None:
        return f"研究日期：{_SIGN}\n参加人员：{_SIGN}\n意见：\n\n"
    told = proposed[1]
    return "\n".join((f"{official_date(clue.met_on)}集体研究", f"参加人员：{told.get('present', '')}",
                      f"处置方式：{clue.get_disposal_display()}", told.get("text", "")))  # fmt: skip


def _line(label: str, text: Run) -> Para:
    return Para((Strong(label + "："), text))


def verification_paper(told: Told, today: date, number: str) -> Paper:
    """核查记录: each step with way and day (M121), the conclusion, places to sign."""
    clue, steps = told.clue, [one for one in told.notes if one[0].step == A.VERIFY]
    rows = tuple(
        (str(at), note.done_on.isoformat(), note.get_way_display(), said.get("text", ""), note.noted_by.name if note.noted_by else "")
        for at, (note, said) in enumerate(steps, 1)
    )
    head = ("序号", "日期", "方式", "核查情况", "记录人")
    record: Block = Table(head, rows, (0.7, 1.7, 1.5, 6, 1.2)) if rows else Para((Gap("核查情况"),))
    concluded = told.last(A.CONCLUDE)
    blocks: tuple[Block, ...] = (
        _line("线索编号", clue.number), _line("被反映人、单位", told.about or "—"),
        _line("批准的处置方式", clue.get_disposal_display() or Gap("处置方式")),
        Heading(1, "反映的主要问题", numbered=False), *(Para((one,)) for text in told.texts for one in text.splitlines() if one.strip()),
        Heading(1, "核查经过", numbered=False), record,
        Heading(1, "核查结论", numbered=False),
        _line(clue.get_conclusion_display(), _said(concluded)) if concluded and clue.conclusion else Para((Gap("核查结论"),)),
        _line("核查人签字", _SIGN), _line("审核人签字", _SIGN),
    )  # fmt: skip
    return Paper(Kind.LEDGER, PrintKind.VERIFICATION.label, blocks, note=_note(number), as_of=official_date(today))


def transfer_paper(told: Told, today: date, number: str) -> Paper:
    """移送函 with the slip that comes back: to whom, what, why; the identity of the reporter does not travel with it."""
    clue, found = told.clue, told.last(A.TRANSFER)
    receiver: Any = found[1].get("receiver", "") if found else Gap("接收单位")
    grounds: Run = found[1].get("text", "") if found else Gap("移送理由")
    blocks: tuple[Block, ...] = (
        Para((f"现将{official_date(clue.received_on)}收到的问题线索（编号 {clue.number}）移送你单位，请按照管理权限办理。",)),
        _line("被反映人、单位", told.about or "—"),
        Heading(1, "反映的主要问题", numbered=False), *(Para((one,)) for text in told.texts for one in text.splitlines() if one.strip()),
        _line("移送理由", grounds),
        Para(("举报人身份信息单独密封保管，不随函移送。不得将举报材料转给被举报单位或者被举报人；办结后请函告结果摘要。",)),
        Heading(1, "回执", numbered=False),
        Para((f"编号 {clue.number} 的问题线索已于　　　　年　　月　　日收到。回执号：{_SIGN}",)),
        Para((f"接收人（签字）：{_SIGN}接收单位（盖章）：{_SIGN}",)),
    )  # fmt: skip
    return Paper(
        Kind.LETTER, PrintKind.TRANSFER.label, blocks, issuer=told.body, addressee=receiver,
        number=Gap("发文字号"), signature=Signature((told.body,), today), note=_note(number), as_of=official_date(today),
    )  # fmt: skip
