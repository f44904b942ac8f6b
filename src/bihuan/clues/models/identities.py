"""An identity of a reporter opened by two custodians together: who asked, who opened, who saw it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from bihuan.clues.models.clues import Clue
from bihuan.clues.models.columns import random_number
from bihuan.clues.vocabulary.identities import IdentityNeed, IdentityState
from bihuan.foundation.audit.hands import by, pair


class IdentityOpening(models.Model):
    """One asking. `reason` and `refusal` are sealed to the custodians who may know and to whoever asked; `half` is what the first custodian left,
    until the second came; `sealed` is the identity sealed to whoever asked, until he saw it."""

    id = models.BigIntegerField(primary_key=True, default=random_number, editable=False)
    clue = models.ForeignKey(Clue, models.CASCADE, related_name="openings")
    need = models.CharField(_("用途"), max_length=12, choices=IdentityNeed.choices())
    reason = models.BinaryField(default=b"")
    refusal = models.BinaryField(default=b"")
    address = models.CharField(max_length=80, blank=True)
    state = models.CharField(_("状态"), max_length=12, choices=IdentityState.choices(), default=IdentityState.ASKED)
    asked_at = models.DateTimeField(_("申请时间"))
    asked_by = by(_("申请人"))
    begun_at = models.DateTimeField(_("第一名保管人开启时间"), null=True, blank=True)
    begun_by = by(_("第一名保管人"))
    opened_at = models.DateTimeField(_("第二名保管人开启时间"), null=True, blank=True)
    opened_by = by(_("第二名保管人"))
    seen_at = models.DateTimeField(_("查看时间"), null=True, blank=True)
    seen_by = by(_("查看人"))
    half = models.BinaryField(default=b"")
    sealed = models.BinaryField(default=b"")
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("举报人身份查阅")
        ordering = ("-asked_at", "pk")
        indexes = (models.Index(fields=["state", "asked_at"], name="identities_that_wait"),)
        constraints = (
            *(pair(what, f"clue_identity_{what}_pair") for what in ("begun", "opened", "seen")),
            models.CheckConstraint(
                condition=models.Q(opened_by=None) | ~models.Q(opened_by=models.F("begun_by")), name="clue_identity_takes_two"
            ),
            models.UniqueConstraint(
                fields=["clue"],
                condition=models.Q(state__in=[IdentityState.ASKED, IdentityState.BEGUN, IdentityState.OPENED]),
                name="clue_identity_asked_once",
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)
