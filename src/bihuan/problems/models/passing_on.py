"""Items beyond their own campaign: shown in a linked one, carried over to a named body; and the local form under which one was recorded."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from bihuan.campaigns.models import Campaign, LocalManifestation
from bihuan.organisation.models import Person
from bihuan.problems.models.columns import _by
from bihuan.problems.models.problem import Problem
from bihuan.problems.vocabulary.passing_on import ShareKind


class CarryOver(models.Model):
    """An open item that a named body goes on with after its campaign (M98), in a later campaign where there is one (M31): why, who, when.

    The item stays one row with its whole history; `body` is a snapshot of the name, `person` answers for it from then on."""

    problem = models.ForeignKey(Problem, models.PROTECT, related_name="carried")
    body = models.CharField(_("承接机构"), max_length=120)
    person = models.ForeignKey(Person, models.PROTECT, db_index=False, related_name="+", verbose_name=_("承接人"))
    to_campaign = models.ForeignKey(
        Campaign, models.PROTECT, null=True, blank=True, db_index=False, related_name="+", verbose_name=_("转入专项")
    )
    reason = models.CharField(_("结转理由"), max_length=500)
    due_on = models.DateField(_("办结日期"))
    carried_at = models.DateTimeField(_("结转时间"))
    carried_by = _by(_("办理人"))

    class Meta:
        verbose_name = _("结转")
        ordering = ("problem_id", "id")

    def __str__(self) -> str:
        return f"{self.problem} → {self.body}"


class Share(models.Model):
    """A problem shown in another campaign, entered once: counts there say own + shared; old ones of an earlier campaign are told apart."""

    problem = models.ForeignKey(Problem, models.PROTECT, related_name="shares")
    campaign = models.ForeignKey(Campaign, models.PROTECT, db_index=False, related_name="shared_here")
    kind = models.CharField(_("性质"), max_length=12, choices=ShareKind.choices(), default=ShareKind.SHARED.value)
    shared_at = models.DateTimeField(_("共享时间"))
    shared_by = _by(_("共享人"))
    hidden_at = models.DateTimeField(_("取消时间"), null=True, blank=True)
    hidden_by = _by(_("取消人"))

    class Meta:
        verbose_name = _("共享到别的专项")
        constraints = (
            models.UniqueConstraint(fields=["problem", "campaign"], condition=models.Q(hidden_at=None), name="shown_once_elsewhere"),
        )
        indexes = (models.Index(fields=["campaign", "kind", "problem"], name="shared_with_a_campaign", condition=models.Q(hidden_at=None)),)

    def __str__(self) -> str:
        return f"{self.problem} → {self.campaign_id}"


class LocalForm(models.Model):
    """The local manifestation under which a problem was recorded; it counts under the item of the catalogue above (M44)."""

    problem = models.OneToOneField(Problem, models.PROTECT, primary_key=True, related_name="local_form")
    local = models.ForeignKey(LocalManifestation, models.PROTECT, related_name="problems", verbose_name=_("细化的具体表现"))

    class Meta:
        verbose_name = _("问题的细化表现")

    def __str__(self) -> str:
        return str(self.local)
