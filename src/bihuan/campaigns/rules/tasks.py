"""When a task is done (M213): a document issued or a meeting held is no result."""

import re
from dataclasses import dataclass
from datetime import date

from bihuan.campaigns.vocabulary import TaskChange

_ONLY_PAPER = re.compile(
    r"^(已经?|均已|及时|以会议形式|以文件形式)*(印发|下发|转发|制发|出台|制定|形成|传阅|学习|传达|召开|组织召开|开|发)[^，。；]{0,60}?"
    r"(文件|通知|方案|办法|意见|纪要|文|会议|会|精神|》)(了|完毕|传达|部署)?$"
)


def names_only_paper(text: str) -> bool:
    """Does this sentence name a document or a meeting and nothing else?"""
    parts = [part for part in re.split(r"[，,；;。\s]+", text.strip()) if part]
    return bool(parts) and all(_ONLY_PAPER.match(part) for part in parts)


def shows_result(result: str, proof: str) -> bool:
    """A result that is more than a document or a meeting, and something by which it can be seen."""
    return bool(result.strip()) and bool(proof.strip()) and not names_only_paper(result)


@dataclass(frozen=True, slots=True)
class Changed:
    """What a part asks otherwise than the task it came from; `harder`: an earlier day or a larger amount (层层加码, M210)."""

    what: TaskChange
    before: date | int | None
    after: date | int | None
    harder: bool


def changed(due_on: date | None, part_due_on: date | None, amount: int | None, part_amount: int | None) -> tuple[Changed, ...]:
    """The differences of a part from its original, for both levels to see. A day or an amount where the original had none is harder, too."""
    found = []
    if due_on != part_due_on:
        found.append(Changed(TaskChange.DUE, due_on, part_due_on, part_due_on is not None and (due_on is None or part_due_on < due_on)))
    if amount != part_amount and part_amount is not None:
        found.append(Changed(TaskChange.AMOUNT, amount, part_amount, amount is None or part_amount > amount))
    return tuple(found)
