"""The cells of one row, read: what stands there in the house's own terms, and what is wrong with them."""

from datetime import date
from typing import TypeVar

from bihuan.foundation.files.rules.cells import CellError
from bihuan.foundation.kernel import Term, _
from bihuan.problems.rules.days import DUE_BEFORE_FOUND
from bihuan.problems.rules.sheet.dates import ACCEPTED, DAY_FORMS, day_in, due_day_in, without_year
from bihuan.problems.rules.sheet.names import Names
from bihuan.problems.rules.sheet.shape import (
    LONGEST,
    Column,
    Known,
    KnownCategory,
    KnownManifestation,
    KnownPerson,
    RawRow,
)
from bihuan.problems.rules.sheet.values import nearest_word, plain, word_in

TOO_LONG = _("最多 %(most)d 字，这里有 %(count)d 字。")
NO_WORD = _("只能填：%(words)s。")
AFTER_END = _("晚于专项结束的 %(end)s。确要这样定的不用改，照样导入，记入操作记录。")
NO_DAY = _("日期认不出来。")
NO_YEAR = _("没有写年份，看不出是哪一年。")
NO_DUE_DAY = _("没有定到哪一天的请留空。")
T = TypeVar("T", bound=Term)


def words(term: type[Term]) -> str:
    """The words of a list, for an error."""
    return "、".join(word.label for word in term)


def day_of(column: Column, text: str, known: Known) -> date | None:
    """The day that a cell of this column names; where something is due, the end of a month or year is one, too."""
    return (due_day_in if column is Column.DUE else day_in)(text, known.spans.get(column.value))


class Cells:
    """The cells of one row, read one by one; what cannot be read is gathered in `errors`, what is taken and should be known in `hints`."""

    def __init__(self, row: RawRow, names: Names) -> None:
        self.row, self.names = row, names
        self.errors: list[CellError] = []
        self.told: list[CellError] = []
        self.hints: list[CellError] = []

    def text(self, column: Column) -> str:
        """A text, not longer than the column takes."""
        found = plain(self.row.cells.get(column, ""))
        most = LONGEST.get(column, 0)
        if most and len(found) > most:
            self.errors.append(self.row.error(column, TOO_LONG, most=most, count=len(found)))
        return found

    def day(self, column: Column) -> date | None:
        """A day, or None for an empty cell."""
        text = plain(self.row.cells.get(column, ""))
        day = day_of(column, text, self.names.known) if text else None
        if text and day is None:
            self.errors.append(self._no_day(column, text).accepting(ACCEPTED))
        return day

    def _no_day(self, column: Column, text: str) -> CellError:
        due = column is Column.DUE
        if meant := without_year(text, self.names.known.today, to_come=due):
            return self.row.error(column, NO_YEAR + DAY_FORMS, meant.isoformat())
        return self.row.error(column, NO_DAY + DAY_FORMS + (NO_DUE_DAY if due else ""))

    def due_day(self, found: str) -> date | None:
        """The day by which it is put right: none before the day (`found`, "" for none) on which it was found."""
        day = self.day(Column.DUE)
        if day and day.isoformat() < found:
            self.errors.append(self.row.error(Column.DUE, DUE_BEFORE_FOUND))
        if day and (end := self.names.known.ends_on) and day > end:
            self.hints.append(self.row.error(Column.DUE, AFTER_END, end=end.isoformat()))
        return day

    def word(self, column: Column, term: type[T], sentence: str = NO_WORD) -> T | None:
        """A word of a closed list, or None for an empty cell."""
        text = plain(self.row.cells.get(column, ""))
        word = word_in(term, text) if text else None
        if text and word is None:
            fault = self.row.error(column, sentence, nearest_word(term, text), words=words(term))
            self.errors.append(fault.accepting(word.label for word in term))
        return word

    def person(self, column: Column, unit_pk: int) -> KnownPerson | None:
        """Somebody, or None for an empty cell."""
        text = self.row.cells.get(column, "")
        look_up = self.names.leader if column is Column.LEADER else self.names.person
        return self._found(column, look_up(text, unit_pk), unit_pk) if text.strip() else None

    def category(self) -> KnownCategory | None:
        text = self.row.cells.get(Column.CATEGORY, "")
        return self._found(Column.CATEGORY, self.names.category(text)) if text.strip() else None

    def manifestation(self, category: KnownCategory | None) -> KnownManifestation | None:
        text = self.row.cells.get(Column.MANIFESTATION, "")
        return self._found(Column.MANIFESTATION, self.names.manifestation(text, category), 0, category) if text.strip() else None

    def _found(self, column: Column, answer, unit_pk: int = 0, category: KnownCategory | None = None):  # type: ignore[no-untyped-def]
        if isinstance(answer, tuple):
            sentence, close = answer
            self.errors.append(self.row.error(column, sentence, close).accepting(self.names.accepted(column.value, unit_pk, category)))
            return None
        return answer
