"""The local rule without which nobody is rated or carded, and a rating in force."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from bihuan.accountability.models.bodies import DecisionBody
from bihuan.accountability.vocabulary.ratings import RatingKind, RatingState, RuleAbout
from bihuan.campaigns.models import Campaign
from bihuan.foundation.audit.hands import by, pair
from bihuan.organisation.models import Person, Unit


class LocalRule(models.Model):
    """A rule of the place that allows ratings or cards in a campaign: its title, number and issuing body, and the one body that decides by it.
    `early`: it lets the hat be asked for before the review date."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="local_rules")
    about = models.CharField(_("用于"), max_length=8, choices=RuleAbout.choices())
    title = models.CharField(_("制度名称"), max_length=200)
    number = models.CharField(_("文号"), max_length=80)
    issuer = models.CharField(_("制定机关"), max_length=120)
    body = models.ForeignKey(DecisionBody, models.PROTECT, related_name="+", verbose_name=_("决定机构"))
    early = models.BooleanField(_("制度允许复核日期以前申请摘帽"), default=False)
    cited_at = models.DateTimeField(_("引用时间"))
    cited_by = by(_("引用人"))
    ended_at = models.DateTimeField(_("停用时间"), null=True, blank=True)
    ended_by = by(_("停用人"))
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("本地制度")
        ordering = ("campaign_id", "about", "-pk")
        constraints = (
            models.UniqueConstraint(fields=["campaign", "about"], condition=models.Q(ended_at=None), name="one_local_rule_at_a_time"),
            models.CheckConstraint(
                condition=~models.Q(title="") & ~models.Q(number="") & ~models.Q(issuer=""), name="a_local_rule_is_cited_whole"
            ),
            pair("cited", "local_rule_cited_pair"),
            pair("ended", "local_rule_ended_pair"),
        )

    def __str__(self) -> str:
        return self.title


class Rating(models.Model):
    """Somebody was rated by a decision, for a term; `motion` tells facts, reasons and votes. Seen by himself, the deciding body, the personnel body."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="ratings")
    person = models.ForeignKey(Person, models.PROTECT, related_name="ratings", verbose_name=_("对象"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("单位"))
    rule = models.ForeignKey(LocalRule, models.PROTECT, related_name="ratings", verbose_name=_("本地制度"))
    kind = models.CharField(_("评定"), max_length=8, choices=RatingKind.choices())
    state = models.CharField(_("状态"), max_length=12, choices=RatingState.choices(), default=RatingState.IN_FORCE)
    rated_on = models.DateField(_("评定日期"))
    ends_on = models.DateField(_("期限至"))
    rated_at = models.DateTimeField(_("登记时间"))
    rated_by = by(_("登记人"))
    over_at = models.DateTimeField(_("结束时间"), null=True, blank=True)
    over_by = by(_("结束人"))
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("评定")
        ordering = ("-pk",)
        indexes = (models.Index(fields=["campaign", "kind", "state"], name="ratings_by_kind"),)
        constraints = (
            models.UniqueConstraint(fields=["campaign", "person"], condition=models.Q(state="in_force"), name="rated_once_at_a_time"),
            pair("rated", "rating_rated_pair"),
            pair("over", "rating_over_pair"),
        )

    def __str__(self) -> str:
        return f"{self.pk}"
