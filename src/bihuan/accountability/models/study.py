"""Study in a campaign. There is no column for who came, who read, or for how long: topic, date and number present are all (M158, M162)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from bihuan.accountability.vocabulary.study import MaterialKind, StudyForm
from bihuan.campaigns.models import Campaign, Category
from bihuan.foundation.audit.hands import by, pair
from bihuan.foundation.files.models import StoredFile
from bihuan.organisation.models import Unit


class StudyPlan(models.Model):
    """Topics and forms for a time."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="study_plans")
    title = models.CharField(_("名称"), max_length=200)
    topics = models.JSONField(_("专题"), default=list)
    forms = models.JSONField(_("形式"), default=list)
    from_on = models.DateField(_("开始"))
    to_on = models.DateField(_("结束"))
    planned_at = models.DateTimeField(_("制定时间"))
    planned_by = by(_("制定人"))
    ended_at = models.DateTimeField(_("停用时间"), null=True, blank=True)
    ended_by = by(_("停用人"))
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("学习计划")
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(condition=models.Q(to_on__gte=models.F("from_on")), name="study_plan_runs_forward"),
            pair("planned", "study_planned_pair"),
            pair("ended", "study_ended_pair"),
        )

    def __str__(self) -> str:
        return self.title


class StudySession(models.Model):
    """One session of a unit's centre group or branch, or a training: topic, date, and how many were there."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="study_sessions")
    plan = models.ForeignKey(StudyPlan, models.PROTECT, null=True, blank=True, related_name="sessions", verbose_name=_("学习计划"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("单位"))
    form = models.CharField(_("形式"), max_length=14, choices=StudyForm.choices())
    topic = models.CharField(_("专题"), max_length=300)
    held_on = models.DateField(_("日期"))
    present = models.PositiveIntegerField(_("到场人数"))
    held_at = models.DateTimeField(_("登记时间"))
    held_by = by(_("登记人"))
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("学习登记")
        ordering = ("-held_on", "-pk")
        indexes = (models.Index(fields=["campaign", "-held_on", "-id"], name="sessions_latest"),)
        constraints = (
            models.CheckConstraint(condition=models.Q(present__gte=1), name="somebody_was_there"),
            pair("held", "session_held_pair"),
        )

    def __str__(self) -> str:
        return f"{self.topic} {self.held_on}"


class StudyMaterial(models.Model):
    """Something to read: a text, a file, a list of titles; for the campaign, or for one category of its catalogue (M42). Nobody is asked whether he
    read it, and nothing tells (M162, M163)."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="study_materials")
    category = models.ForeignKey(Category, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("问题目录的类别"))
    kind = models.CharField(_("种类"), max_length=16, choices=MaterialKind.choices())
    title = models.CharField(_("标题"), max_length=200)
    source = models.CharField(_("出处"), max_length=300, blank=True)
    text = models.TextField(_("内容"), blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("文件"))
    laid_out_at = models.DateTimeField(_("发布时间"))
    laid_out_by = by(_("发布人"))
    taken_in_at = models.DateTimeField(_("撤下时间"), null=True, blank=True)
    taken_in_by = by(_("撤下人"))
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("学习材料")
        ordering = ("-pk",)
        constraints = (pair("laid_out", "material_laid_out_pair"), pair("taken_in", "material_taken_in_pair"))

    def __str__(self) -> str:
        return self.title
