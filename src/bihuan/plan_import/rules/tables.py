"""Tables that a reader of files flattened to lines: a row of column names, then rows of cells between blanks or bars."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bihuan.plan_import.rules import lists

OFFICE = "(?:单位|部门|部室|科室|处室|股室|站所|所站)"
COLUMNS = (
    ("number", r"序号|编号|№|号"),
    ("lead", rf"(?:总)?牵头(?:责任)?{OFFICE}?|(?:主办|承办|主责){OFFICE}"),
    ("co", rf"配合{OFFICE}?|(?:协办|协助|协同|协作|参与|参加){OFFICE}"),
    (
        "responsible",
        rf"责任(?:{OFFICE}|主体)|(?:行业)?(?:主管|监管)(?:单位|部门)|(?:落实|实施|负责|承办){OFFICE}|整改(?:责任)?单位|承担单位|单位",
    ),
    ("person", r"责任(?:领导|人)|分管领导|联系人|牵头领导|包保领导|负责人|责任校领导"),
    (
        "deadline",
        r"(?:完成|整改|办结|工作|推进|整治)?(?:时限|期限|时间)|[\u3400-\u9fff]{2}完成(?:时限|时间)|时间(?:节点|安排|要求|进度)|完成时间|进度(?:安排)?|起止时间",
    ),
    ("stage", r"(?:工作|实施|整治)?(?:阶段|步骤|环节)(?:名称|划分)?"),
    ("measure", r"(?:整改|整治|治理|防范|管控|工作|具体|主要|落实|推进)?(?:措施|举措)(?:要求)?|工作要求"),
    ("category", r"问题(?:类别|类型|名称|方面)|整治(?:事项|项目|重点|领域|类别|类型)|类别|问题领域|倾向性问题"),
    (
        "item",
        r"(?:重点|主要|突出|工作|整改|整治|治理|具体|目标|排查|隐患|风险|任务(?=内容|事项|项目))*(?:任务|内容|事项|问题|项目|工作|表现|重点|隐患|环节|领域)(?:清单|名称|描述|及措施)?|(?:问题)?表现(?:形式)?|(?:具体|主要)(?:表现|问题|情形)",
    ),
    ("other", r"备注|状态|进展(?:情况)?|(?:整改|完成)情况|联系电话|目标|标准|完成标准|类型|成果|工作目标"),
)
ASIDE = re.compile(r"[（(](?:单位|部门|处室|科室|人)[）)]$")  # 牵头处室（单位）
BARRED = re.compile(r" *\|(?:[^|]*\|){2,} *")
CELL = re.compile(r"[^ |\t]+")
PATTERNS = tuple((kind, re.compile(rf"(?:{pattern})$")) for kind, pattern in COLUMNS)
SHOWN = re.compile(r"(?:问题)?(?:具体|主要|突出)?(?:表现|情形)(?:形式)?")  # what stands left of such a column names the problem
UNIT_KINDS = ("lead", "co", "responsible")
_LONG_ITEM = 40
DATE = re.compile(r"\d ?[年月日]|[年月]底|长期|持续|立行|常态|即日|贯穿|全年|季度")
UNITS = re.compile(r"[局办心联馆行委站所处科股部院校会组队镇村乡位门厅室司道区县市府业矿厂场社园台团）)]$")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a column kind at [start, end)."""

    kind: str
    start: int
    end: int


@dataclass
class Table:
    """[start, end) with the header; each row is a list of cells."""

    start: int
    end: int
    rows: list[list[Cell]] = field(default_factory=list)


def in_cell(text: str, cell: Cell) -> list[lists.Piece]:
    """The measures of one cell: its numbered list, else its sentences."""
    return lists.run_in(text, cell.start, cell.end) or lists.clauses(text, cell.start, cell.end)


def find_tables(text: str) -> list[Table]:
    tables: list[Table] = []
    header: list[str] | None = None
    at = 0
    for line in text.split("\n"):
        kinds = _header(line)
        if kinds is not None:
            header = kinds
            tables.append(Table(at, at + len(line) + 1))
        elif header is not None:
            header = _row(text, tables[-1], header, at, line)
        at += len(line) + 1
    return [table for table in tables if table.rows]


def subject_of(text: str, row: list[Cell]) -> str | None:
    """What a row is about: its item; its category where the item is a whole list of problems; else its measure."""
    told = {cell.kind: text[cell.start : cell.end] for cell in reversed(row)}
    if "category" in told and len(told.get("item", "")) > _LONG_ITEM:
        return told["category"]
    return told.get("item") or told.get("measure")


