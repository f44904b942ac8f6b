"""Activation slips below the pages: codes kept as digests only, used once, dead after a renewal and after their days; who may print them."""

import re
from datetime import timedelta

import pytest
from django.conf import settings

from bihuan.campaigns.operations import grant_duty
from bihuan.campaigns.vocabulary import Duty
from bihuan.foundation.accounts import policy
from bihuan.foundation.accounts.models import ActivationCode, User
from bihuan.foundation.accounts.operations import WrongCode, activate, issue_codes
from bihuan.foundation.accounts.rules.codes import SIGNS, digest_of, fits, fresh_code, typed
from bihuan.foundation.accounts.vocabulary import Administrator
from bihuan.foundation.audit.models import Record
from bihuan.foundation.audit.queries import verify
from bihuan.foundation.kernel import Actor, BadInput, NotAllowed
from bihuan.organisation.models import StandingDuty
from bihuan.organisation.operations import print_slips
from tests.factories.town import (
    COLLEAGUE,
    FOREST,
    HEAD,
    LIAISON,
    NOW,
    OFFICE,
    OFFICIAL,
    OTHER_LIAISON,
    OTHER_OFFICIAL,
    WATER,
    Town,
    administrators,
    days_later,
    town,
)

GOOD = "Wasser-Rad-27"


def test_a_code_is_typed_from_paper_and_cannot_be_guessed() -> None:
    code = fresh_code()
    assert re.fullmatch(rf"([{SIGNS}]{{4}}-){{2}}[{SIGNS}]{{4}}", code) and len({fresh_code() for _one in range(200)}) == 200
    assert len(SIGNS) ** 12 > 2**59 and not set("ILO01") & set(SIGNS)
    for written in (
        code,
        code.lower(),
        code.replace("-", " "),
        f" {code} ",
        code.translate({ord("-"): "—"}),
        "".join(chr(ord(one) + 0xFEE0) for one in code),
    ):
        assert typed(written) == code.replace("-", "")
    assert fits(code.lower(), 7, "key", digest_of(code, 7, "key"))
    assert not fits(code, 8, "key", digest_of(code, 7, "key")), "bound to its account"
    assert not fits(code, 7, "other", digest_of(code, 7, "key")), "bound to the installation"
    assert not fits("", 0, "key", "")


@pytest.fixture
def place(db: None) -> Town:
    made = town()
    User.objects.filter(username__in=[COLLEAGUE, OFFICIAL, OTHER_OFFICIAL, HEAD, LIAISON]).update(must_change_password=True)
    return made


def _slip(place: Town, name: str, by: str = LIAISON) -> str:
    person = place.people[name]
    person.user = User.objects.get(username=name)
    (slip,) = print_slips(people=[person], actor=place.actor(by), now=NOW)
    return slip.code


def test_a_code_is_kept_as_a_digest_and_opens_once(place: Town) -> None:
    code = _slip(place, COLLEAGUE)
    row = ActivationCode.objects.get()
    assert code not in str(row.__dict__) and typed(code) not in str(row.__dict__) and row.expires_on == NOW.date() + timedelta(days=14)
    assert not [one for one in Record.objects.all() if typed(code) in str(one.__dict__) or row.digest in str(one.__dict__)]
    user = activate(username=COLLEAGUE, code=f" {code.lower()} ", password=GOOD, now=days_later(14))
    assert user.check_password(GOOD) and not user.must_change_password
    told = list(
        Record.objects.filter(kind__in=["activation_code", "account"]).order_by("-position")[:3].values_list("action", "actor_name")
    )
    assert told == [("use_code", COLLEAGUE), ("change_password", COLLEAGUE), ("issue_code", LIAISON)]
    with pytest.raises(WrongCode):
        activate(username=COLLEAGUE, code=code, password="Anderes-Wort-9", now=days_later(14))
    assert User.objects.get(username=COLLEAGUE).check_password(GOOD) and verify().fault is None


def test_everything_wrong_sounds_alike_and_a_refused_password_leaves_the_code(place: Town) -> None:
    code, other = _slip(place, COLLEAGUE), _slip(place, OFFICIAL)
    said = set()
    for name, tried, day in (
        (COLLEAGUE, fresh_code(), 0), (COLLEAGUE, other, 0), ("nobody", code, 0), (COLLEAGUE, "", 0), (COLLEAGUE, code, 15), ("", "", 0),
    ):  # fmt: skip
        with pytest.raises(WrongCode) as no:
            activate(username=name, code=tried, password=GOOD, now=days_later(day))
        said.add(no.value.sentence)
    assert len(said) == 1, "a stranger learns neither names nor days"
    with pytest.raises(BadInput, match="口令至少要 10 个字符"):
        activate(username=COLLEAGUE, code=code, password="kurz", now=NOW)
    assert ActivationCode.objects.get(user__username=COLLEAGUE).used_at is None
    assert activate(username=COLLEAGUE, code=code, password=GOOD, now=NOW)


def test_the_days_are_a_setting(place: Town, settings) -> None:  # type: ignore[no-untyped-def]
    settings.BIHUAN_ACTIVATION_DAYS = 3
    code = _slip(place, COLLEAGUE)
    with pytest.raises(WrongCode):
        activate(username=COLLEAGUE, code=code, password=GOOD, now=days_later(4))
    assert activate(username=COLLEAGUE, code=code, password=GOOD, now=days_later(3))


