"""What a subscription is."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Subscription(models.Model):
    """Another system that is told what happens. `position` is the last record of the book that it was told, or passed over.

    The secret by which deliveries are signed is made from the installation's own and `salt`; it is kept nowhere."""

    url = models.CharField(_("推送地址"), max_length=500)
    events = models.JSONField(_("事项"), default=list)  # [kind of row in the book]
    salt = models.CharField(max_length=32)
    position = models.BigIntegerField(_("已推送到"), default=0)
    failures = models.PositiveSmallIntegerField(_("连续失败"), default=0)
    next_try = models.DateTimeField(_("下次重试"), null=True, blank=True)
    last_status = models.CharField(_("最近一次结果"), max_length=80, blank=True)
    subscribed_at = models.DateTimeField(_("登记时间"))
    subscribed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("登记人"))
    stopped_at = models.DateTimeField(_("停止时间"), null=True, blank=True)
    stopped_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("停止人")
    )

    class Meta:
        verbose_name = _("推送")
        ordering = ("-pk",)
        constraints = (models.CheckConstraint(condition=models.Q(stopped_by=None) | ~models.Q(stopped_at=None), name="hook_stopped_pair"),)

    def __str__(self) -> str:
        return f"{self.pk}"
