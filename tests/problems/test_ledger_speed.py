"""What keeps the ledger quick, in counts that no busy machine can blur: questions a page, statements an import, weight a row.

The times themselves are commands: bench.ledger and bench.importing."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bihuan.problems.models import Problem
from bihuan.problems.operations import import_ledger
from bihuan.problems.queries.keyset import in_order, mark_of
from bihuan.problems.rules.filters import SORTS
from bihuan.problems.sheets import read_ledger
from tests.factories import town as factory
from tests.factories.steady import calls
from tests.factories.town import LIAISON, OFFICE, Town
from tests.factories.work import known, work_of
from tests.problems.sheets import row, workbook

HOME = "/c/QS-2026/ledger/"
TWELVE = "col=category,source,state,due,cause,measures,progress,leader,weight"
QUERIES = 8  # of the page and its frame together (bar S4)
WEIGHT = 60_000  # bytes of a whole page (bar S4)
GROWTH = 1.3
A_ROW_COUNTED = 8
FILTERS = ("", "&state=recorded&source=supervision", "&lamp=overdue&open=1", "&mine=1", "&q=窗口", "&sort=due_on")
A_ROW = 1_300  # bytes of a row with twelve columns of these texts
pytestmark = pytest.mark.usefixtures("known_by_heart")


@pytest.fixture
def town(db: None, settings: object) -> Town:
    settings.BIHUAN_DEMO = True  # type: ignore[attr-defined]
    return factory.town()


def fill(town: Town, count: int, prefix: str) -> int:
    """Import so many rows; returns how many statements it took."""
    told = {"整改措施": "轮值", "原因剖析": "制度不全"}
    days = [f"2026-{3 + n % 7}-{1 + n // 7 % 28}" for n in range(count)]
    rows = [row(f"窗口第{n}次等候过久，群众反映后才处理", no=f"{prefix}-{n}", 完成时限=day, **told) for n, day in enumerate(days)]
    sheet = read_ledger(workbook(rows), "台账.xlsx")
    with CaptureQueriesContext(connection) as asked:
        result = import_ledger(campaign=town.campaign, rows=sheet.rows, actor=town.actor(OFFICE), now=town.now)
    assert result.new == count and not result.errors
    return len(asked)


def test_an_import_takes_no_more_statements_for_more_rows(town: Town) -> None:
    few, many = fill(town, 20, "A"), fill(town, 200, "B")
    assert many <= few + 2


def questions(client: Client, query: str) -> list[str]:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(f"{HOME}?{query}").status_code == 200
    return [one["sql"][:90] for one in asked]


@pytest.mark.parametrize("who", [OFFICE, LIAISON])
def test_a_page_asks_the_same_few_questions_however_long_the_ledger_is(town: Town, who: str) -> None:
    client = town.client(who)
    fill(town, 60, "A")
    client.get(HOME)
    for more in (0, 200):
        if more:
            fill(town, more, "B")
        for chosen in FILTERS[1:]:
            assert len(questions(client, f"{TWELVE}{chosen}")) <= QUERIES, chosen
        with CaptureQueriesContext(connection) as asked:
            page = client.get(f"{HOME}?{TWELVE}")
        assert len(asked) <= QUERIES, [one["sql"][:90] for one in asked]
        table = page.content.split(b"<tbody", 1)[1].split(b"</tbody>")[0]
        assert table.count(b"<tr") == 50 and len(table) <= 50 * A_ROW


@pytest.mark.parametrize("sort", SORTS)
def test_a_deep_page_asks_no_more_than_the_first_in_any_order(town: Town, sort: str) -> None:
    fill(town, 180, "A")
    client, mark = town.client(OFFICE), mark_of(in_order(Problem.objects.all(), sort)[120], sort)
    client.get(HOME)
    counted = []
    for address in (f"{HOME}?sort={sort}", f"{HOME}?sort={sort}&after={mark}"):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        counted.append(len(asked))
    assert counted[1] <= counted[0]
    numbers = [one.problem.number for one in client.get(f"{HOME}?sort={sort}&after={mark}").context["rows"]]
    assert numbers == list(in_order(Problem.objects.all(), sort).values_list("number", flat=True)[121:171])


def long_rows(count: int, times: int) -> list[list[object]]:
    """Rows with texts as long as those of bench.ledger, or so many times as long."""
    text = "窗口排队过长，群众两次往返仍未办结，经反映后才有人处理，当天值守人员没有按规定交接，" * 6
    long = "制度执行不严，事项没有专人跟踪，每周通报一次进度，公开办理时限，并约谈经办人。" * 6
    cells = {"整改措施": long[: 22 * times], "原因剖析": long[: 35 * times], "整改进展": long[: 8 * times], "完成时限": "2026-05-20"}
    return [row(f"第{n}件：{text}"[: 58 * times], no=f"L-{n}", **cells) for n in range(count)]


def numbers_begin_anew() -> None:
    """PostgreSQL gives no number twice, though the rows of all tests before are gone: those of this page are as short as in a new house."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ALTER SEQUENCE problems_problem_id_seq RESTART")


