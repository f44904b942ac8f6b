"""The short ways that people go every day, in a real browser on the demo: each test one journey."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browsers import sign_in, until
from tests.problems.sheets import row, workbook

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
SAMPLE = Path(__file__).resolve().parents[2] / "src" / "bihuan" / "plan_import" / "samples" / "work-style.docx"
LEDGER = "/c/lanchuan-2026/ledger/"


def said(page: "Page", words: str) -> None:
    """A toast says so."""
    page.locator(".toast", has_text=words).wait_for()


def test_an_official_corrects_with_his_thumb_and_the_head_confirms(page: "Page") -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    sign_in(page, "fujuzhang")
    assert page.url.endswith("/todo/")
    item = page.locator(".todo li:has(.todo-quick)").first
    number = (item.locator("small .num").inner_text()).strip()
    item.locator("summary").click()
    item.locator("textarea").fill("当天重新划线，窗口已按新流程办理。")
    item.get_by_role("button", name="已改好，提交").click()
    said(page, "已办：立行立改")
    assert page.url.endswith("/todo/")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.context.clear_cookies()
    sign_in(page, "juzhang")
    page.locator(".todo-group", has_text="确认立改").locator("li", has_text=number).get_by_role("link", name="确认立改").click()
    page.locator(".step-form").get_by_role("button", name="确认立改").click()
    said(page, "已办：确认立改")
    page.goto(f"{LEDGER}{int(number)}/")
    page.locator(".problem-page .lamp.done").wait_for()
    assert "当天重新划线" in page.locator(".problem-page").inner_text()


def test_a_step_in_the_drawer_shows_at_once_in_the_row_behind_it(page: "Page") -> None:
    sign_in(page, "zhuanban")
    page.goto(f"{LEDGER}?state=recorded&path=full")
    row = page.locator("tbody tr").first
    row.locator("[data-open]").click()
    page.locator(".drawer-acts").get_by_role("link", name="剖析原因").click()
    form = page.locator("#step form")
    form.locator("textarea").fill("窗口没有替岗制度，雨天无人巡看排队。")
    form.locator("input[type=radio]").first.check()
    form.get_by_role("button", name="剖析原因").click()
    said(page, "已办：剖析原因")
    until(page, lambda: "已剖析" in row.inner_text())
    until(page, lambda: page.locator("#step form").count() == 0)
    page.keyboard.press("Escape")
    until(page, lambda: page.locator(".split.open").count() == 0)


def test_filters_narrow_and_chips_take_them_away(page: "Page") -> None:
    sign_in(page, "zhuanban")
    page.goto(LEDGER)
    page.locator(".filter-menus details", has_text="灯").locator("summary").click()
    page.get_by_label("超期").check()
    page.locator(".filter-menus details[open]").get_by_role("button", name="确定").click()
    page.locator(".filter-chosen .chip", has_text="超期").wait_for()
    assert "lamp=overdue" in page.url
    assert set(page.locator("tbody .lamp").evaluate_all("all => all.map((one) => one.className)")) == {"lamp late"}
    page.locator(".filter-chosen .chip a").click()
    page.wait_for_url(re.compile(r"/ledger/$"))


def test_a_cell_is_edited_in_place_and_comes_back_with_its_error(page: "Page") -> None:
    sign_in(page, "zhuanban")
    page.goto(f"{LEDGER}?state=recorded&path=full")
    cell = page.locator("tbody tr").nth(1).locator("td.q")
    cell.dblclick()
    cell.locator("textarea").fill("")
    cell.get_by_role("button", name="保存").click()
    cell.locator(".error").wait_for()
    cell.locator("textarea").fill("大厅三号窗口午间无人值守，群众等候四十分钟。")
    cell.get_by_role("button", name="保存").click()
    cell.locator("form").wait_for(state="detached")
    assert "大厅三号窗口" in cell.inner_text()


def test_a_bulk_step_asks_once_and_tells_the_result(page: "Page") -> None:
    sign_in(page, "zhuanban")
    page.goto(f"{LEDGER}?state=verified&sort=due_on")
    numbers = page.locator("tbody [data-open]").all_inner_texts()[:2]
    for i in range(2):
        page.locator("tbody input[name=row]").nth(i).check()
    page.locator(".bulk").get_by_role("button", name="销号").click()
    dialog = page.locator("#ask[open]")
    dialog.wait_for()
    assert all(number in dialog.inner_text() for number in numbers)
    dialog.get_by_role("button", name="确定办理 2 件").click()
    said(page, "销号：办理 2 件")
    until(page, lambda: not set(numbers) & set(page.locator("tbody [data-open]").all_inner_texts()))


def test_a_plan_is_uploaded_mended_beside_its_source_and_started(page: "Page", tmp_path: Path) -> None:
    sign_in(page, "zhuanban")
    empty = tmp_path / "空白.txt"
    empty.write_bytes(b"")
    page.goto("/plans/")
    for path, wait in ((empty, ".drop .error"), (SAMPLE, ".review")):
        page.set_input_files("input[type=file]", path)
        page.get_by_role("button", name="读方案").click()
        page.locator(wait).wait_for()
    page.locator("mark[data-fact^='problem_categories']").first.click()
    until(page, lambda: page.locator(".review-facts [data-fact].on").count() == 1)
    page.get_by_role("link", name="添加类别").click()
    page.locator("#editing [name=part_name]").fill("治“虚”")
    page.locator("#editing").get_by_role("button", name="添加").click()
    page.locator(".review-facts .catalogue", has_text="治“虚”").wait_for()
    until(page, lambda: page.locator("#editing[open]").count() == 0)
    page.get_by_role("link", name="选单位和人员").first.click()
    page.fill("input[name=root]", page.locator("datalist option").first.get_attribute("value") or "")
    page.fill("input[name=code]", "journey-2026")
    page.get_by_role("button", name="核对名册").click()
    page.get_by_text("启动后列入名册的人").wait_for()
    page.get_by_role("button", name="启动专项").click()
    page.locator("[name=gaps_reason]").fill("联络员本周内由各单位明确")  # units lack their people: started knowingly, with a reason
    page.get_by_role("button", name="启动专项").click()
    page.wait_for_url(re.compile(r"/c/journey-2026/cockpit/$"))
    said(page, "专项已启动")


def test_leaders_start_with_the_map_and_the_office_makes_the_brief_in_one_click(page: "Page") -> None:
    sign_in(page, "zuzhang")
    assert page.url.endswith("/cockpit/")
    assert page.get_by_role("button", name="生成本周周报").count() == 0
    page.context.clear_cookies()
    sign_in(page, "zhuanban")
    page.goto("/c/lanchuan-2026/cockpit/")
    page.get_by_role("button", name="生成本周周报").click()
    page.wait_for_url(re.compile(r"/papers/\d+/$"))
    assert page.locator(".paper").count() >= 1


def test_a_close_out_is_published_objected_to_and_answered_and_the_search_declared_over(page: "Page") -> None:
    sign_in(page, "zhuanban")
    page.goto("/c/lanchuan-2026/settings/")
    page.get_by_label("销号前公示").check()
    page.get_by_label("查摆结束后方可整改").check()
    page.get_by_role("button", name="保存").click()
    said(page, "设置已改")
    page.goto(f"{LEDGER}?state=verified&path=full")
    page.goto(f"{LEDGER}{int(page.locator('tbody [data-open]').first.inner_text().split()[0])}/")
    page.get_by_role("link", name="公示", exact=True).click()
    assert "公示 5 个工作日" in page.locator(".step-form").inner_text()
    page.locator(".step-form").get_by_role("button", name="公示").click()
    said(page, "已办：公示")
    page.locator("details.menu summary", has_text="更多").last.click()
    page.get_by_role("link", name="登记异议").click()
    page.fill("textarea[name=reason]", "窗口仍有排队。")
    page.locator(".step-form").get_by_role("button", name="登记异议").click()
    said(page, "已办：登记异议")
    assert "异议还没有答复" in page.locator("main").inner_text()
    page.get_by_role("link", name="答复异议").click()
    assert "窗口仍有排队。" in page.locator("blockquote").inner_text()
    assert page.locator(".step-form").get_by_role("link", name="退回整改").count() == 1
    page.goto("/c/lanchuan-2026/plan/")
    page.get_by_role("link", name="宣布这个阶段结束").first.click()
    page.locator(".conditions .open", has_text="超期未销号").get_by_role("link", name="看是哪些").click()
    page.locator(".filter-chosen .chip", has_text="超期").wait_for()
    page.go_back()
    page.fill("textarea[name=reason]", "领导小组第3次会议决定。")
    page.get_by_role("button", name="宣布结束").click()
    said(page, "已宣布结束")
    assert "查摆阶段已宣布结束，可以整改" in page.locator("main").inner_text()


def test_a_very_long_sheet_is_waited_for_and_then_shown(page: "Page", tmp_path: Path) -> None:
    sign_in(page, "zhuanban")
    sheet = tmp_path / "很长的台账.xlsx"
    sheet.write_bytes(workbook([row(f"第{n}件事没有人管", unit="县委办公室", person="", no=f"CH-{n}") for n in range(5_200)]))
    page.goto(f"{LEDGER}import/")
    page.set_input_files("input[type=file]", str(sheet))
    page.locator("form.card button.go").click()
    page.locator("#waiting progress").wait_for()
    page.get_by_role("button", name="确认导入").wait_for()  # the page opened itself anew when the check was done
    assert "5,200" in page.locator(".summary-counts").inner_text() and "5,200 行" in page.locator(".page-head").inner_text()
    page.get_by_role("button", name="重新核对").click()
    page.get_by_role("button", name="确认导入").wait_for()
