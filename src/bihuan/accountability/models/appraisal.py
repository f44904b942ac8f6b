"""What is handed to the personnel body for the appraisal, and its answer (M147, M154–M156)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from bihuan.accountability.models.bodies import DecisionBody
from bihuan.accountability.models.motions import Motion
from bihuan.accountability.models.ratings import Rating
from bihuan.accountability.vocabulary.appraisal import ReferralKind, ReferralState, Reward
from bihuan.campaigns.models import Campaign
from bihuan.foundation.audit.hands import by, pair
from bihuan.organisation.models import Person


class Referral(models.Model):
    """A documented proposal, or a written request of the personnel body (`document` is then its letter). What it decides stands in `answer`: a record,
    and nothing here follows from it."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="referrals")
    number = models.PositiveIntegerField(_("序号"))
    kind = models.CharField(_("事项"), max_length=8, choices=ReferralKind.choices())
    state = models.CharField(_("状态"), max_length=10, choices=ReferralState.choices(), default=ReferralState.SENT)
    sender = models.ForeignKey(DecisionBody, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("送出机构"))
    body = models.ForeignKey(DecisionBody, models.PROTECT, related_name="+", verbose_name=_("组织人事部门"))
    document = models.CharField(_("文号"), max_length=80)
    document_on = models.DateField(_("行文日期"))
    text = models.TextField(_("理由或者用途"))
    sent_at = models.DateTimeField(_("登记时间"))
    sent_by = by(_("登记人"))
    answer = models.TextField(_("答复"), blank=True)
    answer_document = models.CharField(_("答复文号"), max_length=80, blank=True)
    answered_on = models.DateField(_("答复日期"), null=True, blank=True)
    answered_at = models.DateTimeField(_("答复登记时间"), null=True, blank=True)
    answered_by = by(_("答复登记人"))
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("送组织人事部门的建议")
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(fields=["campaign", "number"], name="referral_number_once"),
            pair("sent", "referral_sent_pair"),
            pair("answered", "referral_answered_pair"),
        )

    def __str__(self) -> str:
        return f"{self.number}"


class ReferralEntry(models.Model):
    """One person of it, with the decision on which it rests; in the order of their names."""

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="entries")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("对象"))
    rating = models.ForeignKey(Rating, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("评定"))
    motion = models.ForeignKey(Motion, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("决定"))
    reward = models.CharField(_("建议"), max_length=14, choices=Reward.choices(), blank=True)

    class Meta:
        verbose_name = _("送组织人事部门的人选")
        ordering = ("referral_id", "person__name", "pk")
        constraints = (models.UniqueConstraint(fields=["referral", "person", "reward"], name="referred_once"),)

    def __str__(self) -> str:
        return f"{self.referral_id} {self.pk}"
