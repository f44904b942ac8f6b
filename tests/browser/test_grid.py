"""The ledger as a sheet, in a real browser on the demo: keys, a pasted block, taking back, two at one cell, a phone."""

from typing import TYPE_CHECKING

import pytest

from tests.browsers import sign_in, until

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
LEDGER = "/c/lanchuan-2026/ledger/"
OPEN = f"{LEDGER}?state=recorded&source=opinion,supervision,talk,social_review,unannounced&col=category,leader,weight"
PASTE = """([text, html]) => {
    const data = new DataTransfer();
    data.setData("text/plain", text);
    data.setData("text/html", html);
    document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


def cell(page: "Page", row: int, column: int) -> str:
    return page.locator("#grid tbody tr").nth(row).locator("td").nth(column).inner_text()


def click(page: "Page", row: int, column: int) -> None:
    page.locator("#grid tbody tr").nth(row).locator("td").nth(column).click(position={"x": 12, "y": 8})


def test_cells_are_walked_edited_and_taken_back_by_keys_alone(page: "Page") -> None:
    sign_in(page, "zhuanban")
    page.goto(OPEN)
    first, second = cell(page, 0, 3), cell(page, 1, 3)
    click(page, 0, 3)
    page.keyboard.press("Enter")
    page.locator(".cell-edit textarea").wait_for()
    page.keyboard.type("第一句，键盘写的")
    page.keyboard.press("Escape")
    until(page, lambda: cell(page, 0, 3) == first)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("F2")
    page.locator(".cell-edit textarea").wait_for()
    page.keyboard.type("第二句，键盘写的")
    page.keyboard.press("Tab")
    page.locator(".cell-edit select").wait_for()  # saved, and on to the next cell
    until(page, lambda: cell(page, 1, 3) == "第二句，键盘写的")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+z")
    page.locator(".toast", has_text="已撤销").wait_for()
    page.locator("#grid td", has_text=second[:20]).first.wait_for()
    until(page, lambda: page.locator("td.here").count() == 1)


def test_a_day_is_typed_upon_a_cell_in_any_of_its_forms(page: "Page") -> None:
    sign_in(page, "zhuanban")
    page.goto(f"{OPEN},due")
    at = [head.strip() for head in page.locator("#grid thead th").all_inner_texts()].index("时限")
    row = next(n for n in range(20) if "剩" in cell(page, n, at))
    before, day = cell(page, row, at), page.locator("#grid tbody tr").nth(row).locator("td").nth(at)
    click(page, row, at)
    page.keyboard.type("2027.1.8", delay=80)  # the form comes while one types
    page.keyboard.press("Enter")
    until(page, lambda: cell(page, row, at) != before and not day.locator("form, .cell-typed").count())
    page.goto(page.url)
    assert "2027-01-08" in day.inner_html() + page.locator("#grid tbody tr").nth(row).inner_html()
    click(page, row, at)
    page.keyboard.press("Control+z")
    page.locator(".toast", has_text="已撤销").wait_for()


def test_keys_do_what_they_do_in_a_sheet(page: "Page") -> None:
    sign_in(page, "zhuanban")
    page.goto(OPEN)
    before = [cell(page, row, 3) for row in range(3)]
    click(page, 0, 3)
    page.keyboard.type("typed")
    page.keyboard.press("Enter")  # perhaps before its form has come
    page.locator("#grid tbody tr").nth(0).locator("td.q", has_text="typed").wait_for()
    page.locator("#grid tbody tr").nth(1).locator("td.q.here").wait_for()  # saved, and on to the cell below
    click(page, 0, 3)
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Control+d")
    page.locator("#ask[open] h2", has_text="向下填充：将改 2 格").wait_for()
    page.keyboard.press("Enter")
    page.locator("#grid tbody tr").nth(2).locator("td.q", has_text="typed").wait_for()
    for _once in range(2):
        page.locator("#ask[open]").wait_for(state="detached")
        click(page, 0, 5)
        page.keyboard.press("Control+z")
        page.locator(".toast", has_text="已撤销").last.wait_for()
        until(page, lambda: [cell(page, row, 3) for row in (1, 2)] == before[1:])
    until(page, lambda: cell(page, 0, 3) == before[0])
    click(page, 0, 3)
    page.keyboard.press("Control+ArrowDown")
    until(page, lambda: page.locator("#grid tbody tr").last.locator("td.here").count() == 1)


def test_a_block_from_an_office_program_is_previewed_and_undone_as_one(page: "Page") -> None:
    sign_in(page, "zhuanban")
    page.goto(OPEN)
    before = [cell(page, row, 3) for row in range(3)]
    click(page, 0, 3)
    html = (
        "<table><tr><td>甲句<br>两行</td><td>没有这个类别</td></tr><tr><td>乙句</td><td></td></tr><tr><td>丙句</td><td></td></tr></table>"
    )
    page.evaluate(PASTE, ['"甲句\n两行"\t没有这个类别\n乙句\t\n丙句\t\n', html])
    dialog = page.locator("#ask[open]")
    dialog.locator(".paste-preview .no", has_text="目录里没有这个类别").wait_for()
    dialog.get_by_role("button", name="只改能改的 3 格").click()
    page.locator(".toast", has_text="已粘贴 3 件").wait_for()
    page.locator("#grid td.q", has_text="丙句").wait_for()
    click(page, 2, 3)
    page.keyboard.press("Control+z")
    page.locator("#grid td.q", has_text="丙句").wait_for(state="detached")
    until(page, lambda: [cell(page, row, 3) for row in range(3)] == before)


def test_a_block_is_copied_whole(page: "Page") -> None:
    sign_in(page, "zhuanban")
    page.goto(OPEN)
    click(page, 0, 3)
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Shift+ArrowRight")
    assert page.locator("td.sel").count() == 4
    told = page.evaluate(
        """() => {
            const data = new DataTransfer();
            document.activeElement.dispatchEvent(new ClipboardEvent("copy", { clipboardData: data, bubbles: true, cancelable: true }));
            return data.getData("text/plain");
        }"""
    )
    lines = told.split("\n")
    assert len(lines) == 2 and all(line.count("\t") == 2 for line in lines) and "…" not in told


def test_two_at_one_cell_see_both_and_the_others_page_tells(page: "Page", browser: "Browser", served: str) -> None:
    context = browser.new_context(base_url=served, locale="zh-CN", viewport={"width": 1440, "height": 900})
    other = context.new_page()
    sign_in(other, "lianluo")
    other.goto(f"{LEDGER}?open=1&source=opinion,supervision,talk,social_review,unannounced")
    row = other.locator("#grid tbody :is(tr:not([data-e]), tr[data-e^=ac])").first
    number = row.locator("[data-open]").inner_text().strip()
    sign_in(page, "zhuanban")
    page.goto(f"{LEDGER}?q={int(number)}")
    page.locator("#grid td.q").dblclick()
    page.locator(".cell-edit textarea").fill("专班写的一句")
    row.locator("td.q").dblclick()
    other.locator(".cell-edit textarea").fill("联络员写的一句")
    other.keyboard.press("Enter")
    other.locator(".cell-edit").wait_for(state="detached")
    page.locator(".cell-edit textarea").press("Enter")
    dialog = page.locator("#ask[open]")
    dialog.locator("legend", has_text="问题").wait_for()
    assert "联络员写的一句" in dialog.inner_text() and dialog.locator("textarea[name=mine_text]").input_value() == "专班写的一句"
    dialog.get_by_label("都留，合成一段").check()
    dialog.get_by_role("button", name="按所选保存").click()
    page.locator("#grid td.q", has_text="专班写的一句").wait_for()
    assert "联络员写的一句" in page.locator("#grid td.q").inner_text()
    other.evaluate("() => { window.dispatchEvent(new Event('focus')); }")
    other.locator("tr.news small.by", has_text="修改：问题").wait_for()
    context.close()


def test_on_a_phone_cards_are_ticked_and_changed_together(page: "Page") -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    sign_in(page, "zhuanban")
    page.goto(OPEN)
    for row in range(2):
        page.locator("#grid tbody input[name=row]").nth(row).check()
    page.locator(".bulk").get_by_role("button", name="批量修改").click()
    dialog = page.locator("#ask[open]")
    dialog.get_by_label("完成时限").first.check()
    beyond = dialog.get_by_label("晚于专项结束").locator("xpath=..").bounding_box()
    assert beyond is not None and beyond["height"] < 60, "the tick stands before its words, on one line"
    dialog.get_by_label("程度").first.check()
    dialog.locator("select[name=weight]").select_option("common")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    dialog.get_by_role("button", name="确定改 2 件").click()
    page.locator(".toast", has_text="已改 2 件").wait_for()
    page.locator("summary[title='撤销我的修改']").click()
    page.locator(".kept-view", has_text="批量修改 2 件").get_by_role("button", name="撤销").first.click()
    page.locator(".toast", has_text="已撤销").wait_for()


def test_what_is_printed_is_the_content_and_nothing_to_press(page: "Page") -> None:
    sign_in(page, "zhuanban")
    page.emulate_media(media="print")
    for path in (f"{LEDGER}?lamp=overdue", "/todo/", "/c/lanchuan-2026/cockpit/", f"{LEDGER}0001/"):
        page.goto(path)
        seen = [one.inner_text() for one in page.locator("button, .btn, input, select, .nav, .top, .tabs").all() if one.is_visible()]
        assert not seen, (path, seen)
        assert "打印于" in page.locator(".print-only").first.inner_text()
    page.goto(f"{LEDGER}?lamp=overdue")
    assert page.locator(".filter-chosen").is_visible(), "by what the list was narrowed stands above it"
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
    page.goto(f"{LEDGER}0001/")
    told = page.locator("details.was").evaluate_all("all => all.every(one => one.open || one.lastElementChild.checkVisibility())")
    assert told, "what is folded on the screen is told on paper"
