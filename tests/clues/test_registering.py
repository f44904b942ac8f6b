"""Registering: opened by one, named, sealed anew past everybody in the line; what was sealed before is gone, what was said to the reporter arrives."""

from typing import Any

import pytest
from django.apps import apps
from django.db import models as tables

from bihuan.clues.models import Clue, CluePiece, ClueSeal, KeyHolder, Tip, TipEnvelope
from bihuan.clues.operations import (
    About,
    Slip,
    add_to_clue,
    note_upper_report,
    open_tip,
    own_keys,
    read_clue,
    read_file,
    register_slip,
    register_tip,
    reseal_clue,
    set_tip_aside,
    take,
)
from bihuan.clues.operations.door import office_box
from bihuan.clues.queries import NobodyLeft, alike_clues, find_clue, find_tip, openable_tips, sealing_keys, visible_clues
from bihuan.clues.vocabulary.clues import ClueSource
from bihuan.foundation.audit.models import Record
from bihuan.foundation.kernel import BadInput, Missing, NotAllowed
from bihuan.foundation.sealedbox.contents import Answer, Identity
from bihuan.foundation.sealedbox.custodians import open_together
from bihuan.foundation.sealedbox.keys import ReportKeys
from bihuan.foundation.sealedbox.packages import unseal
from bihuan.foundation.sealedbox.vocabulary import Kind, Says
from bihuan.organisation.models import Post, Recusal
from bihuan.organisation.vocabulary import PostRole, StandingDutyKind
from tests.clues.ground import ALTERNATE, APPROVER, CUSTODIAN, HANDLER, INTAKE, INTAKE_2, KEEPERS, OTHER_WAY
from tests.clues.ground import Desk as Ground
from tests.clues.reporting import Reporter
from tests.factories.town import HEAD, NOW, OFFICIAL, TODAY, WATER

pytestmark = pytest.mark.django_db
MARKER = "独一无二的标记九七三"


@pytest.fixture
def open_desk(desk: Ground) -> Ground:
    desk.all_keys()
    office_box().prepare()
    return desk


def _tip(reporter: Reporter, text: str = MARKER, **more: Any) -> Tip:
    reporter.sends(office_box(), sealing_keys(), TODAY, text, **more)
    take(now=NOW)
    return Tip.objects.get(place=reporter.keys.place.hex())


def _about(desk: Ground, *names: str, **more: Any) -> About:
    return About(persons=[desk.people.get(name) or desk.town.people[name] for name in names], **more)


def _readers(clue: Clue) -> set[str]:
    return set(KeyHolder.objects.filter(pk__in=ClueSeal.objects.filter(clue=clue).values("holder")).values_list("user__name", flat=True))


def test_a_report_becomes_a_clue_that_its_readers_open(open_desk: Ground) -> None:
    reporter, data = Reporter.new(), b"picture" * 100_000
    tip = _tip(reporter, files={"a.jpg": data})
    assert open_tip(tip, **open_desk.by(INTAKE))[0].text == MARKER
    clue = register_tip(tip, about=_about(open_desk, OFFICIAL, note="窗口作风"), **open_desk.by(INTAKE))
    assert _readers(clue) == {INTAKE, INTAKE_2, HANDLER, APPROVER}
    found = read_clue(clue, **open_desk.by(HANDLER))
    assert found.contents == reporter.sent and found.values["note"] == "窗口作风"
    (file,) = found.values["files"].values()
    assert file["sound"] and read_file(clue, file=file["file"], **open_desk.by(APPROVER)) == data
    tip.refresh_from_db()
    assert tip.state == "registered" and not tip.unread
    gone = TipEnvelope.objects.filter(place=tip.place).exclude(kind__in=(Kind.IDENTITY, Kind.ADDRESS))
    assert gone.count() == 4 and not gone.exclude(body=b"").exists() and CluePiece.objects.filter(clue=clue).count() == 3
    take(now=NOW)
    assert sorted(one.says for one in reporter.reads(office_box())) == [Says.RECEIPT, Says.STATE]


def test_a_retry_after_registering_is_nothing_new(open_desk: Ground) -> None:
    reporter = Reporter.new()
    tip = _tip(reporter)
    register_tip(tip, about=_about(open_desk, OFFICIAL), **open_desk.by(INTAKE))
    assert _tip(reporter).pk == tip.pk and not Tip.objects.get().unread
    assert openable_tips(open_desk.actor(INTAKE), own_keys(**open_desk.by(INTAKE))) == []


