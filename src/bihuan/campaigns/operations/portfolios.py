"""Which deputy head of the leading group is in charge of which units (M04)."""

from collections.abc import Sequence
from datetime import datetime

from bihuan.campaigns.models import Campaign, CoveredUnit, GroupMember, Portfolio
from bihuan.campaigns.vocabulary import GroupKind, GroupPost
from bihuan.campaigns.vocabulary.organising import OrganisingAction
from bihuan.foundation.audit.changing import changing_many, creating_many, one_write
from bihuan.foundation.kernel import Actor, BadInput, _
from bihuan.organisation.models import Person, Unit


def charge_deputy(*, campaign: Campaign, deputy: Person, units: Sequence[Unit], actor: Actor, now: datetime) -> list[Portfolio]:
    """Say which units a deputy head is in charge of from now on; a unit of another deputy head moves to him. Refused: somebody who is no
    deputy head of the leading group, units that are not covered."""
    seats = GroupMember.objects.filter(group__campaign=campaign, group__kind=GroupKind.LEADING, group__dissolved_on=None)
    if not seats.filter(person=deputy, post=GroupPost.DEPUTY).exists():
        raise BadInput(_("“%(name)s”不是领导小组副组长，请先在工作机构里列入。"), name=deputy.name)
    wanted = {one.pk: one for one in units}
    covered = set(CoveredUnit.objects.filter(campaign=campaign, unit__in=wanted, to_on=None).values_list("unit_id", flat=True))
    if strange := [one.name for pk, one in wanted.items() if pk not in covered]:
        raise BadInput(_("这些单位不在整治范围内：%(units)s。"), units="、".join(strange[:10]))
    with one_write():
        standing = list(Portfolio.objects.select_for_update(no_key=True).filter(campaign=campaign, detached_at=None).order_by("pk"))
        his = {one.unit_id for one in standing if one.deputy_id == deputy.pk}
        gone = [one for one in standing if (one.unit_id in wanted) is not (one.deputy_id == deputy.pk)]
        gone = [one for one in gone if one.unit_id in wanted or one.unit_id in his]
        sets = {"detached_at": now, "detached_by_id": actor.user_id}
        done, refused = changing_many(gone, OrganisingAction.DETACH_UNIT, actor=actor, now=now, sets=sets)
        if refused:
            raise BadInput(refused[0][1])
        fresh = [
            Portfolio(campaign=campaign, unit=unit, deputy=deputy, attached_at=now, attached_by_id=actor.user_id)
            for pk, unit in wanted.items()
            if pk not in his
        ]
        return list(creating_many(fresh, OrganisingAction.ATTACH_UNIT, actor=actor, now=now, checked=False))
