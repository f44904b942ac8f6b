"""Opinions behind open codes: counted by code, apart from reports; and what an entry asks."""

from typing import Any

import pytest
from django.conf import settings

from bihuan.clues.models import DoorEntry, DoorOpinion, Tip, TipEnvelope
from bihuan.clues.operations import About, count_opinions, open_entry, open_tip, publish_door, read_opinions, register_tip, shuffle, take
from bihuan.clues.operations.door import office_box
from bihuan.clues.operations.opening import own_keys
from bihuan.clues.queries import counted_by_entry, openable_tips, sealing_keys, tallies
from bihuan.foundation.accounts.queries import system_actor
from bihuan.foundation.kernel import BadInput, NotAllowed
from bihuan.foundation.sealedbox.published import NAME, read
from bihuan.foundation.sealedbox.vocabulary import Purpose, What
from bihuan.foundation.seals import keys
from tests.clues.ground import HANDLER, INTAKE, KEEPERS
from tests.clues.ground import Desk as Ground
from tests.clues.reporting import Reporter
from tests.factories.town import FOREST, OFFICE, TODAY, WATER

pytestmark = pytest.mark.django_db
ASKED = "办事要跑几趟：一趟、两趟、三趟以上\n窗口态度：好/一般/不好\n还想说什么"


@pytest.fixture
def codes(desk: Ground) -> tuple[DoorEntry, DoorEntry]:
    desk.all_keys()
    office_box().prepare()
    said: Any = {"purpose": Purpose.OPINIONS, "campaign": desk.town.campaign, "actor": desk.actor(HANDLER), "now": desk.now}
    return open_entry(unit=desk.town.units[WATER], questions=ASKED, **said), open_entry(unit=desk.town.units[FOREST], **said)


def _hand_in(entry: str, text: str = "", who: Reporter | None = None, **answers: str) -> Reporter:
    somebody = who or Reporter.new()
    somebody.sends(office_box(), sealing_keys(), TODAY, text, what=What.OPINION, entry=entry, answers=answers)
    return somebody


@pytest.mark.mechanism("M68")
def test_a_code_is_made_for_a_campaign_or_a_unit_and_its_answers_are_counted_by_it(
    desk: Ground, codes: tuple[DoorEntry, DoorEntry]
) -> None:
    water, forest = codes
    publish_door(actor=system_actor("clock"), now=desk.now)
    told = read(office_box().published(NAME) or b"", [keys.public_key(settings.BIHUAN_HOME, settings.BIHUAN_SIGNATURE).hex()])
    behind = told.entry(water.code)
    assert behind and behind.purpose is Purpose.OPINIONS and behind.place == "县水利局"
    assert [(one.label, one.choices) for one in behind.questions] == [
        ("反映的问题属于哪一类", ("推诿扯皮", "其他")), ("办事要跑几趟", ("一趟", "两趟", "三趟以上")),
        ("窗口态度", ("好", "一般", "不好")), ("还想说什么", ()),
    ]  # fmt: skip
    _hand_in(water.code, "午休时没人", q1="三趟以上", q3="多开一个窗口")
    _hand_in(water.code, q1="三趟以上", q2="一般")
    _hand_in(water.code, q1="一趟")
    _hand_in(forest.code, category="推诿扯皮")
    _hand_in("unknown2", "写错了码")
    take(now=desk.now)
    assert count_opinions(**desk.by(INTAKE)) == 5 and count_opinions(**desk.by(INTAKE)) == 0
    counted = counted_by_entry(desk.actor(HANDLER))
    assert {pk: one.opinions for pk, one in counted.items()} == {water.pk: 3, forest.pk: 1, None: 1}
    assert [(one.label, one.picked) for one in tallies(water)] == [
        ("办事要跑几趟", (("一趟", 1), ("两趟", 0), ("三趟以上", 2))), ("窗口态度", (("好", 0), ("一般", 1), ("不好", 0))),
    ]  # fmt: skip


def test_what_was_written_is_sealed_to_the_desk_and_the_original_goes(desk: Ground, codes: tuple[DoorEntry, DoorEntry]) -> None:
    water, _forest = codes
    _hand_in(water.code, "午休时没人", q1="不在选项里的", q3="多开一个窗口")
    take(now=desk.now)
    count_opinions(**desk.by(INTAKE))
    row = DoorOpinion.objects.get()
    assert row.choices == {} and "午休".encode() not in bytes(row.body)
    assert not any(bytes(one.body) for one in TipEnvelope.objects.filter(kind="content"))
    (found,) = read_opinions(water, **desk.by(HANDLER))
    assert found.values == {"text": "午休时没人", "answers": {"办事要跑几趟": "不在选项里的", "还想说什么": "多开一个窗口"}}
    with pytest.raises(NotAllowed):
        read_opinions(water, session="", actor=desk.actor(KEEPERS[0]), now=desk.now)
    assert counted_by_entry(desk.actor(OFFICE)) == {}


def test_the_same_form_sent_again_with_a_change_counts_once(desk: Ground, codes: tuple[DoorEntry, DoorEntry]) -> None:
    water, _forest = codes
    somebody = _hand_in(water.code, q1="一趟")
    take(now=desk.now)
    count_opinions(**desk.by(INTAKE))
    _hand_in(water.code, who=somebody, q1="两趟")
    take(now=desk.now)
    assert Tip.objects.get().unread and count_opinions(**desk.by(INTAKE)) == 1 and not Tip.objects.get().unread
    assert counted_by_entry(desk.actor(INTAKE))[water.pk].opinions == 1
    assert sum(many for one in tallies(water) for _choice, many in one.picked) == 1


def test_opinions_are_not_among_the_reports_and_reports_not_among_the_opinions(desk: Ground, codes: tuple[DoorEntry, DoorEntry]) -> None:
    water, _forest = codes
    _hand_in(water.code, "窗口少")
    Reporter.new().sends(office_box(), sealing_keys(), TODAY, entry=water.code)
    take(now=desk.now)
    (tip,) = openable_tips(desk.actor(INTAKE), own_keys(**desk.by(INTAKE)))
    assert open_tip(tip, **desk.by(INTAKE))[0].what is What.TIP
    assert count_opinions(**desk.by(INTAKE)) == 1
    register_tip(tip, about=About(units=[desk.town.units[FOREST]]), **desk.by(INTAKE))
    counted = counted_by_entry(desk.actor(INTAKE))[water.pk]
    assert (counted.opinions, counted.reports) == (1, 1)


def test_questions_that_nobody_would_answer_are_refused(desk: Ground) -> None:
    for text, why in (
        ("\n".join(f"问题{at}" for at in range(9)), "最多 8 个"), ("几趟：一趟", "2 到 10 个选项"), ("：甲、乙", "都要写明"), ("长" * 61, "不超过 60"),
    ):  # fmt: skip
        with pytest.raises(BadInput, match=why):
            open_entry(place="三号窗口", questions=text, actor=desk.actor(HANDLER), now=desk.now)


@pytest.mark.both
def test_the_hourly_shuffle_leaves_what_was_counted(desk: Ground, codes: tuple[DoorEntry, DoorEntry]) -> None:
    water, _forest = codes
    for trips in ("一趟", "两趟", "两趟"):
        _hand_in(water.code, q1=trips)
    take(now=desk.now)
    count_opinions(**desk.by(INTAKE))
    shuffle(now=desk.now)
    assert counted_by_entry(desk.actor(INTAKE))[water.pk].opinions == 3
    assert {one.tip.entry_id for one in DoorOpinion.objects.select_related("tip")} == {water.pk}
