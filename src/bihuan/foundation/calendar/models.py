"""What a day out of the ordinary is."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SpecialDay(models.Model):
    """A weekday off, or a weekend day worked. Every other day follows Monday to Friday."""

    day = models.DateField(_("日期"), unique=True)
    works = models.BooleanField(_("上班"))
    name = models.CharField(_("节日"), max_length=40)
    source = models.CharField(_("依据"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("节假日与调休")
        ordering = ("day",)

    def __str__(self) -> str:
        return f"{self.day} {self.name}"
