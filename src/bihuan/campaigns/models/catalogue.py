"""The catalogue of problems: categories and manifestations."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from bihuan.campaigns.models.campaign import Campaign
from bihuan.campaigns.vocabulary import Origin


class Catalogue(models.Model):
    """What counts as a problem in this campaign, in two levels. `umbrella` may be shared by several campaigns (M34)."""

    campaign = models.OneToOneField(Campaign, models.PROTECT, related_name="catalogue")
    name = models.CharField(_("名称"), max_length=120)
    umbrella = models.CharField(_("总称"), max_length=120, blank=True)
    extra = models.JSONField(_("其他"), default=dict, blank=True)  # {words, study}

    class Meta:
        verbose_name = _("问题目录")

    def __str__(self) -> str:
        return self.name


class Category(models.Model):
    """A category of the catalogue; it may carry responsible unit, time limit and measures (M40)."""

    catalogue = models.ForeignKey(Catalogue, models.PROTECT, related_name="categories")
    order = models.PositiveSmallIntegerField(_("次序"))
    name = models.CharField(_("类别"), max_length=200)
    raises = models.CharField(_("提升"), max_length=200, blank=True)
    dimension = models.CharField(_("维度"), max_length=60, blank=True)
    responsible_units = models.JSONField(_("责任单位"), default=list, blank=True)  # [text]
    deadline = models.CharField(_("完成时限"), max_length=200, blank=True)
    measures = models.JSONField(_("整治措施"), default=list, blank=True)  # [text]
    extra = models.JSONField(_("其他"), default=dict, blank=True)  # {words, due_on, origin, origin_note}

    class Meta:
        verbose_name = _("问题类别")
        ordering = ("catalogue_id", "order")
        constraints = (models.UniqueConstraint(fields=["catalogue", "order"], name="category_order_once"),)

    def __str__(self) -> str:
        return self.name

    @property
    def due_on(self) -> date | None:
        """The day by which the plan wants everything of this category put right, where it names one."""
        day = self.extra.get("due_on")
        return date.fromisoformat(day) if day else None


class Manifestation(models.Model):
    """A concrete manifestation. `needs_text` marks the catch-all, under which a finding must describe itself (M38)."""

    category = models.ForeignKey(Category, models.PROTECT, related_name="manifestations")
    order = models.PositiveSmallIntegerField(_("次序"))
    number = models.CharField(_("编号"), max_length=16, blank=True)
    text = models.TextField(_("具体表现"))
    strict_check = models.BooleanField(_("严查项"), default=False)
    needs_text = models.BooleanField(_("须另行描述"), default=False)
    origin = models.CharField(_("出处"), max_length=16, choices=Origin.choices(), default=Origin.OWN)
    origin_note = models.CharField(_("出处说明"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("具体表现")
        ordering = ("category_id", "order")
        constraints = (models.UniqueConstraint(fields=["category", "order"], name="manifestation_order_once"),)

    def __str__(self) -> str:
        return self.text
