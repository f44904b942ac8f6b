"""Ladders: who gets which measure for what; a plan may hold several (M129-M136; mechanisms A08, A09)."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from bihuan.plan_import.rules import lists
from bihuan.plan_import.rules.document import Document
from bihuan.plan_import.rules.facts import LadderStep, Span
from bihuan.plan_import.rules.ladder_counts import Rung, counted, found_out_and_glued
from bihuan.plan_import.rules.ladder_tables import Row, find_rows
from bihuan.plan_import.rules.ladder_words import (
    ADJUNCT,
    ANOTHER_ACTS,
    BEFORE_CASE,
    CASE_AND_RESULT,
    COUNT,
    COUNTED,
    CRIME,
    DOES,
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
    INTRO,
    LISTED,
    MILD,
    NEXT_RUNG,
    NTH,
    OF_WHOM,
    ON_THE_WAY,
    ONLY_NAMED,
    OPENS,
    PRAISE,
    PRAISED,
    PRINCIPLE,
    RATED,
    RUNG_ALONE,
    SEVERELY,
    SLOT,
    SLOT_BARE,
    TIMES,
)
from bihuan.plan_import.rules.topics import Topic

MOST = 420


def read_ladder(doc: Document) -> list[LadderStep]:
    steps: list[LadderStep] = []
    tabled = [[_row(doc.text, row) for row in rows] for rows in find_rows(doc.text)]
    taken = [(group[0].start, group[-1].end) for group in tabled]
    told = [group for group in _groups(doc) if not _within(taken, group[0].start)]
    for number, group in enumerate(sorted([*tabled, *told], key=lambda group: group[0].start), start=1):
        for step, rung in enumerate(group, start=1):
            steps.append(LadderStep(number, step, rung.trigger, _measures(doc.text, *rung.rest), Span(rung.start, rung.end)))
    return steps


def _within(taken: list[tuple[int, int]], at: int) -> bool:
    i = bisect_right(taken, at, key=lambda piece: piece[0]) - 1
    return i >= 0 and at < taken[i][1]


def _row(text: str, row: Row) -> Rung:
    case, case_end, start, end = row
    return Rung(case, end, OPENS.sub("", text[case:case_end].removesuffix("的")), (start, end))


def _groups(doc: Document) -> Iterator[list[Rung]]:
    """Neighbouring rungs; two other clauses between them end a ladder."""
    group: list[Rung] = []
    gap = 0
    for start, end in (piece for clause in lists.clauses(doc.text, 0, len(doc.text)) for piece in _pieces(doc, *clause)):
        rung = _rung(doc, start, end) if end - start <= MOST else None
        if group and not _together(doc, group[-1].start, start):
            yield from _worthy(doc, group)
            group, gap = [], 0
        if rung is not None:
            group.append(rung)
            gap = 0
        elif group:
            gap += 1
            if gap > 2:
                yield from _worthy(doc, group)
                group, gap = [], 0
    yield from _worthy(doc, group)


def _pieces(doc: Document, start: int, end: int) -> list[tuple[int, int]]:
    """The rungs that one sentence strings together by commas: 对甲的予以通报，对乙的进行约谈; 给予警告，情节严重的给予开除."""
    cuts = [cut.end() for cut in NEXT_RUNG.finditer(doc.text, start, end)]
    pieces = list(zip([start, *cuts], [*(cut - 1 for cut in cuts), end], strict=True))
    rungs = sum(_rung(doc, *piece) is not None for piece in pieces)
    enough = rungs >= 2 or (rungs and (PRAISED.search(doc.text, *pieces[0]) or RUNG_ALONE.match(doc.text, pieces[-1][0])))
    return pieces if enough else [(start, end)]


def _together(doc: Document, one: int, other: int) -> bool:
    """Rungs of one ladder stand under one heading, or are neighbours: numbered sentences, or headings in the section on accountability."""
    here, there = doc.node_at(one), doc.node_at(other)
    if here is there or here is None or there is None:
        return here is there
    sentences = not here.named and not there.named
    return here.parent is there.parent and (sentences or doc.within(here.parent, Topic.ACCOUNTABILITY))


def _rung(doc: Document, start: int, end: int) -> Rung | None:
    start = whole = _behind_heading(doc, start, end)
    clause = doc.text[start:end]
    if (found_out := found_out_and_glued(start, clause)) is not None:
        return found_out
    if doc.within(doc.node_at(start), Topic.ACCOUNTABILITY) and (told := _bare(start, clause, "给予")):
        return told
    colon = clause.rfind("：", 0, 60)
    if colon > 0 and (clause[:colon].endswith("处理") or not GRAVE.search(clause[:colon])):
        start, clause = start + colon + 1, clause[colon + 1 :]
    listed = LISTED.match(clause)
    if listed:
        start, clause = start + listed.end(), clause[listed.end() :]
    if told := _behind_opening(doc, start, clause):
        return told
    match = NTH.match(clause) or FOR.match(clause) or FOR_BARE.match(clause) or GRADED.match(clause) or FOR_OTHERS.match(clause)
    if match is None:
        match = CASE_AND_RESULT.match(clause) or _slot(doc, start, clause)
        if match is None or not GRAVE.search(match["rest"]):
            return _titled(doc, start, end) or _bare(whole, doc.text[whole:end], GIVES, alone=False) or counted(start, clause)
    mild = match.re is not FOR_BARE and MILD.search(match["rest"])
    if PRINCIPLE.match(match["rest"]) or DOES.match(match["trigger"]):
        return None
    if PRAISE.match(match["rest"]) or EXCUSED.search(match["trigger"]) or CRIME.match(match["trigger"].strip()):
        return None
    if not (GRAVE.search(match["rest"]) or mild) or ANOTHER_ACTS.search(match["trigger"]):
        return counted(start, clause)
    trigger = OPENS.sub("", BEFORE_CASE.sub("", RATED.sub("", match["trigger"]))).strip("，, ")
    return Rung(start, end, trigger, (start + match.start("rest"), end))


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


def _worthy(doc: Document, group: list[Rung]) -> Iterator[list[Rung]]:
    """A ladder names at least one measure against somebody; the clause that only announces it is no rung."""
    if group and len(group) > 1 and _announces(doc.text, group[0]):
        group = group[1:]
    if sum(bool(re.search(rf"{COUNT}|[一\d]次", rung.trigger)) for rung in group) < 2:
        group = [rung for rung in group if not rung.nth]
    grave = [rung for rung in group if GRAVE.search(doc.text, *rung.rest)]
    if all(_on_the_way(doc, rung) for rung in grave):
        return
    if len(group) >= 2 and grave:
        yield group
    elif (
        grave
        and not grave[0].bare
        and GRAVE.search(SEVERELY.sub("", doc.text[slice(*grave[0].rest)]))
        and (TIMES.search(grave[0].trigger) or not re.search(r"(?:问题|情况|(?:发现|反映)的?[^，]{0,6}行为)$", grave[0].trigger))
        and re.search(
            r"(?:给予|予以|责令|依规依纪|依法依规|依法(?:强制|吊销|追究|处罚|立案|从重|查处)|取消|扣[发减除]|严肃|从严|约谈|一律|追究)",
            doc.text[grave[0].rest[0] : grave[0].end],
        )
    ):
        yield grave


def _on_the_way(doc: Document, rung: Rung) -> bool:
    """Handing over, penalties by law and orders to mend inside a stage are its work, no ladder."""
    return doc.within(doc.node_at(rung.start), Topic.STAGES) and not GRAVE.search(ON_THE_WAY.sub("", doc.text[slice(*rung.rest)]))


def _announces(text: str, rung: Rung) -> bool:
    """对检查中发现的问题，按规定进行问责处理。 stands before the rungs themselves."""
    if ONLY_NAMED.match(text, rung.rest[0]):
        return True
    return bool(re.search(r"(?<![首初再一二两三四多]次)(?<!重复)(?:发现|查出)的?(?:问题)?$", rung.trigger)) and not re.search(
        r"批评|诫勉|通报|约谈|停职|警告", text[rung.rest[0] : rung.end]
    )


def _measures(text: str, start: int, end: int) -> list[str]:
    pieces = [text[first:last] for first, last in lists.by_comma(text, start, end)]
    split = [part for piece in pieces for part in _parts(piece)]
    named = [
        INTRO.sub("", part.strip()).removesuffix("等方式处理").removesuffix("等处理")
        for part in split
        if GRAVE.search(part) or MILD.search(part) or not ADJUNCT.fullmatch(part)
    ]
    return [part for part in named if part] or ([text[start:end]] if end > start else [])


def _parts(piece: str) -> list[str]:
    """Measures joined by 和 or 或, where both sides are measures by themselves."""
    parts = re.split(r"(?<=.{2})(?:和|或者|或|及|并)(?=.{2})", piece)
    return parts if all(GRAVE.search(part) for part in parts) else [piece]
