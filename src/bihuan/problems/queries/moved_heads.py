"""A sheet that takes a finding from the head of a unit: told at the check already, for only the office moves it."""

from collections.abc import Sequence
from dataclasses import replace

from bihuan.campaigns.models import Campaign
from bihuan.campaigns.queries.people import heads_of
from bihuan.campaigns.vocabulary import Duty
from bihuan.foundation.files.rules.cells import CellError
from bihuan.foundation.kernel import _
from bihuan.problems.models import Problem
from bihuan.problems.policy import Reach
from bihuan.problems.rules.sheet import Checked, Column, RawRow

_TOLD = _("第 %(number)04d 号关于单位主要负责人，责任人只能由专班更改。")


def with_moved_heads(checked: Checked, rows: Sequence[RawRow], campaign: Campaign, mine: Reach) -> Checked:
    """The same with an error at each cell that names somebody else for a finding about a head. No query where nobody is named anew."""
    moved = [one.pk for one in checked.changed if "person_id" in one.values]
    if not moved or mine.actor.is_system or mine.alone().holds(Duty.OFFICE):
        return checked
    found = [row for at in range(0, len(moved), 5000) for row in Problem.objects.filter(pk__in=moved[at : at + 5000])]
    heads = heads_of(campaign, sorted({row.unit_id for row in found}))
    numbers = {row.number for row in found if (row.unit_id, row.person_id) in heads}
    cells = {one.number: one for one in checked.edits if one.number in numbers and one.column is Column.PERSON} if numbers else {}
    sheets = {row.number: row.sheet for row in rows} if cells else {}
    errors = tuple(
        CellError(sheets.get(one.row, ""), one.row, one.column.label, one.new, _TOLD, facts={"number": one.number})
        for one in cells.values()
    )
    return replace(checked, errors=(*checked.errors, *errors)) if errors else checked
