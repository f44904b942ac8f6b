"""What was seen, what was heard, the photos taken."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from bihuan.campaigns.models import Campaign, Manifestation
from bihuan.foundation.audit.hands import by, pair
from bihuan.foundation.files.models import StoredFile
from bihuan.inspections.models.columns import person
from bihuan.inspections.models.visits import ChecklistLine, Visit
from bihuan.inspections.vocabulary import Focus, Force, HeardFrom, HeardState, ObservationState, SupervisionKind
from bihuan.organisation.models import Unit
from bihuan.problems.models import Problem


class Observation(models.Model):
    """What somebody saw, on a visit or reported by another body. Once the unit was heard it becomes a problem, sends a list back, or is dropped
    (P19). `mark` is what a phone calls it, so that it is taken once however often it is sent; `reference` its number with its own body."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, db_index=False, related_name="observations")
    visit = models.ForeignKey(Visit, models.PROTECT, null=True, blank=True, related_name="observations", verbose_name=_("检查"))
    unit = models.ForeignKey(Unit, models.PROTECT, db_index=False, related_name="observations", verbose_name=_("单位"))
    person = person(_("责任人"))
    force = models.CharField(_("发现的机构"), max_length=20, choices=Force.choices(), default=Force.GROUP)
    reference = models.CharField(_("该机构的编号"), max_length=60, blank=True)
    kind = models.CharField(_("监督渠道"), max_length=16, choices=SupervisionKind.choices(), default=SupervisionKind.ADMINISTRATIVE)
    focus = models.CharField(_("内容"), max_length=12, choices=Focus.choices(), default=Focus.MATTER)
    line = models.ForeignKey(ChecklistLine, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("检查单的一项"))
    manifestation = models.ForeignKey(Manifestation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("具体表现"))
    text = models.TextField(_("发现的情况"))
    seen_on = models.DateField(_("发现日期"))
    mark = models.CharField(max_length=36, blank=True, editable=False)
    state = models.CharField(_("状态"), max_length=10, choices=ObservationState.choices(), default=ObservationState.NOTED)
    noted_at = models.DateTimeField(_("记录时间"))
    noted_by = by(_("记录人"))
    answer_by_on = models.DateField(_("说明期限"), null=True, blank=True)
    answer = models.TextField(_("单位的说明"), blank=True)
    answered_at = models.DateTimeField(_("说明时间"), null=True, blank=True)
    answered_by = by(_("说明人"))
    settled_at = models.DateTimeField(_("处理时间"), null=True, blank=True)
    settled_by = by(_("处理人"))
    settled_reason = models.TextField(_("处理的理由"), blank=True)
    problem = models.ForeignKey(Problem, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("台账里的问题"))
    same_as = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="others", verbose_name=_("与哪一条相同"))
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("检查发现")
        ordering = ("-pk",)
        indexes = (
            models.Index(fields=["campaign", "-id"], name="observations_latest"),
            models.Index(fields=["unit", "state", "answer_by_on"], name="observations_of_a_unit"),
        )
        constraints = (
            pair("answered", "observation_answered_pair"),
            pair("settled", "observation_settled_pair"),
            models.UniqueConstraint(fields=["campaign", "mark"], condition=~models.Q(mark=""), name="observation_mark_once"),
            models.UniqueConstraint(
                fields=["campaign", "force", "reference"], condition=~models.Q(reference=""), name="observation_of_a_body_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.pk}"


class Photo(models.Model):
    """A photo that was needed to show something; bystanders were covered before it left the phone, its place and device are gone."""

    observation = models.ForeignKey(Observation, models.PROTECT, related_name="photos")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    need = models.CharField(_("为什么需要"), max_length=200)
    added_at = models.DateTimeField(_("上传时间"))
    added_by = by(_("上传人"))

    class Meta:
        verbose_name = _("检查照片")
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.pk}"


class Heard(models.Model):
    """An opinion that inspectors heard: the second part of a visit, for the list of opinions (M115). Nobody is named."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="opinions_heard")
    visit = models.ForeignKey(Visit, models.PROTECT, related_name="heard", verbose_name=_("检查"))
    heard_from = models.CharField(_("听谁说"), max_length=12, choices=HeardFrom.choices())
    text = models.TextField(_("意见"))
    mark = models.CharField(max_length=36, blank=True, editable=False)
    state = models.CharField(_("状态"), max_length=8, choices=HeardState.choices(), default=HeardState.WAITING)
    noted_at = models.DateTimeField(_("记录时间"))
    noted_by = by(_("记录人"))
    reference = models.CharField(_("意见清单里的编号"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("听到的意见")
        ordering = ("pk",)
        indexes = (
            models.Index(fields=["campaign", "state", "id"], name="opinions_heard_waiting"),
            models.Index(fields=["campaign", "-id"], name="opinions_heard_latest"),
        )
        constraints = (models.UniqueConstraint(fields=["campaign", "mark"], condition=~models.Q(mark=""), name="heard_mark_once"),)

    def __str__(self) -> str:
        return f"{self.pk}"