def test_no_word_of_it_lies_anywhere_in_clear(open_desk: Ground) -> None:
    for how in ("tip", "slip"):
        if how == "tip":
            who = Identity(MARKER, MARKER)
            tip = _tip(Reporter.new(), about=MARKER, happened=MARKER, who=who, files={f"{MARKER}.jpg": MARKER.encode()})
            clue = register_tip(tip, about=_about(open_desk, OFFICIAL, note=MARKER), **open_desk.by(INTAKE))
        else:
            slip = Slip(ClueSource.PHONE, MARKER, TODAY, MARKER, Identity(MARKER, MARKER))
            clue, _code = register_slip(slip=slip, about=_about(open_desk, OFFICIAL, note=MARKER), actor=open_desk.actor(INTAKE), now=NOW)
        read_clue(clue, **open_desk.by(HANDLER))
    rooms = [*apps.get_app_config("clues").get_models(), Record]
    told = repr([[{name: bytes(value) if isinstance(value, memoryview) else value for name, value in row.items()} for row in one.objects.values()]
                 for one in rooms])  # fmt: skip
    for form in (MARKER, repr(MARKER.encode())[2:-1], MARKER.encode("unicode_escape").decode()):
        assert form not in told
    assert open_desk.town.people[OFFICIAL].name not in repr(list(Record.objects.filter(kind__in=("clue", "tip")).values()))
    keys = {f"{model.__name__}.{field.name}" for model in (Clue, Tip, TipEnvelope) for field in model._meta.fields
            if isinstance(field, tables.ForeignKey) and field.related_model.__name__ == "Person"}  # type: ignore[union-attr]  # fmt: skip
    assert not keys


@pytest.mark.parametrize("accused", [HANDLER, "院长"])
def test_it_goes_round_the_accused_and_his_line(open_desk: Ground, accused: str) -> None:
    """A handler of the desk; the leader of a branch in which another handler sits."""
    section = open_desk.town.units[WATER]
    open_desk.staff("院长", unit=section, role=PostRole.HEAD)
    open_desk.staff("借调", StandingDutyKind.CLUE_DESK, unit=section)
    open_desk.key("借调")
    tip = _tip(Reporter.new())
    clue = register_tip(tip, about=_about(open_desk, accused), **open_desk.by(INTAKE))
    hidden = "借调" if accused == "院长" else HANDLER
    assert _readers(clue) == {INTAKE, INTAKE_2, HANDLER, APPROVER, "借调"} - {hidden}
    assert list(visible_clues(open_desk.actor(APPROVER))) == [clue] and not visible_clues(open_desk.actor(hidden)).exists()
    for what in (lambda: find_clue(open_desk.actor(hidden), clue.pk), lambda: read_clue(clue, **open_desk.by(hidden)),
                 lambda: reseal_clue(clue, **open_desk.by(hidden))):  # fmt: skip
        with pytest.raises((Missing, NotAllowed, BadInput)):
            what()


def test_where_the_whole_desk_is_in_the_line_those_take_it_who_are_for_that(open_desk: Ground) -> None:
    open_desk.staff("书记", role=PostRole.HEAD)
    Post.objects.filter(person=open_desk.people[OTHER_WAY]).update(unit=open_desk.town.units[WATER])
    tip = _tip(Reporter.new())
    clue = register_tip(tip, about=_about(open_desk, "书记"), **open_desk.by(INTAKE))
    assert _readers(clue) == {OTHER_WAY}
    with pytest.raises(Missing):
        find_clue(open_desk.actor(INTAKE), clue.pk)  # who registered it does not see it any more
    assert read_clue(clue, **open_desk.by(OTHER_WAY, ALTERNATE)).contents[0].text == MARKER


def test_where_nobody_is_left_it_goes_to_the_level_above_and_nothing_is_entered(open_desk: Ground) -> None:
    open_desk.staff("县委书记", unit=open_desk.town.units["青石县"], role=PostRole.HEAD)
    tip = _tip(Reporter.new())
    with pytest.raises(NobodyLeft, match="上一级"):
        register_tip(tip, about=_about(open_desk, "县委书记"), **open_desk.by(INTAKE))
    tip.refresh_from_db()
    assert tip.state == "waiting" and not Clue.objects.exists() and open_tip(tip, **open_desk.by(INTAKE))


def test_a_report_about_the_desk_is_not_there_for_the_desk(open_desk: Ground) -> None:
    tip = _tip(Reporter.new(), concerns_handlers=True)
    assert openable_tips(open_desk.actor(INTAKE), own_keys(**open_desk.by(INTAKE))) == []
    with pytest.raises(Missing):
        open_tip(tip, **open_desk.by(INTAKE))
    with pytest.raises(Missing):
        register_tip(tip, about=_about(open_desk, HANDLER), **open_desk.by(INTAKE))
    assert [one.pk for one in openable_tips(open_desk.actor(OTHER_WAY), own_keys(**open_desk.by(OTHER_WAY, ALTERNATE)))] == [tip.pk]


