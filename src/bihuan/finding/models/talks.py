"""Talks and home visits: few may read what was said."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from bihuan.campaigns.models import Campaign
from bihuan.finding.vocabulary.talks import TalkState, VisitState
from bihuan.foundation.audit.hands import by, pair
from bihuan.foundation.files.models import StoredFile
from bihuan.organisation.models import Person, Unit
from bihuan.problems.models import Problem


class Talk(models.Model):
    """Who talked to whom, when, about what; whoever was talked to reads it and confirms it, or adds his view (M72)."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, db_index=False, related_name="talks")
    unit = models.ForeignKey(Unit, models.PROTECT, db_index=False, related_name="+", verbose_name=_("单位"))
    person = models.ForeignKey(Person, models.PROTECT, db_index=False, related_name="+", verbose_name=_("谈话对象"))
    talker = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("谈话人"))
    beside = models.CharField(_("在场人员"), max_length=200, blank=True)
    held_on = models.DateField(_("谈话日期"))
    subject = models.CharField(_("谈话事由"), max_length=200)
    record = models.TextField(_("谈话内容"))
    state = models.CharField(_("状态"), max_length=12, choices=TalkState.choices(), default=TalkState.NOTED)
    noted_at = models.DateTimeField(_("记录时间"))
    noted_by = by(_("记录人"))
    view = models.TextField(_("本人意见"), blank=True)
    answered_at = models.DateTimeField(_("确认时间"), null=True, blank=True)
    answered_by = by(_("确认人"))
    declined_why = models.TextField(_("本人未确认的情况"), blank=True)
    declined_at = models.DateTimeField(_("注明时间"), null=True, blank=True)
    declined_by = by(_("注明人"))
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("谈话记录")
        ordering = ("-held_on", "-pk")
        indexes = (
            models.Index(fields=["campaign", "-held_on", "-id"], name="talks_latest"),
            models.Index(fields=["person", "state"], name="talks_of_a_person"),
        )
        constraints = (
            pair("answered", "talk_answered_pair"),
            pair("declined", "talk_declined_pair"),
            models.CheckConstraint(condition=~models.Q(person=models.F("talker")), name="nobody_talks_to_himself"),
        )

    def __str__(self) -> str:
        return f"{self.pk}"


class TalkItem(models.Model):
    """A problem that a talk yielded: an entry of list 5 (M79)."""

    talk = models.ForeignKey(Talk, models.PROTECT, related_name="items")
    problem = models.OneToOneField(Problem, models.PROTECT, related_name="+", verbose_name=_("台账里的问题"))
    added_at = models.DateTimeField(_("列入时间"))
    added_by = by(_("列入人"))

    class Meta:
        verbose_name = _("谈话问题")
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.pk}"


class HomeVisit(models.Model):
    """A visit at a cadre's home about one problem. He is asked first and told the purpose and who would come; without his consent nobody goes.
    What was seen there only the case handlers read (M71, A17)."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="home_visits")
    problem = models.ForeignKey(Problem, models.PROTECT, related_name="+", verbose_name=_("台账里的问题"))
    person = models.ForeignKey(Person, models.PROTECT, db_index=False, related_name="+", verbose_name=_("家访对象"))
    purpose = models.TextField(_("家访目的"))
    visitors = models.ManyToManyField(Person, related_name="+", verbose_name=_("家访人"))
    planned_on = models.DateField(_("拟定日期"))
    state = models.CharField(_("状态"), max_length=12, choices=VisitState.choices(), default=VisitState.ASKED)
    asked_at = models.DateTimeField(_("征求同意时间"))
    asked_by = by(_("征求人"))
    answer = models.TextField(_("本人的话"), blank=True)
    consent = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("书面同意"))
    answered_at = models.DateTimeField(_("答复时间"), null=True, blank=True)
    answered_by = by(_("答复人"))
    visited_on = models.DateField(_("家访日期"), null=True, blank=True)
    record = models.TextField(_("家访记录"), blank=True)
    recorded_at = models.DateTimeField(_("记录时间"), null=True, blank=True)
    recorded_by = by(_("记录人"))
    called_off_at = models.DateTimeField(_("取消时间"), null=True, blank=True)
    called_off_by = by(_("取消人"))
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("干部家访")
        ordering = ("-pk",)
        indexes = (
            models.Index(fields=["campaign", "-id"], name="home_visits_latest"),
            models.Index(fields=["person", "state"], name="home_visits_of_a_person"),
        )
        constraints = (
            pair("answered", "home_visit_answered_pair"),
            pair("recorded", "home_visit_recorded_pair"),
            pair("called_off", "home_visit_called_off_pair"),
            # a record only of a visit that was agreed to before
            models.CheckConstraint(
                condition=models.Q(recorded_at=None) | models.Q(answered_at__isnull=False, answered_at__lte=models.F("recorded_at")),
                name="no_visit_without_consent",
            ),
        )

    def __str__(self) -> str:
        return f"{self.pk}"
