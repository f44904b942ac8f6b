"""A campaign that was half done in a sheet comes here (接续导入): once, by its office, on a decision that is written down.

Past days stay: when a problem was found, when its sheet says it was closed. What was closed there is closed before the take-over: counted by
itself, never as closed or proved here, and first in the look-back draw."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils.timezone import localdate

from bihuan.campaigns.models import Campaign
from bihuan.campaigns.vocabulary import Duty
from bihuan.foundation.audit.changing import creating, one_write
from bihuan.foundation.files.models import StoredFile
from bihuan.foundation.files.rules.cells import CellError
from bihuan.foundation.jobs.running import Turn
from bihuan.foundation.kernel import Actor, BadInput, NotAllowed, NotNow, Refused, _
from bihuan.problems.models import TakeOver
from bihuan.problems.operations.entering import By, enter_closed, record_lines
from bihuan.problems.operations.held_check import HeldCheck, end_of_book
from bihuan.problems.operations.importing import checking
from bihuan.problems.operations.recording import lock_numbers
from bihuan.problems.policy import reach
from bihuan.problems.queries.sheet import preview_import
from bihuan.problems.rules.sheet import Checked, Heard, NewLine, RawRow, unheard
from bihuan.problems.rules.sheet.terms import TakingOver, Terms
from bihuan.problems.vocabulary import SheetAction, State

ORIGIN = ("take_over", _("接续导入"))
PART = 5000


@dataclass(frozen=True, slots=True)
class Handed:
    """What the office hands in: the decision, the sheet's sha256, the kept sheet itself, and the day that is meant where a row does not say
    when it was found."""

    decision: str
    digest: str
    file: StoredFile | None = None
    found_on: date | None = None

    @property
    def terms(self) -> Terms:
        """The terms on which its rows are read."""
        return Terms(self.decision, take_over=TakingOver(self.found_on))


@dataclass(frozen=True)
class TakenOver:
    """What came here: closed before, and at which step the others stand. `kept`: rows whose sheet says more than their cells carry."""

    closed_before: int
    states: dict[str, int]
    same: int
    errors: tuple[CellError, ...] = ()
    kept: tuple[CellError, ...] = ()
    guessed: int = 0
    shortened: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, checked: Checked) -> "TakenOver":
        """The counts, before or after the writing."""
        states: dict[str, int] = {}
        for line in checked.new:
            states[line.state.value] = states.get(line.state.value, 0) + 1
        closed = states.pop(State.CLOSED_BEFORE.value, 0)
        return cls(closed, states, checked.same, checked.errors, checked.kept, checked.guessed, checked.shortened)

    @property
    def open(self) -> int:
        """How many go on here."""
        return sum(self.states.values())


def may_take_over(actor: Actor, campaign: Campaign) -> bool:
    """The office of the campaign, or whoever holds the machine."""
    return actor.is_system or reach(actor, campaign.pk).holds(Duty.OFFICE)


def check_take_over(actor: Actor, campaign: Campaign, rows: Sequence[RawRow], handed: Handed, heard: Heard = unheard) -> Checked:
    """The check of these rows. Writes nothing. Refused: not the office; the campaign was taken over from another sheet."""
    _refuse(actor, campaign, handed)
    return preview_import(actor, campaign, rows, handed.terms, heard)


def preview_take_over(actor: Actor, campaign: Campaign, rows: Sequence[RawRow], handed: Handed) -> TakenOver:
    """What taking these rows over would do, in numbers. Refused as the check."""
    return TakenOver.of(check_take_over(actor, campaign, rows, handed))


def _refuse(actor: Actor, campaign: Campaign, handed: Handed) -> None:
    if not may_take_over(actor, campaign):
        raise NotAllowed()
    before = TakeOver.objects.filter(campaign=campaign).exclude(digest=handed.digest).first()
    if before is not None:
        raise NotNow(_("这个专项已在 %(day)s 接续过，接续导入只做一次；以后请用“导入台账”。"), day=f"{localdate(before.taken_at):%Y-%m-%d}")


def take_over_ledger(*, campaign: Campaign, rows: Sequence[RawRow], handed: Handed, actor: Actor, now: datetime) -> TakenOver:
    """Take the whole sheet over, or nothing. Refused: no decision, not the office, a second time from another sheet, campaign not running."""
    with one_write():
        return take_over_in_parts(campaign=campaign, rows=rows, handed=handed, actor=actor, now=now, turn=Turn())


def take_over_in_parts(
    *, campaign: Campaign, rows: Sequence[RawRow], handed: Handed, actor: Actor, now: datetime, turn: Turn
) -> TakenOver:  # fmt: skip
    """The same for a long sheet in the background: checked whole, taken in parts with their marks; cut off, it goes on behind the last."""
    if not handed.decision.strip():
        raise BadInput(_("请写明接续的决定（谁决定、依据什么、原台账截至哪一天）。"))
    mark, by = end_of_book(), By(actor, now, handed.decision, ORIGIN)
    checked = check_take_over(actor, campaign, rows, handed, checking(turn, len(rows)))
    whole, held = TakenOver.of(checked), HeldCheck(checked, mark, by)
    if whole.errors:
        return whole
    done = turn.mark.get("rows", 0)
    counts = turn.mark.get("counts", {"before": 0, "open": 0, "states": {}})
    while done < len(rows):
        with one_write():
            _open(campaign, handed, actor, now)
            lines = held.new_of(rows[done : done + PART])
            part = _part(campaign, _checked_anew(campaign, rows[done : done + PART], handed, by) if lines is None else lines, by)
            done = min(done + PART, len(rows))
            states = {name: counts["states"].get(name, 0) + part.states.get(name, 0) for name in {*counts["states"], *part.states}}
            counts = {"before": counts["before"] + part.closed_before, "open": counts["open"] + part.open, "states": states}
            turn.keep(rows=done, counts=counts)
        turn.step(done, len(rows), _("写入"))
    same = len(rows) - counts["before"] - counts["open"]
    return replace(whole, closed_before=counts["before"], states=counts["states"], same=same)


def _open(campaign: Campaign, handed: Handed, actor: Actor, now: datetime) -> None:
    """The take-over itself stands in the book once, with its decision; of two at once from different sheets the second is refused."""
    lock_numbers(campaign)
    _refuse(actor, campaign, handed)
    if TakeOver.objects.filter(campaign=campaign).exists():
        return
    row = TakeOver(
        campaign=campaign, decision=handed.decision.strip(), file=handed.file, digest=handed.digest, taken_at=now, taken_by_id=actor.user_id
    )
    with creating(row, SheetAction.TAKE_OVER, actor=actor, now=now, reason=handed.decision):
        pass


def _checked_anew(campaign: Campaign, rows: Sequence[RawRow], handed: Handed, by: By) -> Sequence[NewLine]:
    checked = preview_import(by.actor, campaign, rows, handed.terms)
    if checked.errors:
        raise Refused(
            _("核对之后数据又有变化：%(first)s。请先在系统里改正，再用同一份表接续；已写入的行不会重复。"), first=checked.errors[0]
        )
    return checked.new


def _part(campaign: Campaign, lines: Sequence[NewLine], by: By) -> TakenOver:
    enter_closed(campaign, [line for line in lines if line.state is State.CLOSED_BEFORE], by)
    record_lines(campaign, [line for line in lines if line.state is not State.CLOSED_BEFORE], by)
    return TakenOver.of(Checked((), tuple(lines)))