def test_only_the_intake_opens_and_registers(open_desk: Ground) -> None:
    tip = _tip(Reporter.new())
    for name in (HANDLER, APPROVER):
        with pytest.raises(NotAllowed):
            open_tip(tip, **open_desk.by(name))
        with pytest.raises(Missing):
            find_tip(open_desk.actor(name), tip.pk)
        with pytest.raises(NotAllowed):
            register_tip(tip, about=_about(open_desk, OFFICIAL), **open_desk.by(name))
        with pytest.raises(NotAllowed):
            register_slip(
                slip=Slip(ClueSource.LETTER, "信", TODAY), about=_about(open_desk, OFFICIAL), actor=open_desk.actor(name), now=NOW
            )
    with pytest.raises(BadInput, match="被反映"):
        register_tip(tip, about=About(), **open_desk.by(INTAKE))


def test_a_phone_call_is_entered_with_the_same_slip(open_desk: Ground) -> None:
    who = Identity("林舟", "0000-7654321")
    slip = Slip(ClueSource.PHONE, "电话反映窗口无人", TODAY, "周二上午", who)
    clue, code = register_slip(slip=slip, about=_about(open_desk, OFFICIAL, named=True), actor=open_desk.actor(INTAKE), now=NOW)
    assert (clue.source, clue.named) == ("phone", True) and read_clue(clue, **open_desk.by(HANDLER)).contents[0].text == "电话反映窗口无人"
    take(now=NOW)
    keys = ReportKeys(code)
    answers = [Answer.read(unseal(one, [keys.reader])) for one in office_box().answers(keys.place)]
    assert {one.says for one in answers} == {Says.RECEIPT, Says.STATE}
    sealed = bytes(TipEnvelope.objects.get(place=keys.place.hex(), kind=Kind.IDENTITY).body)
    from bihuan.clues.operations import use_keys

    first, second = (use_keys(purpose=CUSTODIAN, **open_desk.by(name, CUSTODIAN))[0] for name in KEEPERS[1:])
    assert Identity.read(open_together(sealed, first, second)) == who
    for wrong in (Slip(ClueSource.PHONE, " ", TODAY), Slip(ClueSource.PHONE, "话", NOW.date().replace(year=2027))):
        with pytest.raises(BadInput):
            register_slip(slip=wrong, about=_about(open_desk, OFFICIAL), actor=open_desk.actor(INTAKE), now=NOW)


def test_without_two_custodians_no_name_is_written_down(desk: Ground) -> None:
    desk.key(INTAKE)
    said: dict[str, Any] = {"about": _about(desk, OFFICIAL), "actor": desk.actor(INTAKE), "now": NOW}
    with pytest.raises(BadInput, match="保管人"):
        register_slip(slip=Slip(ClueSource.VISIT, "来访", TODAY, identity=Identity("林舟", "0")), **said)
    assert not Clue.objects.exists() and not Tip.objects.exists()
    assert register_slip(slip=Slip(ClueSource.VISIT, "来访", TODAY), **said)


def test_newcomers_get_a_seal_and_those_who_may_not_any_more_lose_theirs(open_desk: Ground) -> None:
    clue = register_tip(_tip(Reporter.new()), about=_about(open_desk, OFFICIAL), **open_desk.by(INTAKE))
    assert reseal_clue(clue, **open_desk.by(HANDLER)) == (0, 0)
    open_desk.staff("新来", StandingDutyKind.CLUE_DESK)
    open_desk.key("新来")
    Recusal.objects.create(
        person=open_desk.people[INTAKE_2],
        party=open_desk.town.people[OFFICIAL],
        ground="other",
        from_on=TODAY,
        state="in_force",
        asked_at=NOW,
    )
    assert not visible_clues(open_desk.actor(INTAKE_2)).exists()  # at once, before anything is sealed anew
    assert reseal_clue(clue, **open_desk.by(HANDLER)) == (1, 1)
    assert _readers(clue) == {INTAKE, HANDLER, APPROVER, "新来"}
    assert read_clue(clue, **open_desk.by("新来")).contents[0].text == MARKER


