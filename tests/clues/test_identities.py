"""Who reported: opened by two custodians together and by no fewer, seen once by whoever asked, told to the reporter; every subset of keys is tried."""

import json
from base64 import b64decode
from contextlib import suppress
from datetime import timedelta
from itertools import chain, combinations, permutations
from typing import Any

import pytest
from pyrage import x25519

from bihuan.clues.models import Clue, IdentityOpening, KeyHolder, Tip, TipEnvelope
from bihuan.clues.operations import (
    About,
    ask_handover,
    ask_identity,
    begin_identity,
    end_key,
    finish_identity,
    lapse_identities,
    make_key,
    read_words,
    refuse_identity,
    register_tip,
    see_identity,
    take,
    unlock_key,
    use_keys,
)
from bihuan.clues.operations.custody import renew_identities
from bihuan.clues.operations.door import office_box
from bihuan.clues.operations.identities import KEPT
from bihuan.clues.operations.registering import Slip, register_slip
from bihuan.clues.operations.resealing import unlock_to_work
from bihuan.clues.queries import find_opening, keys_to_ask_for, may_ask_identity, openings_for, openings_to_do, sealing_keys
from bihuan.clues.queries.identities import identity_of
from bihuan.clues.vocabulary.clues import ClueSource
from bihuan.clues.vocabulary.identities import IdentityNeed
from bihuan.foundation.accounts.queries import system_actor
from bihuan.foundation.audit.models import Record
from bihuan.foundation.kernel import BadInput, Missing, NotAllowed, NotNow
from bihuan.foundation.sealedbox.contents import Identity
from bihuan.foundation.sealedbox.custodians import half_open, open_together, renewed, seal_to_pairs
from bihuan.foundation.sealedbox.packages import Sealed, unseal
from bihuan.foundation.sealedbox.vocabulary import Says
from bihuan.organisation.models import Post
from bihuan.organisation.vocabulary import PostRole, StandingDutyKind
from tests.clues.ground import APPROVER, CUSTODIAN, DESK, HANDLER, INTAKE, KEEPERS, PASSPHRASE, Desk
from tests.clues.reporting import Reporter
from tests.factories.town import TODAY, WATER

pytestmark = pytest.mark.django_db
WHO = Identity("采薇", "0000-1234567", "青石县某乡")
REASON = "核对窗口收费的日期"


def reported(desk: Desk, who: Identity | None = WHO) -> tuple[Clue, Reporter]:
    """A clue of a report that came by the door, with its reporter."""
    desk.all_keys()
    box, reporter = office_box(), Reporter.new()
    box.prepare()
    reporter.sends(box, sealing_keys(), TODAY, who=who)
    take(now=desk.now)
    about = About(units=(desk.town.units[WATER],), named=True)
    return register_tip(Tip.objects.get(place=reporter.keys.place.hex()), about=about, **desk.by(INTAKE)), reporter


def asked(desk: Desk, clue: Clue) -> IdentityOpening:
    return ask_identity(clue, need=IdentityNeed.VERIFY, reason=REASON, **desk.by(HANDLER))


def opened(desk: Desk, clue: Clue) -> IdentityOpening:
    row = asked(desk, clue)
    begin_identity(row, **desk.by(KEEPERS[0], CUSTODIAN))
    finish_identity(row, **desk.by(KEEPERS[1], CUSTODIAN))
    return row


def test_two_custodians_open_it_for_who_asked_and_the_reporter_reads_that_they_did(desk: Desk) -> None:
    clue, reporter = reported(desk)
    row = opened(desk, clue)
    assert see_identity(row, **desk.by(HANDLER)) == WHO
    row.refresh_from_db()
    assert row.state == "seen" and bytes(row.sealed) == bytes(row.half) == b""
    with pytest.raises(NotNow):  # once
        see_identity(row, **desk.by(HANDLER))
    take(now=desk.now)
    told = [one for one in reporter.reads(office_box()) if one.says is Says.OPENED]
    assert len(told) == 1 and "两名保管人" in told[0].text and told[0].facts == {"need": "verify"} and told[0].on == TODAY
    acts = set(Record.objects.filter(kind="clue_identity").values_list("action", flat=True))
    assert acts == {"ask_identity", "begin_identity", "finish_identity", "see_identity"}


