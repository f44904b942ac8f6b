"""Lists as people of the town write and hand them in."""

from datetime import timedelta
from typing import Any

from bihuan.finding.models import SelfCheck, SelfCheckItem
from bihuan.finding.operations.handing_in import hand_in
from bihuan.finding.operations.reviewing import accept_list, deal_lists, review_list
from bihuan.finding.operations.self_checks import OwnEntry, begin_self_check, write_item
from bihuan.finding.vocabulary.self_checks import PutIn
from tests.factories.pictures import jpeg
from tests.factories.town import GROUP, HEAD, OFFICE, OFFICIAL, TODAY, Town

TEXT = "3月12日我在信访窗口值班时，让来访群众等了两个小时"
SCAN = ("自查表.jpg", jpeg())
OTHER_TEXT = "分管的河道巡查，今年一季度有两次没有到现场，只在台账上补签"


def entry(text: str = TEXT, **more: Any) -> OwnEntry:
    """One whole entry: with task, date and responsible person."""
    told = {"put_in": PutIn.WORK, "task": "实行窗口轮值，公开等候时间", "due_on": TODAY + timedelta(days=20)}
    return OwnEntry(text=text, **{**told, **more})


def begun(place: Town, name: str = OFFICIAL) -> SelfCheck:
    """An open list of somebody."""
    return begin_self_check(campaign=place.campaign, person=place.people[name], actor=place.actor(name), now=place.now)


def wrote(place: Town, row: SelfCheck, text: str = TEXT, **more: Any) -> SelfCheckItem:
    """One more item on it, written by himself."""
    return write_item(row, entry=entry(text, **more), actor=place.actor(row.person.name), now=place.now)


def handed_in(place: Town, name: str = OFFICIAL, texts: tuple[str, ...] = (TEXT, OTHER_TEXT)) -> SelfCheck:
    """A list that was handed in."""
    row = begun(place, name)
    for text in texts:
        wrote(place, row, text)
    return hand_in(row, actor=place.actor(name), now=place.now)


def accepted(place: Town, row: SelfCheck, head: str = HEAD) -> SelfCheck:
    """Looked at by the head and by a reviewer from the supervision group."""
    review_list(row, actor=place.actor(head), now=place.now)
    deal_lists(lists=[row], reviewers=[place.people[GROUP]], actor=place.actor(OFFICE), now=place.now)
    row.refresh_from_db()
    return accept_list(row, actor=place.actor(GROUP), now=place.now)
