"""Headings whose number was lost: found in the gap that they leave, or by the words of a section."""

import re
from collections.abc import Iterator

from bihuan.plan_import.rules.outline.marks import Mark
from bihuan.plan_import.rules.outline.names import LABELS, SENTENCE
from bihuan.plan_import.rules.outline.nodes import Node
from bihuan.plan_import.rules.outline.titles import SECTION, SECTION_TAIL, TITLE_WORD

OWN = re.compile(r"[\u3400-\u9fff“”、（）()和与及·，,]{2,30}")
RUN_IN = re.compile(r"(?P<name>[\u3400-\u9fff“”、，,（）()—－\-～至\d年月日]{2,40})[。：:](?=.)")
STAGED = re.compile(
    r"(?![^：（\n]{0,6}(?:时间|日期|时限|期限|地点|电话|单位|部门|领导|人)[：（])(?:第[一二三四五六]阶段[：: ]?)?[\u3400-\u9fff、“”]{2,18}(?:—{0,2}[（(][^（）()\n]{0,24}\d ?[年月日][^（）()\n]{0,24}[）)]|：(?:20\d\d年)?\d{1,2}月[^，。；\n]{0,24}(?=[。；\n]|$))"
)
DATED = re.compile(r"[^。：\n]{2,30}[（(：][^）)\n]{0,30}\d ?[年月日]")
ALONE = re.compile(r"[\u3400-\u9fff“”、]{4,14}")
BOX = re.compile(r"^【(?P<name>[\u3400-\u9fff“”、]{2,16})】", re.MULTILINE)
SIGNED = re.compile(
    r"\d{4} ?年|年.{1,3}月|(?:人民政府|办公室|委员会|局|厅|部|党[委组]|党工委|总支)$|方案$|通知$|意见$|[：:]$|^附件|^抄送|^主送"
)
APPENDED = re.compile(r"附件|附[：:]|抄送|主送|联系|备注|注[：:]|说明[：:]|同志们")
FORMS = (
    *(
        re.compile(rf"[\u3400-\u9fff“”、]{{2,22}}{end}(?:[（(][^（）()\n]{{1,20}}[）)])?(?=[。：:]|$|\n)")
        for end in ("问题", "方面", "领域", "环节", "行为", "乱象")
    ),
    re.compile(r"(?:整治|治|纠|破|戒)“[^”\n]{1,6}”(?:问题)?[，,]"),
    re.compile(r"[\u3400-\u9fff]{2,10}[上中](?:存在)?的“[^”\n]{1,6}”"),
    re.compile(r"[\u3400-\u9fff“”、]{2,14}[。：:](?:主要|具体)表现"),
)
LABELLED = re.compile(rf"{LABELS.pattern}[：: ]")
POINTS = re.compile(  # 重点整治以下两个方面的问题： names nothing, it points to what follows
    r"[^，。：\n]{0,16}(?:以下|下列|如下|上述|[一二三四五六七八九十\d]个方面)|[^，。：\n]{0,8}(?:存在的?|(?:发现|反映|查出|移交|反馈)的|突出|主要|重点|此类|有关|相关)(?:突出|主要)?(?:问题|方面|领域|环节|行为|乱象)"
)
BRACKETED = re.compile(r"[（(][^（）()]*[）)]")
SHOWN = re.compile(
    r"(?:主要|具体|突出|集中|重点)*(?:表现|问题|包括|情形)(?:形式)?(?:为|有|是|在|于)*[：:]"
)  # what opens a list names nothing
MARKED = re.compile(r"[（(]?[\d一二三四五六七八九十]{1,3} ?[、.．）)]|第.{1,3}[章节条阶步]")


def lost_marks(text: str, nodes: list[Node], tables: list[tuple[int, int]]) -> list[Mark]:
    """Marks without number (n = 0, empty) at the lines that must have been headings."""
    found: dict[int, Mark] = {}
    for mark in [
        *_boxes(text, nodes),
        *_in_gaps(text, nodes),
        *_at_ends(text, nodes),
        *_built_alike(text, nodes, tables),
        *_stages(text, nodes, tables),
        *_by_section(text, nodes, tables),
        *_by_shape(text, nodes, tables),
    ]:
        found.setdefault(mark.start, mark)
    return [found[start] for start in sorted(found)]


