"""What a person still has to settle before a campaign can start: each with a key, so that an answer can be given in a file too."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from bihuan.foundation.kernel import BadInput, _
from bihuan.plan_import.rules.campaign.days import has_year, range_of
from bihuan.plan_import.vocabulary import DocumentKind

_STATED = re.compile(r"[〔\[（(]((?:19|20)\d\d)[〕\])）]")  # the year of a document number: the likeliest answer, offered first

Facts = Mapping[str, Any]
Answers = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """One question. `key` names it in an answers file; `must` ones hold the start back, the others stay visible gaps.

    `kind` says how it is answered: year, day, text or choice; `offers` are answers one click away; `pattern` and `names` are what
    a text was put together from."""

    key: str
    text: str
    kind: str
    must: bool
    start: int = 0
    end: int = 0
    offers: tuple[str, ...] = ()
    pattern: str = ""
    names: Mapping[str, str] = field(default_factory=dict)

    def in_words_of(self, translate: Callable[[str], str]) -> str:
        """The question in the reader's language; what was taken out of the plan stays as it stands there."""
        return translate(self.pattern) % self.names if self.pattern else translate(self.text)


def _written(facts: Facts) -> Iterator[str]:
    for stage in facts.get("stages", ()):
        yield from filter(None, (stage.get("start"), stage.get("end")))
    period = facts.get("period") or {}
    yield from filter(None, (period.get("start"), period.get("end")))


def years_asked(facts: Facts) -> bool:
    """Do stages or period have dates without a year?"""
    return any(not has_year(written) for written in _written(facts))


def _place(fact: Mapping[str, Any]) -> tuple[int, int]:
    source = fact.get("source") or {}
    return int(source.get("start", 0)), int(source.get("end", 0))


def _title(facts: Facts, answers: Answers) -> Iterator[Asked]:
    if not facts.get("title") and not answers.get("title"):
        yield Asked("title", _("方案没有标题。这次专项叫什么？"), "text", must=True)


STILL = _("仍要据此启动")
_YES = (STILL, "是", "True", "yes")  # an answers file may say yes in its own way


def _kind(facts: Facts, answers: Answers) -> Iterator[Asked]:
    """What looks like no plan (a commentary, a report, a novel) starts nothing before somebody says that it is to."""
    told = next((one for one in facts.get("questions", ()) if one["about"] == "kind"), None)
    kind = (facts.get("document_kind") or {}).get("kind")
    if told and kind not in (DocumentKind.PLAN, DocumentKind.NOTICE) and answers.get("kind") not in _YES:
        yield Asked("kind", told["text"], "choice", True, offers=(STILL,))


def _year(facts: Facts, answers: Answers, this_year: int) -> Iterator[Asked]:
    if years_asked(facts) and not answers.get("year"):
        first: Facts = next((stage for stage in facts.get("stages", ()) if stage.get("start") or stage.get("end")), {})
        stated = _STATED.findall(" ".join(one["text"] for one in (*facts.get("doc_numbers", ()), *facts.get("basis", ()))))
        offers = tuple(dict.fromkeys([*stated, str(this_year), str(this_year - 1), str(this_year + 1)]))[:4]
        yield Asked("year", _("方案没有写年份，这里是哪一年？"), "year", True, *_place(first), offers)


def _stages(facts: Facts, answers: Answers) -> Iterator[Asked]:
    year = int(answers["year"]) if str(answers.get("year", "")).isdigit() else None
    if years_asked(facts) and year is None:
        return  # the year settles most of them: it is asked first
    for order, stage in enumerate(facts.get("stages", ()), start=1):
        read = range_of(stage.get("start"), stage.get("end"), year)
        why = "".join(one["text"].split("，")[0] + "。" for one in _impossible(facts, stage))
        for name, day, text in zip(("start", "end"), read, (_("“%(name)s”从哪天开始？"), _("“%(name)s”到哪天为止？")), strict=True):
            key = f"stages.{order}.{name}"
            if day is None and not answers.get(key):
                names = {"name": stage["name"]}
                yield Asked(key, why + text % names, "day", False, *_place(stage), pattern="" if why else text, names=names)
        yield from _turned(
            order, stage, tuple(answers.get(f"stages.{order}.{name}") or day for name, day in zip(("start", "end"), read, strict=True))
        )


def _turned(order: int, stage: Facts, days: tuple[Any, ...]) -> Iterator[Asked]:
    """A stage that would end before it begins holds the start back."""
    start, end = map(str, days)
    if None not in days and end < start:
        text = _("“%(name)s”写的截止日期（%(end)s）早于开始日期（%(start)s）。到哪天为止？")
        names = {"name": stage["name"], "start": start, "end": end}
        yield Asked(f"stages.{order}.end", text % names, "day", True, *_place(stage), pattern=text, names=names)


def _impossible(facts: Facts, stage: Facts) -> list[Facts]:
    """The dates of a stage that do not exist: told where its day is asked, not once more."""
    start, end = _place(stage)
    return [one for one in facts.get("questions", ()) if one["about"] == "impossible_date" and start <= _place(one)[0] < end]


def _mandate(facts: Facts, answers: Answers) -> Iterator[Asked]:
    if not facts.get("basis") and not facts.get("doc_numbers") and not answers.get("basis"):
        yield Asked("basis", _("方案没有写明依据的文件。补上之前，各类文书为草稿，此处写“待补”。"), "text", must=False)
    if not facts.get("decided_by") and not answers.get("decided_by"):
        yield Asked("decided_by", _("方案没有写明由哪个机关决定。补上之前，各类文书为草稿，此处写“待补”。"), "text", must=False)


_OURS = {"basis", "decided_by", "kind"}  # asked here with a key of their own


def _read(facts: Facts, answers: Answers) -> Iterator[Asked]:
    told = [one for stage in facts.get("stages", ()) for one in _impossible(facts, stage)]
    for order, asked in enumerate(facts.get("questions", ()), start=1):
        key = f"questions.{order}"
        if asked["about"] not in _OURS and asked not in told and not answers.get(key):
            yield Asked(key, asked["text"], "choice", False, *_place(asked), (_("照原文"), _("已核对")))


def open_questions(facts: Facts, answers: Answers, this_year: int) -> list[Asked]:
    """Every question that is still open, those that hold the start back first."""
    found = [
        *_kind(facts, answers), *_title(facts, answers), *_year(facts, answers, this_year), *_stages(facts, answers), *_mandate(facts, answers), *_read(facts, answers),
    ]  # fmt: skip
    return sorted(found, key=lambda asked: not asked.must)


_LONGEST = 1000
UNPRINTED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")  # no base keeps these
_ALWAYS = ("kind", "title", "year", "basis", "decided_by", "code", "period.start", "period.end")


def refuse_unasked(facts: Facts, kept: Answers, told: Answers) -> None:
    """Refuse an answer to what nothing asks for, that it is not lost in silence. What was asked before may always be taken back."""
    stages, questions = len(facts.get("stages", ())), len(facts.get("questions", ()))
    asked = {*_ALWAYS, *kept, *(f"questions.{order}" for order in range(1, questions + 1))}
    asked |= {f"stages.{order}.{name}" for order in range(1, stages + 1) for name in ("start", "end")}
    for key, value in told.items():
        if key not in asked:
            raise BadInput(_("没有“%(key)s”这个问题，回答没有写入。"), key=key[:60])
        if len(str(value)) > _LONGEST or UNPRINTED.search(str(value)):
            raise BadInput(_("“%(key)s”的回答太长或有不能用的字符。"), key=key)
