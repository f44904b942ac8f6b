"""What the public door is told: signed, numbered, and told again whenever anything of it changes."""

from datetime import timedelta

import pytest
from django.conf import settings

from bihuan.clues.models import IssuedDoor
from bihuan.clues.operations import close_entry, open_entry, publish_door, set_channel
from bihuan.clues.operations.door import office_box
from bihuan.clues.queries.door import last_issue, sealed_to_of
from bihuan.foundation.accounts.queries import system_actor
from bihuan.foundation.kernel import BadInput, NotAllowed
from bihuan.foundation.sealedbox.published import NAME, Door, read
from bihuan.foundation.seals import keys
from tests.clues.ground import CUSTODIAN, HANDLER, INTAKE, INTAKE_2, KEEPERS
from tests.clues.ground import Desk as Ground
from tests.factories.town import FOREST, OFFICE, TODAY, WATER

pytestmark = pytest.mark.django_db


def _published(desk: Ground, now: object = None) -> Door:
    publish_door(actor=system_actor("clock"), now=now or desk.now)  # type: ignore[arg-type]
    body = office_box().published(NAME)
    assert body
    return read(body, [keys.public_key(settings.BIHUAN_HOME, settings.BIHUAN_SIGNATURE).hex()])


def test_entries_channels_keys_and_promised_times_are_published_signed(desk: Ground) -> None:
    desk.all_keys()
    staff = {"actor": desk.actor(HANDLER), "now": desk.now}
    poster = open_entry(campaign=desk.town.campaign, unit=desk.town.units[WATER], place="政务大厅 3 号窗口", **staff)
    set_channel(unit=desk.town.units[WATER], phone="0000-1234567", post="青石路 1 号", hours="工作日", **staff)
    set_channel(unit=desk.town.units[FOREST], mail="lin@example.invalid", **staff)
    door = _published(desk)
    entry = door.entry(poster.code)
    assert entry and (entry.campaign, entry.place) == ("青石县作风专项整治", "县水利局 政务大厅 3 号窗口")
    assert entry.questions[0].choices == ("推诿扯皮", "其他")
    assert [(one.unit, one.phone, one.mail) for one in door.channels] == [
        ("县水利局", "0000-1234567", ""), ("县林业局", "", "lin@example.invalid"),
    ]  # fmt: skip
    assert door.body == "青石县纪委监委" and "15 个工作日" in door.answers_within
    assert (len(door.keys.desk), len(door.keys.alternate), len(door.keys.custodians)) == (2, 1, 3)


def test_the_number_grows_with_each_change_and_with_nothing_else(desk: Ground) -> None:
    desk.key(INTAKE)
    assert _published(desk).number == 1 and _published(desk, desk.now + timedelta(days=3)).number == 1
    entry = open_entry(place="三号窗口", actor=desk.actor(HANDLER), now=desk.now)
    assert _published(desk).number == 2
    close_entry(entry, actor=desk.actor(INTAKE), now=desk.now)
    door = _published(desk)
    assert door.number == 3 and door.entry(entry.code) is None
    desk.lose(INTAKE)
    assert _published(desk).number == 4 and _published(desk).keys.desk == ()
    assert IssuedDoor.objects.count() == 4
    with pytest.raises(BadInput, match="已经关闭"):
        close_entry(entry, actor=desk.actor(HANDLER), now=desk.now)


def test_a_box_that_lost_the_paper_is_given_it_again(desk: Ground) -> None:
    desk.key(INTAKE)
    _published(desk)
    office_box().publish(NAME, b"old")
    assert _published(desk).number == 1


def test_a_channel_with_nothing_in_it_is_not_published(desk: Ground) -> None:
    said = {"unit": desk.town.units[WATER], "actor": desk.actor(INTAKE), "now": desk.now}
    set_channel(phone="1", **said)
    set_channel(**said)
    assert _published(desk).channels == ()


def test_only_the_desk_sets_entries_and_channels(desk: Ground) -> None:
    for name in (OFFICE, KEEPERS[0]):
        with pytest.raises(NotAllowed):
            open_entry(place="三号窗口", actor=desk.actor(name), now=desk.now)
        with pytest.raises(NotAllowed):
            set_channel(unit=desk.town.units[WATER], phone="1", actor=desk.actor(name), now=desk.now)
    with pytest.raises(BadInput, match="用于哪个"):
        open_entry(actor=desk.actor(INTAKE), now=desk.now)


def test_it_is_known_since_when_these_keys_are_sealed_to(desk: Ground) -> None:
    desk.key(INTAKE)
    _published(desk)
    assert sealed_to_of(TODAY) == ""  # the keys are of today: what came in the morning may have been sealed to others
    open_entry(place="三号窗口", actor=desk.actor(HANDLER), now=desk.now)
    _published(desk, desk.now + timedelta(days=3))
    issue = last_issue()
    assert issue and issue.number == 2 and issue.keys_from_on == TODAY
    desk.key(INTAKE_2)
    desk.key(KEEPERS[0], CUSTODIAN)
    _published(desk, desk.now + timedelta(days=4))
    issue = last_issue()
    assert issue and issue.keys_from_on == TODAY + timedelta(days=4)
