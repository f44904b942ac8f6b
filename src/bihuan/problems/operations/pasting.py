"""A block pasted into the grid: what was previewed is looked over once more and written in one transaction."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bihuan.campaigns.models import Campaign
from bihuan.foundation.kernel import Actor
from bihuan.problems.operations.editing import Edited, edit_rows
from bihuan.problems.operations.following import RowChange
from bihuan.problems.queries.blocks import look_over
from bihuan.problems.rules.blocks import Wish
from bihuan.problems.vocabulary import EditKind


def paste(
    *, campaign: Campaign, wishes: Sequence[Wish], seen: Mapping[int, int], actor: Actor, now: datetime, whole: bool = False
) -> Edited:  # fmt: skip
    """Write the cells that may be written. `seen` are the revisions that the preview showed: rows that moved on since stay as they are and
    are told; with `whole` one of them keeps everything as it is. Cells that the preview refused are refused again and not asked about."""
    looked = look_over(actor, campaign, wishes)
    changes = [RowChange(one.problem.pk, one.action, one.values, seen.get(one.problem.pk), one.fills) for one in looked if one.moves]
    return edit_rows(campaign=campaign, changes=changes, kind=EditKind.PASTE, actor=actor, now=now, whole=whole)
