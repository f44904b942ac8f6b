"""What keeps the ledger quick, in counts that no busy machine can blur: questions a page, statements an import, weight a row.

The times themselves are commands: bench.ledger and bench.importing."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bihuan.problems.models import Problem
from bihuan.problems.operations import import_ledger
from bihuan.problems.queries.ledger import in_order, mark_of
from bihuan.problems.rules.filters import SORTS
from bihuan.problems.sheets import read_ledger
from tests.factories import town as factory
from tests.factories.town import LIAISON, OFFICE, Town
from tests.problems.sheets import row, workbook

HOME = "/c/QS-2026/ledger/"
TWELVE = "col=category,source,state,due,cause,measures,progress,leader,weight"
QUERIES = {OFFICE: 13, LIAISON: 15}  # the frame's seven among them; one more for the units below his own
A_ROW = 1_300  # bytes of a row with twelve columns of these texts
pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def town(db: None, settings: object) -> Town:
    settings.BIHUAN_DEMO = True  # type: ignore[attr-defined]
    return factory.town()


def fill(town: Town, count: int, prefix: str) -> int:
    """Import so many rows; returns how many statements it took."""
    rows = [row(f"窗口第{n}次等候过久，群众反映后才处理", no=f"{prefix}-{n}", 整改措施="轮值", 原因剖析="制度不全") for n in range(count)]
    sheet = read_ledger(workbook(rows), "台账.xlsx")
    with CaptureQueriesContext(connection) as asked:
        result = import_ledger(campaign=town.campaign, rows=sheet.rows, actor=town.actor(OFFICE), now=town.now)
    assert result.new == count and not result.errors
    return len(asked)


def test_an_import_takes_no_more_statements_for_more_rows(town: Town) -> None:
    few, many = fill(town, 20, "A"), fill(town, 200, "B")
    assert many <= few + 2


@pytest.mark.parametrize("who", [OFFICE, LIAISON])
def test_a_page_asks_the_same_few_questions_however_long_the_ledger_is(town: Town, who: str) -> None:
    client = town.client(who)
    fill(town, 60, "A")
    client.get(HOME)
    for more in (0, 200):
        if more:
            fill(town, more, "B")
        with CaptureQueriesContext(connection) as asked:
            page = client.get(f"{HOME}?{TWELVE}")
        assert len(asked) <= QUERIES[who], [one["sql"][:90] for one in asked]
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
