"""Items beyond their own campaign: shown in a linked one, carried over to a named body; and the local form under which one was recorded."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from bihuan.campaigns.models import Campaign, LocalManifestation, Stage
from bihuan.foundation.audit.hands import by
from bihuan.organisation.models import Person
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
    stage = models.ForeignKey(
        Stage, models.PROTECT, null=True, blank=True, db_index=False, related_name="+", verbose_name=_("结束的阶段")
    )  # at the end of which it went on; empty: at the end of the campaign
    carried_at = models.DateTimeField(_("结转时间"))
    carried_by = by(_("办理人"))

    class Meta:
        verbose_name = _("结转")
        ordering = ("problem_id", "id")

    def __str__(self) -> str:
        return f"{self.problem} → {self.body}"


class Share(models.Model):
    """A problem shown in another campaign, entered once: counts there say own + shared; old ones of an earlier campaign are told apart.

    Between a superior and a subordinate level both work on it: `upper` is the superior one, `lead` the one of the two that leads (M104)."""

    problem = models.ForeignKey(Problem, models.PROTECT, related_name="shares")
    campaign = models.ForeignKey(Campaign, models.PROTECT, db_index=False, related_name="shared_here")
    kind = models.CharField(_("性质"), max_length=12, choices=ShareKind.choices(), default=ShareKind.SHARED.value)
    shared_at = models.DateTimeField(_("共享时间"))
    shared_by = by(_("共享人"))
    hidden_at = models.DateTimeField(_("取消时间"), null=True, blank=True)
    hidden_by = by(_("取消人"))
    upper = models.ForeignKey(Campaign, models.PROTECT, null=True, blank=True, db_index=False, related_name="+", verbose_name=_("上级专项"))
    lead = models.ForeignKey(Campaign, models.PROTECT, null=True, blank=True, db_index=False, related_name="+", verbose_name=_("牵头专项"))
    decision = models.CharField(_("牵头依据"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("共享到别的专项")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(upper=None, lead=None) | models.Q(upper__isnull=False, lead__isnull=False),
                name="two_levels_have_one_lead",
            ),
            models.UniqueConstraint(fields=["problem", "campaign"], condition=models.Q(hidden_at=None), name="shown_once_elsewhere"),
        )
        indexes = (models.Index(fields=["campaign", "kind", "problem"], name="shared_with_a_campaign", condition=models.Q(hidden_at=None)),)

    def __str__(self) -> str:
        return f"{self.problem} → {self.campaign_id}"


class JointMeasure(models.Model):
    """What one of two levels does about an item that both work on (M104). The item's own measures stay on its ledger; it is not closed before
    these are done, or dropped by the level that leads."""

    share = models.ForeignKey(Share, models.PROTECT, related_name="measures")
    campaign = models.ForeignKey(Campaign, models.PROTECT, db_index=False, related_name="+", verbose_name=_("承担的一级"))
    text = models.CharField(_("措施"), max_length=500)
    body = models.CharField(_("承办机构"), max_length=120)
    due_on = models.DateField(_("完成时限"))
    added_at = models.DateTimeField(_("写明时间"))
    added_by = by(_("写明人"))
    result = models.CharField(_("办理结果"), max_length=500, blank=True)
    done_at = models.DateTimeField(_("办结时间"), null=True, blank=True)
    done_by = by(_("办结人"))
    dropped_at = models.DateTimeField(_("免办时间"), null=True, blank=True)
    dropped_by = by(_("免办人"))

    class Meta:
        verbose_name = _("联动措施")
        ordering = ("share_id", "id")
        constraints = (
            models.CheckConstraint(condition=models.Q(done_at=None) | models.Q(dropped_at=None), name="a_joint_measure_ends_once"),
        )
        indexes = (
            models.Index(fields=["campaign", "due_on"], name="joint_measures_to_do", condition=models.Q(done_at=None, dropped_at=None)),
        )

    def __str__(self) -> str:
        return self.text


class LocalForm(models.Model):
    """The local manifestation under which a problem was recorded; it counts under the item of the catalogue above (M44)."""

    problem = models.OneToOneField(Problem, models.PROTECT, primary_key=True, related_name="local_form")
    local = models.ForeignKey(LocalManifestation, models.PROTECT, related_name="problems", verbose_name=_("细化的具体表现"))

    class Meta:
        verbose_name = _("问题的细化表现")

    def __str__(self) -> str:
        return str(self.local)
