"""Goal by goal (M19): what the plan set out to reach, in its own words, and the figures and tasks that tell how far it was reached."""

from bihuan.campaigns.models import GoalTie
from bihuan.campaigns.queries.goals import Goal, goals_of
from bihuan.campaigns.vocabulary import TaskState
from bihuan.documents.rules.paper import Block, Heading, Run
from bihuan.foundation.kernel import _
from bihuan.reports.papers.parts import para
from bihuan.reports.queries.facts import Facts
from bihuan.reports.rules.definitions import BY_CODE


def goals(facts: Facts) -> list[Block]:
    """A heading and a paragraph for each goal; nothing where the plan names none."""
    found = goals_of(facts.campaign)
    return [Heading(1, _("目标完成情况")), *(para(*_told(number, one, facts)) for number, one in enumerate(found, 1))] if found else []


def _told(number: int, goal: Goal, facts: Facts) -> list[Run]:
    told: list[Run] = [_("目标%(number)d：%(goal)s。") % {"number": number, "goal": goal.text.rstrip("。；")}]
    for tie in goal.ties:
        told += _of_task(tie) if tie.task else _of_figure(tie, facts)
    return told if goal.ties else [*told, _("没有挂接指标或任务，待补。")]


def _of_figure(tie: GoalTie, facts: Facts) -> list[Run]:
    figure, named = facts.figures.get(tie.figure), BY_CODE.get(tie.figure)
    if figure is None or named is None or figure.value is None:
        return []
    return [named.name, figure, f"{figure.unit}{_note(tie)}。"]


def _of_task(tie: GoalTie) -> list[Run]:
    task = tie.task
    if task is None:
        return []
    told = {"title": task.title, "result": task.result.rstrip("。")}
    if task.state == TaskState.DONE:
        return [_("“%(title)s”已完成：%(result)s") % told + _note(tie) + "。"]
    return [_("“%(title)s”还没有完成") % told + _note(tie) + "。"]


def _note(tie: GoalTie) -> str:
    return f"（{tie.note}）" if tie.note else ""
