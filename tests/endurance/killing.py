"""Rounds of kill -9 under writes: a serving process, a worker, or everything at once, at a random moment."""

import random
import threading
import time
from pathlib import Path

from tests.endurance.houses import House, Program, Server, is_worker
from tests.endurance.judging import Verdict, judge, states

VICTIMS = ("server", "process", "worker")


class Writers:
    """Programs that write at the same time, each in its own thread, until told to stop."""

    def __init__(self, house: House, bind: str, count: int) -> None:
        self.programs = [Program(house, f"w{n}") for n in range(count)]
        self._over = threading.Event()
        self._threads = [threading.Thread(target=self._write, args=(one, bind), daemon=True) for one in self.programs]

    def _write(self, one: Program, bind: str) -> None:
        while not self._over.is_set():
            if not one.write(bind):
                time.sleep(0.05)

    def start(self) -> None:
        """All begin."""
        for one in self._threads:
            one.start()

    @property
    def acknowledged(self) -> int:
        """How many writes were."""
        return sum(len(one.acknowledged) for one in self.programs)

    def wait_for_more(self, count: int = 3, seconds: float = 300) -> None:
        """Until the house is written to again."""
        wanted, end = self.acknowledged + count, time.monotonic() + seconds
        while self.acknowledged < wanted:
            assert time.monotonic() < end, "nothing is written"
            time.sleep(0.02)

    def stop(self, bind: str) -> None:
        """All stop; what was never answered is asked again until it is."""
        self._over.set()
        for one in self._threads:
            one.join(timeout=180)
        end = time.monotonic() + 180
        for one in self.programs:
            while one.open and time.monotonic() < end:
                one.write(bind)
            assert not one.open and not one.refused, (one.open, one.refused)


def _victims(server: Server, kind: str) -> list[int]:
    family = server.family()
    if kind == "worker":
        return [pid for pid in family if is_worker(pid)][:1]
    if kind == "process":
        return [pid for pid in family[1:] if not is_worker(pid)][:1]
    return []


def rounds_of_kills(home: Path, database: str, rounds: int, jobs: int, *, seed: int = 7) -> Verdict:
    """Two serving processes, two workers, three writing programs; after each kill whatever fell comes again."""
    chance, house = random.Random(seed), House(home, database)
    house.found(jobs)
    server = Server(house, processes=2, workers=2)
    server.start()
    writers = Writers(house, server.bind, 3)
    writers.start()
    try:
        for number in range(rounds):
            writers.wait_for_more()
            time.sleep(chance.uniform(0.0, 0.6))
            kind = VICTIMS[number % len(VICTIMS)]
            victims = _victims(server, kind)
            if kind == "server" or not victims:
                server.kill()
                server.start()
            else:
                server.kill(*victims)
        writers.stop(server.bind)
        until_all_jobs_ended(house)
        return judge(house, writers.programs, server.bind)
    finally:
        server.kill()
        house.close()


def until_all_jobs_ended(house: House) -> None:
    """Wait for the background work."""
    end = time.monotonic() + 300
    while {"waiting", "running"} & set(states(house)):
        assert time.monotonic() < end, states(house)
        time.sleep(0.2)
