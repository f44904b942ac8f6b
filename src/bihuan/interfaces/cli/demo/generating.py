"""The demo county as plain values, the same for the same seed and day: people, campaign, ledger."""

import dataclasses
from collections import defaultdict
from datetime import date, timedelta
from random import Random

from bihuan.campaigns.rules.campaign_file import CampaignFile, Channels, Group, Period, Settings, Stage
from bihuan.campaigns.rules.campaign_file.columns import OwnColumn
from bihuan.campaigns.rules.catalogues import ready_catalogue
from bihuan.campaigns.vocabulary import ColumnKind, FilledBy, GroupKind
from bihuan.interfaces.cli.demo.batches import sample
from bihuan.interfaces.cli.demo.county import DemoCounty, DemoProblem
from bihuan.interfaces.cli.demo.finding import Finder
from bihuan.interfaces.cli.demo.lives import DAY, Clock, full, quick, settle_due_day
from bihuan.interfaces.cli.demo.people import COUNTY, Settlement, settle
from bihuan.interfaces.cli.demo.signing_in import leave_waiting
from bihuan.interfaces.cli.demo.tasks import tasks_of
from bihuan.problems.vocabulary import Path

SO_FAR = 75  # days from the first day of the campaign to today; stage 2 began 25 days ago
OWN_COLUMNS = (
    OwnColumn(number=1, name="事项", kind=ColumnKind.CHOICE, choices=("窗口服务", "项目审批", "路域环境", "资金拨付", "值班值守")),
    OwnColumn(number=2, name="涉及金额", kind=ColumnKind.AMOUNT, unit="万元"),
    OwnColumn(number=3, name="涉及群众", kind=ColumnKind.NUMBER, unit="人"),
    OwnColumn(number=4, name="督办文号", kind=ColumnKind.TEXT, editors=FilledBy.OFFICE),
    OwnColumn(number=5, name="现场核查日", kind=ColumnKind.DAY, editors=FilledBy.GROUP),
)
STAGES = ((0, 49), (50, 109), (110, 154))


def generate(seed: int, today: date) -> DemoCounty:
    """An invented county in the second stage of its campaign, as of `today` (what happened, happened until yesterday)."""
    rng = Random(seed)
    settled = settle(rng)
    start = today - timedelta(days=SO_FAR)
    county = DemoCounty(
        seed, today, COUNTY, campaign_file(start, settled), settled.units, settled.people, settled.groups, settled.grants
    )  # fmt: skip
    clock = Clock(start, today)
    finder = Finder(county, clock, rng)
    found = sorted(finder.findings(), key=lambda finding: finding.minute)
    slots = {unit.key: _slots(rng, clock) for unit in county.covered}
    batches: dict[tuple[int, int], list[DemoProblem]] = defaultdict(list)
    for number, finding in enumerate(found, 1):
        problem, life = finder.open(finding, number)
        if problem.path is Path.QUICK:
            slot = quick(life, slots[problem.unit])
            if slot is not None:
                batches[problem.unit, slot].append(problem)
        else:
            full(life)
        finder.complete(problem, life)
        settle_due_day(problem, today, rng)
        county.problems.append(problem)
    leave_waiting(county)
    county.batches = sample(batches, finder, clock)
    county.tasks = tasks_of(county)
    return county


def campaign_file(start: date, settled: Settlement) -> CampaignFile:
    """The campaign, made from the ready catalogue of the five tendencies."""
    base = ready_catalogue("five-tendencies")
    dates = [(start + timedelta(days=first), start + timedelta(days=last)) for first, last in STAGES]
    stages = tuple(
        Stage(name=stage.name, start=first, end=last, tasks=stage.tasks) for stage, (first, last) in zip(base.stages, dates, strict=True)
    )
    return dataclasses.replace(
        base,
        title=f"{COUNTY}“副局长”“科室长”现象专项整治行动",
        code=f"lanchuan-{start.year}",
        basis=(f"《{COUNTY}推进干部能上能下实施办法（试行）》",),
        doc_numbers=(f"澜办发〔{start.year}〕12号",),
        decided_by="县委常委会会议",
        period=Period(start=dates[0][0], end=dates[-1][1]),
        stages=stages,
        channels=Channels(
            phones=("0999-5550110", "0999-5550119"), emails=("zuofeng@lanchuan.example",), other=("调查二维码", "县委办公楼举报信箱"),
            transfer_to="县纪委监委信访室",
        ),
        organisation=dataclasses.replace(base.organisation, groups=_group_files(settled)),
        code_of_conduct=ready_catalogue("lying-flat").code_of_conduct,
        settings=Settings(roster_on=start),
        columns=OWN_COLUMNS,
    )  # fmt: skip


def _group_files(settled: Settlement) -> tuple[Group, ...]:
    groups = [group for group in settled.groups if group.kind is GroupKind.SUPERVISION]
    return tuple(Group(name=group.name, units=tuple(settled.units[unit].name for unit in group.units)) for group in groups)


def _slots(rng: Random, clock: Clock) -> list[int]:
    """When a unit head confirms: once a week, on his own day, at about the same time."""
    day, minute = rng.randrange(5), rng.randrange(30, DAY - 30)
    return [n * DAY + min(DAY - 1, max(0, minute + rng.randint(-25, 25))) for n in range(len(clock.days)) if n % 5 == day]
