"""The whole story through pages, in a browser: a plan handed in, asked back, launched with a sheet, one problem to its end, the brief issued."""

import io
import re
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
import xlsxwriter

from bihuan.interfaces.cli.demo import SEED
from bihuan.interfaces.cli.demo.generating import generate
from bihuan.interfaces.cli.demo.signing_in import UNIT, account_names
from tests.browsers import sign_in
from tests.stories.telling import HEAD

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
CODE = "fire-2026"
PLAN = """澜川县消防通道专项整治工作方案
根据《澜川县消防工作意见》，经县政府研究决定，开展消防通道专项整治。
一、整治内容
（一）占用通道。堆放杂物；停放车辆。
（二）管理松懈。无人巡查；记录不实。
二、工作步骤
（一）排查阶段（3月1日至3月31日）。各单位全面排查。
（二）整改阶段（4月1日至12月31日）。逐项整改。
"""


@pytest.fixture(scope="module")
def people() -> dict[str, tuple[str, str]]:
    """Sign-in name → (name, post) of the demo's people, who are chosen by what is open on the day on which the server was filled."""
    county = generate(SEED, datetime.now(ZoneInfo("Asia/Shanghai")).date())
    return {login: (county.people[key].name, county.people[key].title) for key, login in account_names(county).items()}


def roster(people: dict[str, tuple[str, str]]) -> dict[str, object]:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    page = book.add_worksheet("干部名册")
    page.write_row(0, 0, HEAD)
    for number, (login, subject) in enumerate((("juzhang", "否"), ("lianluo", "否"), ("fujuzhang", "是")), 1):
        page.write_row(number, 0, (UNIT, "澜川县", *people[login], "", subject, ""))
    book.close()
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return {"name": "名册.xlsx", "mimeType": kind, "buffer": stream.getvalue()}


def change_to(page: "Page", login: str) -> None:
    page.context.clear_cookies()
    sign_in(page, login)


def take(page: "Page", action: str, **fields: str) -> None:
    """One step from the page of the problem, with its form."""
    page.goto(f"/c/{CODE}/ledger/1/{action}/")
    form = page.locator(".step-form").first
    for name, value in fields.items():
        place = form.locator(f"[name={name}]")
        if place.first.get_attribute("type") == "radio":
            form.locator(f"[name={name}][value={value}]").check()
        elif place.evaluate("one => one.tagName") == "SELECT":
            place.select_option(label=value)
        else:
            place.fill(value)
    form.locator("button.go").click()
    page.locator(".toast", has_text="已办").wait_for()


def launch(page: "Page", people: dict[str, tuple[str, str]], folder: Path) -> None:
    plan = folder / "方案.txt"
    plan.write_text(PLAN, encoding="utf-8")
    page.goto("/plans/")
    page.set_input_files("input[type=file]", plan)
    page.get_by_role("button", name="读方案").click()
    asked = page.locator("form.question", has_text="哪一年")
    asked.locator("input[name=free]").fill("2026")
    asked.locator("button").last.click()
    page.locator("form.question.answered", has_text="2026").wait_for()
    page.get_by_role("link", name="选单位和人员").first.click()
    page.set_input_files("input[name=sheet]", roster(people))  # type: ignore[arg-type]
    page.fill("input[name=code]", CODE)
    page.get_by_role("button", name="核对名册").click()
    page.get_by_text("启动后列入名册的人").wait_for()
    page.fill("textarea[name=gaps_reason]", "联络员启动后当天在职责分工里明确")
    page.get_by_role("button", name="启动专项").click()
    page.wait_for_url(re.compile(rf"/c/{CODE}/cockpit/$"))


def grant(page: "Page", duty: str, name: str) -> None:
    page.goto(f"/c/{CODE}/duties/grant/?duty={duty}")
    page.fill("input[name=unit]", UNIT)
    page.fill("input[name=who]", name)
    page.locator("main form button.go").first.click()
    page.locator(".toast", has_text=name).wait_for()


def test_from_a_plan_to_the_issued_brief(page: "Page", people: dict[str, tuple[str, str]], tmp_path: Path) -> None:
    sign_in(page, "zhuanban")
    launch(page, people, tmp_path)
    grant(page, "liaison", people["lianluo"][0])
    grant(page, "supervisor", people["dudao"][0])

    change_to(page, "lianluo")
    page.goto(f"/c/{CODE}/ledger/new/")
    page.select_option("select[name=source]", "supervision")
    page.fill("textarea[name=text]", "三号楼消防通道长期停放车辆，巡查记录为补写")
    page.select_option("select[name=person]", label=people["fujuzhang"][0])
    page.locator("main form button.go").first.click()
    page.wait_for_url(re.compile(r"/ledger/1/$"))
    take(page, "analyse", cause="没有明确巡查责任人", kind="managerial")
    take(page, "plan", measures="划线禁停\n每日巡查并拍照", doer=people["fujuzhang"][0])

    change_to(page, "fujuzhang")
    take(page, "ask", no_evidence_reason="现场已清空，督导组可随时查看")
    change_to(page, "juzhang")
    take(page, "confirm")
    change_to(page, "dudao")
    take(page, "verify")
    change_to(page, "zhuanban")
    take(page, "close")

    page.goto(f"/c/{CODE}/cockpit/")
    page.locator("a[href$='done=1']").first.click()
    page.wait_for_url(re.compile(r"/ledger/\?done=1$"))
    assert page.locator("#grid-rows tr").count() == 1 and "已销号" in page.locator("#grid-rows tr").inner_text()

    page.goto(f"/c/{CODE}/cockpit/")
    page.get_by_role("button", name="生成本周周报").click()
    page.wait_for_url(re.compile(r"/papers/\d+/$"))
    told = re.sub(r"\s", "", page.locator(".paper").first.inner_text())
    assert "累计发现问题1件，已销号1件" in told
    if page.locator("button[disabled]", has_text="编号印发").count():  # the plan named no office that could issue it
        page.goto(f"/c/{CODE}/groups/new/")
        page.locator("main form [name=kind]").select_option("office")
        page.fill("main form [name=name]", "消防整治专班")
        page.locator("main form button.go").first.click()
        page.goto(f"/c/{CODE}/cockpit/")
        page.get_by_role("button", name="生成本周周报").click()
    page.locator("summary", has_text="编号印发").click()
    page.get_by_role("button", name="确认印发").click()
    page.locator(".toast", has_text="已印发").wait_for()
    assert "第1期" in re.sub(r"\s", "", page.locator(".paper").first.inner_text())