def _boxes(text: str, nodes: list[Node]) -> Iterator[Mark]:
    """Lines 【整治重点】…, where no section has a number and at least two boxes hold the words of a section."""
    if any(node.style not in ("phase", "staged") for node in nodes):
        return
    boxes = list(BOX.finditer(text))
    if sum(bool(TITLE_WORD.search(box["name"])) for box in boxes) >= 2:
        for box in boxes:
            yield Mark(box.start(), box.start() + 1, "boxed", 0, "", "line", "\n")


def _groups(nodes: list[Node]) -> Iterator[tuple[Node | None, list[Node]]]:
    """Runs of siblings of one style."""
    groups: dict[tuple[int, str], list[Node]] = {}
    for node in nodes:
        groups.setdefault((id(node.parent), node.style), []).append(node)
    for group in groups.values():
        yield group[0].parent, group


def _in_gaps(text: str, nodes: list[Node]) -> Iterator[Mark]:
    """Deeper levels first, so that a line is not taken for a heading of the level above."""
    taken: set[int] = set()
    for parent, group in sorted(_groups(nodes), key=lambda pair: -pair[1][0].level):
        if not group[0].named:
            continue
        before = parent.heading_end if parent else 0
        previous = 0
        for node in group:
            if 1 < node.n - previous <= 3 and (previous or parent):
                for mark in _lines(text, before, node, node.n - previous - 1, taken):
                    taken.add(mark.start)
                    yield mark
            previous, before = node.n, node.heading_end


def _lines(text: str, start: int, node: Node, wanted: int, taken: set[int]) -> Iterator[Mark]:
    """Up to `wanted` lines in [start, node.start) that are built like the heading of `node`; the words of a section come first."""
    run_in = _is_run_in(text, node)
    found = [(at, line) for at, line in _between(text, start, node.start) if at not in taken and _like(line, run_in=run_in)]
    if node.parent is None:
        found = [(at, line) for at, line in found if SECTION.fullmatch(line) or TITLE_WORD.search(line[:14])] or found
    for at, _line in found[:wanted]:
        yield Mark(at, at, node.style, 0, "", "line", "\n")


