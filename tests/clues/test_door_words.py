"""The door's own words, and its pause."""

import pytest

from bihuan.clues.operations import pause_door, resume_door, set_door_words
from bihuan.clues.queries import composed_door, door_words
from bihuan.foundation.kernel import BadInput, NotAllowed
from tests.clues.ground import HANDLER, INTAKE, KEEPERS
from tests.clues.ground import Desk as Ground
from tests.factories.town import OFFICE, TODAY

pytestmark = pytest.mark.django_db


def test_words_of_the_body_stand_in_for_the_shipped_ones(desk: Ground) -> None:
    said = {"actor": desk.actor(HANDLER), "now": desk.now}
    assert composed_door(1, TODAY).texts == {}
    set_door_words(welcome="这里是青石县作风举报。\r\n两分钟写完。", emergency="紧急情况请打 110。", **said)
    door = composed_door(1, TODAY)
    assert door.texts == {"welcome": "这里是青石县作风举报。\n两分钟写完。"} and door.emergency == "紧急情况请打 110。"
    set_door_words(anonymity="单位的代理看得到内容。", **said)
    assert composed_door(1, TODAY).texts == {"anonymity": "单位的代理看得到内容。"}
    with pytest.raises(BadInput, match="最多 2000"):
        set_door_words(welcome="长" * 2001, **said)


def test_a_paused_door_has_no_keys_and_says_so(desk: Ground) -> None:
    desk.all_keys()
    said = {"actor": desk.actor(INTAKE), "now": desk.now}
    assert composed_door(1, TODAY).keys.desk
    pause_door(reason="机房搬迁", **said)
    door = composed_door(1, TODAY)
    assert not door.keys.desk and "暂停受理" in door.texts["closed"] and "机房" not in door.told().decode()
    with pytest.raises(BadInput, match="已经暂停"):
        pause_door(reason="再停", **said)
    resume_door(**said)
    assert composed_door(1, TODAY).keys.desk and "closed" not in composed_door(1, TODAY).texts
    with pytest.raises(BadInput, match="没有暂停"):
        resume_door(**said)


def test_only_the_desk_writes_them(desk: Ground) -> None:
    for name in (OFFICE, KEEPERS[0]):
        with pytest.raises(NotAllowed):
            set_door_words(welcome="改一改", actor=desk.actor(name), now=desk.now)
        with pytest.raises(NotAllowed):
            pause_door(reason="停", actor=desk.actor(name), now=desk.now)
    assert door_words() is None
