"""Corrections confirmed together: a tenth of each batch is drawn and verified; a failed sample returns the whole batch."""

from datetime import timedelta

from bihuan.interfaces.cli.demo.county import DemoBatch, DemoEvent, DemoProblem
from bihuan.interfaces.cli.demo.finding import Finder
from bihuan.interfaces.cli.demo.lives import DAY, Clock
from bihuan.problems.rules import draw_sample, sample_size
from bihuan.problems.vocabulary import Action, Path, State

FAILURES = 3
RATE = 10  # per cent of a batch that are drawn; the default of a campaign's settings


def sample(pools: dict[tuple[int, int], list[DemoProblem]], finder: Finder, clock: Clock) -> list[DemoBatch]:
    """Make a batch of each pool (unit, minute of confirmation), in the order of time, and note what the samples showed."""
    made, failures, rng = list[DemoBatch](), FAILURES, finder.rng
    for (unit, slot), pool in sorted(pools.items(), key=lambda item: (item[0][1], item[0][0])):
        numbers, seed = [problem.number for problem in pool], f"{rng.getrandbits(128):032x}"
        lot = set(draw_sample(numbers, sample_size(len(numbers), RATE), seed))
        batch = DemoBatch(unit, clock.at(slot), pool[0].events[-1].by, seed, numbers, sorted(lot))
        drawn = [problem for problem in pool if problem.number in lot]
        seen_on = slot + rng.randint(DAY, 5 * DAY)
        if seen_on < clock.end:
            fails = failures > 0 and slot > clock.end // 2 and 4 <= len(pool) <= 12
            failures -= fails
            _found(batch, pool if fails else drawn, fails, DemoEvent(Action.PASS_SAMPLE, clock.at(seen_on), finder.verifier(unit)), finder)
        made.append(batch)
    return made


def _found(batch: DemoBatch, concerned: list[DemoProblem], fails: bool, event: DemoEvent, finder: Finder) -> None:
    """Write the outcome to the drawn problems, or to the whole pool when the sample failed."""
    if fails:
        event = event._replace(action=Action.FAIL_SAMPLE, text=finder.writer.phrases["sample_failed"][0])
        batch.failed_at, batch.failed_by = event.at, event.by
    for problem in concerned:
        problem.events.append(event)
        if fails:
            problem.stands, problem.path = State.RECORDED, Path.FULL
            problem.due_on = problem.planned_due_on = finder.county.today + timedelta(days=10)
