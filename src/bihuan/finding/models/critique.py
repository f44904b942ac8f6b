"""Critique meetings. Who wrote what is kept for nobody: slips are emptied when the meeting is closed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from bihuan.campaigns.models import Campaign, Manifestation
from bihuan.finding.models.columns import person
from bihuan.finding.vocabulary.critique import MeetingState, Pairing, SlipState
from bihuan.foundation.audit.hands import by, pair
from bihuan.organisation.models import Person, Unit
from bihuan.organisation.vocabulary import PostRole
from bihuan.problems.models import Problem


class CritiqueMeeting(models.Model):
    """The thematic meeting of a unit at which colleagues criticise each other (M56). Its people are those of the roster."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, db_index=False, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("单位"))
    title = models.CharField(_("会议名称"), max_length=120)
    held_on = models.DateField(_("日期"))
    place = models.CharField(_("地点"), max_length=120, blank=True)
    chair = person(_("主持人"))
    state = models.CharField(_("状态"), max_length=12, choices=MeetingState.choices(), default=MeetingState.PREPARED)
    called_at = models.DateTimeField(_("筹备时间"))
    called_by = by(_("筹备人"))
    closed_at = models.DateTimeField(_("结束时间"), null=True, blank=True)
    closed_by = by(_("结束人"))
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("互评专题会议")
        ordering = ("-held_on", "-pk")
        indexes = (models.Index(fields=["campaign", "-held_on", "-id"], name="critique_meetings_latest"),)
        constraints = (pair("closed", "critique_closed_pair"),)

    def __str__(self) -> str:
        return self.title


class MeetingSeat(models.Model):
    """Somebody at a critique meeting, in the part that he plays there. That he came is not kept: the list says who was asked."""

    meeting = models.ForeignKey(CritiqueMeeting, models.PROTECT, related_name="seats")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("姓名"))
    role = models.CharField(_("身份"), max_length=16, choices=PostRole.choices())

    class Meta:
        verbose_name = _("参会人员")
        ordering = ("meeting_id", "pk")
        constraints = (models.UniqueConstraint(fields=["meeting", "person"], name="seat_once_a_meeting"),)

    def __str__(self) -> str:
        return f"{self.person}"


class CritiqueSlip(models.Model):
    """What somebody writes at the meeting; nobody else reads it before it is closed. Then whatever it says goes to the ledger in an order drawn
    at random, and this row keeps nothing of it (P05). `author` is empty where minutes name none."""

    meeting = models.ForeignKey(CritiqueMeeting, models.PROTECT, db_index=False, related_name="+")
    author = person(_("提出人"))
    about = person(_("对谁"))
    pairing = models.CharField(_("结对"), max_length=24, choices=Pairing.choices(), blank=True, default="")
    manifestation = models.ForeignKey(
        Manifestation, models.PROTECT, null=True, blank=True, db_index=False, related_name="+", verbose_name=_("具体表现")
    )
    text = models.TextField(_("批评意见"), blank=True)
    state = models.CharField(_("状态"), max_length=12, choices=SlipState.choices(), default=SlipState.WRITTEN)
    written_at = models.DateTimeField(_("写的时间"))
    written_by = by(_("写的人"))
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("互评手记")
        ordering = ("pk",)
        indexes = (models.Index(fields=["meeting", "state", "author"], name="slips_of_a_meeting"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state="written")
                | models.Q(author=None, written_by=None, about=None, pairing="", manifestation=None, text=""),
                name="a_carried_slip_says_nothing",
            ),
        )

    def __str__(self) -> str:
        return f"{self.pk}"

    @property
    def is_minuted(self) -> bool:
        """Typed in from minutes, by somebody else than whoever said it."""
        return self.author is None or self.author.user_id != self.written_by_id


class Critique(models.Model):
    """One critique of somebody at a meeting, as an entry of the ledger: its words stand there alone. `author` is kept for critique from above
    and between equals in groups that are large enough, and for nothing else: nobody can ask who criticised his superior."""

    meeting = models.ForeignKey(CritiqueMeeting, models.PROTECT, related_name="critiques")
    pairing = models.CharField(_("结对"), max_length=24, choices=Pairing.choices())
    problem = models.OneToOneField(Problem, models.PROTECT, related_name="+", verbose_name=_("台账问题"))
    author = person(_("提出人"))
    entered_at = models.DateTimeField(_("列入时间"))
    entered_by = by(_("列入人"))

    class Meta:
        verbose_name = _("批评意见")
        ordering = ("meeting_id", "problem_id")

    def __str__(self) -> str:
        return f"{self.pk}"