def _header(line: str) -> list[str] | None:
    cells = [line[start:end] for start, end in _cells(line)]
    if not 2 <= len(cells) <= 14 or len(line) > 120:
        return None
    kinds = kinds_of_columns(cells)
    known = [kind for kind in kinds if kind]
    ruled = "number" in kinds and any(kind in UNIT_KINDS for kind in kinds) and 2 * len(known) > len(cells)
    return [kind or "other" for kind in kinds] if len(known) >= 2 and (ruled or len(known) >= len(cells) - 1) else None


def kinds_of_columns(names: list[str]) -> list[str | None]:
    """What each column holds; one that stands left of 具体表现 names the problems."""
    kinds = [kind_of_column(name) for name in names]
    shown = next((i for i, name in enumerate(names) if i and SHOWN.fullmatch(name)), 0)
    if shown and "category" not in kinds and kinds[shown - 1] in (None, "item"):
        kinds[shown - 1] = "category"
    return kinds


def kind_of_column(name: str) -> str | None:
    """What a column of this name holds; None where the name says nothing."""
    name = ASIDE.sub("", name)
    return next((kind for kind, pattern in PATTERNS if pattern.fullmatch(name)), None)


def _cells(line: str) -> list[tuple[int, int]]:
    """The cells of a line: between bars where these rule it, else between blanks."""
    if not BARRED.fullmatch(line):
        return [(cell.start(), cell.end()) for cell in CELL.finditer(line)]
    bars = [at for at, letter in enumerate(line) if letter == "|"]
    pieces = [(first + 1, last) for first, last in zip(bars, bars[1:], strict=False)]
    return [(start + len(line[start:end]) - len(line[start:end].lstrip()), start + len(line[start:end].rstrip())) for start, end in pieces]


def _row(text: str, table: Table, header: list[str], at: int, line: str) -> list[str] | None:
    """Add a row to the table; None where the table has ended."""
    if re.fullmatch(r"[ |:\-—]*", line):
        table.end = at + len(line) + 1
        return header
    cells = [(at + start, at + end) for start, end in _cells(line)]
    if (
        len(cells) == 2
        and len(header) > 2
        and re.match(rf"\n{re.escape(text[slice(*cells[0])])}[.．]1(?!\d)", text[at + len(line) : at + len(line) + 8])
    ):
        return None  # 6 责任追究 above 6.1: the next section
    if len(cells) < 2 or len(cells) < len(header) - 2 or line.endswith("。") and len(cells) < len(header):
        return None
    if len(cells) == 2 and "number" not in header and len(header) > 2 and text[slice(*cells[0])].isdecimal():
        table.rows.append([Cell("number", *cells[0]), Cell("item", *cells[1])])  # its head stands on two lines, and so does each row
    elif table.rows and [cell.kind for cell in table.rows[-1]] == ["number", "item"]:
        table.rows[-1] += _aligned(text, header, cells)
    else:
        table.rows.append(list(_aligned(text, header, cells)))
    table.end = at + len(line) + 1
    return header


def _aligned(text: str, header: list[str], cells: list[tuple[int, int]]) -> Iterator[Cell]:
    """Give each cell its column. Blanks inside a long cell make too many pieces: these are joined; an empty cell makes too few."""
    cells = list(cells)
    wide = next((i for i, kind in enumerate(header) if kind in ("item", "measure")), 0)
    while len(cells) > len(header) and wide + 1 < len(cells):
        cells[wide : wide + 2] = [(cells[wide][0], cells[wide + 1][1])]
    kinds = list(header)
    while len(kinds) > len(cells):
        kinds.remove(_empty(text, kinds, cells))
    for kind, (start, end) in zip(kinds, cells, strict=True):
        if start < end:
            yield Cell(kind, start, end)


def _empty(text: str, kinds: list[str], cells: list[tuple[int, int]]) -> str:
    """Which column has no cell in this row: the first whose next cell does not look like it, else the last."""
    for kind, (start, end) in zip(kinds, cells, strict=False):
        cell = text[start:end]
        wrong = (kind == "number" and not cell[:1].isdigit()) or (kind == "deadline" and not DATE.search(cell))
        if wrong or (kind in UNIT_KINDS and (DATE.search(cell) or not UNITS.search(cell))):
            return kind
    return kinds[-1]
