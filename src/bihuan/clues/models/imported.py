"""What came from other platforms: the numbers it has there, and a sheet between its check and its being taken (M69)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from bihuan.clues.models.clues import Clue
from bihuan.clues.models.columns import random_number
from bihuan.clues.models.keys import KeyHolder


class ExternalNumber(models.Model):
    """The number that a matter has on another platform, as a token that only this installation can tell: with the number itself a copy of the database
    would lead to the matter there. It stays when its clue has gone, so that the same number is never counted twice."""

    id = models.BigIntegerField(primary_key=True, default=random_number, editable=False)
    token = models.CharField(max_length=32, unique=True)
    clue = models.ForeignKey(Clue, models.SET_NULL, null=True, blank=True, related_name="numbers")

    class Meta:
        verbose_name = _("外部编号")

    def __str__(self) -> str:
        return str(self.pk)


class ClueSheet(models.Model):
    """Rows of a sheet that was handed in and looks right, sealed to whoever handed it in until he takes it or half an hour has gone. The file itself
    is kept nowhere."""

    id = models.BigIntegerField(primary_key=True, default=random_number, editable=False)
    holder = models.ForeignKey(KeyHolder, models.CASCADE, related_name="+", verbose_name=_("受理密钥"))
    until = models.DateTimeField(_("有效期至"))
    body = models.BinaryField()

    class Meta:
        verbose_name = _("待导入的线索表")

    def __str__(self) -> str:
        return str(self.pk)
