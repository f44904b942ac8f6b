"""A scanned plan is recognised in the background: page by page, cancelled, taken up where a worker died, refused in clear words."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from bihuan.foundation.audit import chain
from bihuan.foundation.audit.models import Record
from bihuan.foundation.files.models import StoredFile
from bihuan.foundation.files.shelves import shelf
from bihuan.foundation.jobs import leases
from bihuan.foundation.jobs.models import Job
from bihuan.foundation.jobs.vocabulary import JobState
from bihuan.foundation.jobs.working import Worker
from bihuan.plan_import.models import Draft
from bihuan.plan_import.readers import scan
from bihuan.problems.jobs import AWAITED
from tests.factories import town as factory
from tests.factories.town import LIAISON, OFFICE, Town
from tests.foundation.jobs.tasks import fill

pytestmark = pytest.mark.usefixtures("db")
PAGES = [
    "澜川县农贸市场专项整治工作方案\n经县政府研究决定，开展专项整治。",
    "一、整治内容\n（一）索证不全。没有档案；没有协议。",
    "二、工作步骤\n（一）自查阶段（2026年3月上旬至4月10日）。逐摊自查。",
    "三、责任分工\n县市场监管局牵头，县公安局配合，开展联合执法。",
]


class Fake:
    """Recognises the page by the width of its picture; says which it was asked for, and can die of one."""

    def __init__(self, pages: list[str]) -> None:
        self.pages, self.asked = pages, list[int]()
        self.dies_of = -1

    def __call__(self, picture: Any) -> str:
        at = picture.width - 60
        if at == self.dies_of:
            raise SystemExit
        self.asked.append(at)
        return self.pages[at]


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Fake:
    found = Fake(PAGES)
    monkeypatch.setattr(scan, "is_installed", lambda: True)
    monkeypatch.setattr(scan, "recognise", found)
    monkeypatch.setattr("bihuan.foundation.jobs.working.close_old_connections", lambda: None)
    return found


@pytest.fixture
def town(db: None, settings: Any, tmp_path: Any) -> Town:
    settings.BIHUAN_DEMO, settings.BIHUAN_FILES = True, tmp_path
    return factory.town()


def fax(pages: int) -> bytes:
    image, out = pytest.importorskip("PIL.Image"), io.BytesIO()
    first, *more = [image.new("L", (60 + page, 40), "white") for page in range(pages)]
    first.save(out, "TIFF", save_all=True, append_images=more)
    return out.getvalue()


def upload(client: Client, pages: int = 4, name: str = "方案扫描件.tif") -> Any:
    return client.post("/plans/upload/", {"file": SimpleUploadedFile(name, fax(pages))})


def test_the_upload_returns_at_once_and_the_page_leads_to_the_review(town: Town, fake: Fake) -> None:
    client = town.client(OFFICE)
    at = upload(client)["Location"]
    job, page = Job.objects.get(), client.get(at).content.decode()
    assert fake.asked == [] and not Draft.objects.exists() and at.startswith("/plans/reading/")
    assert 'id="waiting"' in page and "方案扫描件.tif" in page and f"/jobs/{job.pk}/stop/" in page
    Worker().run(until_idle=True)
    job.refresh_from_db()
    draft = Draft.objects.get()
    assert fake.asked == [0, 1, 2, 3] and (job.state, job.done, job.total, job.phase) == (JobState.DONE, 4, 4, "逐页识别文字")
    assert client.get(at, headers={"HX-Request": "true", "HX-Target": "waiting"})["HX-Refresh"] == "true"
    assert client.get(at)["Location"] == f"/plans/{draft.pk}/" == job.answer["href"] and draft.title == "澜川县农贸市场专项整治工作方案"
    assert "请逐字核对" in draft.notes[0] and draft.file_id == StoredFile.objects.get().pk and draft.read_by_id == job.asked_by_id
    assert "整治内容" in client.get(f"/plans/{draft.pk}/").content.decode() and not list(chain.faults())
    assert town.client(LIAISON).get(at).status_code == 404


def test_a_text_is_read_at_once(town: Town, fake: Fake) -> None:
    file = SimpleUploadedFile("方案.txt", "\n".join(PAGES).encode())
    assert town.client(OFFICE).post("/plans/upload/", {"file": file})["Location"] == f"/plans/{Draft.objects.get().pk}/"
    assert not Job.objects.exists()


def test_pages_that_were_read_before_a_worker_died_are_kept(town: Town, fake: Fake) -> None:
    upload(town.client(OFFICE))
    fake.dies_of = 2
    with pytest.raises(SystemExit):
        Worker().run(until_idle=True)
    job = Job.objects.get()
    assert job.state == JobState.RUNNING and list(job.mark["pages"]) == ["1", "2"] and not Draft.objects.exists()
    Job.objects.update(beat="2020-01-01T00:00:00Z")
    assert len(list(leases.take_back_from_the_dead())) == 1
    fake.dies_of = -1
    Worker().run(until_idle=True)
    job.refresh_from_db()
    assert fake.asked == [0, 1, 2, 3], "no page was read twice"
    assert (job.state, job.attempt, job.mark["pages"]) == (JobState.DONE, 2, {}) and Draft.objects.count() == 1


def test_it_is_cancelled_and_begun_again(town: Town, fake: Fake) -> None:
    client = town.client(OFFICE)
    at, job = upload(client)["Location"], Job.objects.get()
    client.post(f"/jobs/{job.pk}/stop/", {"back": at})
    Worker().run(until_idle=True)
    page = client.get(at).content.decode()
    assert fake.asked == [] and "已取消" in page and "重新识别" in page
    assert client.post(at, {"do": "again"})["Location"] == at and Job.objects.count() == 2
    Worker().run(until_idle=True)
    assert client.get(at)["Location"] == f"/plans/{Draft.objects.get().pk}/"


def test_refusals_are_those_of_before(town: Town, fake: Fake, monkeypatch: pytest.MonkeyPatch) -> None:
    client = town.client(OFFICE)
    many = upload(client, 41)
    assert many.status_code == 422 and "41 页" in many.content.decode() and not Job.objects.exists() and not StoredFile.objects.exists()
    fake.pages = [""] * 4
    at = upload(client)["Location"]
    Worker().run(until_idle=True)
    page = client.get(at)
    assert (
        page.status_code == 422
        and "没有" in page.content.decode()
        and "重新选择文件" in page.content.decode()
        and not Draft.objects.exists()
    )
    assert upload(town.client(LIAISON)).status_code == 403 and StoredFile.objects.count() == 1
    monkeypatch.setattr(scan, "is_installed", lambda: False)
    assert "make extra NAME=ocr" in upload(client).content.decode()


def test_a_scan_that_turns_out_to_be_secret_is_not_kept(
    town: Town, fake: Fake, django_capture_on_commit_callbacks: Any
) -> None:  # fmt: skip
    fake.pages = ["机密★三年\n关于开展专项整治的方案", *PAGES[1:]]
    client = town.client(OFFICE)
    at, file = upload(client)["Location"], StoredFile.objects.get()
    name = f"{file.sha256[:2]}/{file.sha256[2:4]}/{file.sha256}"
    assert shelf().has(name)
    with django_capture_on_commit_callbacks(execute=True):
        Worker().run(until_idle=True)
    job = Job.objects.get()
    assert job.state == JobState.FAILED and "国家秘密标志" in job.fault and job.mark["pages"] == {}
    assert not StoredFile.objects.exists() and not shelf().has(name) and not Draft.objects.exists()
    page = client.get(at).content.decode()
    assert "国家秘密标志" in page and "重新选择文件" in page and "重新识别" not in page
    assert Record.objects.filter(kind="stored_file", action="drop_file").count() == 1 and not list(chain.faults())


def test_between_two_pages_whoever_waits_for_something_short_comes_first(town: Town, fake: Fake) -> None:
    upload(town.client(OFFICE))
    ended: list[str] = []
    told = Fake.__call__

    def asking(self: Fake, picture: Any) -> str:
        if not self.asked:
            short = fill.using(priority=AWAITED).enqueue(first=1, chunks=1, size=1)
            from django.utils import timezone

            Job.objects.create(task=short.id, title="核对", asked_at=timezone.now())
        elif not ended:
            ended.append(Job.objects.get(title="核对").state)
        return told(self, picture)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Fake, "__call__", asking)
        Worker().run(until_idle=True)
    assert ended == [JobState.DONE] and fake.asked == [0, 1, 2, 3]
    assert Job.objects.get(title__startswith="识别方案").attempt == 1
