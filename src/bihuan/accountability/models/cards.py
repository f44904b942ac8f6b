"""A card, and a training that was arranged while it stood."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from bihuan.accountability.models.ratings import LocalRule, Rating
from bihuan.accountability.vocabulary.cards import CardState
from bihuan.campaigns.models import Campaign
from bihuan.foundation.audit.hands import by, pair
from bihuan.organisation.models import Person, Unit


class Card(models.Model):
    """A card somebody has. `given_on` is the day of its colour, `review_on` a calendar month later (M150); its whole history are the motions that were
    granted on it (M148). `rating` is the title that goes with it, if there is one. `was_review_on` is the review date that a raise replaced: it comes
    back when the raise is found wrong."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="cards")
    person = models.ForeignKey(Person, models.PROTECT, related_name="cards", verbose_name=_("对象"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("单位"))
    rule = models.ForeignKey(LocalRule, models.PROTECT, related_name="cards", verbose_name=_("本地制度"))
    rating = models.ForeignKey(Rating, models.PROTECT, null=True, blank=True, related_name="cards", verbose_name=_("所依据的评定"))
    state = models.CharField(_("牌"), max_length=8, choices=CardState.choices(), default=CardState.YELLOW)
    given_on = models.DateField(_("亮牌日期"))
    review_on = models.DateField(_("复核日期"))
    was_given_on = models.DateField(_("升牌以前的亮牌日期"), null=True, blank=True)
    was_review_on = models.DateField(_("升牌以前的复核日期"), null=True, blank=True)
    given_at = models.DateTimeField(_("登记时间"))
    given_by = by(_("登记人"))
    over_at = models.DateTimeField(_("结束时间"), null=True, blank=True)
    over_by = by(_("结束人"))
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("牌")
        ordering = ("-pk",)
        indexes = (
            models.Index(fields=["campaign", "state", "review_on"], name="cards_to_review"),
            models.Index(fields=["person", "state"], name="cards_of_a_person"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["campaign", "person"], condition=models.Q(state__in=("yellow", "red")), name="one_card_at_a_time"
            ),
            models.CheckConstraint(condition=models.Q(review_on__gt=models.F("given_on")), name="a_card_has_its_time"),
            pair("given", "card_given_pair"),
            pair("over", "card_over_pair"),
        )

    def __str__(self) -> str:
        return f"{self.pk}"


class Training(models.Model):
    """A training while a card stood (M149, D46): decided by the competent body, which is named with its document; here it is only recorded (P15)."""

    card = models.ForeignKey(Card, models.PROTECT, related_name="trainings")
    place = models.CharField(_("地点"), max_length=120)
    from_on = models.DateField(_("起"))
    to_on = models.DateField(_("止"))
    content = models.TextField(_("内容"))
    result = models.TextField(_("结果"), blank=True)
    decided_by_body = models.CharField(_("决定机关"), max_length=120)
    document = models.CharField(_("决定文号"), max_length=80)
    recorded_at = models.DateTimeField(_("登记时间"))
    recorded_by = by(_("登记人"))

    class Meta:
        verbose_name = _("培训记录")
        ordering = ("card_id", "from_on", "pk")
        constraints = (
            models.CheckConstraint(condition=models.Q(to_on__gte=models.F("from_on")), name="a_training_ends_after_it_begins"),
            pair("recorded", "training_recorded_pair"),
        )

    def __str__(self) -> str:
        return f"{self.card_id} {self.pk}"
