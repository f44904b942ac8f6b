"""How the keeping of a clue ends: two hands and a day, an order stops it, and afterwards nothing opens and no byte is left."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models

from bihuan.clues.models import Clue, ClueEnd, ClueHold, ClueSeal, SearchLeaf, Tip, TipEnvelope
from bihuan.clues.operations import (
    About,
    By,
    close_clue,
    conclude_clue,
    open_tip,
    publish_door,
    read_clue,
    register_tip,
    take,
    verify_clue,
)
from bihuan.clues.operations.door import office_box
from bihuan.clues.operations.keeping import (
    agree_destruction,
    destroy_due,
    hold_clue,
    lift_hold,
    propose_destruction,
    return_destruction,
    stop_destruction,
)
from bihuan.clues.operations.merging import merge_clue
from bihuan.clues.operations.searching import search_clues
from bihuan.clues.queries import find_clue, sealing_keys, visible_clues
from bihuan.clues.queries.keeping import ends_of, kept_too_long, tombstones
from bihuan.clues.rules.keeping import kept_until, unmet
from bihuan.clues.rules.texts import opened_key
from bihuan.clues.vocabulary.clues import Conclusion, Way
from bihuan.clues.vocabulary.keeping import EndNeed
from bihuan.foundation.accounts.queries import system_actor
from bihuan.foundation.kernel import BadInput, Missing, NeedsUnmet, NotAllowed
from bihuan.foundation.kernel.time import Length, Span
from bihuan.foundation.sealedbox.contents import Identity
from bihuan.foundation.sealedbox.packages import Sealed
from bihuan.organisation.vocabulary import StandingDutyKind
from tests.clues.ground import APPROVER, HANDLER, INTAKE, INTAKE_2
from tests.clues.ground import Desk as Ground
from tests.clues.reporting import Reporter
from tests.clues.test_handling import Case
from tests.factories.town import NOW, OFFICIAL, TODAY, WATER

pytestmark = pytest.mark.django_db
MARKER = "只此一处的话九七三"
LATER = NOW + timedelta(days=3700)
MACHINE = "clock"


class Old(Case):
    """A clue that came by the door with a file, was closed, and whose time is over."""

    def __init__(self, desk: Ground) -> None:
        self.desk, self.reporter = desk, Reporter.new()
        publish_door(actor=system_actor(MACHINE), now=NOW)
        self.reporter.sends(office_box(), sealing_keys(), TODAY, MARKER, files={"a.txt": MARKER.encode() * 50}, who=Identity(name="某人"))
        take(now=NOW)
        about = About(persons=[desk.town.people[OFFICIAL]])
        self.clue = register_tip(Tip.objects.get(place=self.reporter.keys.place.hex()), about=about, **desk.by(INTAKE))
        self.to_decided()
        verify_clue(self.clue, way=Way.VISIT, done_on=TODAY, found=MARKER, by=self.by(HANDLER))
        conclude_clue(self.clue, conclusion=Conclusion.PARTLY, grounds=MARKER, by=self.by(HANDLER))
        close_clue(self.clue, by=self.by(HANDLER))

    def later(self, name: str) -> dict[str, Any]:
        return {"actor": self.desk.actor(name), "now": LATER}

    def agreed(self) -> ClueEnd:
        row = propose_destruction(self.clue, **self.later(HANDLER))
        agree_destruction(row, on=LATER.date() + timedelta(30), **self.later(APPROVER))
        return row

    def clock(self, days: int) -> int:
        return destroy_due(actor=system_actor(MACHINE), now=LATER + timedelta(days))


@pytest.fixture
def old(desk: Ground) -> Old:
    desk.all_keys()
    return Old(desk)


def _lies(desk: Ground) -> bool:
    """Everything of this room as bytes, but what names no content."""
    rows = [repr([(name, bytes(value) if isinstance(value, memoryview | bytes) else value) for name, value in row.items()])
            for model in apps.get_app_config("clues").get_models() for row in model._default_manager.values()]  # fmt: skip
    return any(MARKER in one for one in rows)


@pytest.mark.mechanism("P11")
def test_it_is_destroyed_by_two_hands_and_a_day_and_then_nothing_opens(old: Old) -> None:
    clue = old.clue
    search_clues(query=MARKER, **old.desk.by(HANDLER))
    seals, body = [bytes(one.body) for one in ClueSeal.objects.filter(clue=clue)], bytes(clue.sealed)
    assert not kept_too_long(old.desk.actor(HANDLER), TODAY + timedelta(3000)) and kept_too_long(old.desk.actor(HANDLER), LATER.date()) == [
        clue
    ]
    row = old.agreed()
    assert [one.pk for one in ends_of(old.desk.actor(APPROVER))] == [row.pk] and not kept_too_long(old.desk.actor(HANDLER), LATER.date())
    assert old.clock(29) == 0 and find_clue(old.desk.actor(HANDLER), clue.pk)
    assert old.clock(30) == 1 and old.clock(31) == 0
    clue.refresh_from_db()
    assert (clue.state, clue.conclusion, clue.disposal, clue.received_on) == ("destroyed", "partly", "preliminary", TODAY)
    assert bytes(clue.sealed) == b"" and clue.tip is None and not SearchLeaf.objects.exists()
    for what in ("seals", "notes", "pieces", "additions", "parties"):
        assert not getattr(clue, what).exists(), what
    assert not TipEnvelope.objects.exclude(body=b"").exists() and not office_box().holds(old.reporter.keys.place)
    assert not old.reporter.reads(office_box())  # as if the code had never been issued
    for name in (INTAKE, HANDLER, APPROVER):
        assert not visible_clues(old.desk.actor(name)).exists() and not search_clues(query=MARKER, **old.desk.by(name)).clues
        with pytest.raises(Missing):
            read_clue(clue, **old.desk.by(name))
    with pytest.raises(Missing):
        open_tip(Tip.objects.get(), **old.desk.by(INTAKE))
    left = b"".join(bytes(value) for model in apps.get_app_config("clues").get_models() for one in model._default_manager.all()
                    for field in model._meta.fields if isinstance(field, models.BinaryField) and (value := getattr(one, field.attname)))  # fmt: skip
    assert all(one not in left for one in [body, *seals]) and not _lies(old.desk)
    with pytest.raises(Sealed):
        opened_key([], [])
    assert list(tombstones()) == [clue]


def test_whoever_proposed_does_not_agree_and_nobody_agrees_to_a_day_too_soon(old: Old) -> None:
    both = old.desk.staff("身兼两职", StandingDutyKind.CLUE_DESK, StandingDutyKind.CLUE_APPROVER)
    old.desk.key("身兼两职")
    from bihuan.clues.operations import reseal_clue

    reseal_clue(old.clue, **old.desk.by(HANDLER))
    row = propose_destruction(old.clue, actor=both, now=LATER)
    day = LATER.date() + timedelta(30)
    with pytest.raises(NeedsUnmet, match="另一个人"):
        agree_destruction(row, on=day, actor=both, now=LATER)
    for wrong in (day - timedelta(1), LATER.date() + timedelta(400)):
        with pytest.raises(BadInput, match="销毁日期"):
            agree_destruction(row, on=wrong, **old.later(APPROVER))
    with pytest.raises(NotAllowed):
        agree_destruction(row, on=day, **old.later(INTAKE))
    return_destruction(row, **old.later(APPROVER))
    assert row.state == "returned" and propose_destruction(old.clue, **old.later(HANDLER)).state == "proposed"  # once more is allowed


def test_not_before_its_time_is_over(old: Old) -> None:
    soon = {"actor": old.desk.actor(HANDLER), "now": NOW + timedelta(3600)}
    with pytest.raises(NeedsUnmet, match="保管期限"):
        propose_destruction(old.clue, **soon)
    other = Case(old.desk)
    with pytest.raises(NeedsUnmet, match="保管期限"):
        propose_destruction(other.clue, **old.later(HANDLER))  # still going on
    old.agreed()
    with pytest.raises(BadInput):
        propose_destruction(old.clue, **old.later(HANDLER))


def test_an_order_stops_it_at_every_moment_and_another_hand_lifts_it(old: Old) -> None:
    row = old.agreed()
    hold = hold_clue(old.clue, reason=MARKER, by=By(**old.desk.by(HANDLER)))
    assert MARKER not in repr(ClueHold.objects.values()) and old.clock(31) == 0
    with pytest.raises(BadInput):
        hold_clue(old.clue, reason="又一次", by=By(**old.desk.by(APPROVER)))
    with pytest.raises(NeedsUnmet, match="另一个人"):
        lift_hold(hold, by=By(**old.desk.by(HANDLER)))
    with pytest.raises(NotAllowed):
        lift_hold(hold, by=By(**old.desk.by(INTAKE)))
    lift_hold(hold, by=By(**old.desk.by(APPROVER)))
    assert old.clock(31) == 1
    with pytest.raises(NotAllowed):
        stop_destruction(ClueEnd.objects.get(pk=row.pk), **old.later(HANDLER))


def test_what_went_into_it_is_found_with_it_and_goes_with_it(desk: Ground) -> None:
    desk.all_keys()
    again = Case(desk)
    old = Old(desk)
    Clue.objects.filter(pk=old.clue.pk).update(state="triaged")
    merge_clue(again.clue, into=Clue.objects.get(pk=old.clue.pk), opinion="同一件事", by=old.by(HANDLER))
    assert [one.pk for one in search_clues(query="窗口无人", **desk.by(HANDLER)).clues] == [old.clue.pk]
    Clue.objects.filter(pk=old.clue.pk).update(state="closed")
    old.clue.refresh_from_db()
    old.agreed()
    assert old.clock(30) == 1
    again.clue.refresh_from_db()
    assert again.clue.state == "destroyed" and not bytes(again.clue.sealed) and not _lies(desk)
    assert list(tombstones()) == [old.clue]  # counted once, as before


def test_either_stops_it_before_its_day(old: Old) -> None:
    row = old.agreed()
    stop_destruction(row, **old.later(HANDLER))
    assert old.clock(40) == 0 and row.state == "stopped"


def test_where_the_box_is_away_nothing_of_it_is_done(old: Old, monkeypatch: pytest.MonkeyPatch) -> None:
    from bihuan.foundation.sealedbox.box import Box

    old.agreed()

    def away(*_given: Any) -> None:
        raise OSError("away")

    monkeypatch.setattr(Box, "forget", away)
    assert old.clock(30) == 0
    assert old.clue.seals.exists() and ClueEnd.objects.get().state == "agreed"
    monkeypatch.undo()
    assert old.clock(30) == 1


def test_whoever_must_not_know_of_it_learns_nothing_of_its_end(old: Old) -> None:
    old.desk.staff("下属", StandingDutyKind.CLUE_DESK, StandingDutyKind.CLUE_APPROVER, unit=old.desk.town.units[WATER])
    actor = old.desk.actor("下属")
    row = propose_destruction(old.clue, **old.later(HANDLER))
    assert not ends_of(actor).exists() and not kept_too_long(actor, LATER.date())
    with pytest.raises(NotAllowed):
        agree_destruction(row, on=LATER.date() + timedelta(30), actor=actor, now=LATER)


def test_a_clue_that_somebody_of_the_desk_could_not_know_of_is_no_tombstone_that_he_could_count(desk: Ground) -> None:
    desk.all_keys()
    old = Old(desk)
    old.clue.parties.all().delete()
    from bihuan.clues.models import ClueParty
    from bihuan.clues.policy.lines import token_of

    ClueParty.objects.create(clue=old.clue, token=token_of(desk.people[INTAKE_2].pk))
    old.agreed()
    assert old.clock(30) == 1 and not tombstones().exists()


def test_the_rules_on_plain_values() -> None:
    assert kept_until(date(2026, 3, 2), Length(10, Span.YEARS, False)) == date(2036, 3, 2)
    told: dict[str, Any] = {"same_hand": False, "kept_until": TODAY, "held": False, "on": TODAY, "today": TODAY}
    assert unmet(**told) == (EndNeed.IS_DUE,) and not unmet(**{**told, "today": TODAY + timedelta(1)})
    assert unmet(**{**told, "kept_until": None, "on": None, "held": True, "same_hand": True}) == tuple(EndNeed)


@pytest.mark.django_db(transaction=True)
def test_no_byte_of_it_stays_in_the_file_of_the_database(desk: Ground) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("a file of SQLite is looked into")
    desk.all_keys()
    old = Old(desk)
    bodies = [bytes(one.body)[-64:] for one in ClueSeal.objects.filter(clue=old.clue)] + [bytes(old.clue.sealed)[-64:]]
    place = Path(str(connection.settings_dict["NAME"]))
    if not place.is_file():
        pytest.skip("the database has no file")
    old.agreed()
    assert old.clock(30) == 1
    connection.close()
    raw = b"".join(one.read_bytes() for one in place.parent.glob(place.name + "*"))
    assert not any(one in raw for one in bodies)
