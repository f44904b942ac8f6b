"""What the hours, a choice and a digest are."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from bihuan.foundation.notifications.rules import EVERY_DAY, Kind, total_of
from bihuan.foundation.notifications.vocabulary import MailState


class DigestHours(models.Model):
    """The hours as somebody set them; the latest row counts."""

    at = models.TimeField(_("提醒时间"))
    noon_from = models.TimeField(_("午间免打扰从"))
    noon_until = models.TimeField(_("午间免打扰到"))
    evening_from = models.TimeField(_("晚间免打扰从"))
    morning_until = models.TimeField(_("晚间免打扰到次日"))
    set_at = models.DateTimeField(_("设定时间"))
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("设定人"))

    class Meta:
        verbose_name = _("每日提醒的时间")
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.at:%H:%M}"


def _every_day() -> list[int]:
    return list(EVERY_DAY)


class DigestChoice(models.Model):
    """Whether and where somebody wants the digest as mail, and on which days of the week (Monday is 0). His own, and given by himself."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, related_name="digest_choice", verbose_name=_("账号"))
    address = models.EmailField(_("邮箱"), max_length=200, blank=True)
    mails = models.BooleanField(_("发邮件"), default=True)
    days = models.JSONField(_("星期几"), default=_every_day)

    class Meta:
        verbose_name = _("收信方式")

    def __str__(self) -> str:
        return f"{self.user_id}"


class Digest(models.Model):
    """One account's digest of one day. It is made by the clock and read by its owner alone: when somebody read it stands in no book, no list and
    no export, for nobody is pressed to read (domain.md E2.5, E2.6)."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="digests", verbose_name=_("账号"))
    day = models.DateField(_("日期"))
    made = models.DateTimeField(_("生成时间"))
    kinds = models.JSONField(_("件数"), default=list)  # [{kind, count, late, week}]: words of the house and numbers
    read_on = models.DateField(_("已看日期"), null=True, blank=True)
    mail = models.CharField(_("邮件"), max_length=16, choices=MailState.choices(), default=MailState.NONE)

    class Meta:
        verbose_name = _("每日提醒")
        ordering = ("-day",)
        constraints = (models.UniqueConstraint(fields=["user", "day"], name="one_digest_a_day"),)
        indexes = (
            models.Index(fields=("day", "mail"), name="digest_day_mail"),  # whose mail of today is still to be sent
        )

    def __str__(self) -> str:
        return f"{self.day}"

    @property
    def told(self) -> list[Kind]:
        """What it says."""
        return [Kind(**one) for one in self.kinds]

    @property
    def own(self) -> int:
        """How many things it says wait for oneself."""
        return total_of(self.told)[0]

    @property
    def week(self) -> int:
        """How many things it says are due this week where one supervises."""
        return sum(one.count for one in self.told if one.week)
