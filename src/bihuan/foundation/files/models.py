"""What a stored file is: its content lies under BIHUAN_HOME/files by its hash; the row says what it is."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class StoredFile(models.Model):
    """One file as it was handed in. Equal content is kept once on disk; each handing-in has its own row."""

    name = models.CharField(_("文件名"), max_length=255)
    sha256 = models.CharField(_("摘要"), max_length=64, db_index=True)
    size = models.PositiveBigIntegerField(_("字节数"))
    kind = models.CharField(_("类型"), max_length=16)
    stored_at = models.DateTimeField(_("存入时间"))
    stored_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("存入人"))

    class Meta:
        verbose_name = _("文件")

    def __str__(self) -> str:
        return self.name


class Look(models.Model):
    """How the content of a picture looks, so that the same photograph is found again: one row a content that was looked at.

    `bits` are empty for what is no picture or shows too little; `turned` are the looks turned and mirrored; the bands are for finding."""

    sha256 = models.CharField(_("摘要"), max_length=64, unique=True)
    bits = models.CharField(max_length=80, blank=True)
    turned = models.JSONField(default=list)
    band0 = models.PositiveIntegerField(null=True, db_index=True)
    band1 = models.PositiveIntegerField(null=True, db_index=True)
    band2 = models.PositiveIntegerField(null=True, db_index=True)
    band3 = models.PositiveIntegerField(null=True, db_index=True)

    class Meta:
        verbose_name = _("图像特征")

    def __str__(self) -> str:
        return self.sha256[:12]
