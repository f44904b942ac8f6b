"""Single cells: text, words, numbers (days: `dates`). A value that cannot be read is told with what would be accepted."""

import re
import unicodedata
from functools import cache
from typing import Any, TypeVar

from bihuan.foundation.files.rules.cells import nearest
from bihuan.foundation.kernel import Term
from bihuan.problems.vocabulary import CauseKind, Source, State, Weight

T = TypeVar("T", bound=Term)
_ODD = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\xa0]")
_BROKEN = re.compile(r"#(?:REF!|N/A|NAME\?|DIV/0!|VALUE!|NUM!|NULL!|SPILL!|CALC!)")
# What offices write in the columns besides our own words.
_ALSO: dict[type[Term], dict[str, Term]] = {
    Source: {
        "自查自纠": Source.SELF_CHECK, "互相批评": Source.CRITIQUE, "批评意见": Source.CRITIQUE, "征求意见": Source.OPINION, "意见": Source.OPINION,
        "领导批示": Source.INSTRUCTION, "督查": Source.SUPERVISION, "督导": Source.SUPERVISION, "督导反馈": Source.SUPERVISION,
        "巡察": Source.INSPECTION_TOUR, "巡视巡察": Source.INSPECTION_TOUR, "问题倒查": Source.BACK_CHECK, "谈心谈话": Source.TALK,
        "满意度测评": Source.SOCIAL_REVIEW, "暗访": Source.UNANNOUNCED, "明查暗访": Source.UNANNOUNCED,
    },
    State: {"未整改": State.RECORDED, "已登记": State.RECORDED, "正在整改": State.RECTIFYING},
    CauseKind: {"个人": CauseKind.PERSONAL, "管理": CauseKind.MANAGERIAL, "制度": CauseKind.INSTITUTIONAL},
    Weight: {"一般问题": Weight.GENERAL, "严重": Weight.SERIOUS, "普遍": Weight.COMMON},
}  # fmt: skip
_INSTITUTIONAL = re.compile(r"制度|机制|体制|规定不|办法不|流程|规范不|没有章程|无章可循")
_MANAGERIAL = re.compile(r"管理|监督|督促|督办|检查不|考核|压力传导|传导不|责任落实|分工|调度|把关|统筹|人手|培训|领导不")


def plain(text: str) -> str:
    """A cell as it is compared and stored: one kind of line end, no blanks around it."""
    return (text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text).strip()


def visible(text: str) -> str:
    """A text as a sheet brings it back: signs that nobody sees left out, an unbreakable blank as a blank. Both sides of a comparison read so,
    else a sheet that nobody edited would change what was pasted into the ledger."""
    if text.isprintable():
        return text.strip()
    text = plain(text)
    return _ODD.sub(_plainly, text).strip() if _ODD.search(text) else text


def _plainly(odd: re.Match[str]) -> str:
    return " " if odd[0] == "\xa0" else ""


def is_broken(text: str) -> bool:
    """Is this what an office program shows where a formula has no answer?"""
    return text[:1] == "#" and _BROKEN.fullmatch(text) is not None


def numbered(text: str) -> str:
    """A number as it is compared and stored: full-width letters and figures are plain ones."""
    text = plain(text) if text else ""
    return text if text.isascii() else unicodedata.normalize("NFKC", text).strip()


def word_in(term: type[T], text: str) -> T | None:
    """The word of a closed list that a cell names."""
    words = _words(term)
    return words.get(squeezed := "".join(text.split())) or words.get(unicodedata.normalize("NFKC", squeezed))


@cache
def _words(term: type[Term]) -> dict[str, Any]:
    return _ALSO.get(term, {}) | {word.label: word for word in term}


def nearest_word(term: type[Term], text: str) -> str:
    """The most similar word of the list; what offices also write leads to our word."""
    wanted, labels = "".join(text.split()), _words(term)
    found = nearest(wanted, [word.label for word in term], at_least=50) or nearest(wanted, labels, at_least=40)
    return labels[found].label if found else ""


def kind_by_words(cause: str) -> CauseKind:
    """Where a cause lies, by its words, for sheets without the column 原因性质 (M92). A guess, told as one."""
    if _INSTITUTIONAL.search(cause):
        return CauseKind.INSTITUTIONAL
    return CauseKind.MANAGERIAL if _MANAGERIAL.search(cause) else CauseKind.PERSONAL
