"""How problems stand to each other and to the ledger: void, disputed, divided, merged, numbered."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from bihuan.campaigns.models import Campaign
from bihuan.foundation.audit.hands import by
from bihuan.organisation.models import Unit
from bihuan.problems.models.problem import Problem
from bihuan.problems.vocabulary import Ruling, VoidKind


class Void(models.Model):
    """Why an entry does not count, and, where it was a mistake, why it counts again."""

    problem = models.ForeignKey(Problem, models.PROTECT, related_name="voids")
    kind = models.CharField(_("作废原因"), max_length=16, choices=VoidKind.choices())
    repeats = models.ForeignKey(Problem, models.PROTECT, null=True, blank=True, db_index=False, related_name="+", verbose_name=_("重复于"))
    reason = models.TextField(_("理由"))
    voided_at = models.DateTimeField(_("作废时间"))
    voided_by = by(_("作废人"))
    restored_at = models.DateTimeField(_("撤销时间"), null=True, blank=True)
    restored_by = by(_("撤销人"))

    class Meta:
        verbose_name = _("作废")
        ordering = ("problem_id", "id")
        constraints = (
            models.UniqueConstraint(fields=["problem"], condition=models.Q(restored_at=None), name="one_standing_void"),
            models.CheckConstraint(
                condition=models.Q(kind="duplicate", repeats__isnull=False) | (~models.Q(kind="duplicate") & models.Q(repeats=None)),
                name="a_duplicate_says_of_what",
            ),
        )

    def __str__(self) -> str:
        return str(self.kind)


class Dispute(models.Model):
    """A unit's objection that a problem is not its own, and the office's ruling; open until it is ruled."""

    problem = models.ForeignKey(Problem, models.PROTECT, related_name="disputes")
    unit = models.ForeignKey(Unit, models.PROTECT, db_index=False, related_name="+", verbose_name=_("提出单位"))
    text = models.TextField(_("异议"))
    raised_at = models.DateTimeField(_("提出时间"))
    raised_by = by(_("提出人"))
    ruling = models.CharField(_("裁定"), max_length=16, choices=Ruling.choices(), blank=True, default="")
    answer = models.TextField(_("理由"), blank=True)
    ruled_at = models.DateTimeField(_("裁定时间"), null=True, blank=True)
    ruled_by = by(_("裁定人"))

    class Meta:
        verbose_name = _("归属异议")
        ordering = ("problem_id", "id")
        constraints = (models.UniqueConstraint(fields=["problem"], condition=models.Q(ruled_at=None), name="one_open_dispute"),)

    def __str__(self) -> str:
        return self.text


class Division(models.Model):
    """A part of a problem that somebody else answers for: an entry of its own, made from the whole."""

    whole = models.ForeignKey(Problem, models.PROTECT, related_name="divided_into")
    part = models.OneToOneField(Problem, models.PROTECT, related_name="divided_from")
    divided_at = models.DateTimeField(_("分解时间"))
    divided_by = by(_("分解人"))

    class Meta:
        verbose_name = _("分解")
        ordering = ("whole_id", "id")

    def __str__(self) -> str:
        return f"{self.part_id}"


class Merger(models.Model):
    """Two findings of one problem: `main` counts, `member` stands behind it with its source, origin, external number and evidence."""

    main = models.ForeignKey(Problem, models.PROTECT, related_name="mergers")
    member = models.ForeignKey(Problem, models.PROTECT, related_name="merged_into")
    reason = models.TextField(_("理由"))
    merged_at = models.DateTimeField(_("并入时间"))
    merged_by = by(_("合并人"))
    parted_at = models.DateTimeField(_("拆出时间"), null=True, blank=True)
    parted_by = by(_("拆出人"))

    class Meta:
        verbose_name = _("合并")
        ordering = ("main_id", "id")
        constraints = (models.UniqueConstraint(fields=["member"], condition=models.Q(parted_at=None), name="merged_into_one"),)

    def __str__(self) -> str:
        return f"{self.member_id} → {self.main_id}"


class Numbering(models.Model):
    """The next ledger number of a campaign; taken under a row lock, so numbers are neither doubled nor skipped."""

    campaign = models.OneToOneField(Campaign, models.PROTECT, related_name="+", primary_key=True)
    next = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("台账编号")

    def __str__(self) -> str:
        return str(self.next)
