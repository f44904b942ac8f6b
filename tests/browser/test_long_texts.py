"""Texts of 4,000 letters, names of 60, words without a break, letters from the right: no page runs out of its window, nothing is cut for good or
lies upon another. `python -m bench.long_texts` shows every page to everybody who may see it; here the commonest are looked at."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.looking import STATIC, Walk
from tests.factories.stretched import stretch
from tests.interfaces.web.doors import house

if TYPE_CHECKING:
    from playwright.sync_api import Browser

WRONG = (Path(__file__).parent / "squeezed.js").read_text(encoding="utf-8")
WIDTHS = (390, 1440)
SETTLING = 120  # milliseconds in which charts follow the window
# What people look at all day; the other pages are left to the bench.
COMMON = {"home:todo", "reports:cockpit", "problems:ledger", "problems:problem", "problems:lists", "finding:self_check", "inspections:visit",
          "campaigns:plan", "campaigns:roster", "finding:opinions", "reports:figures", "documents:register"}  # fmt: skip

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db,
    pytest.mark.skipif(not (STATIC / "vendor" / "htmx.min.js").exists(), reason="front-end files are missing (make install)"),
]


@pytest.fixture
def walk(browser: "Browser", settings: Any) -> Any:
    """The house before an open page, with every text stretched."""
    settings.BIHUAN_DEMO = True
    context = browser.new_context(viewport={"width": 1440, "height": 900}, bypass_csp=True)
    built = house()
    assert stretch() > 150
    yield Walk(built, context.new_page(), stretched=True)
    context.close()


def test_long_texts_find_their_room(walk: Walk) -> None:
    told = os.environ.get("BIHUAN_LONG", "")
    shots, wrong, pages = os.environ.get("BIHUAN_SHOTS"), [], 0
    for stop in walk.stops(everybody=told == "everybody", only=None if told else COMMON):
        walk.go(stop)
        pages += 1
        wrong += [f"{stop.name} {stop.role}: {stop.status}"] if stop.status >= 500 else []
        for width in WIDTHS:
            walk.set(width, "light")
            walk.page.wait_for_timeout(SETTLING)
            wrong += [f"{stop.name} {stop.role} {width}: {one}" for one in walk.page.evaluate(WRONG)]
            if shots:
                walk.page.screenshot(path=Path(shots) / f"{stop.name.replace(':', '-')}-{stop.role}-{width}.png", full_page=True)
    print(f"{pages} pages, {len(wrong)} findings")
    assert not wrong, "\n".join(wrong)
    assert not walk.faults, walk.faults
