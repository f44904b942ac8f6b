"""Staff come and go: the clock takes seals away and marks what waits; whoever unlocks his key next seals it anew, waiting reports with their files too."""

from datetime import timedelta
from typing import Any

import pytest
from django.test.utils import CaptureQueriesContext

from bihuan.clues.models import Clue, ClueSeal, KeyHolder, Tip, TipEnvelope
from bihuan.clues.operations import end_keys_without_duty, look_for_stale, open_tip, read_clue, register_tip, reseal_what_waits, take
from bihuan.clues.operations.door import office_box
from bihuan.clues.operations.opening import own_keys
from bihuan.clues.queries import openable_tips, sealing_keys, visible_clues
from bihuan.foundation.kernel import Missing
from bihuan.foundation.sealedbox.vocabulary import Kind
from bihuan.organisation.models import Post
from bihuan.organisation.vocabulary import PostRole, StandingDutyKind
from tests.clues.case import phoned
from tests.clues.ground import ALTERNATE, APPROVER, HANDLER, INTAKE, INTAKE_2, OTHER_WAY
from tests.clues.ground import Desk as Ground
from tests.clues.reporting import Reporter
from tests.factories.town import NOW, OFFICIAL, TODAY, WATER

pytestmark = pytest.mark.django_db


@pytest.fixture
def open_desk(desk: Ground) -> Ground:
    desk.all_keys()
    office_box().prepare()
    return desk


def _tip(desk: Ground, text: str = "窗口没有人", **more: Any) -> Tip:
    reporter = Reporter.new()
    reporter.sends(office_box(), sealing_keys(), TODAY, text, **more)
    take(now=NOW)
    return Tip.objects.get(place=reporter.keys.place.hex())


def _readers(clue: Clue) -> set[str]:
    return set(KeyHolder.objects.filter(pk__in=ClueSeal.objects.filter(clue=clue).values("holder")).values_list("user__name", flat=True))


def test_the_clock_takes_seals_away_without_a_key_and_marks_what_waits_for_one(open_desk: Ground) -> None:
    clue, machine = phoned(open_desk), open_desk.town.machine
    assert look_for_stale(actor=machine, now=NOW) == (0, 0)
    open_desk.staff("新来", StandingDutyKind.CLUE_DESK)
    open_desk.key("新来")
    Post.objects.create(person=open_desk.people[INTAKE_2], unit=open_desk.town.units[WATER], title="副局长", role=PostRole.LEADER)
    assert look_for_stale(actor=machine, now=NOW) == (1, 1)
    assert _readers(clue) == {INTAKE, HANDLER, APPROVER} and Clue.objects.get(pk=clue.pk).stale
    assert look_for_stale(actor=machine, now=NOW) == (0, 1)  # it waits on, and nothing is written twice
    assert reseal_what_waits(**open_desk.by(HANDLER)) == (1, 0)
    assert _readers(clue) == {INTAKE, HANDLER, APPROVER, "新来"} and not Clue.objects.get(pk=clue.pk).stale
    assert read_clue(clue, **open_desk.by("新来")).contents[0].text == "窗口无人"
    assert reseal_what_waits(**open_desk.by(HANDLER)) == (0, 0)


def test_the_last_seal_that_opens_is_never_taken_away(open_desk: Ground) -> None:
    clue = phoned(open_desk)
    for name in (INTAKE, INTAKE_2, HANDLER, APPROVER):
        Post.objects.create(person=open_desk.people[name], unit=open_desk.town.units[WATER], title="副局长", role=PostRole.LEADER)
    assert look_for_stale(actor=open_desk.town.machine, now=NOW) == (0, 1)  # now for those who take what concerns the desk
    assert len(_readers(clue)) == 4 and not visible_clues(open_desk.actor(HANDLER)).exists()


def test_whoever_must_not_see_a_clue_does_not_seal_it_anew(open_desk: Ground) -> None:
    phoned(open_desk, "信", OFFICIAL, INTAKE_2)
    open_desk.staff("新来", StandingDutyKind.CLUE_DESK)
    open_desk.key("新来")
    look_for_stale(actor=open_desk.town.machine, now=NOW)
    assert reseal_what_waits(**open_desk.by(INTAKE_2)) == (0, 0) and reseal_what_waits(**open_desk.by(INTAKE)) == (1, 0)


def test_a_new_intake_opens_what_waited_before_he_came(open_desk: Ground) -> None:
    picture = b"picture" * 90_000
    tip = _tip(open_desk, files={"a.jpg": picture})
    sizes = list(TipEnvelope.objects.filter(kind=Kind.PIECE).order_by("key").values_list("key", flat=True))
    open_desk.staff("新受理", StandingDutyKind.CLUE_INTAKE)
    open_desk.key("新受理")
    with pytest.raises(Missing):
        open_tip(tip, **open_desk.by("新受理"))
    assert reseal_what_waits(**open_desk.by(INTAKE)) == (0, 1) and reseal_what_waits(**open_desk.by(INTAKE)) == (0, 0)
    (content,) = open_tip(tip, **open_desk.by("新受理"))
    assert content.text == "窗口没有人" and open_tip(tip, **open_desk.by(INTAKE_2))
    assert list(TipEnvelope.objects.filter(kind=Kind.PIECE).order_by("key").values_list("key", flat=True)) == sizes
    from bihuan.clues.operations import About, read_file

    clue = register_tip(tip, about=About(persons=[open_desk.town.people[OFFICIAL]]), **open_desk.by("新受理"))
    (file,) = read_clue(clue, **open_desk.by(HANDLER)).files
    assert file["sound"] and read_file(clue, file=file["file"], **open_desk.by(HANDLER)) == picture


def test_one_who_left_opens_nothing_that_was_sealed_anew(open_desk: Ground) -> None:
    tip = _tip(open_desk)
    gone = own_keys(**open_desk.by(INTAKE_2))
    open_desk.lose(INTAKE_2)
    end_keys_without_duty(actor=open_desk.town.machine, now=NOW)
    assert reseal_what_waits(**open_desk.by(INTAKE)) == (0, 1)
    from bihuan.clues.queries.clues import contents_of

    assert contents_of(tip, gone) == [] and openable_tips(open_desk.actor(INTAKE), own_keys(**open_desk.by(INTAKE)))


def test_a_report_about_the_desk_stays_sealed_past_it(open_desk: Ground) -> None:
    tip = _tip(open_desk, concerns_handlers=True)
    open_desk.staff("新另行", StandingDutyKind.CLUE_ALTERNATE)
    open_desk.key("新另行", ALTERNATE)
    assert reseal_what_waits(**open_desk.by(INTAKE)) == (0, 0) and reseal_what_waits(**open_desk.by(OTHER_WAY, ALTERNATE)) == (0, 1)
    assert open_tip(tip, **open_desk.by("新另行", ALTERNATE))
    with pytest.raises(Missing):
        open_tip(tip, **open_desk.by(INTAKE))


def test_looking_for_what_waits_asks_no_more_for_many(open_desk: Ground) -> None:
    from django.db import connection

    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            look_for_stale(actor=open_desk.town.machine, now=NOW + timedelta(hours=1))
        return len(found)

    phoned(open_desk)
    few = asked()
    for _more in range(5):
        phoned(open_desk)
    assert asked() == few