def _between(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """Whole lines of text[start:end], without the rest of the first one."""
    at = text.find("\n", start, end)
    while 0 <= at < end - 1:
        stop = text.find("\n", at + 1, end)
        stop = end if stop < 0 else stop
        yield at + 1, text[at + 1 : stop].strip()
        at = stop if stop < end else -1


def _is_run_in(text: str, node: Node) -> bool:
    return text[node.heading_end : node.heading_end + 1] not in ("\n", "") and bool(
        RUN_IN.match(text[node.heading_start : node.heading_start + 60])
    )


def _like(line: str, *, run_in: bool) -> bool:
    if MARKED.match(line) or LABELS.match(line) or APPENDED.match(line) or SHOWN.match(line) or BRACKETED.fullmatch(line):
        return False
    if run_in:
        found = RUN_IN.match(line)
        return found is not None and len(found["name"]) <= 34 and not SENTENCE.search(found["name"]) and _short_clauses(found["name"])
    bare = re.sub(r"[（(][^（）()]{0,40}\d[^（）()]{0,40}[）)]$", "", line)
    return bool(OWN.fullmatch(bare)) and not SIGNED.search(bare)


def _short_clauses(name: str) -> bool:
    return max(len(clause) for clause in re.split("[，,、]", re.sub(r"[（(].*", "", name))) <= 14


def _at_ends(text: str, nodes: list[Node]) -> Iterator[Mark]:
    """The last of several one-paragraph siblings may have lost its number: a further paragraph built the same way follows."""
    for _parent, group in _groups(nodes):
        last = group[-1]
        if (len(group) < 2 and last.n > 1) or not last.named or last.children or not all(_is_run_in(text, node) for node in group):
            continue
        if any("\n" in text[node.body_start : node.end].strip() for node in group[:-1]):
            continue
        dated = all(DATED.match(text, node.heading_start) for node in group)
        for at, line in _between(text, last.heading_end, last.end):
            if _like(line, run_in=True) and (not dated or DATED.match(line)):
                yield Mark(at, at, last.style, 0, "", "line", "\n")
            break


def _built_alike(text: str, nodes: list[Node], tables: list[tuple[int, int]]) -> Iterator[Mark]:
    """补贴资金方面：…, 治“散”，…: a line built as all its numbered siblings are, which plain lines are not."""
    taken = {node.heading_start for node in nodes} | {node.start for node in nodes}
    for parent, group in _groups(nodes):
        form = next((form for form in FORMS if _most(form, text, group)), None)
        if form is None or parent is None or group[0].style == "phase":
            continue
        for at, line in _between(text, parent.heading_end, parent.end):
            told = form.match(line) and not (MARKED.match(line) or LABELLED.match(line) or SHOWN.match(line) or POINTS.match(line))
            if told and at not in taken and not any(start <= at < end for start, end in tables):
                yield Mark(at, at, group[0].style, 0, "", "line", "\n")


def _most(form: re.Pattern[str], text: str, group: list[Node]) -> bool:
    built = sum(node.named and bool(form.match(text, node.heading_start)) for node in group)
    return built >= 2 and 4 * built >= 3 * len(group)


def _stages(text: str, nodes: list[Node], tables: list[tuple[int, int]]) -> Iterator[Mark]:
    """Lines 动员部署阶段（3月1日至15日）。… beside numbered ones of the same build, or at least two of them alone."""
    built = [node for node in nodes if STAGED.match(text, node.heading_start)]
    taken = {node.heading_start for node in nodes} | {node.start for node in nodes}
    first = built[0].parent.heading_end if built and built[0].parent else 0
    found = [
        at
        for at, line in _between(text, first, len(text))
        if at not in taken and STAGED.match(line) and not any(start <= at < end for start, end in tables)
    ]
    for at in found if built or len(found) >= 2 else []:
        style = min(built, key=lambda node: abs(node.start - at)).style if built else "staged"
        yield Mark(at, at, style, 0, "", "line", "\n")


def _by_shape(text: str, nodes: list[Node], tables: list[tuple[int, int]]) -> Iterator[Mark]:
    """In a text without any numbers: short lines of their own with text below; one right above another stands a level higher."""
    first = text.find("。")
    if any(node.number for node in nodes) or first < 0:
        return
    lines = [(at, line) for at, line in _between(text, first, len(text)) if not any(start <= at < end for start, end in tables)]
    alone = [bool(ALONE.fullmatch(line)) and not SIGNED.search(line) for _at, line in lines]
    told = [i for i in range(len(lines) - 1) if alone[i] and (alone[i + 1] or set("。；：") & set(lines[i + 1][1]))]
    sections = [i for i in told if alone[i + 1] or SECTION_TAIL.search(lines[i][1])]
    if len(sections) < 3:
        return
    for i in told:
        yield Mark(lines[i][0], lines[i][0], "none" if i in sections else "inner", 0, "", "line", "\n")


def _by_section(text: str, nodes: list[Node], tables: list[tuple[int, int]]) -> Iterator[Mark]:
    """Short lines of their own with the words of a section, where no number tells them."""
    taken = {node.start for node in nodes} | {node.heading_start for node in nodes}
    top = [node for node in nodes if node.parent is None]
    style = top[0].style if top else "none"
    first = text.find("。")
    for at, line in _between(text, 0, len(text)):
        known = at in taken or MARKED.match(line) or any(start <= at < end for start, end in tables)
        below = text.find("\n", at + len(line) + 1)  # the end of the line under it: a full stop stands before it, not so on a title page
        if (
            not known
            and first >= 0
            and (below < 0 or first < below)
            and len(line) <= 16
            and SECTION.fullmatch(line)
            and not SIGNED.search(line)
        ):
            yield Mark(at, at, style, 0, "", "line", "\n")