@pytest.mark.parametrize(("times", "weight"), [(1, WEIGHT), (4, 1.2 * WEIGHT)])
def test_a_whole_page_of_twelve_columns_stays_light(town: Town, times: int, weight: float) -> None:
    numbers_begin_anew()
    sheet = read_ledger(workbook(long_rows(120, times)), "台账.xlsx")
    import_ledger(campaign=town.campaign, rows=sheet.rows, actor=town.actor(OFFICE), now=town.now)
    for who in (OFFICE, LIAISON):
        for order in SORTS:
            page = town.client(who).get(f"{HOME}?{TWELVE}&sort={order}").content
            assert page.count(b"<tr id=row-") == 50 and len(page) <= weight, (who, order, len(page))


@pytest.mark.parametrize("who", [OFFICE, LIAISON])
def test_ten_times_the_rows_do_not_make_a_page_slower(town: Town, who: str) -> None:
    """Counted, not timed: what the engine does for the questions of a page, and what we do around them. How many there are it counts, up to
    10,001, at a few of its steps a row."""
    fill(town, 1_000, "A")
    known()
    client, last = town.client(who), Problem.objects.order_by("number")
    addresses = pages(last)
    few = [work(client, query) for query in addresses]
    copies()
    many = [work(client, query) for query in addresses]
    for before, after in zip(few, many, strict=True):
        assert after.questions <= GROWTH * before.questions and after.calls <= GROWTH * before.calls, (before, after)
        assert after.count <= before.count + A_ROW_COUNTED * 9_000, (before, after)


def pages(rows: QuerySet[Problem]) -> list[str]:
    """The first page, one far down, other orders, open ones of which most states have none, and what nobody has."""
    chosen = (
        "",
        f"&after={rows[120].number}",
        "&sort=due_on",
        "&open=1&sort=due_on",
        "&mine=1&sort=-state",
        "&state=publicised&sort=-unit",
    )
    return [f"{TWELVE}{one}" for one in chosen]


@dataclass(frozen=True)
class Work:
    """Steps of the engine for the questions of a page, those for the count apart, and how many functions are called."""

    questions: int
    count: int
    calls: int


def work(client: Client, query: str) -> Work:
    client.get(f"{HOME}?{query}")
    asked: list[tuple[str, Any]] = []

    def listen(execute: Any, sql: str, values: Any, many: bool, context: Any) -> Any:
        asked.append((sql, values or ()))
        return execute(sql, values, many, context)

    with connection.execute_wrapper(listen):
        called = calls(lambda: client.get(f"{HOME}?{query}"))
    steps = [("count(*)" in sql[:40].lower(), work_of(sql, values)) for sql, values in asked if sql.startswith(("SELECT", "(", "WITH"))]
    assert len(steps) > 4 and 1 <= sum(is_count for is_count, _some in steps) <= 2, asked
    return Work(sum(some for is_count, some in steps if not is_count), sum(some for is_count, some in steps if is_count), called)


def copies() -> None:
    """Ten times as many problems, copied by the database itself."""
    columns = [str(one.column) for one in Problem._meta.concrete_fields]
    for n in range(1, 10):
        moved = {"id": f"id + {n * 100_000}", "number": f"number + {n * 100_000}", "external_number": f"external_number || '-{n}'"}
        values = ", ".join(moved.get(name, name) for name in columns)
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO problems_problem ({', '.join(columns)}) SELECT {values} FROM problems_problem WHERE id < 100000")  # noqa: S608
    known()
