"""What to look at before a paper is issued: hints, each with its article. They warn; people decide."""

import re
from dataclasses import dataclass

from bihuan.documents.rules.issuing import still_missing
from bihuan.documents.rules.length import length_of
from bihuan.documents.rules.paper import Paper, body_lines, line_text
from bihuan.documents.vocabulary import Concern, Kind
from bihuan.foundation.kernel import _

REPORT_WANTED = re.compile(r"(?:报送|上报|报告)(?:本单位|本部门)?(?:贯彻|落实|学习|贯彻落实).{0,10}情况")
REQUEST_WANTED = re.compile(r"请予批准|请批示|请批复|当否，?请|妥否，?请")
SENTENCE = re.compile(r"[^。；\n]+")


@dataclass(frozen=True, slots=True)
class Hint:
    """One thing found: what, where in the words of the paper, by which article, and what to do."""

    concern: Concern
    where: str
    article: str
    advice: str


def check(paper: Paper) -> list[Hint]:
    """Everything worth a look, gravest first."""
    text = "\n".join(line_text(runs) for runs in body_lines(paper))
    sentences = SENTENCE.findall(text)
    return [*_missing(paper), *_length(paper), *_asks_for_report(sentences), *_request(paper, sentences)]


def _missing(paper: Paper) -> list[Hint]:
    return [Hint(Concern.GAP, gap.what, "M01", _("请补齐后再印发。")) for gap in still_missing(paper)]


def _length(paper: Paper) -> list[Hint]:
    length = length_of(paper)
    where = f"{length.count} / {length.limit}"
    return [Hint(Concern.TOO_LONG, where, "E1.2", _("请压缩正文；确需超出的，印发时写明理由。"))] if length.excess else []


def _asks_for_report(sentences: list[str]) -> list[Hint]:
    advice = _("一般不要求报送贯彻落实情况，请删去，或改为从台账直接取数。")
    return [Hint(Concern.ASKS_FOR_REPORT, one.strip(), "E1.3", advice) for one in sentences if REPORT_WANTED.search(one)]


def _request(paper: Paper, sentences: list[str]) -> list[Hint]:
    if paper.kind is not Kind.REPORT:
        return []
    advice = _("报告不得夹带请示事项，请另文请示。")
    return [Hint(Concern.REQUEST_IN_REPORT, one.strip(), "F2", advice) for one in sentences if REQUEST_WANTED.search(one)]
