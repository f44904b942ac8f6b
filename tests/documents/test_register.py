"""The register: numbering, freezing, who may, what is refused."""

import importlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, connections, transaction

from bihuan.campaigns.models import Campaign
from bihuan.documents import queries
from bihuan.documents.models import Document, DocumentReplaced, KeptWording
from bihuan.documents.operations import draft_paper, drop_wording, file_signed_copy, issue_paper, redraft_paper
from bihuan.documents.rules.bindings import digest, plain_json
from bihuan.documents.rules.paper import Gap, Para
from bihuan.documents.vocabulary import DocumentState, Kind
from bihuan.foundation.kernel import Actor, BadInput, Missing, NeedsUnmet, NotAllowed, NotNow
from bihuan.organisation.models import Unit
from tests.documents.samples import paper, unfounded
from tests.documents.test_docx import part
from tests.factories.pictures import jpeg

NOW = datetime(2026, 11, 21, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
CLI = Actor(None, "系统", door="cli")


def campaign() -> Campaign:
    unit = Unit.objects.create(name="青禾县", path="1/")
    return Campaign.objects.create(code="QH-2026", title="青禾县干部作风专项整治", root=unit, prepared_at=NOW)


def weekly(where: Campaign, **other: object) -> Document:
    content = paper(Kind.WEEKLY_BRIEF, number="", date=None, **other)
    return draft_paper(campaign=where, paper=content, series="weekly", as_of=NOW, actor=CLI, now=NOW)


@pytest.mark.django_db
def test_an_issued_weekly_is_numbered_dated_kept_and_counted() -> None:
    where = campaign()
    first, second = (issue_paper(weekly(where), actor=CLI, now=NOW) for _ in range(2))
    assert [first.number, second.number] == ["第1期（总第1期）", "第2期（总第2期）"]
    assert first.state == DocumentState.ISSUED
    assert queries.issued(where, Kind.WEEKLY_BRIEF).count() == 2
    assert queries.issued(where, Kind.WEEKLY_BRIEF, NOW - timedelta(days=1)).count() == 0
    assert queries.issued_by_year(where) == {2026: 2}
    data = queries.file_of(second)
    assert "第2期（总第2期）" in part(data, "word/document.xml")
    assert "草稿" not in part(data, "word/header1.xml")


@pytest.mark.django_db
def test_the_register_keeps_the_same_list_of_figures_as_the_file() -> None:
    document = issue_paper(weekly(campaign()), actor=CLI, now=NOW)
    assert document.figures["document"] == str(document.pk)
    assert [each["figure"] for each in document.figures["figures"]][:2] == ["N01", "O01"]
    assert digest(plain_json(document.figures)) == document.figures_digest
    assert document.figures_digest in part(queries.file_of(document), "docProps/custom.xml")


@pytest.mark.django_db
def test_official_numbers_begin_anew_each_year_and_series_do_not_mix() -> None:
    where = campaign()

    def notice(series: str, now: datetime) -> str:
        drafted = draft_paper(campaign=where, paper=paper(Kind.NOTICE, number=""), series=series, as_of=now, actor=CLI, now=now)
        return issue_paper(drafted, actor=CLI, now=now).number

    later = NOW.replace(year=2027)
    assert [notice("青整治办", NOW), notice("青整治办", NOW), notice("青整治", NOW), notice("青整治办", later)] == [
        "青整治办〔2026〕1号", "青整治办〔2026〕2号", "青整治〔2026〕1号", "青整治办〔2027〕1号",
    ]  # fmt: skip


@pytest.mark.django_db
def test_content_survives_the_register() -> None:
    drafted = weekly(campaign())
    assert queries.paper_of(Document.objects.get(pk=drafted.pk)) == paper(Kind.WEEKLY_BRIEF, number="", date=None)


@pytest.mark.django_db
def test_a_paper_with_a_gap_stays_a_draft_until_it_is_filled() -> None:
    where = campaign()
    drafted = draft_paper(campaign=where, paper=unfounded(), series="通知", as_of=NOW, actor=CLI, now=NOW)
    with pytest.raises(NeedsUnmet, match="待补"):
        issue_paper(drafted, actor=CLI, now=NOW)
    filled = paper(Kind.NOTICE, number="", blocks=(Para(("根据县委通知，经领导小组研究决定，开展专项整治。",)),))
    assert issue_paper(redraft_paper(drafted, paper=filled, as_of=NOW, actor=CLI, now=NOW), actor=CLI, now=NOW).number


@pytest.mark.django_db
def test_issuing_fills_only_number_and_dates() -> None:
    where = campaign()
    drafted = weekly(where, signature=None, issuer=Gap("编发单位"))
    with pytest.raises(NeedsUnmet):
        issue_paper(drafted, actor=CLI, now=NOW)


@pytest.mark.django_db
def test_an_issued_document_cannot_be_changed_by_anybody() -> None:
    document = issue_paper(weekly(campaign()), actor=CLI, now=NOW)
    with pytest.raises(NotNow):
        redraft_paper(document, paper=paper(), as_of=NOW, actor=CLI, now=NOW)
    with pytest.raises(NotNow):
        issue_paper(document, actor=CLI, now=NOW)
    for touch in (Document.objects.filter(pk=document.pk).delete, lambda: Document.objects.filter(pk=document.pk).update(title="改")):
        with pytest.raises(DatabaseError), transaction.atomic():
            touch()


@pytest.mark.django_db
def test_too_long_a_text_needs_a_reason() -> None:
    drafted = weekly(campaign(), blocks=(Para(("长" * 5001,)),))
    with pytest.raises(BadInput, match="5001字"):
        issue_paper(drafted, actor=CLI, now=NOW)
    assert issue_paper(drafted, actor=CLI, now=NOW, reason="附有全部典型问题").number


@pytest.mark.django_db
def test_a_stranger_neither_drafts_nor_sees() -> None:
    where, stranger = campaign(), Actor(7, "外人", person_id=9)
    drafted = weekly(where)
    with pytest.raises(NotAllowed):
        draft_paper(campaign=where, paper=paper(), series="x", as_of=NOW, actor=stranger, now=NOW)
    with pytest.raises(Missing):
        queries.find(stranger, where, drafted.pk)


@pytest.mark.django_db(transaction=True)
def test_two_who_issue_at_once_get_different_numbers_without_a_gap() -> None:
    where = campaign()
    drafts = [weekly(where) for _ in range(6)]

    def issue(document: Document) -> int | None:
        try:
            return issue_paper(Document.objects.get(pk=document.pk), actor=CLI, now=NOW).serial_no
        finally:
            connections.close_all()

    connection.close()
    with ThreadPoolExecutor(3) as pool:
        assert sorted(pool.map(issue, drafts)) == [1, 2, 3, 4, 5, 6]


def told(where: Campaign, until: datetime | None = None) -> list[Any]:
    """The register as a page prints it, and each paper."""
    listed = [
        (row.title, row.kind, row.number, row.state, row.as_of, row.issued_at, [copy.note for copy in row.signed_copies.all()])
        for row in queries.register_of(CLI, where, until)
    ]
    papers = [queries.paper_of(queries.find(CLI, where, row.pk, until)) for row in queries.register_of(CLI, where, until)]
    files = [queries.find(CLI, where, row.pk, until).file_id for row in queries.register_of(CLI, where, until)]
    return [listed, papers, files, queries.issued_by_year(where, until), [one.text for one in queries.wordings_in(where, until)]]


@pytest.mark.django_db
@pytest.mark.mechanism("M88")
def test_the_register_of_any_past_moment_is_the_one_that_was_shown_then() -> None:
    where, kept = campaign(), dict[datetime, list[Any]]()

    def at(hour: int) -> datetime:
        return NOW + timedelta(hours=hour)

    def keep(hour: int) -> None:
        kept[at(hour) + timedelta(minutes=1)] = told(where)

    keep(-1)
    first = weekly(where)
    keep(0)
    changed = paper(Kind.WEEKLY_BRIEF, number="", date=None, title="工作周报（改）", blocks=(Para(("改过的话。",)),))
    redraft_paper(first, paper=changed, as_of=at(1), actor=CLI, now=at(1))
    keep(1)
    draft_paper(campaign=where, paper=paper(Kind.NOTICE, number=""), series="青整治办", as_of=NOW, actor=CLI, now=at(2))
    keep(2)
    issue_paper(first, actor=CLI, now=at(3))
    keep(3)
    file_signed_copy(document=first, data=jpeg(), name="签发件.jpg", note="签发件", actor=CLI, now=at(4))
    keep(4)
    file_signed_copy(document=first, data=jpeg(2), name="签发件.jpg", note="换清楚的", actor=CLI, now=at(5))
    row = KeptWording.objects.create(
        campaign=where, series="weekly", key="一", text="沿用的话", runs=["沿用的话"], document=first, kept_at=at(5), kept_by=None
    )
    keep(5)
    drop_wording(row, actor=CLI, now=at(6))
    keep(6)
    assert kept[at(0) + timedelta(minutes=1)][0] != kept[at(1) + timedelta(minutes=1)][0] != kept[at(3) + timedelta(minutes=1)][0]
    for moment, was in kept.items():
        assert told(where, moment) == was, moment
    with pytest.raises(Missing):
        queries.find(CLI, where, first.pk, NOW)


@pytest.mark.django_db
def test_drafts_changed_before_old_values_were_kept_are_told_from_the_book() -> None:
    where = campaign()
    draft = weekly(where)
    redraft_paper(
        draft, paper=replace(queries.paper_of(draft), title="后来的标题"), as_of=NOW, actor=CLI, now=NOW + timedelta(hours=1)
    )  # fmt: skip
    DocumentReplaced.objects.all().delete()
    importlib.import_module("bihuan.documents.migrations.0008_what_drafts_of_before_were").fill(apps, None)
    [then] = queries.register_of(CLI, where, NOW + timedelta(minutes=1))
    assert then.title == str(paper(Kind.WEEKLY_BRIEF).title) != "后来的标题"
