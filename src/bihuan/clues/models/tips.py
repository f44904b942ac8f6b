"""What came by the public door, sealed as it came. Random keys and days, no moments and no running number: nothing here tells in which order
things came within a day (M70)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from bihuan.clues.models.columns import random_number
from bihuan.clues.models.door import DoorEntry
from bihuan.clues.vocabulary.tips import TipState
from bihuan.foundation.sealedbox.vocabulary import Kind


class Tip(models.Model):
    """One report, known by its place in the box. `unread`: something came that nobody has opened yet."""

    id = models.BigIntegerField(primary_key=True, default=random_number, editable=False)
    place = models.CharField(max_length=32, unique=True)
    received_on = models.DateField(_("收到日期"))
    state = models.CharField(_("状态"), max_length=12, choices=TipState.choices(), default=TipState.WAITING)
    unread = models.BooleanField(_("有未拆封的内容"), default=True)
    entry = models.ForeignKey(DoorEntry, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("举报入口"))
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("举报")
        ordering = ("received_on", "pk")
        indexes = (models.Index(fields=["state", "received_on"], name="tips_that_wait"),)

    def __str__(self) -> str:
        return str(self.pk)


class TipEnvelope(models.Model):
    """A sealed envelope as it came out of the box. Its row stays when its body has gone, so that it is never taken twice. `sealed_to`: to which
    set of keys, where that is known; empty: to those that were published on its day or before."""

    key = models.CharField(max_length=32, primary_key=True)
    place = models.CharField(max_length=32)
    kind = models.CharField(max_length=12, choices=Kind.choices())
    day = models.DateField()
    body = models.BinaryField()
    sealed_to = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("密封件")
        indexes = (models.Index(fields=["place", "kind"], name="envelopes_of_a_tip"),)

    def __str__(self) -> str:
        return self.key


class Outgoing(models.Model):
    """A sealed answer on its way to the box: written in the same transaction as its cause, gone when the box has it."""

    id = models.BigIntegerField(primary_key=True, default=random_number, editable=False)
    place = models.CharField(max_length=32, db_index=True)
    body = models.BinaryField()

    class Meta:
        verbose_name = _("待送出的答复")

    def __str__(self) -> str:
        return str(self.pk)
