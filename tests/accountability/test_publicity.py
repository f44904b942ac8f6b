"""What is announced: nameless by default, by two hands, until a day – and gone when it is no longer so (P09, P10, M183)."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db.models import CharField, JSONField, TextField

from bihuan.accountability import operations as do
from bihuan.accountability.models import Announcement, Handling
from bihuan.accountability.queries.rights import announced_in, announcements_of
from bihuan.accountability.rules.publicity import is_final, names_in, seal
from bihuan.accountability.vocabulary.publicity import AnnouncementNeed as N
from bihuan.accountability.vocabulary.publicity import AnnouncementState as S
from bihuan.accountability.vocabulary.publicity import Audience, Channel, RemovedWhy
from bihuan.campaigns.operations import switch_mechanisms
from bihuan.foundation.audit.models import Record
from bihuan.foundation.kernel import BadInput, NeedsUnmet, NotAllowed, NotNow
from tests.accountability.ground import Bodies, by, in_force, opened
from tests.factories.town import COLLEAGUE, GROUP, HEAD, LEADER, OFFICE, OFFICE_2, OFFICIAL, OTHER_OFFICIAL, TODAY

pytestmark = pytest.mark.django_db
WORDS = "曲院同志值班空岗一事"
"""Words that stand nowhere but in an announcement: wherever they are found, a trace of it is."""


def with_publicity(bodies: Bodies) -> None:
    place = bodies.place
    switch_mechanisms(campaign=place.campaign, switches={"publicity_of_handlings": True}, **by(place, OFFICE))


def told(**more: Any) -> do.Wording:
    given = {
        "title": f"关于{WORDS}的通报",
        "text": f"{WORDS}，给予诫勉。",
        "ends_on": TODAY + timedelta(60),
        "named": True,
        "no_private": True,
    }
    return do.Wording(**{**given, **more})


def drawn_up(bodies: Bodies, row: Handling, **more: Any) -> Announcement:
    return do.propose_announcement(handling=row, body=bodies.of["party"], told=told(**more), **by(bodies.place, OFFICE))


def shown(bodies: Bodies, row: Handling, **more: Any) -> Announcement:
    fresh = drawn_up(bodies, row, **more)
    do.waive_appeal(row, **by(bodies.place, OFFICIAL))
    do.approve_announcement(fresh, **by(bodies.place, LEADER))
    return fresh


def reads(bodies: Bodies, name: str, day: date = TODAY) -> int:
    return announced_in(bodies.place.actor(name), bodies.place.campaign, day).count()


@pytest.mark.mechanism("P09")
def test_a_name_needs_a_final_decision_a_second_hand_readers_and_an_end(bodies: Bodies) -> None:
    place, row = bodies.place, in_force(bodies)
    with pytest.raises(NotNow, match="公布处理结果"):
        drawn_up(bodies, row)
    with_publicity(bodies)
    fresh = drawn_up(bodies, row)
    assert fresh.audience == Audience.UNIT and not Announcement._meta.get_field("named").default
    with pytest.raises(NeedsUnmet) as no:
        do.approve_announcement(fresh, **by(place, LEADER))
    assert no.value.needs == (N.FINAL,), "his days for an appeal are not over"
    for who in (OFFICE, OFFICE_2, OFFICIAL, HEAD, GROUP):
        with pytest.raises(NotAllowed):
            do.approve_announcement(fresh, **by(place, who))
    assert reads(bodies, COLLEAGUE) == 0
    do.reply_to_announcement(fresh, text="当天是被抽去开会", **by(place, OFFICIAL))
    do.waive_appeal(row, **by(place, OFFICIAL))
    do.approve_announcement(fresh, **by(place, LEADER))
    assert reads(bodies, COLLEAGUE) == 1 and reads(bodies, OTHER_OFFICIAL) == 0, "his own unit, and nobody beyond"
    for wrong, word in (({"ends_on": TODAY}, "哪天为止"), ({"channels": ()}, "渠道"), ({"no_private": False}, "隐私")):
        with pytest.raises(BadInput, match=word):
            drawn_up(bodies, row, **wrong)


def test_two_names_of_one_hand_are_one(bodies: Bodies) -> None:
    with_publicity(bodies)
    place, row = bodies.place, in_force(bodies)
    do.seat_in_body(bodies.of["party"], person=place.people[OFFICE], **by(place, OFFICE_2))
    do.waive_appeal(row, **by(place, OFFICIAL))
    with pytest.raises(NeedsUnmet) as no:
        do.approve_announcement(drawn_up(bodies, row), **by(place, OFFICE))
    assert no.value.needs == (N.OTHER_HAND,)


def test_nameless_names_nobody(bodies: Bodies) -> None:
    with_publicity(bodies)
    place, row = bodies.place, in_force(bodies)
    for text in ("曲 院空岗", "县水利局一名干部空岗"):
        with pytest.raises(BadInput, match="不能写出姓名和单位"):
            drawn_up(bodies, row, named=False, title="一起典型问题", text=text)
    fresh = drawn_up(bodies, row, named=False, title="一起典型问题", text="某单位一名干部空岗", audience=Audience.CAMPAIGN)
    do.approve_announcement(fresh, **by(place, LEADER))
    assert reads(bodies, OTHER_OFFICIAL) == 1
    with pytest.raises(NeedsUnmet):
        do.approve_announcement(drawn_up(bodies, opened(bodies), named=False, title="又一起", text="空岗"), **by(place, LEADER))


@pytest.mark.mechanism("P09")
def test_an_appeal_suspends_it_at_once(bodies: Bodies) -> None:
    with_publicity(bodies)
    place, row = bodies.place, in_force(bodies)
    shown(bodies, row)
    appeal = do.file_appeal(row, text="不服", body=bodies.of["discipline"], **by(place, OFFICIAL, 1))
    assert reads(bodies, COLLEAGUE, TODAY + timedelta(1)) == 0
    do.withdraw_appeal(appeal, **by(place, OFFICIAL, 2))
    assert reads(bodies, COLLEAGUE, TODAY + timedelta(2)) == 1


def _lift(bodies: Bodies, row: Handling) -> RemovedWhy:
    do.lift_handling(row, reason="表现好", **by(bodies.place, LEADER, 9))
    return RemovedWhy.LIFTED


def _end(bodies: Bodies, row: Handling) -> RemovedWhy:
    do.end_due(actor=bodies.place.machine, now=by(bodies.place, OFFICE, 185)["now"])
    return RemovedWhy.EXPIRED


def _expire(bodies: Bodies, row: Handling) -> RemovedWhy:
    assert do.remove_due_announcements(actor=bodies.place.machine, now=by(bodies.place, OFFICE, 61)["now"]) == 1
    return RemovedWhy.EXPIRED


def _revoke(bodies: Bodies, row: Handling) -> RemovedWhy:
    place = bodies.place
    appeal = do.file_appeal(row, text="不服", body=bodies.of["discipline"], **by(place, OFFICIAL, 1))
    do.accept_appeal(appeal, **by(place, GROUP, 1))
    do.revoke_decision(appeal, outcome="有误", document="1 号", **by(place, GROUP, 2))
    return RemovedWhy.APPEAL


def _traces() -> list[str]:
    """Every text column of every table outside the book in which the words stand."""
    found = []
    for model in apps.get_models():
        texts = [one.attname for one in model._meta.concrete_fields if isinstance(one, CharField | TextField | JSONField)]
        found += [f"{model.__name__} {row}" for row in model._default_manager.values_list(*texts) if texts and WORDS in str(row)]
    return found


@pytest.mark.mechanism("P10")
@pytest.mark.parametrize("way", [_lift, _end, _expire, _revoke])
def test_after_its_end_no_trace_of_it_is_left_but_a_seal(way: Any, bodies: Bodies) -> None:
    with_publicity(bodies)
    place, row = bodies.place, in_force(bodies)
    fresh = shown(bodies, row)
    words = (fresh.title, fresh.text, fresh.reply)
    clients = {name: place.client(name) for name in (COLLEAGUE, HEAD, OFFICE, LEADER)}
    assert len(_traces()) == 1, "nowhere but in the announcement itself, the book included"
    why = way(bodies, row)
    assert not _traces()
    fresh.refresh_from_db()
    assert (fresh.state, fresh.why, fresh.seal) == (S.REMOVED, why, seal(*words)), "a sealed trace"
    record = Record.objects.filter(kind="announcement", action="remove_announcement").get()
    assert "曲院" not in f"{record.label} {record.changes} {record.reason}"
    assert reads(bodies, COLLEAGUE, TODAY) == 0
    code = place.campaign.code
    pages = (
        f"/c/{code}/announced/", f"/c/{code}/announcements/", f"/c/{code}/documents/", f"/c/{code}/", f"/c/{code}/problems/?q={WORDS}", "/jump/?q=曲院",
        f"/c/{code}/reports/", f"/api/v1/campaigns/{code}/problems",
    )  # fmt: skip
    for name, client in clients.items():
        for page in pages:
            answer = client.get(page, follow=True)
            assert WORDS not in answer.content.decode("utf-8", "replace"), (name, page)


@pytest.mark.mechanism("P03")
def test_nothing_is_announced_while_an_appeal_lies_outside(bodies: Bodies) -> None:
    with_publicity(bodies)
    place, row = bodies.place, in_force(bodies)
    shown(bodies, row)
    assert reads(bodies, COLLEAGUE) == 1
    appeal = do.file_appeal(row, text="不当", body=None, **by(place, OFFICIAL))
    assert reads(bodies, COLLEAGUE) == 0
    do.pass_on_appeal(appeal, to="市委", **by(place, OFFICE))
    assert reads(bodies, COLLEAGUE) == 0, "it is not answered yet"
    do.record_upheld(appeal, outcome="属实", document="1 号", **by(place, OFFICE))
    assert reads(bodies, COLLEAGUE) == 1


def test_what_hangs_on_a_board_is_taken_off_by_hand_and_told(bodies: Bodies) -> None:
    with_publicity(bodies)
    place, row = bodies.place, in_force(bodies)
    fresh = shown(bodies, row, channels=[Channel.PAGE, Channel.BOARD])
    do.remove_announcement(fresh, **by(place, OFFICE))
    with pytest.raises(BadInput, match="线下渠道"):
        do.take_off_channel(fresh, channel=Channel.PAGE, on=TODAY, **by(place, OFFICE))
    do.take_off_channel(fresh, channel=Channel.BOARD, on=TODAY, **by(place, OFFICE))
    assert fresh.taken_off == {"board": TODAY.isoformat()}
    other = drawn_up(bodies, row)
    do.refuse_announcement(other, **by(place, LEADER))
    assert (other.state, other.text) == (S.REFUSED, "")


def test_who_has_no_work_on_it_knows_of_none(bodies: Bodies) -> None:
    with_publicity(bodies)
    place, row = bodies.place, in_force(bodies)
    drawn_up(bodies, row)
    for who in (COLLEAGUE, HEAD, GROUP):
        assert not announcements_of(place.actor(who), place.campaign).exists()
    for who in (OFFICE, LEADER, OFFICIAL):
        assert announcements_of(place.actor(who), place.campaign).exists()


@pytest.mark.parametrize(
    ("in_force_", "appealed", "waived", "until", "final"),
    [
        (True, False, False, date(2026, 4, 1), True), (True, False, False, date(2026, 4, 2), False), (True, False, True, date(2026, 5, 1), True),
        (True, True, True, date(2026, 4, 1), False), (False, False, True, None, False), (True, False, False, None, False), (True, False, True, None, True),
    ],
)  # fmt: skip
def test_final_is_what_nobody_may_change(in_force_: bool, appealed: bool, waived: bool, until: date | None, final: bool) -> None:
    answer = is_final(in_force=in_force_, appealed=appealed, waived=waived, appeal_until=until, today=date(2026, 4, 2))
    assert answer is final


def test_blanks_hide_no_name() -> None:
    assert names_in(["曲院", ""], "曲\u3000院") == ["曲院"] and not names_in(["曲院"], "某干部")
