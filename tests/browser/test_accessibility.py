"""Everybody can use every page: no finding of axe (WCAG 2.2 A and AA, what a finger hits among it), nothing wider than a phone.

`python -m bench.accessibility` does the same for both widths, themes and languages; here each page is looked at once."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.looking import LOOKS, STATIC, Walk
from tests.interfaces.web.doors import house

if TYPE_CHECKING:
    from playwright.sync_api import Browser

AXE = Path(__file__).resolve().parents[2] / "build" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
FIND = """async (rules) => (await axe.run(document, {runOnly: rules, resultTypes: ["violations"]})).violations.flatMap(
  (one) => one.nodes.map((node) => `${one.id} ${node.html.slice(0, 160)} | ${(node.failureSummary || "").split("\\n").slice(1, 3).join(" ")}`))"""
WIDE = "() => document.documentElement.scrollWidth - innerWidth"
CAUGHT = {"finding:joint_matter", "finding:coverage"}  # too small for a finger once: looked at on a phone too

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db,
    pytest.mark.skipif(
        not AXE.exists() or not (STATIC / "vendor" / "htmx.min.js").exists(), reason="front-end files are missing (make install)"
    ),
]


@pytest.fixture
def walk(browser: "Browser", settings: Any) -> Any:
    """The house before an open page."""
    settings.BIHUAN_DEMO = True
    context = browser.new_context(viewport={"width": 1440, "height": 900}, bypass_csp=True)
    context.add_init_script(path=AXE)
    yield Walk(house(), context.new_page())
    context.close()


def looks() -> list[tuple[int, str, str]]:
    """The looks to walk: those that BIHUAN_LOOKS names (`390-dark-en …`), else one."""
    told = os.environ.get("BIHUAN_LOOKS", "1440-light-zh").split()
    found = [one for one in LOOKS if "-".join(map(str, one)) in told]
    assert len(found) == len(told), f"no such look among {told}"
    return found


def findings(walk: Walk, width: int) -> list[str]:
    """What is wrong with the page that is open."""
    found = list(walk.page.evaluate(FIND, RULES))
    if width < 800:
        wider = walk.page.evaluate(WIDE)
        found += [f"{wider} px too wide"] if wider > 0 else []
    return found


def test_nothing_keeps_anybody_out_of_any_page(walk: Walk) -> None:
    wrong, pages, looked = [], 0, looks()
    for language in dict.fromkeys(one for _width, _theme, one in looked):
        walk.language = language
        for stop in walk.stops():
            walk.go(stop)
            assert stop.status in (200, 403, 404) and walk.page.title(), stop
            pages += 1
            phone = [(390, "light")] if stop.name in CAUGHT and len(looked) == 1 else []
            for width, theme in [*((width, theme) for width, theme, one in looked if one == language), *phone]:
                walk.set(width, theme)
                wrong += [f"{stop.name} {width} {theme} {language}: {one}" for one in findings(walk, width)]
    print(f"{pages} pages, {len(looked)} looks, {len(wrong)} findings")
    assert not wrong, "\n".join(wrong)
    assert not walk.faults, walk.faults
