"""What a document of the register is. An issued one is frozen by the database itself (migration 0002)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from bihuan.campaigns.models import Campaign
from bihuan.documents.vocabulary import DocumentState, Kind
from bihuan.foundation.audit.models import ReplacedRow
from bihuan.foundation.files.models import StoredFile
from bihuan.organisation.models import Unit


class Document(models.Model):
    """One document of a campaign. `serial_no` runs through its series, `year_no` begins anew each year; both only when issued.

    `content` is the paper as plain values, `figures` the list of its numbers in order, with `as_of` and the state of the book when they
    were counted, as the issued file carries it; `seal` is the installation's signature over that list. `unit`: a letter to that unit alone,
    which other units do not read.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="documents", verbose_name=_("专项"))
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("主送单位"))
    kind = models.CharField(_("文种"), max_length=32, choices=Kind.choices())
    series = models.CharField(_("编号系列"), max_length=60)
    serial_no = models.PositiveIntegerField(_("总期号"), null=True, blank=True)
    year = models.PositiveSmallIntegerField(_("年度"), null=True, blank=True)
    year_no = models.PositiveIntegerField(_("年度序号"), null=True, blank=True)
    number = models.CharField(_("文号"), max_length=120, blank=True)
    title = models.CharField(_("标题"), max_length=300)
    state = models.CharField(_("状态"), max_length=16, choices=DocumentState.choices(), default=DocumentState.DRAFT)
    as_of = models.DateTimeField(_("数据截至"))
    content = models.JSONField(_("内容"))
    figures = models.JSONField(_("数据清单"), default=dict, blank=True)
    figures_digest = models.CharField(_("数据清单摘要"), max_length=64, blank=True)
    seal = models.JSONField(_("数据清单签名"), null=True, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("文件"))
    drafted_at = models.DateTimeField(_("拟稿时间"))
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("拟稿人"))
    issued_at = models.DateTimeField(_("印发时间"), null=True, blank=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("印发人")
    )
    revision = models.PositiveIntegerField(_("版次"), default=0)

    class Meta:
        verbose_name = _("公文")
        ordering = ("-drafted_at", "-pk")
        constraints = (
            models.UniqueConstraint(fields=["campaign", "series", "serial_no"], name="document_serial_once"),
            models.UniqueConstraint(fields=["campaign", "series", "year", "year_no"], name="document_number_once_a_year"),
            models.CheckConstraint(
                condition=models.Q(state="draft", serial_no=None, year=None, year_no=None, file=None, issued_at=None)
                | models.Q(state="issued", serial_no__gte=1, year_no__gte=1, file__isnull=False, issued_at__isnull=False),
                name="document_issued_is_numbered",
            ),
            models.CheckConstraint(condition=models.Q(issued_by=None) | ~models.Q(issued_at=None), name="document_issued_pair"),
        )

    def __str__(self) -> str:
        return self.title


class DocumentReplaced(ReplacedRow):
    """What changing, taking back or issuing a draft replaced: with it the register and each paper can be told as they stood (M88)."""

    row = models.ForeignKey(Document, models.PROTECT, db_index=False, related_name="+")

    class Meta:
        verbose_name = _("公文被替换的内容")
        indexes = (models.Index(fields=["row", "until"], name="replaced_of_a_document"),)

    def __str__(self) -> str:
        return f"{self.row_id} {self.until:%Y-%m-%d}"


class KeptWording(models.Model):
    """Words of the office that the next issue of a series takes over: `key` names the part of the report, `runs` are texts and ids of
    figures (`documents.rules.returned`). Of one part only the latest is in use; earlier and dropped ones stay as they were."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="kept_wordings")
    series = models.CharField(_("编号系列"), max_length=60)
    key = models.CharField(_("所在部分"), max_length=200)
    level = models.PositiveSmallIntegerField(_("标题层次"), default=0)
    text = models.TextField(_("文字"))
    runs = models.JSONField(_("文字和数据"))
    document = models.ForeignKey(Document, models.PROTECT, related_name="+", verbose_name=_("出自"))
    kept_at = models.DateTimeField(_("沿用时间"))
    kept_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("沿用人"))
    dropped_at = models.DateTimeField(_("停用时间"), null=True, blank=True)
    dropped_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("停用人")
    )

    class Meta:
        verbose_name = _("沿用的文字")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=["campaign", "series", "key"], condition=models.Q(dropped_at=None), name="one_wording_of_a_part"
            ),
            models.CheckConstraint(condition=models.Q(dropped_by=None) | ~models.Q(dropped_at=None), name="wording_dropped_pair"),
        )

    def __str__(self) -> str:
        return self.key


class SignedCopy(models.Model):
    """The scan of an issued document as it was signed and sealed on paper. The latest is the one in force; earlier ones stay."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="signed_copies")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name=_("文件"))
    note = models.CharField(_("说明"), max_length=200, blank=True)
    filed_at = models.DateTimeField(_("归入时间"))
    filed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("归入人"))

    class Meta:
        verbose_name = _("签发件")
        ordering = ("-pk",)

    def __str__(self) -> str:
        return str(self.document)
