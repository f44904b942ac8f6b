"""A worker: takes what waits, one job after another, with a beating heart beside it; takes back what the dead left; lets time pass."""

import logging
import os
import signal
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from django.db import InterfaceError, OperationalError, close_old_connections, connection
from django.db.models.functions import Now
from django_tasks_db.models import DBTaskResult

from bihuan.foundation.jobs.leases import ATTEMPTS, Lease, LeaseLost, end, give_back, take, take_back_from_the_dead
from bihuan.foundation.jobs.models import Job
from bihuan.foundation.jobs.presence import own_name
from bihuan.foundation.jobs.running import Paused, Stopped, Turn, inside
from bihuan.foundation.jobs.vocabulary import JobState
from bihuan.foundation.kernel import Refused, Told, _
from bihuan.foundation.watching import counters, lines

logger = logging.getLogger(__name__)

AWAY = (OperationalError, InterfaceError)  # the database is away for a moment, or a job asks what it never gives
BEAT = 2.0  # seconds between two beats: also how soon a page sees progress and a job hears that it shall stop
ROUND = 15.0  # seconds between two looks at the clock and at the dead
LET_GO, LAST = 8.0, 9.5  # seconds after the wish to end: a job that came to no mark is given back, then the process ends


@contextmanager
def _beating(turn: Turn) -> Iterator[None]:
    """The heart: tells the database that the worker lives and how far it is, and hears whether it shall stop."""
    over = threading.Event()

    def beat() -> None:
        try:
            while not over.wait(BEAT):
                _one_beat(turn)
        finally:
            connection.close()

    heart = threading.Thread(target=beat, name="heart", daemon=True)
    heart.start()
    try:
        yield
    finally:
        over.set()
        heart.join()


def _one_beat(turn: Turn) -> None:
    assert turn.lease is not None
    try:
        held = turn.lease.rows()
        turn.lost = not held.update(beat=Now(), done=turn.done, total=turn.total, phase=turn.phase[:80])
        turn.stop = held.exclude(stop_asked_at=None).exists()
    except AWAY:  # the next beat tries again
        connection.close()


class Worker:
    """One process that works. `tick` is called now and then for what time brings about."""

    def __init__(self, tick: Callable[[], object] = lambda: None, parent: int | None = None) -> None:
        self.name = own_name()
        self.tick = tick
        self.parent = parent
        self.going_down = False
        self.turn: Turn | None = None
        self._rounds_at = 0.0

    def listen_to_signals(self) -> None:
        """SIGTERM and SIGINT let the job come to its next mark, then end."""
        for one in (signal.SIGTERM, signal.SIGINT):
            signal.signal(one, self._go_down)

    def _go_down(self, _signal: int, _frame: FrameType | None) -> None:
        if not self.going_down:
            threading.Thread(target=self._let_go, name="end", daemon=True).start()
        self.going_down = True
        if self.turn is not None:
            self.turn.pause = True

    def _let_go(self) -> None:
        """A job that comes to no mark in time is given back, and its process ends with whatever it had not committed."""
        time.sleep(LET_GO)
        last = threading.Timer(LAST - LET_GO, os._exit, (0,))
        last.daemon = True
        last.start()
        turn = self.turn
        if turn is not None and turn.lease is not None:
            turn.lost = True
            _hand_back(turn.lease)
        os._exit(0)

    def run(self, *, until_idle: bool = False, idle: float = 1.0) -> None:
        """Work until told to end; `until_idle` ends when nothing waits."""
        while not self.going_down and not self._is_orphan():
            try:
                close_old_connections()
                self._round()
                worked = self.work_once()
            except AWAY:  # a change of the primary, a restart: try again
                logger.warning("the database is away; trying again")
                connection.close()
                self._rounds_at = 0.0  # what this worker held when it went away is taken up at once
                self._sleep(idle)
                continue
            if not worked:
                if until_idle:
                    return
                self._sleep(idle)

    def _is_orphan(self) -> bool:
        return self.parent is not None and os.getppid() != self.parent

    def _sleep(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while not self.going_down and time.monotonic() < until:
            time.sleep(0.05)

    def _round(self) -> None:
        if time.monotonic() < self._rounds_at:
            return
        self._rounds_at = time.monotonic() + ROUND
        for told in take_back_from_the_dead(idle=self.name):
            logger.warning("taken back from a silent worker: %s", told)
        self.tick()

    def work_once(self) -> bool:
        """Do one job if one waits."""
        taken = take(self.name)
        if taken is None:
            return False
        self._do(*taken)
        return True

    def _do(self, task: DBTaskResult, lease: Lease) -> None:
        job, begun, outcome = Job.objects.get(pk=lease.job_id), time.monotonic(), "failed"
        self.turn = Turn(lease=lease, mark=job.mark, done=job.done, total=job.total, phase=job.phase, pause=self.going_down)
        try:
            outcome = self._outcome(task, lease, self.turn)
        finally:
            self.turn = None
            _tell(job, task, outcome, time.monotonic() - begun)

    def _outcome(self, task: DBTaskResult, lease: Lease, turn: Turn) -> str:
        """Do the job and write how it ended; the word for it."""
        try:
            with _beating(turn):
                answer = inside(turn, lambda: _call(task))
            lease.write(done=turn.done, total=turn.total, phase=turn.phase[:80])
            end(lease, task, JobState.DONE, answer=answer)
        except LeaseLost:
            logger.warning("job %s is held by another worker now", lease.job_id)
            return "lost"
        except Paused:
            give_back(lease.job_id, task.pk, lease.rows(), forgiven=True)
            return "given_back"
        except Exception as fault:
            if isinstance(fault, AWAY) and lease.attempt < ATTEMPTS:
                connection.close()  # perhaps not the job's fault: the next attempt goes on from the mark
                give_back(lease.job_id, task.pk, lease.rows())
                raise
            return _end_badly(task, lease, fault)
        return "done"


def _tell(job: Job, task: DBTaskResult, outcome: str, seconds: float) -> None:
    """A line and a count; the name of the task, never the title, which may name somebody."""
    counters.count("bihuan_jobs_ended_total", task=task.task_name.rpartition(".")[2], outcome=outcome)
    lines.tell("job", job=job.pk, task=task.task_name.rpartition(".")[2], attempt=job.attempt, outcome=outcome, ms=round(seconds * 1000))


def _hand_back(lease: Lease) -> None:
    """Give a held job back from another thread; where the database does not let us, whoever looks next sees that this process is gone."""
    try:
        task = lease.rows().values_list("task", flat=True).first()
        if task is not None:
            give_back(lease.job_id, task, lease.rows(), forgiven=True)
    except AWAY:
        logger.warning("job %s could not be given back", lease.job_id)


def _call(task: DBTaskResult) -> Any:
    return task.task.call(*task.args_kwargs["args"], **task.args_kwargs["kwargs"])


def _end_badly(task: DBTaskResult, lease: Lease, fault: Exception) -> str:
    state, sentence, answer = JobState.FAILED, "", {}
    match fault:
        case Stopped():
            state = JobState.STOPPED
        case Refused():
            sentence = fault.told
        case _:
            number = uuid.uuid4().hex[:8]
            answer = {"number": number}  # apart from words that may be the business of whoever asked
            logger.error("job %s failed, number %s", lease.job_id, number, exc_info=fault)
            sentence = Told(_("程序出错，编号 %(number)s，请把编号告诉系统管理员。"), number=number)
    try:
        end(lease, task, state, answer=answer, fault=sentence)
    except LeaseLost:
        logger.warning("job %s is held by another worker now", lease.job_id)
        return "lost"
    return state.value
