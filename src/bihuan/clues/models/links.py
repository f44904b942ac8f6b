"""Clocks that were laid before somebody or prolonged, and who keeps away from one clue."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from bihuan.clues.models.clues import Clue
from bihuan.clues.models.columns import random_number
from bihuan.clues.vocabulary.links import AwayState, UrgeLevel
from bihuan.foundation.audit.hands import by, pair
from bihuan.foundation.kernel.time import Span
from bihuan.organisation.models import Person
from bihuan.organisation.vocabulary import RecusalGround


class ClueUrge(models.Model):
    """A clock that the machine laid before a level (P17): once for each, gone from the desk when the clock is done (`ended_on`)."""

    id = models.BigIntegerField(primary_key=True, default=random_number, editable=False)
    clue = models.ForeignKey(Clue, models.CASCADE, related_name="urges")
    rule = models.CharField(_("时限"), max_length=24)
    level = models.CharField(_("提醒层级"), max_length=12, choices=UrgeLevel.choices())
    due_on = models.DateField(_("到期日"))
    raised_on = models.DateField(_("提醒日期"))
    ended_on = models.DateField(_("结束日期"), null=True, blank=True)

    class Meta:
        verbose_name = _("线索时限提醒")
        ordering = ("due_on", "pk")
        constraints = (models.UniqueConstraint(fields=["clue", "rule", "level", "due_on"], name="clue_urged_once"),)
        indexes = (models.Index(fields=["ended_on", "level"], name="clue_urges_open"),)

    def __str__(self) -> str:
        return str(self.pk)


class ClueExtension(models.Model):
    """More time for one clock of a clue, given by an approver; the reason is sealed with the step."""

    id = models.BigIntegerField(primary_key=True, default=random_number, editable=False)
    clue = models.ForeignKey(Clue, models.CASCADE, related_name="extensions")
    rule = models.CharField(_("时限"), max_length=24)
    count = models.PositiveSmallIntegerField(_("延长"))
    span = models.CharField(_("单位"), max_length=4, choices=Span.choices())
    given_at = models.DateTimeField(_("批准时间"))
    given_by = by(_("批准人"))

    class Meta:
        verbose_name = _("线索时限的延长")
        ordering = ("given_at", "pk")

    def __str__(self) -> str:
        return str(self.pk)


class ClueAway(models.Model):
    """Somebody of the desk keeps away from this one clue (第四十八条): declared by himself, or asked for and decided. What for is sealed with the
    step; beside whom it is about, for that would tell what the clue does not."""

    id = models.BigIntegerField(primary_key=True, default=random_number, editable=False)
    clue = models.ForeignKey(Clue, models.CASCADE, related_name="aways")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("回避的人"))
    ground = models.CharField(_("情形"), max_length=16, choices=RecusalGround.choices())
    state = models.CharField(_("状态"), max_length=12, choices=AwayState.choices(), default=AwayState.ASKED)
    asked_at = models.DateTimeField(_("提出时间"))
    asked_by = by(_("提出人"))
    decided_at = models.DateTimeField(_("决定时间"), null=True, blank=True)
    decided_by = by(_("决定人"))
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("线索回避")
        ordering = ("-asked_at", "pk")
        constraints = (
            pair("decided", "clue_away_decided_pair"),
            models.UniqueConstraint(fields=["clue", "person"], condition=~models.Q(state=AwayState.REFUSED), name="clue_away_once"),
        )

    def __str__(self) -> str:
        return str(self.pk)
