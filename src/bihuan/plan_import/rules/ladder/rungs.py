"""One clause, or the body under one heading, as a rung: in which case which measure is given."""

import re

from bihuan.plan_import.rules.document import Document
from bihuan.plan_import.rules.ladder.counts import Rung, counted, found_out_and_glued
from bihuan.plan_import.rules.ladder.words import (
    ANOTHER_ACTS,
    BEFORE_CASE,
    BEHIND_COLON,
    CASE_AND_RESULT,
    COUNTED,
    CRIME,
    DOES,
    DURING,
    EXCUSED,
    FOR,
    FOR_BARE,
    FOR_OTHERS,
    FOUND_OUT,
    GIVEN,
    GIVES,
    GRADED,
    GRADES,
    GRAVE,
    INNER,
    LISTED,
    MILD,
    NTH,
    OF_WHOM,
    ONE_OF,
    OPENS,
    PLAIN_CASE,
    PRAISE,
    PRINCIPLE,
    RATED,
    SLOT,
    SLOT_BARE,
)
from bihuan.plan_import.rules.topics import Topic


def rung_of(doc: Document, start: int, end: int) -> Rung | None:
    """The clause [start, end) as a rung; None where it gives nobody a measure."""
    start = whole = _behind_heading(doc, start, end)
    clause = doc.text[start:end]
    if (found_out := found_out_and_glued(start, clause)) is not None:
        return found_out
    if doc.within(doc.node_at(start), Topic.ACCOUNTABILITY) and (told := _bare(start, clause, "给予")):
        return told
    if one := ONE_OF.match(clause):
        return Rung(start, start + len(clause), one["trigger"], (start + one.start("rest"), start + one.end("rest")))
    start, clause = _without_lead(start, clause)
    if told := _behind_opening(doc, start, clause):
        return told
    match = (
        NTH.match(clause)
        or FOR.match(clause)
        or FOR_BARE.match(clause)
        or PLAIN_CASE.match(clause)
        or GRADED.match(clause)
        or FOR_OTHERS.match(clause)
    )
    if match is None:
        match = CASE_AND_RESULT.match(clause) or _slot(doc, start, clause)
        if match is None or not GRAVE.search(match["rest"]):
            return _titled(doc, start, end) or _bare(whole, doc.text[whole:end], GIVES, alone=False) or counted(start, clause)
    return _told(start, clause, match)


def _without_lead(start: int, clause: str) -> tuple[int, str]:
    """Past the words before a colon that name no measure themselves, and past 一是, ①, 首先，."""
    during = DURING.match(clause)
    start, clause = (start + during.end(), clause[during.end() :]) if during else (start, clause)
    colon = clause.rfind("：", 0, 60)
    named = colon > 0 and (clause[:colon].endswith("处理") or not GRAVE.search(clause[:colon]))
    if named or (colon > 0 and BEHIND_COLON.match(clause, colon + 1)):
        start, clause = start + colon + 1, clause[colon + 1 :]
    listed = LISTED.match(clause)
    return (start + listed.end(), clause[listed.end() :]) if listed else (start, clause)


def _told(start: int, clause: str, match: re.Match[str]) -> Rung | None:
    """A case and what follows on it, unless that is a principle, a praise, an excuse or a matter for a court."""
    case, rest = match["trigger"], match["rest"]
    if PRINCIPLE.match(rest) or DOES.match(case) or PRAISE.match(rest) or EXCUSED.search(case) or CRIME.match(case.strip()):
        return None
    mild = match.re is not FOR_BARE and MILD.search(rest)
    if not (GRAVE.search(rest) or mild) or ANOTHER_ACTS.search(case):
        return counted(start, clause)
    inner = INNER.match(rest)
    if inner and (GRAVE.search(inner["rest"]) or MILD.search(inner["rest"])) and not GRAVE.search(inner["inner"]):
        whom = OPENS.sub("", case).strip("，, ")
        return Rung(
            start,
            start + len(clause),
            f"{whom}，{inner['inner']}",
            (start + match.start("rest") + inner.start("rest"), start + len(clause)),
        )
    trigger = OPENS.sub("", BEFORE_CASE.sub("", RATED.sub("", case))).strip("，, ")
    return Rung(start, start + len(clause), trigger, (start + match.start("rest"), start + len(clause)))


def _behind_opening(doc: Document, start: int, clause: str) -> Rung | None:
    """对不改正的企业，第一次… and 对检查中发现的问题，情节轻微的…: the case stands behind whom or what it is about."""
    if whom := COUNTED.match(clause):
        return counted(start + whom.end(), clause[whom.end() :])
    found_out = FOUND_OUT.match(clause)
    return _rung_in(doc, start + found_out.end(), clause[found_out.end() :]) if found_out else None


def _rung_in(doc: Document, start: int, clause: str) -> Rung | None:
    """The case itself, behind 对检查中发现的问题， or 经查实，."""
    match = GRADED.match(clause)
    if match is None or re.match("问题|情[况形]|行为", match["rest"]):
        match = SLOT_BARE.match(clause) or _slot(doc, start, clause)
    if match is None or not GRAVE.search(match["rest"]) or CRIME.match(match["trigger"].strip()) or GRADES.match(match["trigger"]):
        return None
    return Rung(start, start + len(clause), OPENS.sub("", match["trigger"]), (start + match.start("rest"), start + len(clause)))


def _bare(start: int, clause: str, not_in: str, *, alone: bool = True) -> Rung | None:
    """一般问题：通报批评, 末位，约谈: a case, and right behind it a measure."""
    found = SLOT_BARE.match(clause) if "的，" not in clause else None
    if found is None or re.search(not_in, found["trigger"]) or not GRAVE.search(found["rest"][:8]):
        return None
    return Rung(
        start,
        start + len(clause),
        OPENS.sub("", OF_WHOM.sub("", found["trigger"])),
        (start + found.start("rest"), start + len(clause)),
        not alone,
    )


def _slot(doc: Document, at: int, clause: str) -> re.Match[str] | None:
    """T的，M or, where the section is on accountability, T：M and T，M: what stands in the slot of M opens with a measure."""
    found = SLOT.match(clause)
    if found is None and doc.within(doc.node_at(at), Topic.ACCOUNTABILITY):
        found = SLOT_BARE.match(clause)
    return found if found and GRAVE.search(found["rest"][:12]) else None


def _behind_heading(doc: Document, start: int, end: int) -> int:
    node = doc.node_at(start)
    if node is not None and node.start <= start < node.heading_start < end:
        return node.heading_start
    return start


def _titled(doc: Document, start: int, end: int) -> Rung | None:
    """A heading names the case and the body begins with what is given: 5.1 一般损失 / 给予批评教育."""
    node = doc.node_at(start)
    if node is None or doc.text[node.body_start : start].strip(" \n。：:"):
        return None
    given = GIVEN.match(doc.text, start, end)
    if given is None or not GRAVE.search(given["rest"]) or not doc.within(node.parent, Topic.ACCOUNTABILITY):
        return None
    return Rung(node.heading_start, end, node.heading, (given.start("rest"), end))
