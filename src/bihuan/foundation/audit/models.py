"""What one record of the book is. It points at nothing: names are snapshots, so it outlives what it tells about."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Record(models.Model):
    """One thing that happened: who, what, when, why; `digest` covers all of it and the digest before."""

    position = models.BigIntegerField(_("序号"), primary_key=True)
    at = models.DateTimeField(_("时间"))
    actor = models.BigIntegerField(_("账号编号"), null=True)
    actor_name = models.CharField(_("经办人"), max_length=64)
    door = models.CharField(_("途径"), max_length=8)
    kind = models.CharField(_("对象"), max_length=32)
    row = models.BigIntegerField(_("对象编号"))
    label = models.CharField(_("名称"), max_length=200)
    campaign = models.CharField(_("专项"), max_length=32, blank=True)
    action = models.CharField(_("事项"), max_length=40)
    state_from = models.CharField(_("原状态"), max_length=24, blank=True)
    state_to = models.CharField(_("新状态"), max_length=24, blank=True)
    reason = models.TextField(_("理由"), blank=True)
    changes = models.JSONField(_("改动"), default=dict)
    algorithm = models.CharField(_("算法"), max_length=16)
    previous = models.CharField(_("上一条摘要"), max_length=128)
    digest = models.CharField(_("摘要"), max_length=128)

    class Meta:
        verbose_name = _("操作记录")
        indexes = (
            # the history of one row: its few records are sorted when read, and PostgreSQL keeps them under one entry
            models.Index(fields=["kind", "row"], name="audit_story_of_a_row"),
            # positions rise: what is new stands at the end of its part of the index and fills the pages; the latest are read backwards
            models.Index(fields=["campaign", "position"], name="audit_campaign_latest"),  # what happened lately here
            models.Index(fields=["actor", "campaign", "position"], name="audit_what_somebody_did"),  # the pages 已办 and 我发起
        )

    def __str__(self) -> str:
        return f"{self.position} {self.action} {self.label}"


class VersionRow(models.Model):
    """A row as it was from `valid_from` until just before `valid_to` (empty: still). Rooms add `row` and their columns;
    `columns` names the fields that are copied. As-of questions read these, never the book's JSON."""

    columns: tuple[str, ...] = ()

    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField(null=True)

    class Meta:
        abstract = True


class ReplacedRow(models.Model):
    """What one step took away from a row: old values of columns that versions do not carry, as they held until just before `until`.
    Rooms add `row`. `values` is JSON in plain characters, so that a past text can be searched on every engine."""

    until = models.DateTimeField()
    values = models.TextField()

    class Meta:
        abstract = True
