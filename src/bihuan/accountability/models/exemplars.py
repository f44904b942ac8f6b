"""A proposal to hold somebody up as an example (M157)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from bihuan.accountability.models.bodies import DecisionBody
from bihuan.accountability.vocabulary.exemplars import Consent, ExemplarState
from bihuan.campaigns.models import Campaign, Commendation
from bihuan.foundation.audit.hands import by, pair
from bihuan.organisation.models import Person, Unit


class Exemplar(models.Model):
    """`person` is whom it is about, empty where it is the `unit` as a whole; `standard` a line of the code of conduct; `body` decides. Only what was
    agreed to, decided and published stands in the campaign, as `commendation`. Words about somebody never enter the book."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="exemplars")
    number = models.PositiveIntegerField(_("序号"))
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("个人"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("单位"))
    standard = models.CharField(_("准则"), max_length=40)
    deed = models.TextField(_("事迹"))
    evidence = models.CharField(_("依据材料"), max_length=500)
    state = models.CharField(_("状态"), max_length=12, choices=ExemplarState.choices(), default=ExemplarState.PROPOSED)
    body = models.ForeignKey(DecisionBody, models.PROTECT, related_name="+", verbose_name=_("决定机构"))
    proposed_at = models.DateTimeField(_("推荐时间"))
    proposed_by = by(_("推荐人"))
    consent = models.CharField(_("本人意见"), max_length=10, choices=Consent.choices(), blank=True)
    agreed_at = models.DateTimeField(_("本人答复时间"), null=True, blank=True)
    agreed_by = by(_("答复人"))
    decided_on = models.DateField(_("决定日期"), null=True, blank=True)
    document = models.CharField(_("文号"), max_length=80, blank=True)
    decision = models.TextField(_("决定理由"), blank=True)
    decided_at = models.DateTimeField(_("决定登记时间"), null=True, blank=True)
    decided_by = by(_("决定登记人"))
    commendation = models.ForeignKey(Commendation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("表扬"))
    published_at = models.DateTimeField(_("宣传时间"), null=True, blank=True)
    published_by = by(_("宣传登记人"))
    reason = models.TextField(_("理由"), blank=True)
    over_at = models.DateTimeField(_("结束时间"), null=True, blank=True)
    over_by = by(_("结束人"))
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("先进典型")
        ordering = ("-pk",)
        indexes = (models.Index(fields=["campaign", "state", "-id"], name="exemplars_latest"),)
        constraints = (
            models.UniqueConstraint(fields=["campaign", "number"], name="exemplar_number_once"),
            models.CheckConstraint(
                condition=~models.Q(state__in=("agreed", "decided", "published")) | ~models.Q(consent=""), name="no_example_without_consent"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="published") | models.Q(commendation__isnull=False, decided_on__isnull=False),
                name="published_only_what_was_decided",
            ),
            models.CheckConstraint(
                condition=models.Q(decided_by=None) | ~models.Q(decided_by=models.F("proposed_by")), name="an_example_is_decided_by_another"
            ),
            *(pair(one, f"exemplar_{one}_pair") for one in ("proposed", "agreed", "decided", "published", "over")),
        )

    def __str__(self) -> str:
        return f"{self.number}"
