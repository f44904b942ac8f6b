"""A job beside its row in the queue, and the table of what time brings about."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from bihuan.foundation.jobs.vocabulary import ENDED, JobState


class Job(models.Model):
    """One piece of background work: who asked, how far it is, who holds it. `task` is its row in the queue of django-tasks."""

    task = models.UUIDField(unique=True)
    title = models.CharField(_("任务"), max_length=200)
    key = models.CharField(_("唯一标识"), max_length=200, unique=True, null=True, blank=True)
    state = models.CharField(_("状态"), max_length=16, choices=JobState.choices(), default=JobState.WAITING)
    asked_at = models.DateTimeField(_("提交时间"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("提交人"))
    stop_asked_at = models.DateTimeField(_("取消时间"), null=True, blank=True)
    stop_asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("取消人")
    )

    worker = models.CharField(_("执行进程"), max_length=80, blank=True)
    attempt = models.PositiveSmallIntegerField(_("第几次执行"), default=0)
    beat = models.DateTimeField(_("最近心跳"), null=True, blank=True)  # by the database's clock: workers' clocks may differ
    begun = models.DateTimeField(_("开始时间"), null=True, blank=True)
    ended = models.DateTimeField(_("结束时间"), null=True, blank=True)

    done = models.PositiveIntegerField(_("已完成"), default=0)
    total = models.PositiveIntegerField(_("总数"), default=0)
    phase = models.CharField(_("步骤"), max_length=80, blank=True)
    mark = models.JSONField(_("已落库的进度"), default=dict, blank=True)  # written in the same transaction as the work it tells of
    answer = models.JSONField(_("结果"), default=dict, blank=True)
    fault = models.CharField(_("原因"), max_length=500, blank=True)
    words = models.JSONField(_("可译的文字"), default=dict, blank=True)  # of title, text and fault: the template and what fills it

    class Meta:
        verbose_name = _("后台任务")
        ordering = ("-pk",)
        indexes = (
            models.Index(fields=("asked_by", "-id"), name="job_own"),  # somebody's own jobs, latest first
            models.Index(fields=("state", "beat"), name="job_state_beat"),  # running jobs whose worker is silent
        )
        constraints = (
            models.CheckConstraint(condition=models.Q(stop_asked_by=None) | ~models.Q(stop_asked_at=None), name="job_stop_pair"),
            models.CheckConstraint(condition=models.Q(ended=None) | models.Q(state__in=sorted(ENDED)), name="job_ended_state"),
        )

    def __str__(self) -> str:
        return self.title


class Schedule(models.Model):
    """When the next turn of a thing that time brings about is due. One row a thing."""

    name = models.CharField(_("名称"), max_length=80, primary_key=True)
    due = models.DateTimeField(_("下次时间"))

    class Meta:
        verbose_name = _("定时事项")

    def __str__(self) -> str:
        return self.name
