"""A long sheet is checked as a job: with progress, once, its result kept for the page; a worker that dies loses nothing."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from bihuan.foundation.audit import chain
from bihuan.foundation.files.models import StoredFile
from bihuan.foundation.files.operations import store
from bihuan.foundation.files.rules.lengths import rows_about
from bihuan.foundation.files.rules.workbooks import SHEETS
from bihuan.foundation.jobs import leases
from bihuan.foundation.jobs.again import latest
from bihuan.foundation.jobs.models import Job
from bihuan.foundation.jobs.running import Stopped, Turn
from bihuan.foundation.jobs.vocabulary import JobState
from bihuan.foundation.jobs.working import Worker
from bihuan.interfaces.web.problems import checking
from bihuan.problems.models import Problem
from bihuan.problems.operations import checking as operations
from bihuan.problems.operations.checking import Asked, KeptCheck, check_in_turn
from bihuan.problems.rules.sheet import check
from tests.factories import town as factory
from tests.factories.town import LIAISON, OFFICE, Town
from tests.interfaces.web.test_ledger_sheets import HOME, upload
from tests.problems.sheets import HEAD, grid, row, workbook

pytestmark = pytest.mark.usefixtures("db")
ROWS = [row(f"第{n}件事没有人管", no=f"WB-{n}", 单位="水利局", 原因剖析="监督不够" if n % 2 else "") for n in range(30)]
WRONG = [*ROWS, row("最后一件", 单位="没有的局", no="WB-X")]


@pytest.fixture
def town(db: None, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any) -> Iterator[Town]:
    settings.BIHUAN_DEMO, settings.BIHUAN_FILES = True, tmp_path
    monkeypatch.setattr("bihuan.foundation.jobs.working.close_old_connections", lambda: None)
    monkeypatch.setattr(checking, "LONG", 20)
    yield factory.town()


def _handed_in(client: Client, data: bytes, name: str = "台账.xlsx") -> str:
    answer = upload(client, data, name)
    assert answer.status_code == 302 and not Job.objects.exists() and StoredFile.objects.exists()
    return str(answer["Location"])


def _work() -> None:
    Worker().run(until_idle=True)


def test_a_long_sheet_is_waited_for_and_shown_as_a_short_one_would_be(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    client = town.client(OFFICE)
    at = _handed_in(client, workbook(ROWS))
    page = client.get(at).content.decode()
    job = Job.objects.get()
    assert 'id="waiting"' in page and f'hx-get="{at}"' in page and f"/jobs/{job.pk}/stop/" in page and "确认导入" not in page
    piece = client.get(at, headers={"HX-Request": "true", "HX-Target": "waiting"})
    assert "<html" not in piece.content.decode() and "HX-Refresh" not in piece and Job.objects.count() == 1
    _work()
    job.refresh_from_db()
    assert (job.state, job.total) == (JobState.DONE, 30) and job.answer["href"] == at and not Problem.objects.exists()
    assert client.get(at, headers={"HX-Request": "true", "HX-Target": "waiting"})["HX-Refresh"] == "true"
    with monkeypatch.context() as never:
        never.setattr(operations, "check_in_turn", lambda *_args, **_more: pytest.fail("checked again"))
        never.setattr("bihuan.interfaces.web.problems.views.importing.look_at_ledger", lambda *_args: pytest.fail("read again"))
        long = client.get(at).content.decode()
    monkeypatch.setattr(checking, "LONG", 1000)
    Job.objects.all().delete()
    short = client.get(at).content.decode()
    for words in (
        "新增的头几件",
        "水利局 → 县水利局",
        "按文字推定",
        "WB-4",
        "确认导入",
        "“问题台账”：表头在第 1 行，30 行问题",
    ):
        assert words in long and words in short
    assert _content(long) == _content(short)


def _content(page: str) -> str:
    """The page without what differs by design: its head, tokens."""
    body = page[page.index('<div class="stack">') : page.index("</main>")]
    return "\n".join(line for line in body.splitlines() if "csrfmiddlewaretoken" not in line)


def test_after_the_check_the_sheet_is_taken_as_before(town: Town) -> None:
    client = town.client(OFFICE)
    at = _handed_in(client, workbook(ROWS))
    client.get(at)
    _work()
    assert "导入台账 台账.xlsx" in client.post(at, follow=True).content.decode()
    client.post(f"/jobs/{Job.objects.latest('pk').pk}/stop/")
    _work()
    assert not Problem.objects.exists()
    client.post(at), client.post(at)  # what was cancelled is asked for again, and while it waits it is the same
    assert Job.objects.filter(title__startswith="导入").count() == 2
    _work(), _work()
    assert Problem.objects.count() == 30 and not list(chain.faults())
    again = client.post(at, {"do": "again"})
    assert again["Location"] == at, "nothing is sent twice by a page that opens itself anew"
    _work()
    assert "和台账完全一样" in client.get(at).content.decode()


def test_errors_come_with_the_marked_copy_which_the_check_made(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    client = town.client(LIAISON)
    at = _handed_in(client, workbook(WRONG))
    client.get(at)
    _work()
    page = client.get(at)
    assert page.status_code == 422 and "没有的局" in page.content.decode() and "1 处错误" in Job.objects.get().answer["text"]
    monkeypatch.setattr("bihuan.interfaces.web.problems.views.importing.marked_ledger", lambda *_args: pytest.fail("marked again"))
    copy = client.get(f"{at}marked/")
    assert (
        copy.status_code == 200
        and "有误处已标出" in Job.objects.get().mark["check"]["found"]["errors"][0]["sheet"] + StoredFile.objects.latest("pk").name
    )
    assert len(grid(copy.content)) == 31
    assert town.client(OFFICE).get(f"{at}marked/").status_code == 404, "the copy is nobody else's either"


def test_what_nobody_takes_for_a_ledger_is_said_where_one_waits(town: Town) -> None:
    client = town.client(OFFICE)
    at = _handed_in(client, workbook([["铅笔", 3]] * 30, ("品名", "数量"), "采购"))
    assert 'id="waiting"' in client.get(at).content.decode()
    _work()
    page = client.get(at)
    assert page.status_code == 422 and "没有找到需要的表头" in page.content.decode() and "重新选择文件" in page.content.decode()
    before = StoredFile.objects.count()
    assert upload(client, b"PK\x03\x04" + b"x" * 90_000).status_code == 422, "what is damaged is told at once"
    assert StoredFile.objects.count() == before


def test_a_column_that_is_told_is_another_check(town: Town) -> None:
    client, head = town.client(OFFICE), ["情况描述一栏" if word == "问题" else word for word in HEAD]
    at = _handed_in(client, workbook(ROWS, head))
    client.get(at)
    _work()
    page = client.get(at).content.decode()
    assert "还不知道哪一列" in page
    shape = page.split('.asked"')[0].rpartition('name="')[2]
    told = {f"{shape}.asked": "1", f"{shape}.hidden": "on", f"{shape}.4": "text", "back": at}
    assert client.post(f"{at}columns/", told)["Location"] == at
    assert 'id="waiting"' in client.get(at).content.decode()
    _work()
    assert "确认导入" in client.get(at).content.decode() and Job.objects.count() == 2


def test_a_check_is_cancelled_and_asked_for_again(town: Town) -> None:
    client = town.client(OFFICE)
    at = _handed_in(client, workbook(ROWS))
    client.get(at)
    job = Job.objects.get()
    assert client.post(f"/jobs/{job.pk}/stop/", {"back": at})["Location"] == at
    page = client.get(at).content.decode()
    assert "已取消" in page and "重新核对" in page and Job.objects.count() == 1
    client.post(at, {"do": "again"})
    client.post(at, {"do": "again"})
    assert Job.objects.count() == 2 and 'id="waiting"' in client.get(at).content.decode()
    assert latest(str(job.key)) == Job.objects.latest("pk")
    _work(), _work()  # the first look finds the one that was stopped
    assert "确认导入" in client.get(at).content.decode()


def test_a_worker_that_was_killed_loses_nothing(town: Town) -> None:
    client = town.client(OFFICE)
    at = _handed_in(client, workbook(WRONG))
    client.get(at)
    leases.take("dead")
    Job.objects.update(beat="2020-01-01T00:00:00Z")
    assert 'id="waiting"' in client.get(at).content.decode()
    assert len(list(leases.take_back_from_the_dead())) == 1
    _work()
    job, files = Job.objects.get(), StoredFile.objects.count()
    assert (job.state, job.attempt) == (JobState.DONE, 2) and files == 2
    # Cut off behind what it kept, it keeps nothing twice.
    asked = Asked(town.campaign, StoredFile.objects.earliest("pk"))
    kept = check_in_turn(asked, actor=town.actor(OFFICE), now=town.now, turn=Turn(mark=job.mark))
    assert StoredFile.objects.count() == files and kept == KeptCheck.of_json(job.mark["check"])


class _Watched(Turn):
    def __init__(self) -> None:
        super().__init__()
        self.told: list[tuple[str, int, int]] = []

    def step(self, done: int, total: int, phase: str = "") -> None:
        super().step(done, total, phase)
        self.told.append((self.phase, done, total))
        if len(self.told) == 5:
            raise Stopped


def test_the_check_tells_row_by_row_how_far_it_is_and_hears_that_it_shall_stop(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "_OFTEN", 10)
    file = store(data=workbook(ROWS), name="台账.xlsx", actor=town.actor(OFFICE), now=town.now, taken=SHEETS)
    turn = _Watched()
    with pytest.raises(Stopped):
        check_in_turn(Asked(town.campaign, file), actor=town.actor(OFFICE), now=town.now, turn=turn)
    assert turn.told == [("读表", 0, 0), *[("核对", done, 30) for done in (0, 0, 10, 20)]] and turn.mark == {}


def test_a_long_sheet_of_a_take_over_is_checked_on_the_day_that_was_told(town: Town) -> None:
    client = town.client(OFFICE)
    data = workbook([row(f"第{n}件", no=f"WB-{n}", 状态="已销号" if n % 3 == 0 else "") for n in range(30)])
    answer = client.post(f"{HOME}take-over/", {"file": SimpleUploadedFile("旧台账.xlsx", data)})
    at = str(answer["Location"])
    assert 'id="waiting"' in client.get(at).content.decode()
    _work()
    page = client.get(at)
    assert "发现日期" in page.content.decode() and page.status_code == 422
    then = client.post(at, {"do": "look", "found_on": "2026-03-01"})
    assert then["Location"] == f"{at}?found_on=2026-03-01"
    assert f'hx-get="{then["Location"]}"' in client.get(then["Location"]).content.decode()
    _work()
    assert latest(Job.objects.latest("pk").key or "").answer["href"] == then["Location"]  # type: ignore[union-attr]
    page = client.get(then["Location"])
    assert page.status_code == 200 and "接续前已销号" in page.content.decode() and 'value="2026-03-01"' in page.content.decode()
    client.post(then["Location"], {"do": "take", "decision": "专班会议决定，原台账截至3月1日", "found_on": "2026-03-01"})
    _work()
    assert Problem.objects.filter(state="closed_before").count() == 10 and Problem.objects.count() == 30


@pytest.mark.parametrize(("data", "name", "least", "most"), [
    (workbook(ROWS), "台账.xlsx", 31, 31),
    ("单位,问题\n甲,乙\n".encode() * 50, "台账.csv", 100, 100),
])  # fmt: skip
def test_how_long_a_table_is_about(data: bytes, name: str, least: int, most: int) -> None:
    assert least <= rows_about(data, name) <= most
