"""Corrections confirmed together: of each batch a tenth is verified, once its draw is known; a failed sample returns the whole batch."""

from datetime import timedelta
from itertools import islice

from bihuan.interfaces.cli.demo.county import DemoBatch, DemoEvent, DemoProblem
from bihuan.interfaces.cli.demo.finding import Finder
from bihuan.interfaces.cli.demo.lives import DAY, Clock
from bihuan.interfaces.cli.demo.signing_in import UNIT
from bihuan.problems.vocabulary import Action, Path, State

FAILURES = 3
LEFT = 2
"""The last batches of the unit that is tried out, whose samples nobody has looked at yet: they wait for its supervision group."""
RATE = 10  # per cent of a batch that are drawn; the default of a campaign's settings


def sample(pools: dict[tuple[int, int], list[DemoProblem]], finder: Finder, clock: Clock) -> list[DemoBatch]:
    """Make a batch of each pool (unit, minute of confirmation), in the order of time, and note what the samples showed."""
    made, failures, rng = list[DemoBatch](), FAILURES, finder.rng
    trial = next(one.key for one in finder.county.covered if one.name == UNIT)
    left = set(islice(sorted((key for key in pools if key[0] == trial), reverse=True), LEFT))
    for (unit, slot), pool in sorted(pools.items(), key=lambda item: (item[0][1], item[0][0])):
        numbers, seed = [problem.number for problem in pool], f"{rng.getrandbits(128):032x}"
        batch = DemoBatch(unit, clock.at(slot), pool[0].events[-1].by, seed, numbers, RATE)
        seen_on = slot + rng.randint(DAY, 5 * DAY)
        if seen_on < clock.end and (unit, slot) not in left:
            fails = failures > 0 and slot > clock.end // 2 and 4 <= len(pool) <= 12
            failures -= fails
            event = DemoEvent(Action.PASS_SAMPLE, clock.at(seen_on), finder.verifier(unit))
            if fails:
                _failed(batch, pool, event, finder)
            else:
                batch.seen = event
        made.append(batch)
    return made


def _failed(batch: DemoBatch, pool: list[DemoProblem], event: DemoEvent, finder: Finder) -> None:
    """Write to the whole pool that its sample failed, then."""
    event = event._replace(action=Action.FAIL_SAMPLE, text=finder.writer.phrases["sample_failed"][0])
    batch.failed_at, batch.failed_by = event.at, event.by
    for problem in pool:
        problem.events.append(event)
        problem.stands, problem.path = State.RECORDED, Path.FULL
        problem.due_on = problem.planned_due_on = finder.county.today + timedelta(days=10)
