"""Items that a superior and a subordinate level share (M104): who leads, what each does, and the one history that both read."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.timezone import localtime

from bihuan.campaigns.models import Campaign
from bihuan.campaigns.policy import Held
from bihuan.campaigns.queries.desk import Wait
from bihuan.campaigns.vocabulary import Duty
from bihuan.foundation.audit.models import Record
from bihuan.foundation.audit.queries import records_of
from bihuan.foundation.kernel import Actor, Missing, _
from bihuan.problems.models import JointMeasure, Problem, Share
from bihuan.problems.policy import Reach, duties_between_levels, reach, stand_ins_between_levels, visible
from bihuan.problems.queries.passing_on import shared_with
from bihuan.problems.queries.story import book_of
from bihuan.problems.queries.telling import history
from bihuan.problems.rules.telling import Said, Translate, plain
from bihuan.problems.vocabulary import OPEN
from bihuan.problems.vocabulary.passing_on import JointAction, PassingAction
from bihuan.problems.workflow import JOINT_MEASURE, SHARE_SHOWN

_PARTS = ("problem__campaign", "problem__unit", "campaign", "lead", "upper")


def joint_out(mine: Reach, campaign: Campaign) -> QuerySet[Share]:
    """Items of this campaign that another level works on, too, as far as the actor sees them."""
    its = Problem.objects.filter(visible(mine), campaign=campaign)
    rows = Share.objects.filter(problem__in=its, hidden_at=None).exclude(lead=None)
    return rows.select_related(*_PARTS).order_by("problem__number", "pk")


def find_joint(actor: Actor, campaign: Campaign, pk: int) -> Share:
    """An item that two levels share, seen from either of them; or Missing."""
    mine = reach(actor, campaign.pk)
    there = shared_with(mine, campaign).filter(pk=pk).values("pk")
    here = joint_out(mine, campaign).filter(pk=pk).order_by().values("pk")
    row = Share.objects.select_related(*_PARTS).filter(pk__in=[one["pk"] for one in (*there, *here)]).exclude(lead=None).first()
    if row is None:
        raise Missing()
    return row


def find_joint_measure(share: Share, pk: int) -> JointMeasure:
    """One of its measures, or Missing."""
    row = JointMeasure.objects.select_related("campaign", *(f"share__{one}" for one in _PARTS)).filter(share=share, pk=pk).first()
    if row is None:
        raise Missing()
    return row


def joint_measures_of(share: Share) -> list[JointMeasure]:
    """The measures of both levels, in the order in which they were written."""
    rows = JointMeasure.objects.filter(share=share).select_related("campaign", "done_by", *(f"share__{one}" for one in _PARTS))
    return list(rows.order_by("pk"))


def may_change_lead(actor: Actor, share: Share) -> bool:
    """May he say who leads: the office of the superior level, or of the one that leads?"""
    return _takes(actor, share, SHARE_SHOWN, PassingAction.LEAD)


def levels_he_writes_for(actor: Actor, share: Share) -> list[Campaign]:
    """The levels for which he may write a measure: his own; the one that leads also for the other."""
    both = [share.problem.campaign, share.campaign]
    asked = [JointMeasure(share=share, campaign=one) for one in both]
    return [one for one, row in zip(both, asked, strict=True) if _takes(actor, row, JOINT_MEASURE, JointAction.ADD)]


def measure_steps(actor: Actor, row: JointMeasure) -> list[JointAction]:
    """What he may do with a measure now."""
    if row.done_at or row.dropped_at:
        return []
    return [one for one in (JointAction.FINISH, JointAction.DROP) if _takes(actor, row, JOINT_MEASURE, one)]


def _takes(actor: Actor, row: Any, table: Any, action: Any) -> bool:
    held = [duties_between_levels(actor, row), *(duties for _who, duties in stand_ins_between_levels(actor, [row])[0])]
    return any(table.step_of_duty(action, duties) for duties in held)


Translated = Callable[[Translate], str]


@dataclass(frozen=True, slots=True)
class JointLine:
    """One line of the history that both levels read."""

    position: int
    at: datetime
    said_by: Translated

    def said(self, translate: Translate = str) -> str:
        """In the reader's language."""
        return self.said_by(translate)


