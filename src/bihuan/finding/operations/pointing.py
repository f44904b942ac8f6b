"""Three prompts: a leader criticises, a colleague reminds, the public supervises (M57). Whoever is named sees it, not who said it."""

import secrets
from datetime import datetime

from django.utils.timezone import localdate

from bihuan.campaigns.models import Campaign
from bihuan.campaigns.queries.people import people_of
from bihuan.campaigns.rules.switches import refuse_left_out
from bihuan.finding.models.opinions import Opinion, PointingOut
from bihuan.finding.operations.opinions import Said, as_heard, opinion_of
from bihuan.finding.policy.opinions import sight
from bihuan.finding.queries.pointing import may_say, waiting_pointings
from bihuan.finding.vocabulary.opinions import OpinionAction, OpinionForm, PeopleGroup, PointingAction
from bihuan.foundation.audit.changing import changing_many, creating, creating_many, one_write
from bihuan.foundation.kernel import Actor, BadInput, NotAllowed, NotNow, _

_GROUPS = {
    OpinionForm.BY_LEADER: PeopleGroup.LEADERS, OpinionForm.BY_COLLEAGUE: PeopleGroup.CADRES, OpinionForm.BY_PUBLIC: PeopleGroup.PUBLIC,
}  # fmt: skip


def point_out(*, campaign: Campaign, form: OpinionForm, said: Said, actor: Actor, now: datetime) -> PointingOut:
    """Point out a problem of somebody else, with its root in thinking. It lies until the office takes it.

    Refused: the mechanism left out, oneself, a prompt that is not one's own, nobody named, somebody of
    another unit than the one that is named, nothing said, another unit's."""
    refuse_left_out(campaign.file, "critique")
    if said.person is None:
        raise BadInput(_("请写明对谁。"))
    if actor.person_id is not None and said.person.pk == actor.person_id:
        raise BadInput(_("自己的问题请写在自查里。"))
    if not people_of(campaign, said.unit).filter(pk=said.person.pk).exists():
        raise BadInput(_("这个单位里没有找到这个姓名，请核对单位和姓名。"))
    if not may_say(actor, campaign, said.unit, form):
        raise BadInput(_("您在这里不能以“%(form)s”提出。"), form=form.label)
    sample = opinion_of(campaign, said, form, _GROUPS[form], localdate(now), actor, now)  # the same checks as every opinion
    row = PointingOut(
        campaign=campaign, form=form, unit=said.unit, person=said.person, manifestation=said.manifestation, text=sample.text, root=sample.root,
        written_at=now, written_by_id=actor.user_id,
    )  # fmt: skip
    with creating(row, PointingAction.WRITE, actor=actor, now=now):
        pass
    return row


def take_pointings(*, campaign: Campaign, actor: Actor, now: datetime) -> list[Opinion]:
    """Take all that lie: each becomes an opinion about the one it names, in an order drawn at random, and what lay here says nothing any more.
    What is about whoever takes stays for somebody else (P04). Refused: nothing lies here; to all but the office, whether anything does."""
    if not sight(actor, campaign).office:
        raise NotAllowed()
    rows = list(waiting_pointings(campaign).exclude(person_id=actor.person_id or 0).select_related("unit", "person", "manifestation"))
    if not rows:
        raise NotNow(_("没有待收取的内容。"))
    secrets.SystemRandom().shuffle(rows)
    told = [_opinion(campaign, one, actor, now) for one in rows]
    with one_write():
        creating_many(told, OpinionAction.HEAR, actor=actor, now=now)
        gone = {"unit_id": None, "person_id": None, "manifestation_id": None, "text": "", "root": "", "written_by_id": None}
        _done, refused = changing_many(rows, PointingAction.TAKE, actor=actor, now=now, sets=gone)
        if refused:
            raise NotNow(_("有内容刚被别人收取，请再试一次。"))
    return told


def _opinion(campaign: Campaign, row: PointingOut, actor: Actor, now: datetime) -> Opinion:
    assert row.unit is not None
    form = OpinionForm(row.form)
    said = Said(row.unit, row.text, row.person, manifestation=row.manifestation, root=row.root)
    return as_heard(campaign, said, form, _GROUPS[form], localdate(now), actor, now)  # the day of taking, not of writing
