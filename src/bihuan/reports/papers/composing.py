"""A report composed from the ledger as it stood: at the end of a day, or at the very moment for which an issued one was counted."""

from datetime import date, datetime, timedelta

from django.utils.timezone import localdate, localtime, make_aware, now

from bihuan.campaigns.models import Campaign, Group
from bihuan.campaigns.queries import settings_for, stages
from bihuan.campaigns.rules.settings import settings_of
from bihuan.campaigns.vocabulary import CountBy, GroupKind
from bihuan.documents.models import Document
from bihuan.documents.queries import last_issued, wording_of, wordings_of
from bihuan.documents.rules.bindings import bindings
from bihuan.documents.rules.paper import Paper
from bihuan.documents.rules.returned import keyed, with_wording
from bihuan.documents.vocabulary import Kind
from bihuan.foundation.audit.moments import end_of
from bihuan.foundation.kernel import BadInput, _
from bihuan.reports.papers.final import final_report
from bihuan.reports.papers.last_issue import Issue
from bihuan.reports.papers.weekly import weekly_brief
from bihuan.reports.queries.facts import Facts, facts
from bihuan.reports.queries.later import later_than
from bihuan.reports.queries.moments import at, refuse_to_come
from bihuan.reports.rules.naming import full_name
from bihuan.reports.rules.recounting import Counted, recountable
from bihuan.reports.rules.series import HAPPENED, Series, after_issue, clock_of, period_of

WHAT = {Kind.WEEKLY_BRIEF: "weekly", Kind.FINAL_REPORT: "final"}
"""The reports that are composed from the ledger, by the words under which every door offers them."""
_MOMENT = timedelta(microseconds=1)


def compose(campaign: Campaign, what: str, day: date, today: date) -> Paper:
    """The paper `weekly` or `final` at the end of a day, from the ledger as it stood then, in the words that the office kept for it.
    Refused: another name, a day to come."""
    refuse_to_come(day, today)
    if day < (campaign.start_on or date(2000, 1, 1)) - timedelta(days=366):
        raise BadInput(_("数据截至日早于专项开始，请改一个日期。"))
    if what not in WHAT.values():
        raise BadInput(_("没有“%(what)s”这种报告，可选 weekly（周报）或 final（总结报告）。"), what=what)
    paper = keyed(_weekly(campaign, day, today) if what == "weekly" else _paper(facts(campaign, day, today), what))
    return with_wording(paper, {one.key: wording_of(one) for one in wordings_of(campaign, what)})


def series_of(campaign: Campaign, day: date) -> Series:
    """How the brief of a day counts. A cut that is still to come is none: the ledger is told as it stands."""
    told = settings_for(campaign)
    clock = clock_of(told)
    cut = make_aware(datetime.combine(day, clock)) if clock else None
    return Series(told.weekly_by, cut if cut and cut <= now() else None)


def _weekly(campaign: Campaign, day: date, today: date) -> Paper:
    """The brief begins where the issue before was cut off, so that no day is told twice or by none."""
    series = series_of(campaign, day)
    row = _row_before(campaign, day, series)
    since = after_issue(localtime(row.as_of), end_of(localdate(row.as_of))) if row else None
    counted = facts(campaign, day, today, since=since, series=series)
    if row is None or since is None:
        return _paper(counted, "weekly")
    listed = tuple(row.figures.get("figures", ()))
    last = Issue(row.number, localdate(row.as_of), listed, recounted(row), later_than(campaign, since, day, today, series))
    return _paper(counted, "weekly", last)


def _row_before(campaign: Campaign, day: date, series: Series) -> Document | None:
    """The issue before this one: its figures were taken earlier. One of the very same moment is another edition of this one."""
    taken = series.cut or (end_of(day) - timedelta(seconds=1))
    return last_issued(campaign, Kind.WEEKLY_BRIEF, end_of(day), taken=taken)


def _paper(counted: Facts, what: str, last: Issue | None = None) -> Paper:
    office = issuer_of(counted.campaign)
    return weekly_brief(counted, office, last) if what == "weekly" else final_report(counted, office, stages(counted.campaign))


def issuer_of(campaign: Campaign) -> str:
    """Who issues: as its office settled it, else the office itself by its full name; nothing where there is none."""
    if settled := settings_of(campaign.file).issuer:
        return settled
    name = Group.objects.filter(campaign=campaign, kind=GroupKind.OFFICE, dissolved_on=None).values_list("name", flat=True).first()
    return full_name(campaign.root.name, name) if name else ""


def recounted(document: Document) -> Counted:
    """The figures of an issued report counted again from the ledger's versions of its own moment, by their ids. Empty for papers that
    no ledger gave; what has no past (groups, stages, catalogue) is left out. A sum whose rows are gone counts 0."""
    what = WHAT.get(Kind(document.kind))
    if what is None:
        return {}
    counted = _counted_again(document)
    told: Counted = {code: one.value for code, one in counted.figures.items()}
    told |= {one.figure: one.value for one in bindings(_paper(counted, what))}
    codes = recountable(one["figure"] for one in document.figures.get("figures", ()))
    return {code: told.get(code, 0) for code in codes}


def _counted_again(document: Document) -> Facts:
    """Its facts once more: by the time it counted by, until the moment it was cut at; what is known by now of its days where it counted
    by them."""
    day, today = localdate(document.as_of), localdate()
    listed = document.figures.get("figures", ())
    codes = {one["figure"] for one in listed}
    by = CountBy.HAPPENED if any(code.startswith(HAPPENED) for code in codes) else CountBy.RECORDED
    series = Series(by, document.as_of if "T" in str(document.figures.get("as_of", "")) else None)
    known = at(document.campaign, today, today) if by == CountBy.HAPPENED else None
    until, since = document.as_of + _MOMENT, period_of(listed, day)
    return facts(document.campaign, day, day + timedelta(days=1), since=since, until=until, series=series, known=known)
