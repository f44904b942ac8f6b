"""Duties granted for one campaign."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from types import MappingProxyType

from django.utils.timezone import localdate

from bihuan.campaigns.models import Campaign, Grant, Group
from bihuan.campaigns.operations.heads import heads_moved
from bihuan.campaigns.policy import lent_still
from bihuan.campaigns.queries import known_to_duties
from bihuan.campaigns.rules.duty_sheet import check_duties
from bihuan.campaigns.sheets import read_duties
from bihuan.campaigns.vocabulary import GRANTED, TOWARDS_A_UNIT, CampaignAction, Duty
from bihuan.foundation.audit.changing import changing, changing_many, creating, creating_many, one_write
from bihuan.foundation.kernel import Actor, BadInput, _
from bihuan.organisation.models import Person, Unit

NO_LAST_DAY: Mapping[int, date] = MappingProxyType({})


def _grant(campaign: Campaign, person: Person, duty: Duty, unit: Unit | None, group: Group | None, actor: Actor, now: datetime) -> Grant:
    if duty not in GRANTED:
        raise BadInput(_("“%(duty)s”不是能授予的职责。"), duty=duty.label)
    if duty in TOWARDS_A_UNIT and unit is None:
        raise BadInput(_("“%(duty)s”要写明对应哪个单位。"), duty=duty.label)
    return Grant(campaign=campaign, person=person, duty=duty, unit=unit, group=group, granted_at=now, granted_by_id=actor.user_id)


def grant_duty(
    *, campaign: Campaign, person: Person, duty: Duty, actor: Actor, now: datetime, unit: Unit | None = None, group: Group | None = None
) -> Grant:
    """Grant one duty; granted twice it stays as it was. One that a secondment brought gives way to it, else it would end with that."""
    known = Grant.objects.filter(campaign=campaign, person=person, duty=duty, unit=unit, ended_at=None).first()
    if known and known.until_on is None:
        return known
    grant = _grant(campaign, person, duty, unit, group, actor, now)
    with one_write():
        _give_way([known.pk] if known else [], actor, now)
        with creating(grant, CampaignAction.GRANT_DUTY, actor=actor, now=now):
            pass
        heads_moved([grant], now)
    return grant


def grant_many(
    *, campaign: Campaign, grants: Iterable[tuple[Person, Duty, Unit | None, Group | None]], actor: Actor, now: datetime,
    until: Mapping[int, date] = NO_LAST_DAY,
) -> list[Grant]:  # fmt: skip
    """Grant many duties in bulk statements; those already held, and at least as long, are left out. `until`: by person the last day of a
    secondment."""
    rows = Grant.objects.filter(campaign=campaign, ended_at=None).values_list("person_id", "duty", "unit_id", "pk", "until_on")
    held = {(person, duty, unit): (pk, last) for person, duty, unit, pk, last in rows}
    fresh: dict[tuple[int, str, int | None], Grant] = {}
    for person, duty, unit, group in grants:
        key, last = (person.pk, duty.value, unit.pk if unit else None), until.get(person.pk)
        if key not in fresh and not (key in held and _lasts(held[key][1], last)):
            fresh[key] = _grant(campaign, person, duty, unit, group, actor, now)
            fresh[key].until_on = last
    with one_write():
        _give_way([held[key][0] for key in fresh if key in held], actor, now)
        made = list(creating_many(list(fresh.values()), CampaignAction.GRANT_DUTY, actor=actor, now=now, checked=False))
        heads_moved(made, now)
    return made


def _lasts(held: date | None, wanted: date | None) -> bool:
    """Is a duty that is held until a day (None: for good) held as long as it is wanted?"""
    return held is None or (wanted is not None and held >= wanted)


def _give_way(keys: Sequence[int], actor: Actor, now: datetime) -> None:
    """Duties of secondments end where the same is granted anew, for longer; whoever is the last of an office has it anew in the same write."""
    sets = {"ended_at": now, "ended_by_id": actor.user_id}
    lent = list(Grant.objects.filter(pk__in=keys).order_by("pk"))
    _done, refused = changing_many(lent, CampaignAction.END_DUTY, actor=actor, now=now, reason=_("重新授予，期限延长"), sets=sets)
    if refused:
        raise BadInput(refused[0][1])


def grant_from_sheet(*, campaign: Campaign, data: bytes, name: str, actor: Actor, now: datetime) -> list[Grant]:
    """Grant what a sheet (单位, 姓名, 职责) says; held already stays. Raises BadInput with every wrong cell; then nothing was granted."""
    rows = read_duties(data, name)
    checked = check_duties(rows, known_to_duties(campaign, rows, localdate(now)))
    if checked.errors:
        raise BadInput(_("表里有 %(count)d 处错误，整份没有授予。请改正后再导。"), errors=checked.errors, count=len(checked.errors))
    if not rows:
        raise BadInput(_("表里没有填姓名的行。"))
    people, units = (
        Person.objects.in_bulk([one[0] for one in checked.grants]),
        Unit.objects.in_bulk([one[2] for one in checked.grants if one[2]]),
    )
    told = [(people[person], duty, units[unit] if unit else None, None) for person, duty, unit in checked.grants]
    return grant_many(campaign=campaign, grants=told, actor=actor, now=now)


def end_duty(*, grant: Grant, actor: Actor, now: datetime, reason: str = "") -> Grant:
    """Take a duty back. Refused: the last one of the office, for nobody could then run the campaign."""
    with one_write():
        _lock_office([grant])
        with changing(grant, CampaignAction.END_DUTY, actor=actor, now=now, reason=reason) as change:
            if grant.ended_at is not None:
                raise BadInput(_("这项职责已经收回了。"))
            _keep_an_office([grant])
            change.set(ended_at=now, ended_by_id=actor.user_id)
        heads_moved([grant], now)
    return grant


def end_grants(*, grants: Sequence[Grant], actor: Actor, now: datetime, reason: str) -> list[Grant]:
    """Take several duties of one campaign back: all or none."""
    with one_write():
        _lock_office(grants)
        _keep_an_office(grants)
        sets = {"ended_at": now, "ended_by_id": actor.user_id}
        done, refused = changing_many(grants, CampaignAction.END_DUTY, actor=actor, now=now, reason=reason, sets=sets)
        if refused:
            raise BadInput(refused[0][1])
        heads_moved(done, now)
    return done


def _lock_office(leaving: Sequence[Grant]) -> None:
    """The grants of the office, in the order of their keys: two who leave at once do not each count on the other."""
    if campaigns := {one.campaign_id for one in leaving if one.duty == Duty.OFFICE}:
        office = Grant.objects.filter(campaign__in=campaigns, duty=Duty.OFFICE, ended_at=None)
        list(office.select_for_update(of=("self",), no_key=True).order_by("pk").values_list("pk"))


def _keep_an_office(leaving: Sequence[Grant]) -> None:
    offices = [one for one in leaving if one.duty == Duty.OFFICE]
    if not offices:
        return
    staying = Grant.objects.filter(lent_still(localdate()), campaign=offices[0].campaign_id, duty=Duty.OFFICE, ended_at=None)
    if not staying.exclude(pk__in=[one.pk for one in offices]).exists():
        raise BadInput(_("专班至少要留一个人，请先让接手的人进专班。"))
