"""Channel 4, social review: by whichever way it came, all of it lands in one intake with its channel and day, and what was received and what was
verified is counted from there and from nothing else (M66)."""

from datetime import timedelta

import pytest

from bihuan.clues.models import Clue, Tip
from bihuan.clues.operations import About, Slip, hold_sheet, register_slip, register_tip, take, take_sheet
from bihuan.clues.operations.door import office_box
from bihuan.clues.queries import sealing_keys, visible_clues
from bihuan.clues.statistics import received_and_verified, statistics_for
from bihuan.clues.vocabulary.clues import ClueSource
from tests.clues.ground import HANDLER, INTAKE
from tests.clues.ground import Desk as Ground
from tests.clues.reporting import Reporter
from tests.clues.test_importing import sheet
from tests.factories.town import TODAY, WATER

pytestmark = pytest.mark.django_db
BY_HAND = (ClueSource.PHONE, ClueSource.LETTER, ClueSource.VISIT, ClueSource.MAIL)
EACH = 6
"""Of each channel so many: smaller numbers are not told."""


@pytest.mark.mechanism("M66")
def test_all_outside_reports_land_in_one_intake_and_the_numbers_come_from_it(desk: Ground) -> None:
    desk.all_keys()
    office_box().prepare()
    about = About(units=[desk.town.units[WATER]], campaign=desk.town.campaign)
    for at in range(EACH):
        _by_door(desk, about)
        for source in BY_HAND:
            slip = Slip(source, f"窗口推诿 {source} {at}", TODAY - timedelta(days=at))
            register_slip(slip=slip, about=about, actor=desk.actor(INTAKE), now=desk.now)
    _by_sheet(desk)
    rows = visible_clues(desk.actor(HANDLER))
    assert {one.source for one in rows} == {ClueSource.DOOR, *BY_HAND, ClueSource.PLATFORM, ClueSource.HOTLINE}
    assert all(one.received_on <= TODAY for one in rows) and rows.count() == 7 * EACH
    Clue.objects.filter(campaign=desk.town.campaign, source__in=BY_HAND[:2]).update(concluded_at=desk.now, conclusion="true")
    told = {one.title: one.shown for one in statistics_for(desk.actor(HANDLER), TODAY)}["来源"]
    assert {told.cells[one.label] for one in (ClueSource.DOOR, *BY_HAND, ClueSource.PLATFORM)} == {EACH}
    until = desk.now + timedelta(minutes=1)
    assert received_and_verified(desk.town.campaign, TODAY, until) == (5 * EACH, 2 * EACH)


def _by_door(desk: Ground, about: About) -> None:
    reporter = Reporter.new()
    reporter.sends(office_box(), sealing_keys(), TODAY)
    take(now=desk.now)
    register_tip(Tip.objects.get(place=reporter.keys.place.hex()), about=about, **desk.by(INTAKE))


def _by_sheet(desk: Ground) -> None:
    rows = (
        (f"{platform[:2]}{at}", platform, "2026-02-27", f"窗口推诿 {at}", "县水利局", "", "", "", "")
        for platform in ("信访举报平台", "民生热线")
        for at in range(EACH)
    )
    held = hold_sheet(data=sheet(*rows), name="外部.xlsx", actor=desk.actor(INTAKE), now=desk.now)
    take_sheet(held, **desk.by(INTAKE))
