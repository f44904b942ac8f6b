"""Home visits: the cadre is asked first; without his consent nobody goes (M71, A17)."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.timezone import localdate

from bihuan.campaigns.rules.switches import refuse_left_out
from bihuan.documents.operations.printing import print_docx
from bihuan.finding.models.talks import HomeVisit
from bihuan.finding.papers.talks import home_visit_paper
from bihuan.finding.queries.talks import reads_record
from bihuan.finding.vocabulary.talks import TalkWord, VisitState
from bihuan.finding.vocabulary.talks import VisitAction as A
from bihuan.foundation.audit.changing import changing, creating, note
from bihuan.foundation.audit.keeping import kept
from bihuan.foundation.audit.seeing import note_seen
from bihuan.foundation.files.operations import store
from bihuan.foundation.kernel import Actor, BadInput, Missing, _
from bihuan.organisation.models import Person
from bihuan.organisation.queries import kept_away
from bihuan.problems.models import Problem
from bihuan.problems.vocabulary import OUT

_FEWEST = 2


def ask_home_visit(
    *, problem: Problem, purpose: str, visitors: Sequence[Person], planned_on: date, actor: Actor, now: datetime
) -> HomeVisit:  # fmt: skip
    """Ask a cadre whether he agrees to a visit about one problem of his, with its purpose and who would come. Refused: a problem of nobody, fewer
    than two visitors, one of them the cadre himself or kept away from his unit, a past day, while an earlier question is open."""
    refuse_left_out(problem.campaign.file, "home_visits")
    person = problem.person
    if person is None or problem.state in OUT:
        raise BadInput(_("家访要对应台账上某个干部的一件问题。"))
    if not purpose.strip():
        raise BadInput(_("请写明家访目的：为了弄清什么、帮助解决什么。"))
    if planned_on < localdate(now):
        raise BadInput(_("拟定日期不能早于今天。"))
    _refuse_visitors(problem, person, visitors, planned_on)
    if HomeVisit.objects.filter(problem=problem, state__in=(VisitState.ASKED, VisitState.AGREED)).exists():
        raise BadInput(_("这件问题已有一次家访在征求同意或等待进行。"))
    row = HomeVisit(
        campaign=problem.campaign, problem=problem, person=person, purpose=purpose.strip(), planned_on=planned_on, asked_at=now,
        asked_by_id=actor.user_id,
    )  # fmt: skip
    with creating(row, A.ASK, actor=actor, now=now) as change:
        row.visitors.set(visitors)
        change.note(problem=problem.number, visitors=[one.pk for one in visitors])
    return row


def _refuse_visitors(problem: Problem, person: Person, visitors: Sequence[Person], day: date) -> None:
    people = {one.pk for one in visitors}
    if len(people) < _FEWEST:
        raise BadInput(_("家访至少两人。"))
    if person.pk in people:
        raise BadInput(_("家访人不能是家访对象本人。"))
    if people & kept_away(problem.unit, day, (person.pk,)):
        raise BadInput(_("家访人中有需要回避的，请换人。"))


def agree_to_home_visit(row: HomeVisit, *, actor: Actor, now: datetime, answer: str = "", seen: int | None = None) -> HomeVisit:
    """The cadre agrees; he may say how. He can take it back until the visit was made."""
    with changing(row, A.AGREE, actor=actor, now=now, seen=seen) as change:
        change.set(answer=answer.strip(), answered_at=now, answered_by_id=actor.user_id)
    return row


def refuse_home_visit(row: HomeVisit, *, actor: Actor, now: datetime, answer: str = "", seen: int | None = None) -> HomeVisit:
    """The cadre does not agree, or no longer. He gives no reason unless he wants to, and nothing follows from it."""
    with changing(row, A.REFUSE, actor=actor, now=now, seen=seen) as change:
        change.set(answer=answer.strip(), answered_at=now, answered_by_id=actor.user_id)
    return row


def file_consent(row: HomeVisit, *, data: bytes, name: str, actor: Actor, now: datetime) -> HomeVisit:
    """File the consent that he signed on paper, for whoever has no account at hand."""
    with changing(row, A.FILE_CONSENT, actor=actor, now=now) as change:
        file = store(data=data, name=name, actor=actor, now=now)
        change.set(consent=file, answered_at=now, answered_by_id=actor.user_id)
        change.note(file=file.sha256)
    return row


def record_home_visit(row: HomeVisit, *, visited_on: date, record: str, actor: Actor, now: datetime) -> HomeVisit:
    """Record the visit. Refused without consent (by the table), before the day of the consent, on a day to come, nothing written."""
    if not record.strip():
        raise BadInput(_("请写明家访情况。"))
    if visited_on > localdate(now):
        raise BadInput(_("家访日期不能晚于今天。"))
    with changing(row, A.MAKE, actor=actor, now=now) as change:
        if row.answered_at is None or visited_on < localdate(row.answered_at):
            raise BadInput(_("本人同意在前，家访在后；家访日期早于同意的日期。"))
        change.set(visited_on=visited_on, record=record.strip(), recorded_at=now, recorded_by_id=actor.user_id)
    return row


def call_off_home_visit(row: HomeVisit, *, reason: str, actor: Actor, now: datetime) -> HomeVisit:
    """Call it off."""
    with changing(row, A.CALL_OFF, actor=actor, now=now, reason=reason) as change:
        change.set(called_off_at=now, called_off_by_id=actor.user_id)
    return row


def record_visit_seen(row: HomeVisit, *, actor: Actor, now: datetime) -> None:
    """A case handler read what was seen at home: it stands in the book, once an hour."""
    if row.record and reads_record(actor, row):
        note_seen(row, TalkWord.READ_VISIT, actor=actor, now=now)


def print_home_visit(row: HomeVisit, *, reason: str, actor: Actor, now: datetime) -> bytes:
    """The record as docx (D23), for case handlers alone; what for stands in the book. Refused: no purpose told."""
    if row.state != VisitState.MADE or not reads_record(actor, row):
        raise Missing()
    if not reason.strip():
        raise BadInput(_("请写明导出的用途。"))
    note(kept(HomeVisit), row, TalkWord.READ_VISIT, actor=actor, now=now, reason=reason.strip(), form="docx")
    return print_docx(paper=home_visit_paper(row))
