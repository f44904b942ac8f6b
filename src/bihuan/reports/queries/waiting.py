"""What waits for one account in all its campaigns, as the page of to-dos adds it up: numbers by kind, for the daily digest."""

from collections.abc import Iterator
from datetime import date, timedelta

from bihuan.campaigns.models import Campaign
from bihuan.campaigns.queries import open_tasks, visible_to
from bihuan.campaigns.queries.desk import waiting_by_room
from bihuan.clues.statistics import waiting_at_desk
from bihuan.foundation.calendar.queries import calendar
from bihuan.foundation.kernel import Actor, _
from bihuan.foundation.notifications.rules import Kind
from bihuan.inspections.queries.progress import due_in_my_units
from bihuan.problems.policy import reach
from bihuan.problems.queries.todo import counted_from

TASKS = _("阶段任务")
CLUES = _("问题线索")
ROOMS = {
    "campaigns": _("专项组织"), "finding": _("查摆问题"), "inspections": _("督导检查"), "institutions": _("举一反三与制度"), "problems": _("台账其他事项"),
    "accountability": _("其他事项"),
}  # fmt: skip
"""What rooms put on somebody's desk, by the room: the house's own words, none of the rows."""


def waiting_of(actor: Actor, day: date) -> list[Kind]:
    """How many of each kind wait for this actor, and what is due this week in the units he supervises. Empty where nothing is to be told."""
    found: dict[tuple[str, bool], tuple[int, int]] = {}
    for campaign in visible_to(actor).select_related("root"):
        for word, count, late, week in _in(campaign, actor, day):
            known = found.get((word, week), (0, 0))
            found[word, week] = known[0] + count, known[1] + late
    if any(desk := waiting_at_desk(actor, day)):
        found[CLUES, False] = desk
    kinds = [Kind(word, count, late, week) for (word, week), (count, late) in found.items()]
    return kinds if begins_a_week(day) or any(not one.week for one in kinds) else []


def _in(campaign: Campaign, actor: Actor, day: date) -> Iterator[tuple[str, int, int, bool]]:
    mine = reach(actor, campaign.pk)
    for word, count, late in counted_from(mine, campaign, day):
        yield word, count, late, False
    tasks = open_tasks(actor, campaign, day, most=0, mine=mine.duties)
    if tasks.count:
        yield TASKS, tasks.count, tasks.late, False
    for room, (count, late) in waiting_by_room(actor, mine.duties, campaign.pk, day).items():
        yield ROOMS[room], count, late, False
    for word, (count, late) in due_in_my_units(mine.duties, campaign, day).items():
        yield word, count, late, True


def begins_a_week(day: date) -> bool:
    """Is it the first working day of its week? What is due this week elsewhere is told on that day, later only beside something of one's own:
    the same line every morning would be nagging."""
    works, monday = calendar().is_working, day - timedelta(day.weekday())
    return works(day) and not any(works(monday + timedelta(n)) for n in range(day.weekday()))
