"""What becomes of a due day: a clock that stood still until some day, a problem that goes back after closing."""

from datetime import date, datetime, timedelta

from django.utils.timezone import localdate

from bihuan.campaigns.rules.settings import settings_of
from bihuan.problems.models import Problem, Suspension


def stood_until(still: Suspension, now: datetime) -> date:
    """What stood until a day counts to that day, though somebody asks later: the clock of the house counts so, too."""
    today = localdate(now)
    return min(today, still.until_on or today)


def due_resumed(problem: Problem, now: datetime) -> date | None:
    """The due day of an item, were its clock started now."""
    still = problem.suspensions.filter(to_on=None).first()
    if still is None or problem.due_on is None:
        return problem.due_on
    return problem.due_on + (stood_until(still, now) - still.from_on)


def due_again(problem: Problem, today: date) -> date:
    """The due day that is offered to whoever reopens a problem: the old one while it is to come, else the same span as before from today,
    else the days that the campaign gives."""
    if problem.due_on and problem.due_on >= today:
        return problem.due_on
    planned = problem.planned_due_on or problem.due_on
    if planned and problem.found_on and planned > problem.found_on:
        return today + (planned - problem.found_on)
    return today + timedelta(days=settings_of(problem.campaign.file).default_days)
