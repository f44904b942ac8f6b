"""What was announced, to whom, by what, until when (P09)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from bihuan.accountability.models.bodies import DecisionBody
from bihuan.accountability.models.clarification import Clarification
from bihuan.accountability.models.handling import Handling
from bihuan.accountability.vocabulary.publicity import AnnouncementKind, AnnouncementState, Audience, RemovedWhy
from bihuan.campaigns.models import Campaign
from bihuan.foundation.audit.hands import by, pair
from bihuan.organisation.models import Unit


class Announcement(models.Model):
    """One announcement. Its scope stays for good, so that a clearing can reach as far; its words are gone when it is removed, and
    `seal` proves afterwards which words they were. Without `named` it names nobody. Whom it is about, its `handling` or `clarification` knows."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="announcements")
    number = models.PositiveIntegerField(_("序号"))
    kind = models.CharField(_("种类"), max_length=14, choices=AnnouncementKind.choices())
    handling = models.ForeignKey(Handling, models.PROTECT, null=True, blank=True, related_name="announcements", verbose_name=_("处理"))
    clarification = models.ForeignKey(
        Clarification, models.PROTECT, null=True, blank=True, related_name="announcements", verbose_name=_("澄清")
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("单位"))
    state = models.CharField(_("状态"), max_length=10, choices=AnnouncementState.choices())
    named = models.BooleanField(_("点名"), default=False)
    title = models.CharField(_("标题"), max_length=120, blank=True)
    text = models.TextField(_("内容"), blank=True)
    reply = models.TextField(_("本人说明"), blank=True)
    audience = models.CharField(_("范围"), max_length=10, choices=Audience.choices(), default=Audience.UNIT)
    channels = models.JSONField(_("渠道"), default=list)
    on_page = models.BooleanField(_("系统内公布"), default=True)
    from_on = models.DateField(_("公布日期"), null=True, blank=True)
    ends_on = models.DateField(_("截止日期"))
    handler = models.ForeignKey(DecisionBody, models.PROTECT, related_name="+", verbose_name=_("承办机构"))
    body = models.ForeignKey(DecisionBody, models.PROTECT, related_name="+", verbose_name=_("审批机构"))
    proposed_at = models.DateTimeField(_("拟稿时间"))
    proposed_by = by(_("拟稿人"))
    approved_at = models.DateTimeField(_("审批时间"), null=True, blank=True)
    approved_by = by(_("审批人"))
    why = models.CharField(_("撤下原因"), max_length=10, choices=RemovedWhy.choices(), blank=True)
    seal = models.CharField(_("内容封存值"), max_length=64, blank=True)
    taken_off = models.JSONField(_("线下撤除"), default=dict, blank=True)
    removed_at = models.DateTimeField(_("撤下时间"), null=True, blank=True)
    removed_by = by(_("撤下人"))
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("公布")
        ordering = ("-pk",)
        indexes = (models.Index(fields=["campaign", "state", "ends_on"], name="announcements_shown"),)
        constraints = (
            models.UniqueConstraint(fields=["campaign", "number"], name="announcement_number_once"),
            models.CheckConstraint(condition=~models.Q(state="removed") | models.Q(title="", text="", reply=""), name="removed_is_gone"),
            models.CheckConstraint(
                condition=models.Q(approved_by=None) | ~models.Q(approved_by=models.F("proposed_by")), name="announced_by_two_hands"
            ),
            *(pair(one, f"announcement_{one}_pair") for one in ("proposed", "approved", "removed")),
        )

    def __str__(self) -> str:
        return f"{self.number}"
