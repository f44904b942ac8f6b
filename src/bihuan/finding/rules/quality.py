"""Texts at which a human should look again (M54, A10): too short, without person, time or matter, mostly stock phrases. Hints with their
reason, never a number about a person."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from bihuan.finding.vocabulary.self_checks import ThinKind
from bihuan.foundation.kernel import _

SHORTEST = 12
"""Characters below which hardly a matter can be told."""
MOSTLY = 60
"""Percent of a text that stock phrases may take up before it is shown."""
_LEFT_OUT = re.compile(r"[\s，。、；：？！“”‘’（）()《》…,.;:!?\-—]+")
_TIME = re.compile(
    r"\d+\s*(年|月|日|号|次|天|小时|分钟|点)|[去今前]年|[上下本]半?[年月周]|季度|年初|年中|年底|月初|月底|近[期日来年]|期间|以来|当[天日时]|"
    r"每[天日周月]|有时候?|[一二三四五六七八九十]+月"
)
_PERSON = re.compile(r"我|本人|自己|同志|同事|群众|企业|服务对象|办事人|干部|领导|科室|班子|村民|居民|商户|来访|下属|分管|负责")
_MATTER = re.compile(
    r"[“《]|\d+\s*(件|项|户|个|份|起|家|笔|人|条|篇|元|公里)|项目|工程|报告|文件|会议|窗口|许可|审批|投诉|信访|案件|合同|资金|采购|台账|材料|热线|整改|检查|"
    r"巡查|任务|工作|通知|报销|接待|答复|回复|调研|培训|学习|值班|考勤|手续|证照"
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hint:
    """Why a text is shown, with what it was seen by (the phrases, what is missing, the twin's number and unit)."""

    kind: ThinKind
    facts: tuple[str, ...] = ()


@cache
def stock_phrases() -> tuple[str, ...]:
    """The collection of phrases that fit everybody, one a line in a data file beside this room."""
    text = resources.files("bihuan.finding").joinpath("phrases", "stock.txt").read_text(encoding="utf-8")
    lines = (line.strip() for line in text.splitlines())
    return tuple(sorted((bare(line) for line in lines if line and not line.startswith("#")), key=len, reverse=True))


def bare(text: str) -> str:
    """A text without marks and blanks."""
    return _LEFT_OUT.sub("", text)


def stock_in(text: str) -> tuple[tuple[str, ...], int]:
    """The stock phrases in a text, and how many percent of it they take up."""
    left, whole, found = bare(text), len(bare(text)), []
    for phrase in stock_phrases():
        if phrase in left:
            found.append(phrase)
            left = left.replace(phrase, "\n")
    return tuple(found), 100 * (whole - len(left.replace("\n", ""))) // whole if whole else 0


def missing_in(text: str) -> tuple[str, ...]:
    """Which of person, time and matter are not found in a text."""
    asked = ((_PERSON, _("人")), (_TIME, _("时间")), (_MATTER, _("事项")))
    return tuple(word for pattern, word in asked if not pattern.search(text))


def hints_for(text: str) -> Sequence[Hint]:
    """Everything by which this text alone asks for a human look. One thing missing is no hint: a short true sentence often leaves one out."""
    found = [Hint(ThinKind.SHORT, (str(len(bare(text))),))] if len(bare(text)) < SHORTEST else []
    if len(missing := missing_in(text)) > 1:
        found.append(Hint(ThinKind.VAGUE, missing))
    phrases, percent = stock_in(text)
    if percent >= MOSTLY:
        found.append(Hint(ThinKind.STOCK, phrases))
    return found
