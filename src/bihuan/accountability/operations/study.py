"""Study: planned, held, laid out. Nothing asks who came or who read (M158–M163)."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from bihuan.accountability.models.study import StudyMaterial, StudyPlan, StudySession
from bihuan.accountability.operations.words import written
from bihuan.accountability.vocabulary.study import MaterialKind, StudyForm
from bihuan.accountability.vocabulary.study import StudyAction as A
from bihuan.campaigns.models import Campaign, Category
from bihuan.campaigns.rules.switches import refuse_left_out
from bihuan.foundation.audit.changing import changing, creating, one_write
from bihuan.foundation.files.operations import store
from bihuan.foundation.kernel import Actor, BadInput, _
from bihuan.organisation.models import Unit

MOST_TOPICS = 60


def plan_study(
    *, campaign: Campaign, title: str, topics: Sequence[str], forms: Sequence[StudyForm], days: tuple[date, date], actor: Actor, now: datetime
) -> StudyPlan:  # fmt: skip
    """Plan topics and forms for a time. Refused: no topic, no form, an end before the beginning."""
    refuse_left_out(campaign.file, "study")
    told = [one.strip() for one in topics if one.strip()]
    if not told or not forms or len(told) > MOST_TOPICS:
        raise BadInput(_("请写明专题（一行一个，最多 %(most)d 个）和学习形式。"), most=MOST_TOPICS)
    if days[1] < days[0]:
        raise BadInput(_("结束日期不能早于开始日期。"))
    row = StudyPlan(
        campaign=campaign, title=written(title, _("名称")), topics=told, forms=[one.value for one in forms], from_on=days[0], to_on=days[1],
        planned_at=now, planned_by_id=actor.user_id,
    )  # fmt: skip
    with creating(row, A.PLAN, actor=actor, now=now):
        pass
    return row


def end_study_plan(row: StudyPlan, *, actor: Actor, now: datetime) -> None:
    """It is not used any more; what was held under it stays."""
    with changing(row, A.END, actor=actor, now=now) as change:
        if row.ended_at is not None:
            raise BadInput(_("“%(name)s”已经停用。"), name=row.title)
        change.set(ended_at=now, ended_by_id=actor.user_id)


@dataclass(frozen=True)
class Held:
    """One session: what was studied, when, in which form, and how many were there. There is no place for names."""

    topic: str
    form: StudyForm
    held_on: date
    present: int

    def told(self, today: date) -> dict[str, object]:
        """As it is kept. Refused: no topic, a day to come, nobody there."""
        if self.held_on > today or self.present < 1:
            raise BadInput(_("学习日期不能晚于今天，到场人数至少一人。"))
        return {**asdict(self), "topic": written(self.topic, _("专题"))}


def hold_session(*, campaign: Campaign, unit: Unit, held: Held, plan: StudyPlan | None = None, actor: Actor, now: datetime) -> StudySession:
    """Write down a session of a centre group, a branch, a Party group, or a training."""
    refuse_left_out(campaign.file, "study")
    if plan is not None and plan.campaign_id != campaign.pk:
        raise BadInput(_("这份学习计划不属于本专项。"))
    told = held.told(localdate(now))
    row = StudySession(campaign=campaign, unit=unit, plan=plan, held_at=now, held_by_id=actor.user_id, **told)
    with creating(row, A.HOLD, actor=actor, now=now):
        pass
    return row


def correct_session(row: StudySession, *, held: Held, reason: str, actor: Actor, now: datetime) -> None:
    """Put right what was written down wrong; the book keeps what stood there."""
    with changing(row, A.CORRECT, actor=actor, now=now, reason=reason) as change:
        change.set(**held.told(localdate(now)))


@dataclass(frozen=True)
class LaidOut:
    """What is laid out: its kind, title, where it is from, its text. A file may go with it."""

    kind: MaterialKind
    title: str
    source: str = ""
    text: str = ""


def lay_out_material(
    *, campaign: Campaign, told: LaidOut, category: Category | None = None, file: tuple[str, bytes] | None = None, actor: Actor, now: datetime
) -> StudyMaterial:  # fmt: skip
    """Lay out a text, a file or a list of titles, for the campaign or for one category of its catalogue. Refused: neither text nor file, a category
    of another campaign. What a source only names, the software does not make up (M42)."""
    refuse_left_out(campaign.file, "study")
    if not told.text.strip() and file is None:
        raise BadInput(_("请写下内容，或者附上文件。"))
    if category is not None and category.catalogue.campaign_id != campaign.pk:
        raise BadInput(_("这个类别不在本专项的问题目录里。"))
    row = StudyMaterial(
        campaign=campaign, category=category, kind=told.kind, title=written(told.title, _("标题")), source=told.source.strip(), text=told.text.strip(),
        laid_out_at=now, laid_out_by_id=actor.user_id,
    )  # fmt: skip
    with one_write(), creating(row, A.LAY_OUT, actor=actor, now=now) as change:
        if file is not None:
            change.set(file=store(name=file[0], data=file[1], actor=actor, now=now))
    return row


def take_in_material(row: StudyMaterial, *, actor: Actor, now: datetime) -> None:
    """It lies out no more."""
    with changing(row, A.TAKE_IN, actor=actor, now=now) as change:
        if row.taken_in_at is not None:
            raise BadInput(_("已经撤下。"))
        change.set(taken_in_at=now, taken_in_by_id=actor.user_id)
