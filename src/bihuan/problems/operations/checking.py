"""A long sheet is checked once, in the background; what its page shows of it is kept with the job."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bihuan.campaigns.models import Campaign
from bihuan.foundation.audit.changing import one_write
from bihuan.foundation.files.models import StoredFile
from bihuan.foundation.files.operations import store_made
from bihuan.foundation.files.queries import read
from bihuan.foundation.files.vocabulary import FileKind
from bihuan.foundation.jobs.running import Turn
from bihuan.foundation.kernel import Actor, _
from bihuan.problems.operations.importing import checking
from bihuan.problems.operations.taking_over import Handed, check_take_over
from bihuan.problems.queries.layouts import memory_of
from bihuan.problems.queries.own import columns_shown
from bihuan.problems.queries.sheet import preview_import
from bihuan.problems.rules.sheet import Checked
from bihuan.problems.rules.sheet.findings import Findings, map_of_json, map_to_json
from bihuan.problems.rules.sheet.terms import Terms
from bihuan.problems.sheets import LedgerSheet, look_at_ledger
from bihuan.problems.sheets.marking import marked_ledger


@dataclass(frozen=True)
class Asked:
    """The sheet that somebody handed in, and what he asks of it: `sheets` are those of the workbook that he ticked; `take_over` is None for an
    ordinary import, else "" or the day that is meant where a row does not say when it was found."""

    campaign: Campaign
    file: StoredFile
    sheets: tuple[str, ...] = ()
    take_over: str | None = None

    @property
    def handed(self) -> Handed | None:
        """As a take-over takes it."""
        day = date.fromisoformat(self.take_over) if self.take_over else None
        return None if self.take_over is None else Handed("", self.file.sha256, self.file, day)


@dataclass(frozen=True)
class KeptCheck:
    """A check that was made. `sheet` is how the file was understood, without its rows; `findings` None where it lacks a needed column; `marked`
    the key of the copy with its errors marked, 0 where there is none."""

    sheet: LedgerSheet
    rows: int
    findings: Findings | None
    marked: int
    at: datetime

    @classmethod
    def of(cls, sheet: LedgerSheet, checked: Checked | None, now: datetime, marked: int = 0) -> "KeptCheck":
        """Of a check that was just made; None where there was nothing to check."""
        return cls(sheet, len(sheet.rows), Findings.of(checked) if checked else None, marked, now)

    def to_json(self) -> dict[str, Any]:
        """As it is kept."""
        found = self.findings.to_json() if self.findings else None
        return {
            "maps": [map_to_json(one) for one in self.sheet.maps], "names": list(self.sheet.names), "kind": self.sheet.kind.value,
            "rows": self.rows, "found": found, "marked": self.marked, "at": self.at.isoformat(),
        }  # fmt: skip

    @classmethod
    def of_json(cls, told: Mapping[str, Any]) -> "KeptCheck":
        """As it was kept."""
        sheet = LedgerSheet((), tuple(map(map_of_json, told["maps"])), tuple(told["names"]), FileKind(told["kind"]))
        found = Findings.of_json(told["found"]) if told["found"] else None
        return cls(sheet, told["rows"], found, told["marked"], datetime.fromisoformat(told["at"]))


def check_in_turn(asked: Asked, *, actor: Actor, now: datetime, turn: Turn) -> KeptCheck:
    """Check the sheet and keep what came of it; a turn that kept it already does nothing. Cut off before, it is begun anew: nothing was
    written. Refused: no duty to import, a file in which nothing looks like a ledger."""
    if "check" in turn.mark:
        return KeptCheck.of_json(turn.mark["check"])
    turn.step(0, 0, _("读表"))
    data = read(asked.file)
    sheet = look_at_ledger(data, asked.file.name, memory_of(asked.campaign, asked.sheets))
    checked = None if sheet.missing else _checked(asked, sheet, actor, turn)
    copy = _marked(asked, data, sheet, checked, turn) if checked and checked.errors else b""
    with one_write():
        marked = store_made(data=copy, name=_name_of_copy(asked.file), kind=FileKind.XLSX, actor=actor, now=now).pk if copy else 0
        kept = KeptCheck.of(sheet, checked, now, marked)
        turn.keep(check=kept.to_json())
    return kept


def _checked(asked: Asked, sheet: LedgerSheet, actor: Actor, turn: Turn) -> Checked:
    heard, handed = checking(turn, len(sheet.rows)), asked.handed
    if handed is not None:
        return check_take_over(actor, asked.campaign, sheet.rows, handed, heard)
    return preview_import(actor, asked.campaign, sheet.rows, Terms(exported=sheet.exported), heard)


def _marked(asked: Asked, data: bytes, sheet: LedgerSheet, checked: Checked, turn: Turn) -> bytes:
    turn.step(len(sheet.rows), len(sheet.rows), _("标出错误"))
    return marked_ledger(data, asked.file.name, sheet, checked.errors, columns_shown(asked.campaign))


def _name_of_copy(file: StoredFile) -> str:
    return f"{file.name.rpartition('.')[0]}-{_('有误处已标出')}.xlsx"
