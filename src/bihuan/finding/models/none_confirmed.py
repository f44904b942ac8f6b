"""That one of the six lists holds nothing, said by whoever answers for it (M81)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from bihuan.campaigns.models import Campaign
from bihuan.finding.models.columns import person as a_person
from bihuan.foundation.audit.hands import by, pair
from bihuan.organisation.models import Unit
from bihuan.problems.vocabulary import ProblemList


class NoneConfirmed(models.Model):
    """One confirmation: of a whole unit, or of one person in it. An item that is recorded later makes it fall; that is told by the ledger and
    not written here, so that what was said stays as it was said."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, db_index=False, related_name="nones_confirmed")
    unit = models.ForeignKey(Unit, models.PROTECT, db_index=False, related_name="+", verbose_name=_("单位"))
    person = a_person(_("整治对象"))
    list = models.CharField(_("清单"), max_length=16, choices=ProblemList.choices())
    basis = models.TextField(_("依据"))
    known_on = models.DateField(_("截至哪天"))
    said_at = models.DateTimeField(_("确认时间"))
    said_by = by(_("确认人"))
    withdrawn_at = models.DateTimeField(_("撤回时间"), null=True, blank=True)
    withdrawn_by = by(_("撤回人"))
    why = models.TextField(_("撤回原因"), blank=True)

    class Meta:
        verbose_name = _("没有问题的确认")
        ordering = ("-pk",)
        indexes = (models.Index(fields=["campaign", "unit", "list", "-id"], name="nones_of_a_list"),)
        constraints = (
            models.UniqueConstraint(
                fields=["campaign", "unit", "list"], condition=models.Q(withdrawn_at=None, person=None), name="one_none_of_a_unit"
            ),
            models.UniqueConstraint(
                fields=["campaign", "unit", "list", "person"],
                condition=models.Q(withdrawn_at=None, person__isnull=False),
                name="one_none_of_a_person",
            ),
            pair("said", "none_said_pair"),
            pair("withdrawn", "none_withdrawn_pair"),
        )

    def __str__(self) -> str:
        return f"{self.pk}"
