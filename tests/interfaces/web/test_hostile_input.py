"""What nobody types by accident: every answer is a page, never an error of the system."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from bihuan.problems.rules.blocks import PASTED
from bihuan.problems.rules.filters import MOST_KEYS, Filters
from bihuan.problems.rules.sheet import Column
from tests.factories.town import OFFICE, WATER, Town, town

pytestmark = pytest.mark.django_db
HUGE, LONG, ODD = "9" * 30, "9" * 5000, "²"
ASKED = (
    "ledger/?after=2026-01-01_5", "ledger/?sort=due_on&after=2026-W01-1_5", f"ledger/?after={LONG}", f"ledger/?before={HUGE}", "ledger/?size=-1",
    "ledger/?batch=999999999999999", f"ledger/{HUGE}/", f"ledger/1/evidence/{HUGE}/", f"roster/?unit={ODD}", f"roster/?unit={HUGE}",
    f"roster/?unit={LONG}", f"tasks/?stage={ODD}", f"tasks/?stage={HUGE}", f"duties/?unit={ODD}", f"duties/?unit={HUGE}", "duties/?page=-3",
    "figures/?day=0001-01-01", "figures/?day=9999-12-31", "cockpit/?at=0001-01-02", "cockpit/?day=9999-12-30",
    "changes/?from=0001-01-02", f"papers/{HUGE}/", "roster/?on=9999-12-31",
)  # fmt: skip
SENT = (
    ("ledger/many/", {"row": ODD, "action": "close"}), ("ledger/many/", {"row": HUGE, "action": "close"}), ("ledger/many/", {"row": LONG, "action": "close"}),
    ("ledger/1/prioritise/", {"seen": ODD}), ("ledger/1/classify/", {"seen": LONG, "entry": ""}), ("papers/draft/", {"what": "weekly", "day": "0001-01-01"}),
    ("ledger/1/classify/", {"seen": "1", "entry": f"m{HUGE}"}),
    *(("ledger/paste/take/", {"take": told}) for told in (
        "[[1e400,1,{}]]", f"[[{HUGE},1,{{}}]]", f"[[1,{HUGE},{{}}]]", "[[999999,1,{}]]", "[" * 100_000, "[]", "{}", "[[1,1,{\"problem\":1}]]",
    )),
)  # fmt: skip


@pytest.fixture
def made() -> Town:
    return town()


@pytest.fixture
def office(made: Town) -> Client:
    made.find()
    client = made.client(OFFICE)
    session = client.session
    session["second_factor"] = "bound"
    session.save()
    client.raise_request_exception = False
    return client


def test_no_address_breaks_a_page(office: Client) -> None:
    broken = {asked[:60]: answer.status_code for asked in ASKED if (answer := office.get(f"/c/QS-2026/{asked}")).status_code >= 500}
    assert broken == {}


def test_no_form_breaks_a_page(office: Client) -> None:
    broken = {(where, str(told)[:40]) for where, told in SENT if office.post(f"/c/QS-2026/{where}", told).status_code >= 500}
    assert broken == set()


def test_thousands_of_chosen_rows_do_not_make_thousands_of_addresses(made: Town, office: Client) -> None:
    """Each chip led to all the others: 800 units were a page of 9 MB after ten seconds, 10,000 took minutes."""
    water = made.units[WATER].pk
    page = office.get(f"/c/QS-2026/ledger/?{'&'.join(f'unit={one}' for one in range(water, water + 800))}")
    plain = page.content.decode()
    assert page.status_code == 200 and len(page.content) < 600_000 and "已选 800 个" in plain
    assert len(Filters.read({"unit": [str(one) for one in range(10_000)]}).unit) == MOST_KEYS
    assert Filters(unit=(1, 2)).without("unit", "").unit == () and Filters(unit=(1, 2)).without("unit", "1").unit == (2,)


def test_nul_characters_are_refused_everywhere(office: Client) -> None:
    assert office.get("/c/QS-2026/duties/?q=%00").status_code == 400
    assert office.post("/c/QS-2026/ledger/view/", {"name": "常用\0", "query": "q=1"}).status_code == 400


@pytest.mark.parametrize("smuggled", ["\\u0000", "\\ud800"])
def test_no_pasted_block_brings_what_cannot_be_kept(made: Town, office: Client, smuggled: str) -> None:
    row = made.find(text="窗口无人")
    column = next(one.value for one in PASTED if one is Column.TEXT)
    answer = office.post("/c/QS-2026/ledger/paste/take/", {"take": f'[[{row.pk},{row.revision},{{"{column}":"窗口{smuggled}"}}]]'})
    row.refresh_from_db()
    assert (answer.status_code, row.text) == (422, "窗口无人")


def test_nothing_is_found_tomorrow(made: Town, office: Client) -> None:
    told = {"unit": made.units[WATER].pk, "source": "talk", "text": "群众反映等候太久", "owner_level": "unit", "weight": "general"}
    assert office.post("/c/QS-2026/ledger/new/", told | {"found_on": "9999-12-31"}).status_code == 422


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"found_on": "2026-01-05", "due_on": "2026-01-04"}, "完成时限不能早于发现日期"), ({"owner_level": "person"}, "请选择责任人"),
        ({"text": "  "}, "请填写这一项"), ({"text": "长" * 2500}, "最多写 2000 个字，现在有 2500 个，请删减"),
        ({"weight": "most"}, "没有这一项，请重新选择"), ({"found_on": "2099-12-31"}, "发现日期不能晚于今天"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_finding_is_told_beside_its_form(made: Town, office: Client, wrong: dict[str, str], words: str) -> None:
    told = {"unit": made.units[WATER].pk, "source": "talk", "text": "群众反映等候太久", "owner_level": "unit", "weight": "general"}
    answer = office.post("/c/QS-2026/ledger/new/", told | wrong)
    assert answer.status_code == 422 and words in answer.content.decode() and "form" in answer.context


def test_a_refused_file_leads_back_to_its_problem(made: Town, office: Client) -> None:
    page = f"http://testserver/c/QS-2026/ledger/{made.find().number}/"
    asked = {"file": SimpleUploadedFile("现场.bin", bytes(range(256)) * 20)}
    answer = office.post(f"{page}evidence/", asked, headers={"referer": page})
    assert answer.status_code == 422 and f'href="{page}"' in answer.content.decode()
    assert "evil" not in office.post(f"{page}evidence/", headers={"referer": "http://evil.example/"}).content.decode()


def test_a_form_that_has_run_out_leads_back_to_its_page(office: Client) -> None:
    office.handler.enforce_csrf_checks = True
    answer = office.post("/c/QS-2026/ledger/new/", {"text": "写了一半"}, headers={"referer": "http://testserver/c/QS-2026/ledger/new/"})
    assert answer.status_code == 403 and 'href="http://testserver/c/QS-2026/ledger/new/"' in answer.content.decode()


@pytest.mark.parametrize("day", ("9999-12-31", "2101-01-01"))
def test_a_day_that_nobody_lives_to_see_is_told_where_it_was_typed(day: str, settings: Any) -> None:
    """A slip of the hand: a clock that stood still for some days could add them to no such day, and with it stood everybody's."""
    settings.BIHUAN_DEMO, place = True, town()
    row = place.to("rectifying", place.find())
    told = {"to_on": day, "reason": "等候批复", "beyond": "on"}
    answer = place.client(OFFICE).post(f"/c/QS-2026/ledger/{row.number}/extend/", told)
    assert answer.status_code == 422 and "2100" in answer.content.decode()
