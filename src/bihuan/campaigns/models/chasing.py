"""Calls to late units, and units that are followed closely."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from bihuan.campaigns.models.campaign import Campaign
from bihuan.campaigns.vocabulary import FollowGround
from bihuan.foundation.audit.hands import pair
from bihuan.organisation.models import Unit


class ChaseCall(models.Model):
    """One call to a late unit: what was said, what it promised, until when. Appended and never rewritten."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="calls")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("单位"))
    called_on = models.DateField(_("催办日期"))
    told = models.CharField(_("催办内容"), max_length=300)
    promise = models.CharField(_("对方承诺"), max_length=300, blank=True)
    promised_on = models.DateField(_("承诺办结日期"), null=True, blank=True)
    logged_at = models.DateTimeField(_("记录时间"))
    logged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("记录人"))

    class Meta:
        verbose_name = _("催办记录")
        ordering = ("-called_on", "-id")
        indexes = (models.Index(fields=["campaign", "unit", "-id"], name="calls_to_a_unit"),)

    def __str__(self) -> str:
        return f"{self.unit} {self.called_on}"


class Follow(models.Model):
    """A unit followed closely from a moment until a decision lets it go (M100)."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="follows")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("单位"))
    ground = models.CharField(_("情形"), max_length=16, choices=FollowGround.choices())
    reason = models.CharField(_("理由"), max_length=300)
    begun_at = models.DateTimeField(_("列入时间"))
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("列入人"))
    decision = models.CharField(_("解除的决定"), max_length=200, blank=True)
    released_at = models.DateTimeField(_("解除时间"), null=True, blank=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("解除人")
    )

    class Meta:
        verbose_name = _("跟踪督促")
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(fields=["campaign", "unit"], condition=models.Q(released_at=None), name="unit_followed_once"),
            pair("released", "follow_released_pair"),
            models.CheckConstraint(condition=models.Q(released_at=None) | ~models.Q(decision=""), name="released_only_by_decision"),
        )

    def __str__(self) -> str:
        return f"{self.unit} {self.get_ground_display()}"
