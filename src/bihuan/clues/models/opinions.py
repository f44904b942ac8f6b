"""Opinions that came behind an open code: counted by code, apart from reports, and never as a rate (M68)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from bihuan.clues.models.columns import random_number
from bihuan.clues.models.door import DoorEntry
from bihuan.clues.models.tips import Tip


class DoorOpinion(models.Model):
    """One opinion as it was opened. `choices`: what was picked among the answers that the entry offered, to be counted; whatever was written in own
    words is sealed to whoever works at the desk. Who sends the same form again with a change writes a second row and is counted once, by his tip."""

    id = models.BigIntegerField(primary_key=True, default=random_number, editable=False)
    tip = models.ForeignKey(Tip, models.PROTECT, related_name="opinions")
    entry = models.ForeignKey(DoorEntry, models.PROTECT, null=True, blank=True, related_name="opinions", verbose_name=_("举报入口"))
    received_on = models.DateField(_("收到日期"))
    choices = models.JSONField(_("选择"), default=dict, blank=True)
    body = models.BinaryField(default=b"")

    class Meta:
        verbose_name = _("意见建议")
        ordering = ("-received_on", "pk")
        indexes = (models.Index(fields=["entry", "-received_on"], name="opinions_of_an_entry"),)

    def __str__(self) -> str:
        return str(self.pk)