@pytest.mark.parametrize("count", [2, 3, 4, 5])
def test_every_subset_of_keys_is_tried_and_two_is_the_least(count: int) -> None:
    keys = [x25519.Identity.generate() for _one in range(count)]
    package = seal_to_pairs(b"who", [str(one.to_public()) for one in keys])
    outsider = x25519.Identity.generate()
    for some in chain.from_iterable(combinations(range(count), size) for size in range(count + 1)):
        found = set()
        for first, second in permutations([*(keys[one] for one in some), outsider], 2):
            try:
                found.add(open_together(package, first, second))
            except Sealed:
                continue
        assert found == ({b"who"} if len(some) > 1 else set())
    for alone in keys:  # with the whole package and his own key, as often as he likes
        for inner in half_open(package, alone):
            with pytest.raises(Sealed):
                unseal(inner, [alone])
        with pytest.raises(Sealed):
            open_together(package, alone, alone)


def test_every_pair_of_custodians_in_every_order_opens_and_nobody_else_does(desk: Desk) -> None:
    clue, _reporter = reported(desk)
    for first, second in permutations(KEEPERS, 2):
        row = asked(desk, clue)
        begin_identity(row, **desk.by(first, CUSTODIAN))
        with pytest.raises(NotAllowed):  # the same hand twice
            finish_identity(row, **desk.by(first, CUSTODIAN))
        for name in (HANDLER, INTAKE, APPROVER):
            with pytest.raises(NotAllowed):
                finish_identity(row, **desk.by(name))
        finish_identity(row, **desk.by(second, CUSTODIAN))
        assert see_identity(row, **desk.by(HANDLER)) == WHO


def test_what_lies_here_meanwhile_opens_for_no_single_key(desk: Desk) -> None:
    """All that is in the tables, tried with each holder's keys alone: nobody finds the name before two custodians came, and after that only who
    asked."""
    clue, _reporter = reported(desk)
    row = asked(desk, clue)

    def finders() -> set[str]:
        row.refresh_from_db()
        held = {name: use_keys(purpose=CUSTODIAN, **desk.by(name, CUSTODIAN)) for name in KEEPERS}
        held |= {name: use_keys(purpose=DESK, **desk.by(name)) for name in (INTAKE, HANDLER, APPROVER)}
        return {name for name, mine in held.items() if _opens(row, mine)}

    assert finders() == set()
    begin_identity(row, **desk.by(KEEPERS[0], CUSTODIAN))
    assert finders() == {KEEPERS[1], KEEPERS[2]}  # the half of the first is all a second needs: told in docs/security/clue-desk.md
    finish_identity(row, **desk.by(KEEPERS[1], CUSTODIAN))
    assert finders() == {HANDLER}
    see_identity(row, **desk.by(HANDLER))
    assert finders() == set()


def _opens(row: IdentityOpening, mine: list[x25519.Identity]) -> bool:
    """Everything that is there, opened with what is in one hand, over and over."""
    left = [bytes(row.sealed), *([] if not row.half else [b64decode(one) for one in json.loads(bytes(row.half))])]
    for one in mine:
        with suppress(Sealed):
            left += half_open(identity_of(row.clue), one)
    while left:
        try:
            inner = unseal(left.pop(), mine)
        except (Sealed, BadInput):
            continue
        if WHO.name.encode() in inner:
            return True
        left.append(inner)
    return False


def test_only_who_handles_the_clue_asks_with_a_reason_that_only_those_read_who_decide(desk: Desk) -> None:
    clue, _reporter = reported(desk)
    for name in (INTAKE, APPROVER):
        assert not may_ask_identity(desk.actor(name), clue)
        with pytest.raises(NotAllowed):
            ask_identity(clue, need=IdentityNeed.VERIFY, reason=REASON, **desk.by(name))
    with pytest.raises(BadInput, match="写明"):
        ask_identity(clue, need=IdentityNeed.VERIFY, reason="  ", **desk.by(HANDLER))
    assert may_ask_identity(desk.actor(HANDLER), clue)
    row = asked(desk, clue)
    assert not may_ask_identity(desk.actor(HANDLER), clue)
    with pytest.raises(BadInput, match="已经有人"):
        asked(desk, clue)
    for name in KEEPERS:
        assert read_words(row, **desk.by(name, CUSTODIAN)) == (REASON, "")
    assert read_words(row, **desk.by(HANDLER)) == (REASON, "") and read_words(row, **desk.by(INTAKE)) == ("", "")
    assert REASON not in repr(list(Record.objects.values())) and WHO.name not in repr(list(Record.objects.values()))
    with pytest.raises(Missing):
        find_opening(desk.actor(INTAKE), row.pk)


