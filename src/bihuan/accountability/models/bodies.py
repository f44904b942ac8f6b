"""Bodies that handle, decide and review in one campaign, and who sits in them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from bihuan.accountability.vocabulary.bodies import BodyKind
from bihuan.campaigns.models import Campaign
from bihuan.foundation.audit.hands import by, pair
from bihuan.organisation.models import Person


class DecisionBody(models.Model):
    """A body with its name and the document that empowers it (`basis`). The campaign's office is one of kind "office": its members are those who
    hold that duty, and no seats are kept for it."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="decision_bodies")
    kind = models.CharField(_("性质"), max_length=12, choices=BodyKind.choices())
    name = models.CharField(_("名称"), max_length=120)
    basis = models.CharField(_("授权依据"), max_length=200)
    named_at = models.DateTimeField(_("设立时间"))
    named_by = by(_("设立人"))
    ended_at = models.DateTimeField(_("停用时间"), null=True, blank=True)
    ended_by = by(_("停用人"))
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("办理机构")
        ordering = ("campaign_id", "kind", "pk")
        constraints = (
            models.UniqueConstraint(fields=["campaign", "name"], condition=models.Q(ended_at=None), name="body_named_once"),
            pair("named", "body_named_pair"),
            pair("ended", "body_ended_pair"),
        )

    def __str__(self) -> str:
        return self.name


class Seat(models.Model):
    """A member of a body, from a moment to a moment."""

    body = models.ForeignKey(DecisionBody, models.PROTECT, related_name="seats")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("成员"))
    given_at = models.DateTimeField(_("确定时间"))
    given_by = by(_("确定人"))
    ended_at = models.DateTimeField(_("免去时间"), null=True, blank=True)
    ended_by = by(_("免去人"))

    class Meta:
        verbose_name = _("办理机构成员")
        ordering = ("body_id", "pk")
        constraints = (
            models.UniqueConstraint(fields=["body", "person"], condition=models.Q(ended_at=None), name="seated_once"),
            pair("given", "seat_given_pair"),
            pair("ended", "seat_ended_pair"),
        )

    def __str__(self) -> str:
        return f"{self.body_id} {self.person_id}"
