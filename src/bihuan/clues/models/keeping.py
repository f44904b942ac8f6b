"""How long a clue is kept and how it ends, and which papers left the desk."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from bihuan.clues.models.clues import Clue, random_label
from bihuan.clues.models.columns import random_number
from bihuan.clues.vocabulary.keeping import EndState, HoldState, PrintKind, PrintPurpose
from bihuan.foundation.audit.hands import by, pair


class ClueHold(models.Model):
    """An order not to destroy a clue (an appeal, a court, a case). What for is sealed under the clue's key."""

    id = models.BigIntegerField(primary_key=True, default=random_number, editable=False)
    clue = models.ForeignKey(Clue, models.CASCADE, related_name="holds")
    state = models.CharField(_("状态"), max_length=12, choices=HoldState.choices(), default=HoldState.HELD)
    body = models.BinaryField(default=b"")
    held_at = models.DateTimeField(_("暂缓时间"))
    held_by = by(_("暂缓人"))
    lifted_at = models.DateTimeField(_("解除时间"), null=True, blank=True)
    lifted_by = by(_("解除人"))
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("暂缓销毁")
        ordering = ("-held_at", "pk")
        constraints = (
            models.UniqueConstraint(fields=["clue"], condition=models.Q(state=HoldState.HELD), name="clue_held_once"),
            pair("lifted", "clue_hold_lifted_pair"),
        )

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def bound(self) -> str:
        """What its sealed text is bound to."""
        return f"clue {self.clue_id} hold {self.pk}"


class ClueEnd(models.Model):
    """The destroying of a clue: proposed, agreed to by another, done by the clock on its day. Afterwards the tombstone: with the clue's plain columns
    statistics stay right. `whole_desk`: nobody of the desk had to keep away from it, so that it counts where everybody sees the number."""

    id = models.BigIntegerField(primary_key=True, default=random_number, editable=False)
    clue = models.ForeignKey(Clue, models.CASCADE, related_name="ends")
    state = models.CharField(_("状态"), max_length=12, choices=EndState.choices(), default=EndState.PROPOSED)
    proposed_at = models.DateTimeField(_("提出时间"))
    proposed_by = by(_("提出人"))
    agreed_at = models.DateTimeField(_("批准时间"), null=True, blank=True)
    agreed_by = by(_("批准人"))
    ends_on = models.DateField(_("销毁日期"), null=True, blank=True)
    whole_desk = models.BooleanField(default=False)
    done_at = models.DateTimeField(_("销毁时间"), null=True, blank=True)
    done_by = by(_("执行销毁的账号"))
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("线索销毁")
        ordering = ("-proposed_at", "pk")
        indexes = (models.Index(fields=["state", "ends_on"], name="clue_ends_due"),)
        constraints = (
            models.UniqueConstraint(
                fields=["clue"], condition=models.Q(state__in=(EndState.PROPOSED, EndState.AGREED, EndState.DONE)), name="clue_ends_once"
            ),
            models.CheckConstraint(
                condition=models.Q(agreed_by=None) | ~models.Q(agreed_by=models.F("proposed_by")), name="clue_end_takes_two"
            ),
            *(pair(what, f"clue_end_{what}_pair") for what in ("agreed", "done")),
        )

    def __str__(self) -> str:
        return str(self.pk)


class CluePrint(models.Model):
    """A paper that left the desk: by whom, when, what for, and by what it is known again: salted digests of its lines, whose salt lies in the file
    alone, so that nothing here tells a word of it. The clue goes from it when that is destroyed."""

    id = models.BigIntegerField(primary_key=True, default=random_number, editable=False)
    number = models.CharField(_("文书编号"), max_length=12, unique=True, default=random_label, editable=False)
    kind = models.CharField(_("文书"), max_length=16, choices=PrintKind.choices())
    clue = models.ForeignKey(Clue, models.SET_NULL, null=True, blank=True, related_name="prints", verbose_name=_("线索"))
    purpose = models.CharField(_("用途"), max_length=16, choices=PrintPurpose.choices())
    lines = models.JSONField(default=list)
    made_at = models.DateTimeField(_("输出时间"))
    made_by = by(_("输出人"))
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("线索文书")
        ordering = ("-made_at", "pk")

    def __str__(self) -> str:
        return self.number