def test_a_custodian_in_the_line_does_not_learn_that_anybody_asks(desk: Desk) -> None:
    clue, _reporter = reported(desk)
    Post.objects.create(person=desk.people[KEEPERS[0]], unit=desk.town.units[WATER], title="副局长", role=PostRole.LEADER)
    row = asked(desk, clue)
    assert not openings_for(desk.actor(KEEPERS[0]), TODAY) and not openings_to_do(desk.actor(KEEPERS[0]), TODAY)
    assert read_words(row, **desk.by(KEEPERS[0], CUSTODIAN)) == ("", "")
    with pytest.raises(Missing):
        find_opening(desk.actor(KEEPERS[0]), row.pk)
    with pytest.raises(NotAllowed):
        begin_identity(row, **desk.by(KEEPERS[0], CUSTODIAN))
    assert openings_to_do(desk.actor(KEEPERS[1]), TODAY) == 1
    Post.objects.create(person=desk.people[KEEPERS[1]], unit=desk.town.units[WATER], title="股长", role=PostRole.LEADER)
    refuse_identity(row, reason="改日再办", **_plain(desk, HANDLER))
    with pytest.raises(NotNow, match="不足两名"):
        asked(desk, clue)


def _plain(desk: Desk, name: str) -> dict[str, Any]:
    return {"actor": desk.actor(name), "now": desk.now}


def test_whoever_may_not_know_of_it_any_more_gets_no_identity(desk: Desk) -> None:
    """Between asking and opening he may get an office over whom it is about, or lose his duty: what was allowed then is asked again."""
    clue, _reporter = reported(desk)
    row = asked(desk, clue)
    begin_identity(row, **desk.by(KEEPERS[0], CUSTODIAN))
    Post.objects.create(person=desk.people[HANDLER], unit=desk.town.units[WATER], title="局长", role=PostRole.LEADER)
    with pytest.raises(NotNow, match="退回申请"):
        finish_identity(row, **desk.by(KEEPERS[1], CUSTODIAN))
    row.refresh_from_db()
    assert row.state == "begun" and not row.sealed
    refuse_identity(row, reason="申请人已经调入该单位", actor=desk.actor(KEEPERS[1]), now=desk.now)


def test_a_refusal_throws_the_half_away_and_tells_why(desk: Desk) -> None:
    clue, reporter = reported(desk)
    row = asked(desk, clue)
    begin_identity(row, **desk.by(KEEPERS[0], CUSTODIAN))
    with pytest.raises(NotAllowed):
        refuse_identity(row, reason="无关", **_plain(desk, INTAKE))
    refuse_identity(row, reason="理由不充分", **_plain(desk, KEEPERS[1]))
    row.refresh_from_db()
    assert row.state == "refused" and bytes(row.half) == b"" and read_words(row, **desk.by(HANDLER)) == (REASON, "理由不充分")
    take(now=desk.now)
    assert not [one for one in reporter.reads(office_box()) if one.says is Says.OPENED]
    assert asked(desk, clue).pk != row.pk  # it may be asked again


def test_what_nobody_finished_or_saw_in_time_goes(desk: Desk) -> None:
    clue, _reporter = reported(desk)
    row, machine = opened(desk, clue), system_actor("clock")
    assert lapse_identities(actor=machine, now=desk.now + KEPT - timedelta(minutes=1)) == 0
    assert lapse_identities(actor=machine, now=desk.now + KEPT) == 1
    row.refresh_from_db()
    assert row.state == "lapsed" and bytes(row.sealed) == b""


def test_where_nothing_is_sealed_nothing_is_asked(desk: Desk) -> None:
    clue, _reporter = reported(desk)
    TipEnvelope.objects.filter(kind="identity").delete()
    assert not may_ask_identity(desk.actor(HANDLER), clue)
    with pytest.raises(BadInput, match="没有密封的身份信息"):
        asked(desk, clue)


def test_an_anonymous_report_has_an_identity_that_says_nothing(desk: Desk) -> None:
    clue, _reporter = reported(desk, None)
    assert see_identity(opened(desk, clue), **desk.by(HANDLER)) == Identity()