def test_what_may_be_the_same_is_suggested_out_of_what_one_may_read(open_desk: Ground) -> None:
    said = "水利局窗口周二上午九点到十一点一直没有人，群众排队两个小时"
    first = register_tip(_tip(Reporter.new(), said), about=_about(open_desk, OFFICIAL), **open_desk.by(INTAKE))
    register_tip(_tip(Reporter.new(), "某某公款吃喝，在酒店签单"), about=_about(open_desk, OFFICIAL), **open_desk.by(INTAKE))
    hidden = register_tip(_tip(Reporter.new(), said), about=_about(open_desk, OFFICIAL, INTAKE_2), **open_desk.by(INTAKE))
    persons, text = [open_desk.town.people[OFFICIAL].pk], "周二上午水利局窗口一直没有人，群众排队两个小时"
    mine = own_keys(**open_desk.by(HANDLER))
    assert {one.clue.pk for one in alike_clues(open_desk.actor(HANDLER), mine, text, persons, [])} == {first.pk, hidden.pk}
    his = own_keys(**open_desk.by(INTAKE_2))
    assert [one.clue.pk for one in alike_clues(open_desk.actor(INTAKE_2), his, text, persons, [])] == [first.pk]
    assert not alike_clues(open_desk.actor(HANDLER), mine, text, [open_desk.town.people[HEAD].pk], [])


def test_what_is_no_clue_goes(open_desk: Ground) -> None:
    tip = _tip(Reporter.new(), "广告")
    set_tip_aside(tip, reason="广告", **open_desk.by(INTAKE))
    assert tip.state == "no_clue" and not TipEnvelope.objects.filter(place=tip.place, kind=Kind.CONTENT).exclude(body=b"").exists()


def test_a_report_without_a_receipt_gets_it_when_it_is_opened_and_a_broken_file_is_said_to_be_broken(open_desk: Ground) -> None:
    reporter = Reporter.new()
    tip = _tip(reporter, address=False, files={"a.jpg": b"x" * 10})
    TipEnvelope.objects.filter(kind=Kind.PIECE).update(body=b"broken")
    clue = register_tip(tip, about=_about(open_desk, OFFICIAL), **open_desk.by(INTAKE))
    take(now=NOW)
    assert {one.facts.get("digest") for one in reporter.reads(office_box()) if one.says is Says.RECEIPT} == {reporter.sent[0].digest}
    (file,) = read_clue(clue, **open_desk.by(HANDLER)).values["files"].values()
    assert file["sound"] is False


def test_what_is_added_goes_to_the_readers_whoever_opened_it(open_desk: Ground) -> None:
    """The second intake is accused: he opens the addition to a clue that he must not know of, and learns nothing of the clue."""
    reporter = Reporter.new()
    clue = register_tip(_tip(reporter), about=_about(open_desk, INTAKE_2), **open_desk.by(INTAKE))
    tip = _tip(reporter, "补充：还有照片", files={"b.jpg": b"second"})
    assert tip.unread and [one.pk for one in openable_tips(open_desk.actor(INTAKE_2), own_keys(**open_desk.by(INTAKE_2)))] == [tip.pk]
    add_to_clue(tip, **open_desk.by(INTAKE_2))
    assert not visible_clues(open_desk.actor(INTAKE_2)).exists()
    for _again in range(2):  # before and after it was joined to the text
        found = read_clue(clue, **open_desk.by(HANDLER))
        assert [one.text for one in found.contents] == [MARKER, "补充：还有照片"]
        (file,) = found.values["files"].values()
        assert read_file(clue, file=file["file"], **open_desk.by(HANDLER)) == b"second"
        reseal_clue(clue, **open_desk.by(HANDLER))
    assert not clue.additions.exists()
    take(now=NOW)
    assert len(reporter.reads(office_box())) == 4  # two receipts, two words about the state
    with pytest.raises(Missing):
        add_to_clue(tip, **open_desk.by(INTAKE))


def test_of_a_report_to_the_level_above_there_is_a_receipt_number_and_nothing_else(open_desk: Ground) -> None:
    said: dict[str, Any] = {"received_on": TODAY, "passed_on": TODAY, "actor": open_desk.actor(INTAKE), "now": NOW}
    row = note_upper_report(receipt="市纪信〔2026〕7号", **said)
    assert {one.name for one in row._meta.fields} == {"id", "receipt", "received_on", "passed_on", "noted_at", "noted_by"}
    for wrong in ({"receipt": " "}, {"receipt": row.receipt}, {"receipt": "8", "passed_on": NOW.date().replace(day=1)}):
        with pytest.raises(BadInput):
            note_upper_report(**{**said, **wrong})
    with pytest.raises(NotAllowed):
        note_upper_report(receipt="9", **{**said, "actor": open_desk.actor(HANDLER)})
