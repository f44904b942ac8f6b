"""The page that checks an issued file: every verdict, refusals, rate, sign-in."""

import random
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from bihuan.documents.models import Document
from bihuan.documents.queries import file_of
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


def test_without_sign_in_only_where_the_installation_opens_it(place: Town, settings: Any) -> None:
    found(place, 3)
    data = file_of(weekly(place))
    assert Client().get(PAGE).status_code == 302 == sent(Client(), data).status_code
    settings.BIHUAN_VERIFY_OPEN = True
    assert Client().get(PAGE).status_code == 200
    assert "与印发时一致" in sent(Client(), data).content.decode()


def test_one_who_asks_too_often_waits(place: Town, settings: Any) -> None:
    settings.BIHUAN_VERIFY_RATE = 2
    client = signed_in(place, OFFICE)
    assert [sent(client, b"x", "a.txt").status_code for _ in range(3)] == [422, 422, 429]
