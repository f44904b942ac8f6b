"""What two do at once, what somebody lays at another's place, and what is opened by other keys than the first: nothing is lost and nothing leaks."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bihuan.clues import operations
from bihuan.clues.models import Clue, ClueEnd, ClueSeal, Tip, TipEnvelope
from bihuan.clues.operations import About, By, handling
from bihuan.clues.operations.door import office_box
from bihuan.clues.operations.keeping import destroy_due, propose_destruction
from bihuan.clues.queries import openable_tips, sealing_keys, visible_clues, waiting_tips
from bihuan.clues.vocabulary.clues import ClueState, Conclusion
from bihuan.clues.vocabulary.tips import TipState
from bihuan.foundation.kernel import BadInput, Missing, NotNow
from bihuan.foundation.sealedbox.box import Envelope
from bihuan.foundation.sealedbox.contents import Content, FileNote, Identity
from bihuan.foundation.sealedbox.custodians import seal_to_pairs
from bihuan.foundation.sealedbox.packages import seal
from bihuan.foundation.sealedbox.vocabulary import Kind, What
from bihuan.organisation.vocabulary import RecusalGround
from tests.clues.case import by, concluded, phoned, sent
from tests.clues.ground import ALTERNATE, APPROVER, HANDLER, INTAKE, INTAKE_2, OTHER_WAY, Desk
from tests.clues.reporting import Reporter
from tests.factories.town import NOW, OFFICIAL, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def open_desk(desk: Desk) -> Desk:
    desk.all_keys()
    office_box().prepare()
    return desk


def _fresh(clue: Clue) -> Clue:
    return Clue.objects.get(pk=clue.pk)


def _texts(desk: Desk, clue: Clue) -> set[str]:
    return {one.text for one in operations.read_clue(_fresh(clue), **desk.by(HANDLER)).contents}


def _came(reporter: Reporter, text: str, **more: Any) -> Tip:
    reporter.sends(office_box(), sealing_keys(), TODAY, text, **more)
    operations.take(now=NOW)
    return Tip.objects.get(place=reporter.keys.place.hex())


def _official(desk: Desk) -> About:
    return About(persons=[desk.town.people[OFFICIAL]])


# Two at once ----------------------------------------------------------------------------------------------------------------------------


def test_two_are_joined_to_one_by_two_who_looked_at_the_same_moment(open_desk: Desk) -> None:
    into, first, second = (phoned(open_desk, text) for text in "一二三")
    one, other = _fresh(into), _fresh(into)

    operations.merge_clue(first, into=one, opinion="同一件事", by=by(open_desk, HANDLER))
    operations.merge_clue(second, into=other, opinion="同一件事", by=by(open_desk, HANDLER))

    assert _texts(open_desk, into) == {"一", "二", "三"}


def test_what_is_added_while_somebody_seals_anew_is_kept(open_desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    reporter = Reporter.new()
    clue = sent(open_desk, reporter, "原件")
    operations.add_to_clue(_came(reporter, "补一"), **open_desk.by(INTAKE))
    held = _fresh(clue)  # what the slower one of two looked at

    operations.add_to_clue(_came(reporter, "补二"), **open_desk.by(INTAKE))
    operations.reseal_clue(_fresh(clue), **open_desk.by(APPROVER))
    operations.reseal_clue(held, **open_desk.by(HANDLER))

    assert _texts(open_desk, clue) == {"原件", "补一", "补二"}


def _meanwhile(monkeypatch: pytest.MonkeyPatch, deed: Callable[[], object]) -> None:
    """Somebody else does this after the step was begun and before it has the clue for itself."""
    real = handling.changing

    def late(*given: Any, **more: Any) -> Any:
        monkeypatch.setattr(handling, "changing", real)
        deed()
        return real(*given, **more)

    monkeypatch.setattr(handling, "changing", late)


def test_two_who_give_more_time_at_once_give_no_more_than_there_is(open_desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    clue = phoned(open_desk)
    given: dict[str, Any] = {"rule_id": "T7", "count": 1, "reason": "人手不足", "by": by(open_desk, APPROVER)}
    _meanwhile(monkeypatch, lambda: operations.extend_clue(_fresh(clue), **given))

    with pytest.raises(BadInput, match="合计"):
        operations.extend_clue(clue, **given)
    assert clue.extensions.count() == 1


def test_what_is_over_is_reported_once_and_a_petition_gets_one_number(open_desk: Desk) -> None:
    over = concluded(open_desk, phoned(open_desk), Conclusion.NOT_PROVEN)
    operations.close_clue(over, by=by(open_desk, HANDLER))
    held = _fresh(over)
    operations.report_clue(over, receiver="信访室", by=by(open_desk, HANDLER))
    with pytest.raises(NotNow, match="已经通报过"):
        operations.report_clue(held, receiver="案管室", by=by(open_desk, HANDLER))

    petition = phoned(open_desk, "征地补偿没到账")
    operations.send_as_petition(petition, grounds="属于信访事项", by=by(open_desk, HANDLER))
    held = _fresh(petition)
    operations.number_petition(petition, number="XF1", by=by(open_desk, HANDLER))
    with pytest.raises(BadInput, match="另一个信访编号"):
        operations.number_petition(held, number="XF2", by=by(open_desk, HANDLER))
    assert _fresh(petition).receipt == "XF1"


# What other keys open -------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("aside", [False, True], ids=["registered", "set aside"])
def test_what_concerns_the_desk_still_waits_for_those_who_take_it(open_desk: Desk, aside: bool) -> None:
    reporter = Reporter.new()
    _came(reporter, "给受理的")
    tip = _came(reporter, "关于受理人员的", concerns_handlers=True)
    if aside:
        operations.set_tip_aside(tip, reason="广告", **open_desk.by(INTAKE))
    else:
        operations.register_tip(tip, about=_official(open_desk), **open_desk.by(INTAKE))

    mine = operations.own_keys(**open_desk.by(OTHER_WAY, ALTERNATE))
    assert openable_tips(open_desk.actor(OTHER_WAY), mine) == [tip]
    assert openable_tips(open_desk.actor(INTAKE), operations.own_keys(**open_desk.by(INTAKE))) == []

    with pytest.raises(BadInput, match="另行受理登记"):  # it does not go to those whom it is about
        operations.add_to_clue(tip, **open_desk.by(OTHER_WAY, ALTERNATE))
    about = About(persons=[open_desk.people[INTAKE]])
    own = operations.register_tip(tip, about=about, **open_desk.by(OTHER_WAY, ALTERNATE))
    assert not visible_clues(open_desk.actor(INTAKE)).filter(pk=own.pk).exists()
    tip.refresh_from_db()
    assert (tip.state, tip.unread) == (TipState.REGISTERED, False)


def test_what_is_sealed_past_the_desk_takes_no_place_in_its_list_and_does_not_show(open_desk: Desk) -> None:
    for _one in range(3):
        hidden = _came(Reporter.new(), "关于受理人员的", concerns_handlers=True)
        Tip.objects.filter(pk=hidden.pk).update(received_on=TODAY - timedelta(days=1))
    tip = _came(Reporter.new(), "给受理的")
    mine = operations.own_keys(**open_desk.by(INTAKE))

    waiting = waiting_tips(open_desk.actor(INTAKE), mine, 2)

    assert waiting.new == [[tip]] and not waiting.more


def test_what_comes_after_a_report_was_set_aside_can_be_registered(open_desk: Desk) -> None:
    reporter = Reporter.new()
    operations.set_tip_aside(_came(reporter, "空白"), reason="空白", **open_desk.by(INTAKE))
    tip = _came(reporter, "这是证据")
    assert openable_tips(open_desk.actor(INTAKE), operations.own_keys(**open_desk.by(INTAKE))) == [tip]

    clue = operations.register_tip(tip, about=_official(open_desk), **open_desk.by(INTAKE))

    assert _texts(open_desk, clue) == {"这是证据"}
    with pytest.raises(Missing):  # and once only
        operations.register_tip(tip, about=_official(open_desk), **open_desk.by(INTAKE))


def test_a_broken_report_can_be_set_aside(open_desk: Desk) -> None:
    reporter = Reporter.new()
    broken = reporter._envelope("content", Kind.CONTENT, seal(b"{", sealing_keys().desk))
    office_box().put([broken], TODAY)
    operations.take(now=NOW)
    tip = Tip.objects.get()
    assert operations.open_tip(tip, **open_desk.by(INTAKE)) == []

    operations.set_tip_aside(tip, reason="损坏", **open_desk.by(INTAKE))

    assert openable_tips(open_desk.actor(INTAKE), operations.own_keys(**open_desk.by(INTAKE))) == []


# Whoever keeps away, whose key has ended, what is destroyed ------------------------------------------------------------------------------


def test_who_keeps_away_from_one_keeps_away_from_what_it_is_joined_to(open_desk: Desk) -> None:
    into, clue = phoned(open_desk, "一"), phoned(open_desk, "二")
    ground = next(iter(RecusalGround))
    operations.declare_away(clue, ground=ground, reason="亲属", by=by(open_desk, INTAKE_2))
    assert visible_clues(open_desk.actor(INTAKE_2)).filter(pk=into.pk).exists()

    operations.merge_clue(clue, into=into, opinion="同一件事", by=by(open_desk, HANDLER))

    assert not visible_clues(open_desk.actor(INTAKE_2)).filter(pk=into.pk).exists()
    assert not ClueSeal.objects.filter(clue=into, holder__user__name=INTAKE_2).exists()


def test_an_ended_key_opens_nothing_that_others_open(open_desk: Desk) -> None:
    clue = phoned(open_desk)
    assert ClueSeal.objects.filter(clue=clue, holder__user__name=INTAKE_2).exists()
    open_desk.lose(INTAKE_2)

    operations.end_keys_without_duty(actor=open_desk.town.machine, now=NOW)
    operations.look_for_stale(actor=open_desk.town.machine, now=NOW)

    assert not ClueSeal.objects.filter(clue=clue, holder__user__name=INTAKE_2).exists()
    assert ClueSeal.objects.filter(clue=clue).exists()


def test_what_was_joined_to_what_was_joined_is_destroyed_with_it(open_desk: Desk) -> None:
    first, second, third = (sent(open_desk, Reporter.new(), text) for text in "一二三")
    operations.merge_clue(first, into=second, opinion="同一件事", by=by(open_desk, HANDLER))
    operations.merge_clue(_fresh(second), into=third, opinion="同一件事", by=by(open_desk, HANDLER))
    Clue.objects.filter(pk=third.pk).update(state=ClueState.CLOSED, closed_at=NOW - timedelta(days=365 * 12))
    row = propose_destruction(_fresh(third), actor=open_desk.actor(HANDLER), now=NOW)
    agreed = open_desk.actor(APPROVER).user_id
    ClueEnd.objects.filter(pk=row.pk).update(state="agreed", ends_on=TODAY, agreed_at=NOW, agreed_by=agreed)

    assert destroy_due(actor=open_desk.town.machine, now=NOW) == 1

    assert [(bytes(one.sealed), one.state) for one in Clue.objects.all()] == [(b"", ClueState.DESTROYED)] * 3


# What somebody lays at another's place ---------------------------------------------------------------------------------------------------


def test_a_report_has_one_identity(open_desk: Desk) -> None:
    reporter = Reporter.new()
    sent(open_desk, reporter, "原件", who=Identity("真", "1", ""))
    false = seal_to_pairs(Identity("假", "2", "").told(), sealing_keys().custodians)
    office_box().put([Envelope(bytes(16), reporter.keys.place, Kind.IDENTITY, false)], TODAY)
    _came(reporter, "补充")

    assert TipEnvelope.objects.filter(place=reporter.keys.place.hex(), kind=Kind.IDENTITY).count() == 1
    assert not list(office_box().envelopes(reporter.keys.place, Kind.IDENTITY))  # it does not wait in the box either


def _forged(other: Reporter, **more: Any) -> Content:
    return Content(What.TIP, "", "zh-hans", "别人写的", other.keys.address, other.keys.salt.hex(), **more)


def test_a_content_that_names_the_files_of_another_neither_takes_nor_destroys_them(open_desk: Desk) -> None:
    victim, other = Reporter.new(), Reporter.new()
    _came(victim, "原件", files={"a.jpg": b"photo" * 99})
    piece = TipEnvelope.objects.get(place=victim.keys.place.hex(), kind=Kind.PIECE)
    stolen = replace(victim.sent[0].files[0], name="偷")
    body = seal(_forged(other, files=(stolen, FileNote("b", "b", 1, "00" * 32, 5, (piece.key,)))).told(), sealing_keys().desk)
    office_box().put([other._envelope("content x", Kind.CONTENT, body)], TODAY)
    operations.take(now=NOW)
    tip = Tip.objects.get(place=other.keys.place.hex())

    clue = operations.register_tip(tip, about=_official(open_desk), **open_desk.by(INTAKE))

    told = operations.read_clue(_fresh(clue), **open_desk.by(HANDLER)).values["files"]
    assert {one["name"]: one["sound"] for one in told.values()} == {"偷": False, "b": False}
    piece.refresh_from_db()
    assert bytes(piece.body)


def test_answers_go_to_the_key_of_the_place_and_to_no_other(open_desk: Desk) -> None:
    reporter, other = Reporter.new(), Reporter.new()
    clue = sent(open_desk, reporter, "原件")
    body = seal(replace(_forged(other), what=What.ADDITION).told(), sealing_keys().desk)
    office_box().put([reporter._envelope("content x", Kind.CONTENT, body)], TODAY)
    operations.take(now=NOW)
    operations.add_to_clue(Tip.objects.get(place=reporter.keys.place.hex()), **open_desk.by(INTAKE))

    session: By = by(open_desk, HANDLER)
    operations.ask_reporter(_fresh(clue), question="是哪天看见的", until=None, by=session)
    operations.take(now=NOW)

    assert "是哪天看见的" in [one.text for one in reporter.reads(office_box())]  # every answer at the place opens with its reporter's key
