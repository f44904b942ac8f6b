"""The page that checks an issued file: every verdict, refusals, rate, sign-in."""

import random
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client, RequestFactory

from bihuan.documents.models import Document
from bihuan.documents.queries import file_of
from bihuan.interfaces.web.shell.bodies import FROM_STRANGERS, MOST, not_too_much
from tests.factories.edits import edited
from tests.factories.town import COLLEAGUE, OFFICE, Town, town
from tests.reports.test_verifying import found, weekly

pytestmark = pytest.mark.django_db
PAGE = "/documents/verify/"


@pytest.fixture
def place(settings: Any) -> Town:
    settings.BIHUAN_DEMO = True  # no second factor
    cache.clear()
    return town()


def sent(client: Client, data: bytes, name: str = "周报.docx") -> Any:
    return client.post(PAGE, {"file": SimpleUploadedFile(name, data)})


def signed_in(place: Town, who: str) -> Client:
    client = Client()
    client.force_login(place.people[who].user)
    return client


def test_a_whole_file_and_an_edited_one(place: Town) -> None:
    found(place, 3)
    row = weekly(place)
    client = signed_in(place, OFFICE)
    whole = sent(client, file_of(row)).content.decode()
    assert "与印发时一致" in whole and "看印发的原文" in whole
    data, was, now = edited(file_of(row), random.Random(5))  # noqa: S311
    told = sent(client, data).content.decode()
    assert "文件被改动过" in told and f"<del>{was}</del>" in told and f"<ins>{now}</ins>" in told
    assert Document.objects.count() == 1


def test_whoever_holds_the_file_may_ask_but_sees_no_more_of_the_ledger(place: Town) -> None:
    found(place, 3)
    told = sent(signed_in(place, COLLEAGUE), file_of(weekly(place))).content.decode()
    assert "与印发时一致" in told


def test_foreign_files_are_refused_with_a_sentence(place: Town) -> None:
    client = signed_in(place, OFFICE)
    assert client.get(PAGE).status_code == 200
    for data, name, words in ((b"hello", "a.txt", "纯文本"), (b"%PDF-1.7", "a.pdf", "PDF")):
        answer = sent(client, data, name)
        assert answer.status_code == 422 and words in answer.content.decode()
    assert client.post(PAGE).status_code == 422


def test_open_to_whoever_holds_the_file_unless_the_installation_shuts_it(place: Town, settings: Any) -> None:
    found(place, 3)
    data = file_of(weekly(place))
    assert PAGE in Client().get("/account/login/").content.decode()
    assert Client().get(PAGE).status_code == 200
    assert "与印发时一致" in sent(Client(), data).content.decode()
    settings.BIHUAN_VERIFY_OPEN = False
    assert Client().get(PAGE).status_code == 302 == sent(Client(), data).status_code
    assert PAGE not in Client().get("/account/login/").content.decode()


def test_nobody_outside_learns_or_costs_what_the_ledger_says_today(place: Town, monkeypatch: Any) -> None:
    found(place, 3)
    data = file_of(weekly(place))
    found(place, 4)
    assert "重新计算" in sent(signed_in(place, OFFICE), data).content.decode()
    monkeypatch.setattr("bihuan.reports.papers.verifying.recounted", lambda _document: pytest.fail("counted for somebody outside"))
    told = sent(Client(), data).content.decode()
    assert "与印发时一致" in told and "重新计算" not in told and "看印发的原文" not in told


def test_a_stranger_hands_in_so_much_and_no_more(place: Town) -> None:
    large = b"%PDF-1.7" + bytes(21_000_000)
    refused = sent(Client(), large, "a.pdf")
    assert refused.status_code == 413
    assert f"一次最多 {MOST // 10_000_000 * 10 - 10} MB，没有登录的最多 {FROM_STRANGERS // 1_000_000} MB" in refused.content.decode()
    assert sent(signed_in(place, OFFICE), large, "a.pdf").status_code == 422
    for address, size, status in (
        ("/account/login/", FROM_STRANGERS + 1, 413),
        ("/api/v1/plans", FROM_STRANGERS + 1, 200),
        ("/api/v1/plans", MOST + 1, 413),
    ):
        begun = RequestFactory().post(address, CONTENT_LENGTH=str(size))
        begun.user = AnonymousUser()
        assert not_too_much(lambda _request: HttpResponse())(begun).status_code == status


def test_one_who_asks_too_often_waits(place: Town, settings: Any) -> None:
    settings.BIHUAN_VERIFY_RATE = 2
    client = signed_in(place, OFFICE)
    assert [sent(client, b"x", "a.txt").status_code for _ in range(3)] == [422, 422, 429]
