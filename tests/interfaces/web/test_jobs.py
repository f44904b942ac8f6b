"""Background work on pages: one's own, renewed while it runs, stopped by a button; all of it for the system administrator."""

from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from bihuan.foundation.jobs.models import Job
from bihuan.foundation.jobs.vocabulary import JobState
from tests.interfaces.web.doors import House, house

pytestmark = pytest.mark.django_db


@pytest.fixture
def built(settings: Any) -> House:
    settings.BIHUAN_DEMO = True
    found = house()
    Job.objects.all().delete()
    return found


def _job(built: House, state: JobState, role: str = "office", **told: Any) -> Job:
    user = built.clients[role].session.get("_auth_user_id")
    ended = {} if state in (JobState.WAITING, JobState.RUNNING) else {"ended": timezone.now()}
    return Job.objects.create(task=uuid4(), title="导入台账", asked_at=timezone.now(), asked_by_id=user, state=state, **ended, **told)


def _page(built: House, role: str, path: str) -> str:
    answer = built.clients[role].get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_first_page_tells_of_work_that_runs_or_ended_today_and_of_nothing_else(built: House) -> None:
    assert "后台任务" not in _page(built, "office", "/todo/")
    old = _job(built, JobState.DONE)
    Job.objects.filter(pk=old.pk).update(ended=timezone.now() - timezone.timedelta(days=2))
    assert "导入台账" not in _page(built, "office", "/todo/")
    _job(built, JobState.RUNNING, done=1200, total=4800, phase="写入")
    page = _page(built, "office", "/todo/")
    assert "1,200 / 4,800" in page and 'value="25' in page and "every 2s" in page
    assert "导入台账" not in _page(built, "liaison", "/todo/")


def test_a_job_that_ended_says_what_came_of_it_and_asks_no_more(built: House) -> None:
    _job(built, JobState.DONE, answer={"text": "新增 3 件", "href": "/todo/"})
    _job(built, JobState.FAILED, fault="第 12 行没有单位。")
    _job(built, JobState.DONE, answer={"text": "别处", "href": "//elsewhere.example/"})
    page = _page(built, "office", "/jobs/")
    assert "新增 3 件" in page and 'href="/todo/">打开' in page and "第 12 行没有单位。" in page
    assert "every 2s" not in page and "elsewhere" not in page and "取消" not in page


def test_a_wish_to_stop_that_came_too_late_is_told_as_what_it_was(built: House) -> None:
    late = _job(built, JobState.DONE, answer={"text": "新增 3 件"}, stop_asked_at=timezone.now())
    page = _page(built, "office", f"/jobs/{late.pk}/")
    assert "取消晚了一步：任务已经做完，结果有效。" in page and "新增 3 件" in page and "正在停下" not in page


def test_the_console_tells_nothing_of_the_business(built: House) -> None:
    """None of the three sees business data: neither the name of a file, nor a cell of it, nor what came of it; a number for the log he sees."""
    private = ("旷工名单.xlsx", "曲院上班打牌", "新增 7 件")
    answer = {"text": "新增 7 件", "href": "/todo/"}
    ended = [_job(built, JobState.FAILED, fault="第 3 行“曲院上班打牌”：没有这个类别。"), _job(built, JobState.DONE, answer=answer)]
    Job.objects.update(title="导入台账 旷工名单.xlsx")
    _job(built, JobState.FAILED, fault="程序出错，编号 1a2b3c4d", answer={"number": "1a2b3c4d"})
    console, own = _page(built, "system", "/administration/jobs/"), _page(built, "office", "/jobs/")
    for words in private:
        assert words not in console and words in own
        assert all(words not in _page(built, "system", f"/administration/jobs/{one.pk}/") for one in ended)
    assert "1a2b3c4d" in console and "/todo/" not in console


def test_jobs_are_stopped_by_whoever_asked_for_them_and_by_the_system_administrator(built: House) -> None:
    mine, other = _job(built, JobState.WAITING), _job(built, JobState.RUNNING)
    assert built.clients["liaison"].post(f"/jobs/{mine.pk}/stop/").status_code == 404
    answer = built.clients["office"].post(f"/jobs/{mine.pk}/stop/", {"back": "/todo/"})
    assert answer.status_code == 302 and answer["Location"] == "/todo/"
    assert built.clients["system"].post(f"/administration/jobs/{other.pk}/stop/").status_code == 302
    mine.refresh_from_db(), other.refresh_from_db()
    assert mine.state == JobState.STOPPED and other.state == JobState.RUNNING and other.stop_asked_at is not None
    assert "正在停下" in built.clients["office"].get(f"/jobs/{other.pk}/").content.decode()


def test_the_console_shows_the_work_of_everybody_page_by_page(built: House) -> None:
    for _number in range(21):
        _job(built, JobState.DONE)
    Job.objects.create(task=uuid4(), title="核对操作记录", asked_at=timezone.now())
    page = _page(built, "system", "/administration/jobs/")
    assert "核对操作记录" in page and page.count('class="job"') == 20
    first = Job.objects.order_by("-pk")[19]
    assert f"?before={first.pk}" in page
    assert _page(built, "system", f"/administration/jobs/?before={first.pk}").count('class="job"') == 2
