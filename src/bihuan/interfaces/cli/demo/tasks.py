"""Tasks of the stages: some done with a result and a proof, some due these days, some still ahead."""

from datetime import timedelta

from bihuan.campaigns.vocabulary import GroupKind
from bihuan.interfaces.cli.demo.county import DemoCounty, DemoTask
from bihuan.interfaces.cli.demo.wording import blocks


def tasks_of(county: DemoCounty) -> list[DemoTask]:
    """Tasks by the words file: stage, due day (counted from the first day), body, title, result, proof."""
    groups = [n for n, group in enumerate(county.groups) if group.kind is GroupKind.SUPERVISION]
    office = next(n for n, group in enumerate(county.groups) if group.kind is GroupKind.OFFICE)
    bodies: dict[str, dict[str, int]] = {"office": {"group": office}}
    bodies |= {f"group{n + 1}": {"group": key} for n, key in enumerate(groups)}
    bodies |= {unit.name: {"unit": unit.key} for unit in county.covered}
    made = []
    for line in blocks("tasks")["task"]:
        stage, day, body, title, *done = line.split("|")
        result, proof = done or ("", "")
        due_on = county.first_day + timedelta(days=int(day))
        made.append(DemoTask(title, int(stage) - 1, due_on, result=result, proof=proof, **bodies[body]))
    return made
