"""Tasks of bodies, commendations, kept views."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from bihuan.campaigns.models.bodies import Group
from bihuan.campaigns.models.campaign import Campaign, Stage
from bihuan.campaigns.models.meetings import Meeting
from bihuan.campaigns.vocabulary import TaskState, ViewScope
from bihuan.foundation.audit.hands import pair
from bihuan.organisation.models import Person, Unit


class Task(models.Model):
    """Work of a stage given to a body. Done only with a proof of the result; a document or a meeting alone is none (M213).

    `meeting`: it was decided there (M10). `parent`: the task of which it is a part, handed down by the unit that was given it (M119)."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="tasks")
    stage = models.ForeignKey(Stage, models.PROTECT, null=True, blank=True, related_name="tasks")
    title = models.CharField(_("任务"), max_length=300)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="tasks", verbose_name=_("承办单位"))
    group = models.ForeignKey(Group, models.PROTECT, null=True, blank=True, related_name="tasks", verbose_name=_("承办机构"))
    due_on = models.DateField(_("完成时限"), null=True, blank=True)
    amount = models.PositiveIntegerField(_("数量要求"), null=True, blank=True)
    measure = models.CharField(_("计量单位"), max_length=20, blank=True)
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, blank=True, related_name="tasks", verbose_name=_("议定会议"))
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts", verbose_name=_("上级任务"))
    state = models.CharField(_("状态"), max_length=16, choices=TaskState.choices(), default=TaskState.OPEN)
    result = models.TextField(_("完成结果"), blank=True)
    proof = models.TextField(_("结果凭据"), blank=True)
    finished_at = models.DateTimeField(_("完成时间"), null=True, blank=True)
    finished_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("办结人")
    )

    class Meta:
        verbose_name = _("任务")
        ordering = ("campaign_id", "due_on", "id")
        indexes = (models.Index(fields=["unit", "state", "due_on"], name="tasks_due_of_a_unit"),)
        constraints = (pair("finished", "task_finished_pair"),)

    def __str__(self) -> str:
        return self.title


class Commendation(models.Model):
    """A unit, or somebody in it, held up as an example of one standard of the code of conduct (M43). Never a count of anybody."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="commendations")
    standard = models.CharField(_("准则"), max_length=40)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="commendations", verbose_name=_("单位"))
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="commendations", verbose_name=_("个人"))
    deed = models.TextField(_("事迹"))
    on_date = models.DateField(_("表扬日期"))
    commended_at = models.DateTimeField(_("登记时间"))
    commended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("登记人"))
    withdrawn_at = models.DateTimeField(_("撤销时间"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("撤销人")
    )

    class Meta:
        verbose_name = _("表扬")
        ordering = ("-on_date", "-id")
        indexes = (models.Index(fields=["campaign", "-on_date", "-id"], name="commendations_latest"),)
        constraints = (pair("withdrawn", "commendation_withdrawn_pair"),)

    def __str__(self) -> str:
        return self.standard


class SavedView(models.Model):
    """A kept filter of somebody's: the query string of a list under a name, for himself, for a unit or for the whole campaign.

    The one without a name is how he likes the list to look: its columns, nothing else."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_views")
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="saved_views")
    name = models.CharField(_("视图"), max_length=60, blank=True)
    query = models.CharField(_("条件"), max_length=2000)
    scope = models.CharField(_("谁能用"), max_length=10, choices=ViewScope.choices(), default=ViewScope.PRIVATE)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("单位"))

    class Meta:
        verbose_name = _("视图")
        ordering = ("user_id", "name")
        constraints = (
            models.UniqueConstraint(fields=["user", "campaign", "name"], name="view_name_once"),
            models.CheckConstraint(
                condition=models.Q(scope="unit", unit__isnull=False) | (~models.Q(scope="unit") & models.Q(unit=None)),
                name="a_unit_view_names_it",
            ),
        )

    def __str__(self) -> str:
        return self.name
