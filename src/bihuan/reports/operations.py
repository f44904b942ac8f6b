"""Making and issuing reports. Each draft is composed afresh from the ledger; an issued one is frozen by the room of documents."""

from datetime import date, datetime, timedelta

from django.utils.timezone import localdate

from bihuan.campaigns.models import Campaign, Group
from bihuan.campaigns.queries import stages
from bihuan.campaigns.vocabulary import GroupKind
from bihuan.documents.models import Document
from bihuan.documents.operations import draft_paper, issue_paper, redraft_paper
from bihuan.documents.queries import drafts_of
from bihuan.documents.rules.paper import Paper
from bihuan.foundation.audit.moments import end_of
from bihuan.foundation.kernel import Actor, BadInput, _
from bihuan.reports.papers import final_report, weekly_brief
from bihuan.reports.queries.facts import facts
from bihuan.reports.queries.figures import refuse_to_come
from bihuan.reports.rules.naming import full_name


def compose(campaign: Campaign, what: str, day: date, today: date) -> Paper:
    """The paper `weekly` or `final` at the end of a day, from the ledger as it stood then. Refused: another name, a day to come."""
    refuse_to_come(day, today)
    if day < (campaign.start_on or date(2000, 1, 1)) - timedelta(days=366):
        raise BadInput(_("数据截至日早于专项开始，请改一个日期。"))
    office = _office(campaign)
    if what == "weekly":
        return weekly_brief(facts(campaign, day, today), office)
    if what == "final":
        return final_report(facts(campaign, day, today), office, stages(campaign))
    raise BadInput(_("没有“%(what)s”这种报告，可选 weekly（周报）或 final（总结报告）。"), what=what)


def _office(campaign: Campaign) -> str:
    """The campaign's office by its full name; nothing where there is none."""
    name = Group.objects.filter(campaign=campaign, kind=GroupKind.OFFICE, dissolved_on=None).values_list("name", flat=True).first()
    return full_name(campaign.root.name, name) if name else ""


def draft_report(*, campaign: Campaign, what: str, day: date, actor: Actor, now: datetime) -> Document:
    """Put a report into the register as a draft; the open draft of its series is composed anew instead of a second one."""
    refuse_to_come(day, localdate(now))
    paper = compose(campaign, what, day, max(localdate(now), localdate()))  # taken over with its history, a past day is told from the versions
    as_of = min(end_of(day) - timedelta(seconds=1), now)  # the last second of the day, not the first of the next
    known = drafts_of(campaign, what).first()
    if known is not None:
        return redraft_paper(known, paper=paper, as_of=as_of, actor=actor, now=now)
    return draft_paper(campaign=campaign, paper=paper, series=what, as_of=as_of, actor=actor, now=now)


def issue_report(*, document: Document, actor: Actor, now: datetime, reason: str = "") -> Document:
    """Number and freeze a draft."""
    return issue_paper(document, actor=actor, now=now, reason=reason)
