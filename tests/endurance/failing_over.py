"""Two web processes and two workers, each on its own, before a primary with a hot standby; the primary is killed under writes."""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests.endurance.houses import House, Program, Server
from tests.endurance.judging import Verdict, judge
from tests.endurance.killing import Writers, until_all_jobs_ended
from tools.standby import Pair, pair


@dataclass(frozen=True)
class FailedOver:
    """What stood in the end, and seconds from the promotion to the first acknowledged write."""

    verdict: Verdict
    seconds: float


def fail_over(home: Path, jobs: int) -> FailedOver:
    """Write, kill the primary, promote the standby, write on, judge."""
    with pair() as servers:
        servers.primary.do("CREATE DATABASE bihuan")
        keys = home / "keys"
        first = House(home / "one", servers.address("bihuan"), BIHUAN_KEYS=str(keys))
        first.found(jobs)
        second = House(home / "two", servers.address("bihuan"), BIHUAN_KEYS=str(keys))
        second.known = first.known
        webs = [Server(one, workers=0) for one in (first, second)]
        with ThreadPoolExecutor() as both:
            list(both.map(Server.start, webs))
        workers = [one.worker() for one in (first, second)]
        try:
            return _killed(servers, first, webs)
        finally:
            for one in webs:
                one.kill()
            for worker in workers:
                worker.kill()
                worker.wait()
            first.close()
            second.close()


def _killed(servers: Pair, house: House, webs: list[Server]) -> FailedOver:
    groups = [Writers(house, one.bind, 2) for one in webs]
    for one in groups:
        one.start()
    for one in groups:
        one.wait_for_more(10)
    servers.primary.kill()
    time.sleep(1)
    servers.promote()
    promoted = time.monotonic()
    for one in groups:
        one.wait_for_more(10)
    programs: list[Program] = [program for one in groups for program in one.programs]
    for group, web in zip(groups, webs, strict=True):
        group.stop(web.bind)
    first = min((one.first_after(promoted) for one in programs), default=float("inf"))
    until_all_jobs_ended(house)
    return FailedOver(judge(house, programs, webs[1].bind), first - promoted)
