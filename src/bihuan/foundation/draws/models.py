"""What one row of this room is."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from bihuan.foundation.draws.vocabulary import DrawOf, DrawState


class Draw(models.Model):
    """One draw: what may be drawn and what was left out, as it was frozen; the secret number and its digest; what came out.

    `campaign` is the code of the campaign for which it is drawn. `seed` is shown to nobody before the draw; `spoken` are words that were said
    aloud by those present when it was drawn, so that not even whoever reads the database knows the outcome before."""

    campaign = models.CharField(_("专项"), max_length=32)
    draw_of = models.CharField(_("抽什么"), max_length=8, choices=DrawOf.choices())
    title = models.CharField(_("事由"), max_length=200)
    pool = models.JSONField(_("名单"), default=list)
    left = models.JSONField(_("排除的"), default=list)
    wanted = models.JSONField(_("抽几个"), default=dict)
    pool_digest = models.CharField(_("名单摘要"), max_length=64)
    commitment = models.CharField(_("种子摘要"), max_length=64)
    seed = models.CharField(_("种子"), max_length=64)
    spoken = models.CharField(_("现场报的字"), max_length=60, blank=True)
    chosen = models.JSONField(_("抽中"), default=list)
    state = models.CharField(_("状态"), max_length=12, choices=DrawState.choices(), default=DrawState.COMMITTED)
    committed_at = models.DateTimeField(_("封存时间"))
    committed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("封存人"))
    drawn_at = models.DateTimeField(_("揭晓时间"), null=True, blank=True)
    drawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("揭晓人")
    )
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("抽取")
        ordering = ("-pk",)
        constraints = (models.CheckConstraint(condition=models.Q(drawn_by=None) | ~models.Q(drawn_at=None), name="draw_drawn_pair"),)

    def __str__(self) -> str:
        return f"{self.pk}"
