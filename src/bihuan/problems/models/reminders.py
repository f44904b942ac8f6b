"""Reminders on single items: sent by a person, answered on the item."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from bihuan.foundation.audit.hands import by, pair
from bihuan.problems.models.problem import Problem
from bihuan.problems.vocabulary.reminders import ReminderLevel


class Reminder(models.Model):
    """Somebody urged an item: how firmly, in which words, by when an answer is wanted; and the answer (M99). One an item and working day."""

    problem = models.ForeignKey(Problem, models.PROTECT, related_name="reminders")
    level = models.CharField(_("方式"), max_length=12, choices=ReminderLevel.choices())
    text = models.CharField(_("催办内容"), max_length=500)
    answer_by_on = models.DateField(_("要求答复"), null=True, blank=True)
    counted_on = models.DateField(_("催办工作日"))
    sent_at = models.DateTimeField(_("催办时间"))
    sent_by = by(_("催办人"))
    answer = models.CharField(_("答复"), max_length=500, blank=True)
    answered_at = models.DateTimeField(_("答复时间"), null=True, blank=True)
    answered_by = by(_("答复人"))
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("催办")
        ordering = ("problem_id", "id")
        indexes = (models.Index(fields=["problem"], condition=models.Q(answered_at=None), name="reminders_unanswered"),)
        constraints = (
            models.UniqueConstraint(fields=["problem", "counted_on"], name="one_reminder_a_working_day"),
            pair("answered", "reminder_answered_pair"),
            models.CheckConstraint(condition=models.Q(answered_at=None) | ~models.Q(answer=""), name="an_answer_says_something"),
        )

    def __str__(self) -> str:
        return f"{self.get_level_display()} {self.counted_on}"
