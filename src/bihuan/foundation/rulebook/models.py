"""What an installation sets itself on top of the packs."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class RuleSetting(models.Model):
    """A value for a rule, in force from a day until it is dropped or another one follows."""

    rule = models.CharField(_("规则"), max_length=40)
    value = models.PositiveIntegerField(_("取值"))
    from_on = models.DateField(_("生效日期"))
    set_at = models.DateTimeField(_("设定时间"))
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("设定人"))
    dropped_at = models.DateTimeField(_("恢复时间"), null=True, blank=True)
    dropped_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("恢复人")
    )

    class Meta:
        verbose_name = _("规则调整")
        ordering = ("rule", "from_on", "id")
        constraints = (
            models.CheckConstraint(condition=models.Q(dropped_by=None) | ~models.Q(dropped_at=None), name="rule_setting_dropped_pair"),
        )

    def __str__(self) -> str:
        return f"{self.rule} = {self.value}"
