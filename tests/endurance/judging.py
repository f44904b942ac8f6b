"""What must hold after everything was killed: each acknowledged write stands once, its key gives the same answer, the book fits."""

import json
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass

import psycopg

from tests.endurance.founding import CHUNKS, SIZE
from tests.endurance.houses import ROOT, House, Program

_LOOK = """
import json, django
django.setup()
from collections import Counter
from bihuan.foundation.audit.models import Record
from bihuan.foundation.audit.queries import verify
from bihuan.foundation.calendar.models import SpecialDay
from bihuan.foundation.jobs.models import Job
from bihuan.problems.models import Problem
found = verify()
print(json.dumps({
    "texts": dict(Counter(Problem.objects.values_list("text", flat=True))), "fault": found.fault.sentence if found.fault else "",
    "recorded": Record.objects.filter(kind="problem").count(), "records": found.records,
    "rows": SpecialDay.objects.filter(name="试").count(), "jobs": list(Job.objects.filter(title="试").values_list("state", flat=True)),
}))
"""


@dataclass(frozen=True)
class Verdict:
    """How many writes were acknowledged, how many of them are lost, how many findings stand twice, how many keys gave another answer."""

    acknowledged: int
    lost: int
    doubled: int
    strange: int
    other_answers: int
    fault: str
    rows: int
    jobs: list[str]

    @property
    def good(self) -> bool:
        """Nothing lost, nothing doubled, the same answers, the book fits."""
        return not (self.lost or self.doubled or self.strange or self.other_answers or self.fault)

    def background(self, jobs: int) -> bool:
        """Every background job ended well and wrote each of its rows once."""
        return self.jobs == ["done"] * jobs and self.rows == jobs * CHUNKS * SIZE

    def __str__(self) -> str:
        return (
            f"{self.acknowledged} acknowledged, {self.lost} lost, {self.doubled} doubled, {self.strange} that nobody wrote, "
            f"{self.other_answers} keys with another answer, book: {self.fault or 'fits'}"
        )


def states(house: House) -> list[str]:
    """How the background jobs stand, without starting a process."""
    asked = "SELECT state FROM jobs_job WHERE title = '试' ORDER BY id"
    if house.database:
        with psycopg.connect(house.database) as base:
            return [state for (state,) in base.execute(asked)]
    with closing(sqlite3.connect(house.home / "bihuan.sqlite3", timeout=30)) as file:
        return [state for (state,) in file.execute(asked)]


def look(house: House) -> dict[str, object]:
    """What stands in the database, read by a process of its own."""
    done = subprocess.run([sys.executable, "-c", _LOOK], env=house.environment, cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    told: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return told


def judge(house: House, programs: Sequence[Program], bind: str) -> Verdict:
    """Ask for every answer again, then count what stands in the database."""
    answers = {one.text_of(key): (one, key, body) for one in programs for key, body in one.acknowledged.items()}
    other = 0
    for one, key, body in answers.values():
        status, again, replayed = one.post(bind, key)
        other += not (status in (200, 201) and again == body and replayed)
    told = look(house)
    texts: dict[str, int] = told["texts"]  # type: ignore[assignment]
    return Verdict(
        acknowledged=len(answers), lost=sum(text not in texts for text in answers), doubled=sum(count > 1 for count in texts.values()),
        strange=sum(text not in answers for text in texts), other_answers=other, fault=str(told["fault"]), rows=int(str(told["rows"])),
        jobs=list(told["jobs"]),  # type: ignore[call-overload]
    )  # fmt: skip
