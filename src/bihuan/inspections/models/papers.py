"""Notices, hearings, conclusions, analysis notes, remarks on progress."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from bihuan.campaigns.models import Campaign, Group, Task
from bihuan.foundation.audit.hands import by, pair
from bihuan.inspections.models.observations import Observation
from bihuan.inspections.models.visits import Visit
from bihuan.inspections.vocabulary import ConclusionState, HearingDecision, HearingKind, NoticeState
from bihuan.organisation.models import Person, Unit


class CorrectionNotice(models.Model):
    """A numbered notice to a unit that something has gone off the way: what, until when it is put right, the reply, what became of it (M107)."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="correction_notices")
    group = models.ForeignKey(Group, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("督导组"))
    unit = models.ForeignKey(Unit, models.PROTECT, db_index=False, related_name="correction_notices", verbose_name=_("单位"))
    observation = models.ForeignKey(Observation, models.PROTECT, null=True, blank=True, related_name="notices", verbose_name=_("检查发现"))
    number = models.PositiveIntegerField(_("编号"))
    deviation = models.TextField(_("偏差"))
    demand = models.TextField(_("要求"))
    due_on = models.DateField(_("回复期限"))
    state = models.CharField(_("状态"), max_length=10, choices=NoticeState.choices(), default=NoticeState.SENT)
    sent_at = models.DateTimeField(_("发出时间"))
    sent_by = by(_("发出人"))
    reply = models.TextField(_("回复"), blank=True)
    replied_at = models.DateTimeField(_("回复时间"), null=True, blank=True)
    replied_by = by(_("回复人"))
    verdict = models.TextField(_("认定意见"), blank=True)
    judged_at = models.DateTimeField(_("认定时间"), null=True, blank=True)
    judged_by = by(_("认定人"))
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("纠偏通知")
        ordering = ("-number",)
        indexes = (models.Index(fields=["unit", "state", "due_on"], name="correction_notices_of_a_unit"),)
        constraints = (
            models.UniqueConstraint(fields=["campaign", "number"], name="correction_notice_number_once"),
            pair("replied", "correction_notice_replied_pair"),
            pair("judged", "correction_notice_judged_pair"),
        )

    def __str__(self) -> str:
        return f"{self.number}"


class Hearing(models.Model):
    """A group hears a unit's report and sets it tasks (M106), or talks findings over (M111)."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="hearings")
    kind = models.CharField(_("种类"), max_length=12, choices=HearingKind.choices())
    group = models.ForeignKey(Group, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("督导组"))
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="hearings", verbose_name=_("汇报单位"))
    held_on = models.DateField(_("日期"))
    presided = models.CharField(_("主持"), max_length=120)
    record = models.TextField(_("记录"))
    noted_at = models.DateTimeField(_("登记时间"))
    noted_by = by(_("登记人"))
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("听取汇报和研判")
        ordering = ("-held_on", "-pk")
        indexes = (models.Index(fields=["campaign", "-held_on", "-id"], name="hearings_latest"),)

    def __str__(self) -> str:
        return f"{self.pk}"


class HearingTask(models.Model):
    """A task that was set at a hearing; it is worked where all tasks are."""

    hearing = models.ForeignKey(Hearing, models.PROTECT, related_name="tasks")
    task = models.OneToOneField(Task, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("会上部署的任务")
        ordering = ("pk",)

    def __str__(self) -> str:
        return str(self.task)


class Considered(models.Model):
    """A finding that was talked over, and what was decided on it."""

    hearing = models.ForeignKey(Hearing, models.PROTECT, related_name="considered")
    observation = models.ForeignKey(Observation, models.PROTECT, related_name="considered", verbose_name=_("检查发现"))
    decision = models.CharField(_("研判意见"), max_length=12, choices=HearingDecision.choices())
    words = models.TextField(_("理由和要求"))

    class Meta:
        verbose_name = _("研判的发现")
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["hearing", "observation"], name="finding_considered_once"),)

    def __str__(self) -> str:
        return f"{self.observation_id}"


class Conclusion(models.Model):
    """What a visit concludes, given to the unit; a review by people who did not write it within the days of the rule (条例第十六、十七条)."""

    visit = models.OneToOneField(Visit, models.PROTECT, related_name="conclusion")
    text = models.TextField(_("结论"))
    state = models.CharField(_("状态"), max_length=14, choices=ConclusionState.choices(), default=ConclusionState.GIVEN)
    given_at = models.DateTimeField(_("送达时间"))
    given_by = by(_("送达人"))
    ask_by_on = models.DateField(_("申请复核的期限"))
    grounds = models.TextField(_("申请复核的理由"), blank=True)
    asked_at = models.DateTimeField(_("申请时间"), null=True, blank=True)
    asked_by = by(_("申请人"))
    decide_by_on = models.DateField(_("复核决定的期限"), null=True, blank=True)
    reviewers = models.ManyToManyField(Person, related_name="+", verbose_name=_("复核人员"))
    outcome = models.TextField(_("复核决定"), blank=True)
    decided_at = models.DateTimeField(_("决定时间"), null=True, blank=True)
    decided_by = by(_("决定人"))
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("督查结论")
        ordering = ("-pk",)
        constraints = (pair("asked", "conclusion_asked_pair"), pair("decided", "conclusion_decided_pair"))

    def __str__(self) -> str:
        return f"{self.pk}"


class AnalysisNote(models.Model):
    """Analysis and advice on a filtered part of the ledger; `figures` are the numbers as they stood when it was written (M118)."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="analysis_notes")
    title = models.CharField(_("题目"), max_length=120)
    query = models.CharField(_("条件"), max_length=2000, blank=True)
    told = models.CharField(_("范围"), max_length=400, blank=True)
    text = models.TextField(_("分析研判"))
    advice = models.TextField(_("意见建议"))
    figures = models.JSONField(_("数字"), default=list)
    written_at = models.DateTimeField(_("撰写时间"))
    written_by = by(_("撰写人"))

    class Meta:
        verbose_name = _("分析研判")
        ordering = ("-written_at", "-pk")
        indexes = (models.Index(fields=["campaign", "-written_at", "-id"], name="analysis_notes_latest"),)

    def __str__(self) -> str:
        return self.title


class Remark(models.Model):
    """What the office says about where a unit stands, for the unit to read (M117)."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="remarks")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("单位"))
    step = models.CharField(_("当时的环节"), max_length=200, blank=True)
    text = models.TextField(_("意见"))
    said_at = models.DateTimeField(_("提出时间"))
    said_by = by(_("提出人"))

    class Meta:
        verbose_name = _("对进度的意见")
        ordering = ("-said_at", "-pk")
        indexes = (
            models.Index(fields=["campaign", "unit", "-id"], name="remarks_of_a_unit"),
            models.Index(fields=["campaign", "-id"], name="remarks_latest"),
        )

    def __str__(self) -> str:
        return f"{self.pk}"
