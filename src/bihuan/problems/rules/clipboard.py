"""A block of cells as office programs put it on the clipboard: lines of texts parted by tabs, and a table of HTML."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

Grid = list[list[str]]
MOST_CELLS, MOST_BYTES = 20_000, 2_000_000
"""So much of a clipboard is read."""


def cells_in(text: str) -> Grid:
    """Lines of cells parted by tabs. A cell with a tab, a line break or a quote in it stands in quotes, its own quotes doubled; a quote inside
    a cell that does not begin with one is a quote."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    rows: Grid = [[]]
    at, end = 0, len(text)
    while at <= end:
        cell, at = _quoted(text, at) if text[at : at + 1] == '"' else _plain(text, at)
        rows[-1].append(cell)
        if at >= end:
            break
        if text[at] == "\n":
            rows.append([])
        at += 1
    return rows if text else []


def _plain(text: str, at: int) -> tuple[str, int]:
    stop = next((n for n in range(at, len(text)) if text[n] in "\t\n"), len(text))
    return text[at:stop], stop


def _quoted(text: str, at: int) -> tuple[str, int]:
    """The cell that begins with a quote at `at`; one that never closes it, or goes on behind it, only looked like one."""
    found = re.compile(r'"((?:[^"]|"")*)"(?=[\t\n]|$(?![\n]))').match(text, at)
    if found is None:
        return _plain(text, at)
    return found[1].replace('""', '"'), found.end()


def lines_of(grid: Grid) -> str:
    """The same as text for a clipboard."""
    return "\n".join("\t".join(_cell(text) for text in row) for row in grid)


def _cell(text: str) -> str:
    doubled = text.replace('"', '""')
    return f'"{doubled}"' if re.search(r'[\t\n\r"]', text) else text


@dataclass
class _Table(HTMLParser):
    """The first table: cells as they read, a merged one stands in its first place and is empty in the others."""

    rows: Grid = field(default_factory=list)
    _cell: list[str] | None = None
    _spans: dict[tuple[int, int], bool] = field(default_factory=dict)
    _wide: tuple[int, int] = (1, 1)
    _done: bool = False
    _hidden: int = 0
    _held: int = 0

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if self._done:
            return
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th") and self.rows:
            self._cell = []
            self._wide = _number(told.get("colspan")), _number(told.get("rowspan"))
        elif tag in ("style", "script"):
            self._hidden += 1
        elif tag in ("br", "p", "div", "li") and self._cell:
            self._cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("style", "script"):
            self._hidden = max(0, self._hidden - 1)
        elif tag in ("td", "th") and self._cell is not None and self.rows:
            self._place("".join(self._cell))
            self._cell = None
        elif tag == "table":
            self._done = True

    def handle_data(self, data: str) -> None:
        if self._cell is not None and not self._hidden:
            self._cell.append(re.sub(r"[ \t\r\n]+", " ", data))

    def _place(self, text: str) -> None:
        here, row = len(self.rows) - 1, self.rows[-1]
        while self._spans.pop((here, len(row)), False):
            row.append("")
        lines = (line.strip(" ").replace("\xa0", " ") for line in text.split("\n"))
        row.append("\n".join(lines).strip("\n"))
        start, (wide, high) = len(row) - 1, self._wide
        row += [""] * (wide - 1)
        self._held += wide * high
        if self._held > MOST_CELLS:  # more than anybody may paste: it is refused, and need not be read
            self._done = True
            return
        for below in range(1, high):
            self._spans |= {(here + below, start + n): True for n in range(wide)}


def _number(text: str | None) -> int:
    return min(int(text), 200) if text and re.fullmatch(r"[1-9][0-9]{0,5}", text) else 1


# A tag, its values in quotes or without. What only begins like one is a sign of its own. Each looks ahead so far and no farther:
# the reader below goes through all that follows for every tag that never closes.
_TAG = re.compile(
    r"""<(/?[a-zA-Z][a-zA-Z0-9:]{0,20})((?>"[^"]{0,2000}+"|'[^']{0,2000}+'|[^<>"']{1,2000}+){0,60}+)>|<!\[[^<>]{0,200}+>|<""",
    re.DOTALL,
)
_SPAN = re.compile(r"""\b((?:col|row)span)\s*=\s*["']?([0-9]{1,6})""", re.IGNORECASE)


def _plainly(found: re.Match[str]) -> str:
    """A tag with nothing but how many places it covers."""
    if found[1] is None:
        return "&lt;" if found[0] == "<" else ""
    spans = "".join(f' {name}="{number}"' for name, number in _SPAN.findall(found[2])) if found[2] else ""
    return f"<{found[1]}{spans}>"


def _without_notes(html: str) -> str:
    """Notes may be long: an office program keeps its own drawing of a cell in them. One that has no end is text."""
    parts, at = [], 0
    while (start := html.find("<!--", at)) >= 0 and (end := html.find("-->", start)) >= 0:
        parts.append(html[at:start])
        at = end + len("-->")
    return "".join(parts) + html[at:]


def table_in(html: str) -> Grid:
    """The first table of a piece of HTML; nothing where there is none."""
    reader = _Table()
    start = re.search("<table", html, re.IGNORECASE)
    try:
        reader.feed(_TAG.sub(_plainly, _without_notes(html[start.start() :])) if start else "")
        reader.close()
    except AssertionError:  # the reader's own word for a declaration that HTML does not have
        return []
    return [row for row in reader.rows if row]


def block_of(text: str, html: str) -> Grid:
    """The block that was copied, every line as wide as the widest. Where both ways tell the same shape the plain text is taken, for its blanks
    are those of the cells; else the table, which cannot be read in two ways."""
    plain, table = cells_in(text[:MOST_BYTES]), table_in(html[:MOST_BYTES]) if "<t" in html.lower() else []
    shape = [len(row) for row in plain]
    found = plain if not table or shape == [len(row) for row in table] else table
    wide = max(map(len, found), default=0)
    return [[*row, *[""] * (wide - len(row))] for row in found if any(cell.strip() for cell in row) or len(found) > 1]
