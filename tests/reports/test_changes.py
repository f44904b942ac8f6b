"""与上期相比: a new edition shows what was added, changed and closed since the last one; nothing is copied (M89)."""

import io
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bihuan.campaigns.operations import set_column, set_up_group
from bihuan.campaigns.rules.campaign_file.columns import OwnColumn
from bihuan.campaigns.vocabulary import ColumnKind, GroupKind
from bihuan.foundation.audit.models import Record
from bihuan.foundation.files.models import StoredFile
from bihuan.foundation.files.operations import store
from bihuan.foundation.jobs.models import Job
from bihuan.foundation.jobs.running import Stopped, Turn, inside
from bihuan.foundation.jobs.vocabulary import JobState
from bihuan.foundation.jobs.working import Worker
from bihuan.foundation.kernel.moments import Written
from bihuan.problems import operations as do
from bihuan.problems.models import Problem, ProblemReplaced
from bihuan.problems.operations.voiding import Why
from bihuan.problems.queries import Today, comparing, reach
from bihuan.problems.queries.comparing import Editions, counts, differences, editions
from bihuan.problems.queries.past import seen_then
from bihuan.problems.rules.comparing import Part
from bihuan.problems.vocabulary import DONE, OUT, Source, VoidKind
from bihuan.reports import jobs
from bihuan.reports.operations import draft_report, issue_report
from bihuan.reports.papers import comparing as papers
from tests.factories.town import COLLEAGUE, GROUP, LIAISON, NOW, OFFICE, OFFICE_2, OFFICIAL, TODAY, Town, days_later, town

LATER = Today(TODAY + timedelta(days=30), TODAY + timedelta(days=33))


@pytest.fixture
def place(db: None, settings: Any) -> Town:
    """Five problems of the first day; then the brief is issued; then one of each kind happens."""
    settings.BIHUAN_DEMO = True
    found = town()
    set_up_group(campaign=found.campaign, kind=GroupKind.OFFICE, name="整治专班", actor=found.machine, now=NOW)
    rows = [found.find(text=f"第{n}件：等候时间过长") for n in range(1, 6)]
    found.to("closed", rows[3])
    issue_report(
        document=draft_report(campaign=found.campaign, what="weekly", day=TODAY, actor=found.actor(OFFICE), now=NOW + timedelta(hours=1)),
        actor=found.actor(OFFICE), now=NOW + timedelta(hours=1),
    )  # fmt: skip
    now = days_later(3)
    do.amend(problem=rows[0], values={"doer": found.people[COLLEAGUE], "text": "第1件：等候两小时"}, actor=found.actor(OFFICE), now=now)
    found.to("closed", rows[1], now)
    do.void(problem=rows[2], why=Why(VoidKind.ERROR, "误录"), actor=found.actor(OFFICE_2), now=now)
    do.reopen(problem=rows[3], reason="又排起了长队", actor=found.actor(GROUP), now=now)
    found.find(text="第6件：新发现的", now=now)
    found.find(Source.SELF_CHECK, text="第7件：自查出来的", now=now)
    return found


def both(place: Town, who: str = OFFICE) -> Editions:
    first, last = Written.read("2026-03-02"), Written.read("2026-03-06")
    assert first and last
    return editions(reach(place.actor(who), place.campaign.pk), place.campaign.pk, first, last, LATER)


