"""The signed commitment that a self-check found nothing (《自查无问题承诺书》, M53)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from bihuan.finding.models.self_checks import SelfCheck
from bihuan.finding.vocabulary.self_checks import PledgeWay
from bihuan.foundation.audit.hands import by
from bihuan.foundation.files.models import StoredFile


class Pledge(models.Model):
    """One confirmation with the exact text that was confirmed. By itself evidence of nothing; taken back it harms nobody (P13)."""

    self_check = models.ForeignKey(SelfCheck, models.PROTECT, related_name="pledges")
    text = models.TextField(_("承诺书原文"))
    way = models.CharField(_("确认方式"), max_length=8, choices=PledgeWay.choices())
    scan = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("签名扫描件"))
    signed_at = models.DateTimeField(_("签署时间"))
    signed_by = by(_("签署人"))
    withdrawn_at = models.DateTimeField(_("撤回时间"), null=True, blank=True)
    withdrawn_by = by(_("撤回人"))

    class Meta:
        verbose_name = _("自查无问题承诺书")
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(fields=["self_check"], condition=models.Q(withdrawn_at=None), name="one_pledge_stands"),
            models.CheckConstraint(condition=models.Q(way="click") | models.Q(scan__isnull=False), name="ink_has_its_scan"),
            models.CheckConstraint(condition=models.Q(withdrawn_by=None) | ~models.Q(withdrawn_at=None), name="pledge_withdrawn_pair"),
        )

    def __str__(self) -> str:
        return f"{self.self_check_id}"