def test_old_codes_die_at_renewal_and_both_are_in_the_book(place: Town) -> None:
    old, new = _slip(place, COLLEAGUE), _slip(place, COLLEAGUE)
    told = Record.objects.filter(kind="activation_code").order_by("position").values_list("action", "actor_name", "label")
    label = f"{COLLEAGUE}（{COLLEAGUE}）"
    assert list(told) == [("issue_code", LIAISON, label), ("renew_code", LIAISON, label), ("issue_code", LIAISON, label)]
    with pytest.raises(WrongCode):
        activate(username=COLLEAGUE, code=old, password=GOOD, now=NOW)
    assert activate(username=COLLEAGUE, code=new, password=GOOD, now=NOW)
    with pytest.raises(BadInput, match="已经激活"):
        _slip(place, COLLEAGUE)
    User.objects.filter(username=OFFICIAL).update(is_active=False)
    with pytest.raises(BadInput, match="已停用"):
        _slip(place, OFFICIAL)


@pytest.mark.parametrize("name", [HEAD, OTHER_OFFICIAL, LIAISON])
def test_a_liaison_prints_for_his_own_unit_and_never_for_higher_duties_or_himself(place: Town, name: str) -> None:
    with pytest.raises(NotAllowed):
        _slip(place, name)
    assert not ActivationCode.objects.exists()


@pytest.mark.parametrize("duty", [Duty.OFFICE, Duty.LEADER, Duty.SUPERVISOR, Duty.UNIT_HEAD, Duty.LEADER_IN_CHARGE])
def test_whoever_gets_a_higher_duty_anywhere_is_out_of_a_liaisons_hands(place: Town, duty: Duty) -> None:
    _slip(place, COLLEAGUE)
    unit = None if duty in (Duty.OFFICE, Duty.LEADER) else place.units[FOREST]
    grant_duty(campaign=place.campaign, person=place.people[COLLEAGUE], duty=duty, unit=unit, actor=place.machine, now=NOW)
    for by in (LIAISON, OFFICE):
        with pytest.raises(NotAllowed):
            _slip(place, COLLEAGUE, by=by)


def test_keepers_founders_and_the_three_are_out_of_reach(place: Town) -> None:
    StandingDuty.objects.create(user=User.objects.get(username=COLLEAGUE), duty="keeper", given_at=NOW)
    with pytest.raises(NotAllowed):
        _slip(place, COLLEAGUE)
    three = administrators()
    User.objects.filter(pk=three["audit"].pk).update(must_change_password=True)
    for by in (place.actor(LIAISON), place.machine):
        with pytest.raises((NotAllowed, BadInput)):
            issue_codes(users=[User.objects.get(pk=three["audit"].pk)], actor=by, now=NOW)


def test_one_who_may_not_be_printed_for_stops_all(place: Town) -> None:
    people = [place.people[name] for name in (COLLEAGUE, OTHER_OFFICIAL)]
    for one in people:
        one.user = User.objects.get(username=one.name)
    with pytest.raises(NotAllowed):
        print_slips(people=people, actor=place.actor(LIAISON), now=NOW)
    for nobody in (OFFICIAL, HEAD, OTHER_LIAISON):
        with pytest.raises(NotAllowed):
            print_slips(people=people[:1], actor=place.actor(nobody), now=NOW)
    assert not ActivationCode.objects.exists()
    assert len(print_slips(people=people, actor=place.actor(OFFICE), now=NOW)) == 2, "the office prints for its whole campaign"


def test_a_liaison_opens_no_accounts_the_system_administrator_does(place: Town) -> None:
    person = place.people[COLLEAGUE]
    person.user = None
    person.save(update_fields=["user"])
    with pytest.raises(NotAllowed):
        print_slips(people=[person], actor=place.actor(LIAISON), now=NOW)
    system = administrators()["system"]
    (slip,) = print_slips(people=[person], actor=Actor(system.pk, system.name, None, "web", "system"), now=NOW)
    user = User.objects.get(username=slip.username)
    assert not user.has_usable_password() and user.must_change_password and person.user == user
    assert activate(username=slip.username, code=slip.code, password=GOOD, now=NOW).check_password(GOOD)


def test_thousands_are_printed_in_bulk_statements(place: Town, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    from bihuan.organisation.models import Person

    people = [Person(name=f"甲{number}", sort_key=f"jia{number:05d}") for number in range(1000)]
    Person.objects.bulk_create(people)
    with django_assert_max_num_queries(60):
        slips = print_slips(people=people, actor=place.machine, now=NOW)
    assert len({one.username for one in slips}) == len({one.code for one in slips}) == 1000
    assert ActivationCode.objects.count() == 1000 and settings.BIHUAN_ACTIVATION_DAYS == 14 and WATER


def test_no_room_can_vouch_for_one_of_the_three_for_a_stranger_or_for_oneself(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a room above says: the three print by their own duty or not at all, and nobody prints his own slip."""
    monkeypatch.setattr(policy, "_vouchers", [])
    policy.when_asked_who_vouches(lambda _actor, accounts: frozenset(accounts))
    assert policy.vouched_for(Actor(7, "春晓", 70), [5, 6, 7]) == {5, 6}
    for kind in Administrator:
        assert policy.vouched_for(Actor(7, "白堤", 70, administrator=kind.value), [5, 6, 7]) == frozenset()
    assert policy.vouched_for(Actor(None, "路人"), [5, 6, 7]) == frozenset()
