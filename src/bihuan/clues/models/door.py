"""What the public door is told: entries behind codes, channels of units, and every issue of the signed paper."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from bihuan.campaigns.models import Campaign
from bihuan.foundation.audit.hands import by, pair
from bihuan.foundation.sealedbox.vocabulary import Purpose
from bihuan.organisation.models import Unit


class DoorEntry(models.Model):
    """A code on a poster: for a campaign, a unit or one counter. Reports are counted by it, never by who came."""

    code = models.CharField(_("入口代码"), max_length=16, unique=True)
    purpose = models.CharField(_("用途"), max_length=12, choices=Purpose.choices(), default=Purpose.TIP)
    campaign = models.ForeignKey(Campaign, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("专项"))
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("单位"))
    place = models.CharField(_("张贴位置"), max_length=80, blank=True)
    questions = models.JSONField(_("问题"), default=list, blank=True)
    opened_at = models.DateTimeField(_("设立时间"))
    opened_by = by(_("设立人"))
    closed_at = models.DateTimeField(_("关闭时间"), null=True, blank=True)
    closed_by = by(_("关闭人"))
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("举报入口")
        ordering = ("pk",)
        constraints = (pair("closed", "door_entry_closed_pair"),)

    def __str__(self) -> str:
        return self.code


class UnitChannel(models.Model):
    """How a unit can be reached otherwise (M67); nothing filled in: none."""

    unit = models.OneToOneField(Unit, models.PROTECT, related_name="+", verbose_name=_("单位"))
    phone = models.CharField(_("举报电话"), max_length=60, blank=True)
    mail = models.CharField(_("举报邮箱"), max_length=120, blank=True)
    post = models.CharField(_("来信地址、信箱"), max_length=200, blank=True)
    hours = models.CharField(_("接待时间"), max_length=120, blank=True)
    set_at = models.DateTimeField(_("公布时间"))
    set_by = by(_("公布人"))
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("单位举报渠道")
        ordering = ("unit__path",)

    def __str__(self) -> str:
        return str(self.unit_id)


class DoorWords(models.Model):
    """Words of the body itself in place of the shipped ones, and whether the door takes anything at the moment. There is one row, or none."""

    welcome = models.TextField(_("首页开头"), blank=True)
    anonymity = models.TextField(_("匿名能做到什么"), blank=True)
    false_report = models.TextField(_("说错了会怎样"), blank=True)
    emergency = models.TextField(_("紧急情况"), blank=True)
    set_at = models.DateTimeField(_("修改时间"))
    set_by = by(_("修改人"))
    paused_at = models.DateTimeField(_("暂停时间"), null=True, blank=True)
    paused_by = by(_("暂停人"))
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("举报入口文字")
        constraints = (pair("paused", "door_words_paused_pair"),)

    def __str__(self) -> str:
        return str(self.pk)


class IssuedDoor(models.Model):
    """One issue of what the door is told, as it was signed. `keys_from_on` is the first day on which these keys were sealed to."""

    number = models.PositiveIntegerField(_("期号"), primary_key=True)
    body = models.BinaryField()
    content = models.CharField(max_length=64)
    keys = models.CharField(max_length=64)
    keys_from_on = models.DateField()
    issued_on = models.DateField(_("公布日期"))

    class Meta:
        verbose_name = _("公布的举报入口内容")
        ordering = ("-number",)

    def __str__(self) -> str:
        return str(self.number)
