"""The comparison of two editions leaves the house as a workbook; the book says so."""

from collections.abc import Callable, Iterator
from datetime import datetime

from django.utils.timezone import localtime

from bihuan.campaigns.models import Campaign
from bihuan.foundation.audit.changing import note, one_write
from bihuan.foundation.audit.keeping import kept
from bihuan.foundation.audit.reading import one_reading
from bihuan.foundation.jobs.running import running
from bihuan.foundation.kernel import Actor, BadInput, _
from bihuan.problems.queries.comparing import Difference, Editions, counts, each_difference
from bihuan.problems.rules.comparing import Part
from bihuan.problems.sheets.comparing import write_comparison
from bihuan.problems.vocabulary import LedgerAction

_A_STEP = 500


def export_comparison(
    *, campaign: Campaign, both: Editions, reason: str, actor: Actor, now: datetime, keep: Callable[[bytes], object] = len
) -> bytes:  # fmt: skip
    """What was added, changed, closed, reopened and voided between two editions, as a workbook. Refused: no reason given. The long part of
    it keeps nobody from writing; `keep` is done with the workbook in the write that says so in the book."""
    refuse_no_reason(reason)
    about = {
        "专项": campaign.title, "代码": campaign.code, "上期": str(both.old.written), "本期": str(both.new.written), "导出人": actor.name,
        "导出时间": f"{localtime(now):%Y-%m-%d %H:%M}", "用途": reason.strip(),
    }  # fmt: skip
    with one_reading():
        told = {**about, **{part.label: str(many) for part, many in counts(both).items()}}
        rows = _counted(both)
        data = write_comparison({part: rows(part) for part in Part}, told)
    note_comparison(campaign=campaign, both=both, reason=reason, actor=actor, now=now, keep=lambda: keep(data))
    return data


def note_comparison(
    *, campaign: Campaign, both: Editions, reason: str, actor: Actor, now: datetime, keep: Callable[[], object] = bool
) -> None:  # fmt: skip
    """Write into the book that a comparison was taken home; `keep` is done in the same write. Refused: no reason given."""
    refuse_no_reason(reason)
    with one_write():
        keep()
        note(
            kept(Campaign), campaign, LedgerAction.EXPORT, actor=actor, now=now, reason=reason.strip(),
            compared=[both.old.written.text, both.new.written.text],
        )  # fmt: skip


def refuse_no_reason(reason: str) -> None:
    """What leaves the house leaves it for a stated purpose."""
    if not reason.strip():
        raise BadInput(_("请写明导出的用途。"))


def _counted(both: Editions) -> Callable[[Part], Iterator[Difference]]:
    """The rows of each part, told as the job goes on how many of all of them are written."""
    turn, total, done = running(), sum(counts(both).values()), 0

    def rows(part: Part) -> Iterator[Difference]:
        nonlocal done
        for one in each_difference(both, part):
            if done % _A_STEP == 0:
                turn.step(done, total, _("写表"))
            done += 1
            yield one

    return rows