def test_a_custodian_who_came_later_cannot_and_two_old_ones_can(desk: Desk) -> None:
    clue, _reporter = reported(desk)
    desk.staff("新来", StandingDutyKind.CLUE_CUSTODIAN)
    row = asked(desk, clue)
    with pytest.raises(Sealed, match="另一名保管人"):
        begin_identity(row, **desk.by("新来", CUSTODIAN))
    row.refresh_from_db()
    assert row.state == "asked"


def test_keys_of_two_custodians_never_come_into_one_hand(desk: Desk) -> None:
    """What a custodian who left could open goes to one who had no key while he had his (P12)."""
    desk.all_keys()
    first, second, _third = KEEPERS
    unlock_key(desk.key(first, CUSTODIAN), passphrase=PASSPHRASE, actor=desk.actor(first), now=desk.now)  # now sealed to the other two
    left = desk.key(first, CUSTODIAN)
    later = desk.now + timedelta(days=1)
    end_key(left, reason="调离", actor=desk.actor(first), now=later)
    said: dict[str, Any] = {"reason": "接手", "now": later}
    assert keys_to_ask_for(desk.actor(second)) == []
    with pytest.raises(BadInput, match="一个人手里"):
        ask_handover(old=left, heir=desk.key(second, CUSTODIAN), actor=desk.actor(second), **said)
    # a fresh key of the same hand is no way round
    end_key(desk.key(second, CUSTODIAN), reason="换一把", actor=desk.actor(second), now=later)
    fresh = make_key(purpose=CUSTODIAN, passphrase=PASSPHRASE, actor=desk.actor(second), now=later + timedelta(minutes=1))
    with pytest.raises(BadInput, match="一个人手里"):
        ask_handover(old=left, heir=fresh, actor=desk.actor(second), **said)
    new = desk.staff("新来", StandingDutyKind.CLUE_CUSTODIAN)
    heir = make_key(purpose=CUSTODIAN, passphrase=PASSPHRASE, actor=new, now=later)
    unlock_key(heir, passphrase=PASSPHRASE, actor=new, now=later)
    assert [one.pk for one in keys_to_ask_for(new)] == [left.pk]
    assert ask_handover(old=left, heir=heir, actor=new, **said).state == "asked"


def test_the_list_costs_the_same_however_many_there_are(desk: Desk, django_assert_max_num_queries: Any) -> None:
    clue, _reporter = reported(desk)
    for count in (1, 2, 3):
        row = asked(desk, clue)
        with django_assert_max_num_queries(12):
            assert len(openings_for(desk.actor(KEEPERS[0]), TODAY)) == count
        refuse_identity(row, reason="改日再办", **_plain(desk, HANDLER))


# Custodians change ----------------------------------------------------------------------------------------------------------------------

NEW = "洗砚"


def _secrets(desk: Desk, *names: str) -> list[x25519.Identity]:
    return [one for name in names for one in use_keys(purpose=CUSTODIAN, **desk.by(name, CUSTODIAN))]


def _unlocks(desk: Desk, name: str) -> None:
    """Once more, as on the page."""
    held = desk.key(name, CUSTODIAN)
    desk.sessions[name, CUSTODIAN] = unlock_to_work(held, passphrase=PASSPHRASE, actor=desk.actor(name), now=desk.now)


def _pairs_that_open(desk: Desk, clue: Clue, names: tuple[str, ...]) -> set[frozenset[str]]:
    package = identity_of(clue)
    found = set()
    for one, other in combinations(names, 2):
        with suppress(Sealed):
            assert Identity.read(open_together(package, _secrets(desk, one)[0], _secrets(desk, other)[0])) == WHO
            found.add(frozenset((one, other)))
    return found


def _one_goes_one_comes(desk: Desk) -> list[x25519.Identity]:
    """The key of whoever went, as he may have kept it with a copy of the database."""
    KeyHolder.objects.filter(purpose=CUSTODIAN).update(made_at=desk.now - timedelta(days=9))
    TipEnvelope.objects.filter(kind="identity").update(day=TODAY - timedelta(days=5))
    gone = _secrets(desk, KEEPERS[2])
    end_key(desk.key(KEEPERS[2], CUSTODIAN), reason="调离", actor=desk.actor(KEEPERS[2]), now=desk.now + timedelta(minutes=1))
    desk.lose(KEEPERS[2])
    desk.now += timedelta(minutes=2)
    desk.staff(NEW, StandingDutyKind.CLUE_CUSTODIAN)
    desk.key(NEW, CUSTODIAN)
    return gone


