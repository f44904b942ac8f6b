"""Return visits to somebody under a measure: the plan, who visits, what is sealed to them, each visit, what is hard for the person."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from bihuan.accountability.models.bodies import Seat
from bihuan.accountability.models.handling import Handling
from bihuan.accountability.vocabulary.visits import NoteKind, VisitState
from bihuan.foundation.audit.hands import by, pair


def _long(label: Any) -> models.TextField[Any, Any]:
    return models.TextField(label, blank=True)


class ReturnVisit(models.Model):
    """The plan of one person's visits. Of the four bases (M166) the worries are sealed (`SealedNote`), the others stand here; `way` is how he is
    visited. `until_on` is the last day of the visit year; what is sealed goes with it. `political`, `discipline`, `social`: the assessment."""

    handling = models.ForeignKey(Handling, models.PROTECT, related_name="return_visits")
    state = models.CharField(_("状态"), max_length=10, choices=VisitState.choices(), default=VisitState.OPEN)
    circumstances = _long(_("错误性质和情节"))
    kind = _long(_("处理种类"))
    conduct = _long(_("受处理期间的表现"))
    way = _long(_("怎样回访"))
    support = models.CharField(_("遇到难处可以找谁"), max_length=300)
    next_on = models.DateField(_("下次回访"))
    until_on = models.DateField(_("回访期至"))
    planned_at = models.DateTimeField(_("制定时间"))
    planned_by = by(_("制定人"))
    political = _long(_("政治效果"))
    discipline = _long(_("纪法效果"))
    social = _long(_("社会效果"))
    closed_at = models.DateTimeField(_("评估时间"), null=True, blank=True)
    closed_by = by(_("评估人"))
    ended_at = models.DateTimeField(_("结束时间"), null=True, blank=True)
    ended_by = by(_("结束人"))
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("回访计划")
        ordering = ("next_on", "pk")
        indexes = (models.Index(fields=["state", "next_on"], name="return_visits_due"),)
        constraints = (
            models.UniqueConstraint(fields=["handling"], condition=~models.Q(state="ended"), name="one_plan_of_visits"),
            pair("planned", "visits_planned_pair"),
            pair("closed", "visits_closed_pair"),
            pair("ended", "visits_ended_pair"),
        )

    def __str__(self) -> str:
        return f"{self.handling_id} {self.pk}"


class Visitor(models.Model):
    """Who visits, from a moment to a moment, by his seat in one of the two bodies (M165)."""

    visits = models.ForeignKey(ReturnVisit, models.PROTECT, related_name="visitors")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+", verbose_name=_("回访人"))
    named_at = models.DateTimeField(_("确定时间"))
    named_by = by(_("确定人"))
    left_at = models.DateTimeField(_("退出时间"), null=True, blank=True)
    left_by = by(_("退出登记人"))

    class Meta:
        verbose_name = _("回访人")
        ordering = ("visits_id", "pk")
        constraints = (
            models.UniqueConstraint(fields=["visits", "seat"], condition=models.Q(left_at=None), name="visitor_once"),
            pair("named", "visitor_named_pair"),
            pair("left", "visitor_left_pair"),
        )

    def __str__(self) -> str:
        return f"{self.visits_id} {self.seat_id}"


class SealedNote(models.Model):
    """Worries, health, family: told of one's own free will, kept sealed with a key of its own that only the installation's key opens, and deleted with
    the end of the visits. Nothing of it stands anywhere else, and no book keeps it."""

    visits = models.ForeignKey(ReturnVisit, models.PROTECT, related_name="notes")
    kind = models.CharField(_("内容"), max_length=10, choices=NoteKind.choices())
    sealed = models.TextField(_("密封件"))
    sealed_at = models.DateTimeField(_("写入时间"))
    sealed_by = by(_("写入人"))

    class Meta:
        verbose_name = _("回访密封内容")
        ordering = ("visits_id", "pk")
        constraints = (pair("sealed", "note_sealed_pair"),)

    def __str__(self) -> str:
        return f"{self.visits_id} {self.pk}"


class VisitRecord(models.Model):
    """One visit: one visitor of each body (M165), the modes used (M167), the person's own words beside what his Party organisation says (M168)."""

    visits = models.ForeignKey(ReturnVisit, models.PROTECT, related_name="records")
    discipline = models.ForeignKey(Visitor, models.PROTECT, related_name="+", verbose_name=_("纪检监察方回访人"))
    personnel = models.ForeignKey(Visitor, models.PROTECT, related_name="+", verbose_name=_("组织人事方回访人"))
    visited_on = models.DateField(_("回访日期"))
    explained = _long(_("讲清政策"))
    relieved = _long(_("心理疏导"))
    solved = _long(_("解决困难"))
    own_words = models.TextField(_("本人怎么说"))
    organisation_view = models.TextField(_("所在党组织的意见"))
    recorded_at = models.DateTimeField(_("记录时间"))
    recorded_by = by(_("记录人"))

    class Meta:
        verbose_name = _("回访记录")
        ordering = ("visits_id", "visited_on", "pk")
        constraints = (
            pair("recorded", "visit_recorded_pair"),
            models.CheckConstraint(condition=~models.Q(discipline=models.F("personnel")), name="visitors_of_both_bodies"),
        )

    def __str__(self) -> str:
        return f"{self.visits_id} {self.visited_on}"


class Difficulty(models.Model):
    """What is hard for the person at work or in life: somebody sees to it by a day, and the answer is his to read (M167). The owner is one of the
    visitors: whoever else helps need not learn that there is a measure."""

    visits = models.ForeignKey(ReturnVisit, models.PROTECT, related_name="difficulties")
    text = models.TextField(_("困难"))
    owner = models.ForeignKey(Visitor, models.PROTECT, related_name="+", verbose_name=_("负责人"))
    due_on = models.DateField(_("答复期限"))
    raised_at = models.DateTimeField(_("记下时间"))
    raised_by = by(_("记下的人"))
    answer = _long(_("办得怎样"))
    answered_at = models.DateTimeField(_("答复时间"), null=True, blank=True)
    answered_by = by(_("答复人"))

    class Meta:
        verbose_name = _("本人的困难")
        ordering = ("visits_id", "pk")
        constraints = (pair("raised", "difficulty_raised_pair"), pair("answered", "difficulty_answered_pair"))

    def __str__(self) -> str:
        return f"{self.visits_id} {self.pk}"