def test_columns_of_the_campaigns_own_are_compared_and_what_was_changed_back_does_not_count(
    place: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = place.actor(OFFICE)
    money = OwnColumn(name="涉及金额", kind=ColumnKind.AMOUNT)
    set_column(campaign=place.campaign, column=money, actor=office, now=NOW)
    place.campaign.refresh_from_db()
    fifth, first = Problem.objects.get(number=5), Problem.objects.get(number=1)
    do.fill(problem=fifth, values={1: "1234.50"}, actor=office, now=days_later(3))
    do.amend(problem=first, values={"doer": None, "text": "第1件：等候时间过长"}, actor=office, now=days_later(3) + timedelta(hours=1))
    do.amend(problem=first, values={"doer": place.people[OFFICIAL]}, actor=office, now=days_later(3) + timedelta(hours=2))
    [five] = differences(both(place), Part.CHANGED)
    assert counts(both(place))[Part.CHANGED] == 1
    page = place.client(OFFICE).get("/c/QS-2026/changes/?from=2026-03-02&to=2026-03-06&part=changed")
    assert page.context["count"] == len(page.context["rows"]) == 1 and "另有 1 件改过又改回，与上期一样，不计。" in page.content.decode()
    assert [words.said() for words in five.moved] == [("涉及金额（万元）", "—", "1,234.50")] and not five.same
    do.amend(problem=first, values={"text": "第1件：等候三小时"}, actor=office, now=days_later(8))
    assert counts(both(place))[Part.CHANGED] == 1, "what was changed after both editions changes neither"
    monkeypatch.setattr(comparing, "MOST", 1)
    one, five = differences(both(place), Part.CHANGED)
    assert (one.problem.number, list(one.moved), one.same) == (1, [], True), "of very many it is told row by row"


@pytest.mark.mechanism("M89")
def test_a_new_edition_shows_what_was_added_changed_and_closed_since_the_last_one(place: Town) -> None:
    rows, records = Problem.objects.count(), Record.objects.count()
    told = both(place)
    assert counts(told) == {Part.ADDED: 2, Part.CHANGED: 1, Part.CLOSED: 1, Part.REOPENED: 1, Part.VOIDED: 1}
    [changed] = differences(told, Part.CHANGED)
    assert [one.said() for one in changed.moved] == [
        ("整改责任人", "曲院", "风荷"), ("问题", "第1件：等候时间过长", "第1件：等候两小时"),
    ]  # fmt: skip
    [closed] = differences(told, Part.CLOSED)
    assert closed.problem.number == 2 and ("环节", "已建账", "已销号") in [one.said() for one in closed.moved]
    assert [one.problem.number for one in differences(told, Part.ADDED)] == [6, 7]
    assert (Problem.objects.count(), Record.objects.count()) == (rows, records), "nothing is copied, nothing is written"


def test_the_page_compares_with_the_last_issue_and_each_count_opens_its_rows(place: Town) -> None:
    client = place.client(OFFICE)
    page = client.get("/c/QS-2026/changes/")
    assert 'data-dialog="take"' in page.content.decode(), "a button opens what takes it home"
    assert page.status_code == 200 and page.context["both"].old.written.day == TODAY and len(page.context["issues"]) == 1
    for tile in page.context["tiles"]:
        opened = client.get("/c/QS-2026/changes/" + tile["href"])
        assert opened.context["count"] == tile["value"] == len(opened.context["rows"])
        assert all(client.get(row["href"]).status_code == 200 for row in opened.context["rows"])


def test_who_may_not_read_a_text_sees_that_a_row_came_and_no_more(place: Town) -> None:
    page = place.client(LIAISON).get("/c/QS-2026/changes/?from=2026-03-02&to=2026-03-06&part=added")
    told = page.content.decode()
    assert "第6件" in told and "第7件" not in told and "0007" in told


def test_it_goes_home_as_a_workbook_and_as_a_paper_for_a_stated_purpose(place: Town) -> None:
    client, address = place.client(OFFICE), "/c/QS-2026/changes/?from=2026-03-02&to=2026-03-06"
    assert client.post(address, {"as": "xlsx", "reason": " "}).status_code == 422
    book = openpyxl.load_workbook(io.BytesIO(client.post(address, {"as": "xlsx", "reason": "报领导小组"}).content))
    assert book.sheetnames == ["说明", *(part.label for part in Part)]
    assert book["变更"]["G2"].value == "整改责任人：曲院 → 风荷\n问题：第1件：等候时间过长 → 第1件：等候两小时"
    assert client.post(address, {"as": "docx", "reason": "报领导小组"}).content[:2] == b"PK"
    assert Record.objects.filter(action="export_ledger", reason="报领导小组").count() == 2


def many_more(place: Town, many: int) -> None:
    """So many of each: added, changed, closed."""
    rows = [place.find(text=f"早先的第{n}件") for n in range(2 * many)]
    for n, row in enumerate(rows):
        if n < many:
            do.amend(problem=row, values={"text": f"改过的第{n}件"}, actor=place.actor(OFFICE), now=days_later(3))
        else:
            place.to("closed", row, days_later(3))
        place.find(text=f"后来的第{n}件", now=days_later(3))


def test_however_many_rows_moved_they_are_counted_in_one_question_and_told_page_by_page(
    place: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    for more in (1, 6):
        many_more(place, more)
        with CaptureQueriesContext(connection) as first:
            counts(both(place))
        with CaptureQueriesContext(connection) as second:
            told = differences(both(place), Part.ADDED, most=2)
        assert len(told) == 2
        asked.append((len(first), len(second)))
    assert asked[0] == asked[1]
    found = counts(both(place))
    assert found == {Part.ADDED: 16, Part.CHANGED: 8, Part.CLOSED: 8, Part.REOPENED: 1, Part.VOIDED: 1}
    monkeypatch.setattr(comparing, "_AT_ONCE", 3)
    for part, many in found.items():
        rows = list(comparing.each_difference(both(place), part))
        assert rows == differences(both(place), part) and len(rows) == many
        pages = [one.problem.number for n in range(0, many, 4) for one in differences(both(place), part, first=n, most=4)]
        assert pages == [one.problem.number for one in rows] == sorted(pages)


def plainly(two: Editions) -> dict[Part, list[int]]:
    """The parts from both editions read whole and laid side by side."""
    old, new = ({one.row_id: one for one in seen_then(two.mine, two.campaign_id, at)} for at in (two.old, two.new))
    beside = set(ProblemReplaced.objects.filter(until__gte=two.old.until, until__lt=two.new.until).values_list("row_id", flat=True))
    expected: dict[Part, list[int]] = {part: [] for part in Part}
    for key, row in new.items():
        was = old.get(key)
        if was is not None and was.pk == row.pk and key not in beside:
            continue
        stood, counts_now = was is not None and was.state not in OUT, row.state not in OUT
        facts = {
            Part.ADDED: counts_now and not stood, Part.VOIDED: stood and not counts_now,
            Part.CLOSED: counts_now and row.state in DONE and not (was and was.state in DONE),
            Part.REOPENED: counts_now and was is not None and was.reopened < row.reopened,
        }  # fmt: skip
        facts[Part.CHANGED] = counts_now and not any(facts.values())
        for part, is_of in facts.items():
            expected[part] += [row.number] if is_of else []
    return {part: sorted(numbers) for part, numbers in expected.items()}


@pytest.mark.parametrize("who", [OFFICE, LIAISON, COLLEAGUE])
def test_the_parts_are_those_that_two_whole_editions_side_by_side_give(place: Town, who: str) -> None:
    many_more(place, 2)
    two = both(place, who)
    assert plainly(two) == {part: [one.problem.number for one in differences(two, part)] for part in Part}


def test_a_page_that_nobody_can_reach_is_empty(place: Town) -> None:
    assert place.client(OFFICE).get(f"/c/QS-2026/changes/?from=2026-03-02&to=2026-03-06&page={'9' * 18}").status_code == 200


def test_a_long_part_is_printed_in_its_beginning_and_says_so(place: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(papers, "MOST", 1)
    blocks = papers.comparison(place.campaign, both(place)).blocks
    told = "".join(run for block in blocks for run in getattr(block, "runs", ()) if isinstance(run, str))
    assert told.count("全部见导出的工作簿") == 1, "two were added, one of every other kind"


@pytest.mark.parametrize("kind", ["xlsx", "docx"])
def test_a_long_one_is_made_in_the_background_and_is_its_askers_alone(place: Town, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    monkeypatch.setattr("bihuan.reports.jobs.comparing.LONG", 1)
    monkeypatch.setattr("bihuan.foundation.jobs.working.close_old_connections", lambda: None)
    client, address = place.client(OFFICE), "/c/QS-2026/changes/?from=2026-03-02&to=2026-03-06"
    assert client.post(address, {"as": kind, "reason": " "}).status_code == 422 and not Job.objects.exists()
    assert "排队中" in client.post(address, {"as": kind, "reason": "报领导小组"}, follow=True).content.decode()
    assert not Record.objects.filter(action="export_ledger").exists()
    place.find(text="提出导出之后才发现的", now=days_later(9))
    Worker().run(until_idle=True)
    job = Job.objects.get()
    assert job.state == JobState.DONE and job.answer["href"] in client.get("/jobs/").content.decode()
    answer = client.get(job.answer["href"])
    assert answer["Content-Disposition"].startswith("attachment") and answer.content[:2] == b"PK"
    assert Record.objects.filter(action="export_ledger", reason="报领导小组").count() == 1
    assert place.client(OFFICE_2).get(job.answer["href"]).status_code == 404
    his = store(data=b"his own", name="note.txt", actor=place.actor(OFFICE), now=days_later(9))
    assert client.get(f"/c/QS-2026/changes/{his.pk}/").status_code == 404, "a file of his that is no comparison"
    if kind == "xlsx":
        assert [row[0].value for row in openpyxl.load_workbook(io.BytesIO(answer.content))["新增"]] == ["序号", "0006", "0007"]
        assert (job.done, job.total, job.phase) == (0, 6, "写表")


def test_a_comparison_can_be_stopped_and_goes_on_only_where_it_was_not_kept(place: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bihuan.problems.operations.comparing._A_STEP", 2)
    told = {"campaign": "QS-2026", "account": place.people[OFFICE].user_id, "between": ["2026-03-02", "2026-03-06"]}
    asked = {**told, "taken": ["xlsx", "比.xlsx", "核对"]}
    files = StoredFile.objects.count()
    with pytest.raises(Stopped):
        inside(Turn(stop=True), lambda: jobs.make_comparison.func(**asked))
    assert StoredFile.objects.count() == files and not Record.objects.filter(action="export_ledger").exists()
    turn = Turn()
    first = inside(turn, lambda: jobs.make_comparison.func(**asked))
    assert inside(Turn(mark=turn.mark), lambda: jobs.make_comparison.func(**asked))["href"] == first["href"]
    assert StoredFile.objects.count() == files + 1 and Record.objects.filter(action="export_ledger").count() == 1 and turn.done == 4
