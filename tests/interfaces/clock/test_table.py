"""What time brings about: a night's check that finds a fault is no success, and the rest of the table is done all the same."""

import json
from pathlib import Path
from typing import Any

import pytest

from bihuan.foundation.accounts.models import User
from bihuan.foundation.accounts.queries import system_actor
from bihuan.foundation.accounts.vocabulary import AccountAction
from bihuan.foundation.audit import checkpoints
from bihuan.foundation.audit.changing import note
from bihuan.foundation.audit.keeping import kept
from bihuan.foundation.jobs.models import Job
from bihuan.foundation.jobs.operations import ask
from bihuan.foundation.jobs.vocabulary import JobState
from bihuan.foundation.jobs.working import Worker
from bihuan.interfaces.clock.table import TABLE, do_everything, verify_book
from bihuan.interfaces.clock.table import witness as write_witness
from tests.factories.town import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def witness(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("bihuan.foundation.jobs.working.close_old_connections", lambda: None)
    settings.BIHUAN_WITNESS, settings.BIHUAN_HOME = str(tmp_path / "witness.jsonl"), tmp_path
    user = User.objects.create(username="a", opened_at=NOW)
    note(kept(User), user, AccountAction.SIGN_IN, actor=system_actor(), now=NOW)
    checkpoints.add_to(tmp_path / "witness.jsonl", checkpoints.take(NOW))
    return tmp_path / "witness.jsonl"


def _done(task: Any) -> Job:
    job = ask(task, title="定时事项", actor=system_actor(), now=NOW)
    Worker().run(until_idle=True)
    job.refresh_from_db()
    return job


def _verified() -> Job:
    return _done(verify_book)


def test_a_book_that_fits_is_told_and_one_that_does_not_is_a_job_that_failed(witness: Path) -> None:
    good = _verified()
    assert good.state == JobState.DONE and "操作记录完好" in good.answer["text"]
    line = json.loads(witness.read_text("utf-8"))
    witness.write_text(json.dumps({**line, "digest": "0" * 64}) + "\n", "utf-8")
    bad = _verified()
    assert bad.state == JobState.FAILED and "校验点" in bad.fault


def test_a_witness_file_that_was_written_and_is_gone_is_told_and_never_begun_anew(witness: Path) -> None:
    witness.unlink()
    assert _verified().state == JobState.DONE, "nobody wrote one there yet, as on the first day"
    assert _done(write_witness).state == JobState.DONE and witness.exists()
    witness.unlink()
    for task in (verify_book, write_witness):
        assert "现在不见了" in _done(task).fault
    assert not witness.exists(), "a fresh file would hide what the old one knew"
    witness.touch()
    for task in (verify_book, write_witness):
        assert "被清空" in _done(task).fault
    assert not witness.stat().st_size


def test_the_whole_table_is_done_whatever_one_thing_says(witness: Path) -> None:
    assert all(good for _title, _text, good in do_everything())
    witness.write_text("no checkpoint\n", "utf-8")
    told = do_everything()
    assert [title for title, _text, _good in told] == [*(one.title for one in TABLE), "每日提醒"]
    assert [title for title, _text, good in told if not good] == ["核对操作记录"] and any(
        "第 1 行不是校验点" in text for _title, text, _good in told
    )