def test_a_newcomer_opens_what_came_before_him_and_who_left_does_not(desk: Desk) -> None:
    clue, _reporter = reported(desk)
    gone, now = _one_goes_one_comes(desk), (*KEEPERS[:2], NEW)
    _unlocks(desk, NEW)
    assert _pairs_that_open(desk, clue, now) == {frozenset(KEEPERS[:2])}, "he alone brings himself nothing"
    _unlocks(desk, KEEPERS[0])
    assert _pairs_that_open(desk, clue, now) == {frozenset(KEEPERS[:2]), frozenset((KEEPERS[1], NEW))}
    with pytest.raises(Sealed):
        half_open(identity_of(clue), gone[0])
    _unlocks(desk, KEEPERS[1])
    assert _pairs_that_open(desk, clue, now) == {frozenset(one) for one in combinations(now, 2)}
    row = asked(desk, clue)
    begin_identity(row, **desk.by(NEW, CUSTODIAN))
    finish_identity(row, **desk.by(KEEPERS[0], CUSTODIAN))
    assert see_identity(row, **desk.by(HANDLER)) == WHO


def test_at_no_moment_of_it_does_one_key_open_anything(desk: Desk) -> None:
    """Every key with everything that lies in the tables, after each step; and that of whoever left with each of those who stayed."""
    clue, _reporter = reported(desk)
    packages = [identity_of(clue)]
    gone = _one_goes_one_comes(desk)
    for name in (KEEPERS[1], NEW, KEEPERS[0], KEEPERS[1]):
        _unlocks(desk, name)
        packages.append(identity_of(clue))
    for package in packages:
        for one in (*gone, *_secrets(desk, *KEEPERS[:2], NEW)):
            with suppress(Sealed):
                for inner in half_open(package, one):
                    with pytest.raises(Sealed):
                        unseal(inner, [one])
    for one in _secrets(desk, *KEEPERS[:2], NEW):
        with pytest.raises(Sealed):
            open_together(packages[-1], gone[0], one)


def test_what_is_brought_over_is_looked_at_no_more_and_nobody_is_told(desk: Desk, django_assert_max_num_queries: Any) -> None:
    clue, _reporter = reported(desk)
    _one_goes_one_comes(desk)
    for name in (KEEPERS[0], KEEPERS[1]):
        _unlocks(desk, name)
    known, records, held, mine = identity_of(clue), Record.objects.count(), desk.key(NEW, CUSTODIAN), _secrets(desk, NEW)
    with django_assert_max_num_queries(6):
        assert renew_identities(held, mine) == 0
    assert identity_of(clue) == known and Record.objects.count() == records


def test_an_identity_of_nobody_knows_whom_stays_as_it_is(desk: Desk) -> None:
    clue, _reporter = reported(desk)
    TipEnvelope.objects.filter(kind="identity").update(body=b"\0\0\0\1x" + bytes(3))
    for name in (KEEPERS[0], KEEPERS[1]):
        _unlocks(desk, name)
    assert identity_of(clue) == b"\0\0\0\1x" + bytes(3)


def test_so_does_what_was_entered_on_the_desk_on_the_very_day(desk: Desk) -> None:
    desk.all_keys()
    slip = Slip(ClueSource.PHONE, "窗口无人", TODAY, identity=WHO)
    about = About(units=(desk.town.units[WATER],), named=True)
    clue = register_slip(slip=slip, about=about, actor=desk.actor(INTAKE), now=desk.now)[0]
    gone = _one_goes_one_comes(desk)
    TipEnvelope.objects.filter(kind="identity").update(day=TODAY)
    _unlocks(desk, KEEPERS[0])
    assert frozenset((KEEPERS[1], NEW)) in _pairs_that_open(desk, clue, (*KEEPERS[:2], NEW))
    with pytest.raises(Sealed):
        half_open(identity_of(clue), gone[0])


def test_where_two_sets_fit_nothing_is_guessed(desk: Desk) -> None:
    keys = sorted((x25519.Identity.generate() for _one in range(4)), key=lambda one: str(one.to_public()))
    a, b, c, d = (str(one.to_public()) for one in keys)
    package = seal_to_pairs(b"who", (a, b, c))
    assert renewed(package, [(a, b, c), (a, b, d)], (a, b, d), keys[:1]) == (package, False)
    fresh, _whole = renewed(package, [(a, b, c)], (a, b, d), keys[:1])
    assert open_together(fresh, keys[1], keys[3]) == b"who"