def joint_history(share: Share) -> list[JointLine]:
    """What was done at home, with the share and with the measures of both levels, oldest first: the same for whoever may read it at all.

    A self-check or critique is never shared, so nothing of it is veiled from one of them."""
    row = share.problem
    book = book_of(row)
    told = history(reach(Actor(None, ""), row.campaign_id), row, book=book)
    lines = [JointLine(one.position, one.at, line.said) for one, line in zip(book, told, strict=True)]
    titles = {share.campaign_id: share.campaign.title, row.campaign_id: row.campaign.title}
    lines += _of_the_share(list(records_of("share", share.pk)), titles, share)
    measures = joint_measures_of(share)
    for one in measures:
        lines += [_of_a_measure(record, one) for record in records_of("joint_measure", one.pk)]
    return sorted(lines, key=lambda one: one.position)


def _line(record: Record, what: str, **facts: Any) -> JointLine:
    day = localtime(record.at).date()

    def said(translate: Translate) -> str:
        reason = translate(_("，理由：%(reason)s")) % {"reason": record.reason.rstrip("。")} if record.reason else ""
        deed = Said(what, facts).said(translate, day.year)
        told = {"day": plain(day, translate, day.year), "who": record.actor_name, "deeds": f"{deed}{reason}"}
        return translate(_("%(day)s %(who)s%(deeds)s。")) % told

    return JointLine(record.position, record.at, said)


def _of_the_share(records: Sequence[Record], titles: dict[int, str], share: Share) -> list[JointLine]:
    """The share and every change of the lead. Who led at first is what the first change left behind, or who leads still."""
    there = titles[share.campaign_id]
    changed = [one.changes["lead"] for one in records if one.action == PassingAction.LEAD]
    first = changed[0][0] if changed else share.lead_id
    lines = []
    for one in records:
        if one.action == PassingAction.LEAD:
            lead, decision = one.changes["lead"][1], one.changes["decision"][1]
            lines.append(_line(one, _("改由“%(lead)s”牵头，依据：%(decision)s"), lead=titles.get(lead, ""), decision=decision))
        elif one.action == PassingAction.HIDE:
            lines.append(_line(one, _("取消共享到“%(title)s”"), title=there))
        elif first is None:
            lines.append(_line(one, _("共享到“%(title)s”"), title=there))
        else:
            lines.append(_line(one, _("共享到“%(title)s”，由“%(lead)s”牵头"), title=there, lead=titles.get(first, "")))
    return lines


def _of_a_measure(record: Record, row: JointMeasure) -> JointLine:
    facts = {"title": row.campaign.title, "text": row.text, "body": row.body, "due": row.due_on, "result": row.result}
    words = {
        JointAction.ADD: _("写明“%(title)s”的联动措施：%(text)s（%(body)s，%(due)s前完成）"),
        JointAction.FINISH: _("办结“%(title)s”的联动措施“%(text)s”：%(result)s"),
        JointAction.DROP: _("免办“%(title)s”的联动措施“%(text)s”"),
    }
    return _line(record, words[JointAction(record.action)], **facts)


def waiting_between_levels(_actor: Actor, held: Sequence[Held], campaign_id: int, _today: date) -> Iterable[Wait]:
    """For an office: measures of its level that are to be done, and items shared to it to which its level has written none yet."""
    if not any(one.duty is Duty.OFFICE for one in held):
        return
    its = JointMeasure.objects.filter(campaign=campaign_id, done_at=None, dropped_at=None, share__hidden_at=None)
    yield Wait("joint_measures", its.select_related("share__problem__unit", "share__problem__campaign"), "due_on")
    shown = Share.objects.filter(campaign=campaign_id, hidden_at=None, problem__state__in=OPEN).exclude(lead=None)
    mine = JointMeasure.objects.filter(share=OuterRef("pk"), campaign=campaign_id)
    yield Wait("joint_items", shown.filter(~Exists(mine)).select_related("problem__unit", "problem__campaign", "lead"))
