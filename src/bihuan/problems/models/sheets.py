"""What was changed in the grid, how sheets are laid out, the one take-over of a campaign."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from bihuan.campaigns.models import Campaign
from bihuan.foundation.audit.hands import by
from bihuan.foundation.files.models import StoredFile
from bihuan.problems.vocabulary import EditKind


class Edit(models.Model):
    """What somebody changed in the grid in one go: a cell, a pasted block, many rows. Kept for some days so that he can take it back; what was
    done and taken back stands in the book. `rows`: by the key of each problem the step that changed it, and each field before and after."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, db_index=False, related_name="+")
    kind = models.CharField(_("方式"), max_length=8, choices=EditKind.choices())
    count = models.PositiveIntegerField(_("件数"))
    fields = models.CharField(_("栏目"), max_length=200)
    rows = models.JSONField(default=dict)
    made_at = models.DateTimeField(_("修改时间"))
    made_by = by(_("修改人"))
    undone_at = models.DateTimeField(_("撤销时间"), null=True, blank=True)
    undone_by = by(_("撤销人"))

    class Meta:
        verbose_name = _("网格修改")
        indexes = (models.Index(fields=["made_by", "campaign", "-id"], name="edits_of_somebody"),)

    def __str__(self) -> str:
        return f"{self.made_at:%m-%d %H:%M}"


class SheetLayout(models.Model):
    """What the columns of sheets with a head of this shape mean in a campaign: told once, remembered for next month's sheet.

    `titles` are the heads from left to right, `layout` what `rules.sheet.layout.Layout` keeps."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, db_index=False, related_name="+")
    shape = models.CharField(_("表头"), max_length=16)
    titles = models.JSONField(default=list)
    layout = models.JSONField(default=dict)
    kept_at = models.DateTimeField(_("记住时间"))
    kept_by = by(_("记住人"))

    class Meta:
        verbose_name = _("表头对应")
        constraints = (models.UniqueConstraint(fields=["campaign", "shape"], name="a_head_means_one_thing"),)

    def __str__(self) -> str:
        return self.shape


class TakeOver(models.Model):
    """A campaign that was half done in a sheet when it came here (接续导入): once, by the office, on a decision. The sheet is kept.

    `digest` is the sheet's sha256: the same sheet again goes on where it was cut off, another one is refused."""

    campaign = models.OneToOneField(Campaign, models.PROTECT, related_name="take_over")
    decision = models.TextField(_("决定"))
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("原台账"))
    digest = models.CharField(_("摘要"), max_length=64)
    taken_at = models.DateTimeField(_("接续时间"))
    taken_by = by(_("接续人"))

    class Meta:
        verbose_name = _("接续导入")

    def __str__(self) -> str:
        return f"{self.campaign} {self.taken_at:%Y-%m-%d}"
