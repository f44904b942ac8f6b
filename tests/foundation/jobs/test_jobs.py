"""Background work: asked for once, held by one worker, taken up after a death, stopped, and brought about by time."""

import logging
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from django.db import OperationalError, connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from bihuan.foundation.accounts.models import User
from bihuan.foundation.accounts.queries import system_actor
from bihuan.foundation.audit.models import Record
from bihuan.foundation.calendar.models import SpecialDay
from bihuan.foundation.jobs import leases, presence, queries, scheduling
from bihuan.foundation.jobs.models import Job, Schedule
from bihuan.foundation.jobs.operations import ask, stop_job
from bihuan.foundation.jobs.running import Paused, Stopped, Turn, inside
from bihuan.foundation.jobs.vocabulary import JobState
from bihuan.foundation.jobs.working import Worker
from bihuan.foundation.kernel import Actor, Missing, NotAllowed, NotNow
from tests.foundation.jobs.tasks import break_down, fill, lose, overload, refuse

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _in_the_tests_transaction(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bihuan.foundation.jobs.working.close_old_connections", lambda: None)
    monkeypatch.setattr("bihuan.foundation.jobs.working.BEAT", 3600)  # the heart has its own connection, outside the test's transaction


def _ask(task: object = fill, **arguments: object) -> Job:
    return ask(task, title="试一试", actor=system_actor(), now=NOW, arguments=arguments)  # type: ignore[arg-type]


def _state(job: Job) -> str:
    job.refresh_from_db()
    return job.state


def test_a_job_is_done_and_says_how_far_and_what() -> None:
    job = _ask(first=0, chunks=3, size=2)
    assert _state(job) == JobState.WAITING
    Worker().run(until_idle=True)
    assert _state(job) == JobState.DONE
    assert (job.done, job.total, job.phase, job.answer, job.mark) == (3, 3, "写入", {"text": "3"}, {"chunks": 3})
    assert SpecialDay.objects.filter(name="试").count() == 6
    assert DBTaskResult.objects.get(pk=job.task).status == "SUCCESSFUL"
    assert list(Record.objects.filter(kind="job").values_list("action", flat=True)) == ["ask_job"]


def test_the_same_key_is_the_same_job() -> None:
    asked = [
        ask(fill, title="一", actor=system_actor(), now=NOW, key="k", arguments={"first": 0, "chunks": 1, "size": 1}) for _ in range(3)
    ]
    assert len({one.pk for one in asked}) == 1 and Job.objects.count() == 1 and DBTaskResult.objects.count() == 1


def test_a_refusal_keeps_its_sentence_and_a_fault_keeps_its_secrets(caplog: pytest.LogCaptureFixture) -> None:
    refused, broken = _ask(refuse), _ask(break_down)
    with caplog.at_level(logging.ERROR):
        Worker().run(until_idle=True)
    assert _state(refused) == _state(broken) == JobState.FAILED
    assert refused.fault == "第 3 行的日期不存在。"
    assert "编号" in broken.fault and "13800000000" not in broken.fault
    assert DBTaskResult.objects.get(pk=broken.task).traceback == "", "the queue keeps no personal data"


def test_the_number_of_a_fault_stands_apart_from_words_of_the_business() -> None:
    job, refused = _ask(break_down), _ask(refuse)
    Worker().run(until_idle=True)
    assert _state(job) == JobState.FAILED and job.answer["number"] in job.fault
    refused.refresh_from_db()
    assert refused.answer == {}


def test_a_waiting_job_is_stopped_at_once_and_never_runs() -> None:
    job = _ask(first=0, chunks=1, size=1)
    stop_job(job, actor=system_actor(), now=NOW)
    Worker().run(until_idle=True)
    assert _state(job) == JobState.STOPPED and not SpecialDay.objects.filter(name="试").exists()
    with pytest.raises(NotNow):
        stop_job(job, actor=system_actor(), now=NOW)


def test_a_running_job_stops_at_its_next_step_and_keeps_what_it_wrote() -> None:
    _ask(first=0, chunks=9, size=1)
    task, lease = leases.take("a") or pytest.fail("nothing taken")
    turn = Turn(lease=lease, stop=True)
    with pytest.raises(Stopped):
        inside(turn, lambda: fill.call(0, 9, 1))
    assert SpecialDay.objects.filter(name="试").count() == 1 and Job.objects.get().mark == {"chunks": 1}


def test_a_wish_to_stop_is_heard_at_the_next_step_though_the_heart_has_not_beaten() -> None:
    """A job of a second ended as done though it was cancelled in its midst: the heart beats every two."""
    job = _ask(first=0, chunks=9, size=1)
    task, lease = leases.take("a") or pytest.fail("nothing taken")
    job.refresh_from_db()
    stop_job(job, actor=system_actor(), now=NOW)
    with pytest.raises(Stopped):
        inside(Turn(lease=lease), lambda: fill.call(0, 9, 1))
    assert SpecialDay.objects.filter(name="试").count() == 1


def test_a_pause_gives_the_job_back_and_the_next_worker_goes_on() -> None:
    job = _ask(first=0, chunks=4, size=1)
    task, lease = leases.take("a") or pytest.fail("nothing taken")
    with pytest.raises(Paused):
        inside(Turn(lease=lease, pause=True), lambda: fill.call(0, 4, 1))
    assert leases.give_back(job.pk, task.pk, lease.rows(), forgiven=True)
    assert (_state(job), job.attempt) == (JobState.WAITING, 0)
    Worker().run(until_idle=True)
    assert _state(job) == JobState.DONE and SpecialDay.objects.filter(name="试").count() == 4


def _silence(job: Job) -> None:
    Job.objects.filter(pk=job.pk).update(beat=timezone.now() - leases.SILENCE - timedelta(seconds=1))


def test_a_silent_worker_loses_the_job_and_cannot_write_any_more() -> None:
    job = _ask(first=0, chunks=4, size=1)
    task, lease = leases.take("dead") or pytest.fail("nothing taken")
    assert list(leases.take_back_from_the_dead()) == [], "a beating heart is left alone"
    _silence(job)
    assert len(list(leases.take_back_from_the_dead())) == 1
    other, second = leases.take("alive") or pytest.fail("nothing taken")
    assert second.attempt == 2 and other.pk == task.pk
    with pytest.raises(leases.LeaseLost):  # the first was only asleep: its chunk is rolled back with the mark
        inside(Turn(lease=lease), lambda: fill.call(0, 4, 1))
    with pytest.raises(leases.LeaseLost):
        leases.end(lease, task, JobState.DONE)
    inside(Turn(lease=second), lambda: fill.call(0, 4, 1))
    leases.end(second, other, JobState.DONE)
    assert _state(job) == JobState.DONE and SpecialDay.objects.filter(name="试").count() == 4


def test_a_worker_of_this_machine_that_is_gone_is_not_waited_for() -> None:
    job = _ask(first=0, chunks=1, size=1)
    child = subprocess.Popen([sys.executable, "-c", "from bihuan.foundation.jobs.presence import own_name; print(own_name())"],
                             stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": "src"})  # fmt: skip
    name = child.communicate()[0].strip()
    assert leases.take(name) and presence.is_gone(name) and not presence.is_gone(presence.own_name())
    assert not presence.is_gone("elsewhere:1:abc") and not presence.is_gone("")
    assert len(list(leases.take_back_from_the_dead())) == 1 and _state(job) == JobState.WAITING


def test_a_job_that_kills_its_workers_is_given_up_with_a_sentence() -> None:
    job = _ask(first=0, chunks=4, size=1)
    for _ in range(leases.ATTEMPTS):
        assert leases.take("w")
        _silence(job)
        assert len(list(leases.take_back_from_the_dead())) == 1
    assert _state(job) == JobState.FAILED and "断点" in job.fault and leases.take("w") is None


def test_a_job_that_the_database_always_refuses_is_given_up_and_the_others_get_their_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "close", lambda: None)  # it holds the test's transaction
    stuck, other = _ask(overload), _ask(first=0, chunks=1, size=1)
    worker = Worker()
    for _ in range(leases.ATTEMPTS - 1):
        with pytest.raises(OperationalError):
            worker.work_once()
        assert _state(stuck) == JobState.WAITING
    worker.run(until_idle=True)
    assert _state(stuck) == JobState.FAILED and "编号" in stuck.fault and _state(other) == JobState.DONE


def test_whoever_lost_the_job_does_not_write_how_far_it_is() -> None:
    job = _ask(lose)
    Worker().work_once()
    assert (_state(job), job.done) == (JobState.RUNNING, 0)


def test_who_sees_and_stops_a_job() -> None:
    mine, other = (User.objects.create(username=name, opened_at=NOW) for name in ("a", "b"))
    me, you = Actor(mine.pk, "甲"), Actor(other.pk, "乙")
    job = ask(fill, title="我的", actor=me, now=NOW, arguments={"first": 0, "chunks": 1, "size": 1})
    assert list(queries.visible_to(me)) == [job] and not queries.visible_to(you).exists()
    assert queries.find(job.pk, Actor(other.pk, "管", administrator="system")) == job
    with pytest.raises(Missing):
        queries.find(job.pk, you)
    with pytest.raises(NotAllowed):
        stop_job(job, actor=you, now=NOW)
    stop_job(job, actor=me, now=NOW)


def _table() -> tuple[scheduling.Turnus, ...]:
    return (scheduling.Turnus("daily", "每天", 24, refuse), scheduling.Turnus("hourly", "每小时", 1, refuse))


def test_time_asks_once_for_each_turn_whoever_looks() -> None:
    assert scheduling.ask_for_what_is_due(_table(), NOW) == []
    tomorrow = NOW + timedelta(hours=24)
    assert scheduling.ask_for_what_is_due(_table(), tomorrow) == ["daily", "hourly"]
    assert scheduling.ask_for_what_is_due(_table(), tomorrow) == []
    assert scheduling.ask_for_what_is_due(_table(), tomorrow + timedelta(days=9)) == ["daily", "hourly"], "what was missed is done once"
    assert Job.objects.count() == 4
    # A worker that saw the old turn asks for nothing.
    assert scheduling._ask_once(_table()[0], NOW, tomorrow) is False


def test_the_next_turn_is_at_its_hour_of_the_local_day() -> None:
    daily = _table()[0]
    assert timezone.localtime(daily.after(NOW)).strftime("%d %H:%M") == "03 02:00"
    assert daily.after(daily.after(NOW)) - daily.after(NOW) == timedelta(hours=24)


def test_old_jobs_leave_the_table() -> None:
    job = _ask(refuse)
    Worker().run(until_idle=True)
    assert scheduling.forget_ended_before(timezone.now() - timedelta(days=1)) == 0
    assert scheduling.forget_ended_before(timezone.now() + timedelta(days=1)) == 1
    assert not Job.objects.filter(pk=job.pk).exists() and not DBTaskResult.objects.exists() and not Schedule.objects.exists()


def test_a_job_that_was_stopped_while_it_waited_keeps_nobody_behind_it_waiting() -> None:
    first, second = _ask(first=0, chunks=1, size=1), _ask(first=1, chunks=1, size=1)
    stop_job(first, actor=system_actor(), now=NOW)
    Worker().run(until_idle=True)
    assert (_state(first), _state(second)) == (JobState.STOPPED, JobState.DONE)
