"""What a superior's form is: the form, its editions (blank and ties), and what was filled."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from bihuan.campaigns.models import Campaign
from bihuan.foundation.files.models import StoredFile

_User = settings.AUTH_USER_MODEL


def _by(label: Any) -> models.ForeignKey:
    return models.ForeignKey(_User, models.PROTECT, null=True, blank=True, db_index=False, related_name="+", verbose_name=label)


class Form(models.Model):
    """A form that a superior body asks this campaign for, by its name."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="forms")
    name = models.CharField(_("名称"), max_length=80)
    added_at = models.DateTimeField(_("设立时间"))
    added_by = _by(_("设立人"))
    retired_on = models.DateField(_("停用日期"), null=True, blank=True)
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("上级报表")
        ordering = ("campaign_id", "pk")
        constraints = (models.UniqueConstraint(fields=["campaign", "name"], name="form_name_once"),)

    def __str__(self) -> str:
        return self.name


class FormEdition(models.Model):
    """One edition of a form: the blank workbook and what its cells and rows are tied to (`rules.ties`). One that was filled is never changed:
    the next change makes another."""

    form = models.ForeignKey(Form, models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField(_("版次"))
    blank = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    ties = models.JSONField(_("对应"), default=dict)
    made_at = models.DateTimeField(_("设定时间"))
    made_by = _by(_("设定人"))

    class Meta:
        verbose_name = _("上级报表的版次")
        constraints = (models.UniqueConstraint(fields=["form", "number"], name="form_edition_once"),)

    def __str__(self) -> str:
        return f"{self.form} {self.number}"


class Filling(models.Model):
    """A form as it was filled for a day. `numbers` are the figures that stand in it, each with cell, definition, value and rows; `gaps` the
    cells that could not be filled, each with the reason; `digest` is the fingerprint of the numbers."""

    edition = models.ForeignKey(FormEdition, models.PROTECT, related_name="fillings")
    as_of = models.DateTimeField(_("数据截至"))
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    numbers = models.JSONField(_("数字"), default=list)
    gaps = models.JSONField(_("没有填的格"), default=list)
    rows = models.PositiveIntegerField(_("行数"), default=0)
    digest = models.CharField(_("摘要"), max_length=64)
    filled_at = models.DateTimeField(_("填制时间"))
    filled_by = _by(_("填制人"))

    class Meta:
        verbose_name = _("填好的上级报表")
        ordering = ("-pk",)
        indexes = (models.Index(fields=["edition", "-id"], name="fillings_of_an_edition"),)

    def __str__(self) -> str:
        return f"{self.edition} {self.as_of:%Y-%m-%d}"
