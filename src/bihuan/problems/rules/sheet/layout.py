"""How a sheet is laid out: which column is what, where its head stands, which rows were passed over and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bihuan.foundation.kernel import Term, _


class How(Term):
    """How a column came to its meaning."""

    KNOWN = "known", _("按表头")
    GUESSED = "guessed", _("推测")
    CHOSEN = "chosen", _("已对应")
    NONE = "none", _("不导入")


class Why(Term):
    """Why a row was passed over."""

    BLANK = "blank", _("空行")
    SUBTOTAL = "subtotal", _("合计、小计行")
    SECTION = "section", _("小标题行")
    HEADER = "header", _("重复的表头")
    INDEX = "index", _("栏次行")
    NOTE = "note", _("表尾说明")
    EXAMPLE = "example", _("填写示例")
    JOINED = "joined", _("并入上一行：同一个问题的合并单元格")
    HIDDEN = "hidden", _("隐藏的行")


@dataclass(frozen=True, slots=True)
class Layout:
    """What a campaign remembers about heads of this shape. `columns`: place (from 0) → value of a Column, key of an own column, "" for none.

    `hidden`: hidden rows are taken like all others; `downward`: an empty unit is the one above (None: as the sheet looks)."""

    columns: Mapping[int, str] = field(default_factory=dict)
    hidden: bool = True
    downward: bool | None = None

    def to_json(self) -> dict[str, Any]:
        """As it is kept."""
        return {"columns": {str(place): word for place, word in self.columns.items()}, "hidden": self.hidden, "downward": self.downward}

    @classmethod
    def of_json(cls, told: Mapping[str, Any]) -> "Layout":
        """As it was kept."""
        columns = {int(place): str(word) for place, word in told.get("columns", {}).items()}
        return cls(columns, bool(told.get("hidden", True)), told.get("downward"))


@dataclass(frozen=True, slots=True)
class Title:
    """One column of the sheet: place (from 0), what stands above it, what it means here ("" nothing), how that is known, a cell of it."""

    place: int
    text: str
    column: str
    how: How
    sample: str = ""

    @property
    def letter(self) -> str:
        """The column as office programs call it."""
        found, rest = "", self.place + 1
        while rest:
            rest, last = divmod(rest - 1, 26)
            found = chr(65 + last) + found
        return found


@dataclass(frozen=True, slots=True)
class Passed:
    """A row that is no problem: its number, why, and what stands in it."""

    row: int
    why: Why
    text: str = ""


@dataclass(frozen=True)
class SheetMap:
    """One sheet as it was understood. `top` is the number of its head's first row, `depth` how many rows the head has, `shape` what the
    campaign remembers it by, `downward` how many units were taken from the row above, `unit_from` where a missing unit column was read."""

    sheet: str
    shape: str
    top: int
    depth: int
    titles: Sequence[Title]
    passed: Sequence[Passed] = ()
    rows: int = 0
    hidden_rows: int = 0
    downward: int = 0
    unit_from: str = ""
    missing: Sequence[str] = ()
    layout: Layout = field(default_factory=Layout)
    remembered: bool = False

    @property
    def unknown(self) -> tuple[str, ...]:
        """Heads that mean nothing to us: told, and left alone."""
        return tuple(one.text for one in self.titles if not one.column and one.text)

    @property
    def places(self) -> dict[str, int]:
        """Meaning → place, from 0."""
        return {one.column: one.place for one in self.titles if one.column}

    @property
    def counts(self) -> dict[Why, int]:
        """How many rows were passed over, by reason."""
        found: dict[Why, int] = {}
        for one in self.passed:
            found[one.why] = found.get(one.why, 0) + 1
        return found

    def to_json(self) -> dict[str, Any]:
        """As commands print it."""
        columns = [{"letter": one.letter, "header": one.text, "column": one.column or None, "how": one.how.value} for one in self.titles]
        passed = [{"row": one.row, "why": one.why.value, "text": one.text} for one in self.passed if one.why is not Why.BLANK]
        return {
            "sheet": self.sheet, "header_row": self.top, "header_rows": self.depth, "shape": self.shape, "remembered": self.remembered,
            "columns": columns, "rows": self.rows, "passed": passed, "blank_rows": self.counts.get(Why.BLANK, 0),
            "hidden_rows": self.hidden_rows, "units_from_above": self.downward, "unit_from": self.unit_from or None,
            "missing": list(self.missing),
        }  # fmt: skip


@dataclass(frozen=True)
class Memory:
    """What a campaign knows of its sheets: remembered layouts by shape, its own columns (key → label), and which sheets are asked for."""

    layouts: Mapping[str, Layout] = field(default_factory=dict)
    own: Mapping[str, str] = field(default_factory=dict)
    sheets: Sequence[str] = ()


NOTHING = Memory()
