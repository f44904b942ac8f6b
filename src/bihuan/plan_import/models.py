"""What a plan under review is: the text as read, the facts found, and every answer and edit with who and why."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from bihuan.campaigns.models import Campaign
from bihuan.foundation.files.models import StoredFile
from bihuan.organisation.models import Unit
from bihuan.plan_import.vocabulary import DraftState


class Draft(models.Model):
    """A plan that was read. `facts` is the reader's JSON (plan-json); `draft` the same after the person's edits; the original stays in `file`."""

    title = models.CharField(_("名称"), max_length=200)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", verbose_name=_("原文件"))
    text = models.TextField(_("清洗后的文本"))
    facts = models.JSONField(_("读出的内容"))
    reviewed = models.JSONField(_("核对后的内容"))
    answers = models.JSONField(_("问题的回答"), default=dict, blank=True)  # {question key: answer}
    notes = models.JSONField(
        _("读取说明"), default=list, blank=True
    )  # sentences of the reader: recognised from pictures, left out, put right
    seconds = models.FloatField(_("读取用时（秒）"), default=0)
    state = models.CharField(_("状态"), max_length=16, choices=DraftState.choices(), default=DraftState.REVIEWING)
    root = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("所在单位"))
    campaign = models.OneToOneField(Campaign, models.PROTECT, null=True, blank=True, related_name="draft", verbose_name=_("专项"))
    read_at = models.DateTimeField(_("读取时间"))
    read_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("读取人"))
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("方案草稿")
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.title

    @property
    def name(self) -> str:
        """What the plan is called as far as it is known: as answered, as read, else the name of its file."""
        return str(self.answers.get("title") or self.reviewed.get("title") or self.title)


class Edit(models.Model):
    """One change a person made to what was read: where, from what to what, why."""

    draft = models.ForeignKey(Draft, models.PROTECT, related_name="edits")
    place = models.CharField(_("位置"), max_length=200)
    before = models.JSONField(_("原来"), null=True)
    after = models.JSONField(_("改为"), null=True)
    reason = models.CharField(_("理由"), max_length=300, blank=True)
    undoes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="undone_by", verbose_name=_("撤销的修改")
    )  # both stay: what was changed, and that it was taken back
    edited_at = models.DateTimeField(_("时间"))
    edited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("修改人"))

    class Meta:
        verbose_name = _("核对修改")
        ordering = ("draft_id", "id")

    def __str__(self) -> str:
        return self.place
