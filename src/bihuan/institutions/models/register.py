"""The register of institutions: a rule, the problems because of which it was made, what it did (M191, M196, D61)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from bihuan.campaigns.models import Campaign
from bihuan.foundation.audit.hands import by, pair
from bihuan.foundation.files.models import StoredFile
from bihuan.institutions.vocabulary.register import Effect, InstitutionKind, InstitutionState, Mechanism
from bihuan.organisation.models import Unit
from bihuan.problems.models import Problem


class Institution(models.Model):
    """One rule that a campaign brings about: made, changed or abolished. `unit` answers for it.

    `because` says in words why; `problems` are linked beside it. `replaces` is the rule of the register that it changes or does away with,
    `old_title` one that stands in no register. Dates are the rule's own; who wrote them and when stands in the book."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, db_index=False, related_name="institutions")
    number = models.PositiveIntegerField(_("序号"))
    title = models.CharField(_("名称"), max_length=200)
    kind = models.CharField(_("种类"), max_length=10, choices=InstitutionKind.choices(), default=InstitutionKind.NEW)
    mechanism = models.CharField(_("归入机制"), max_length=16, choices=Mechanism.choices(), blank=True, default="")
    unit = models.ForeignKey(Unit, models.PROTECT, db_index=False, related_name="+", verbose_name=_("负责单位"))
    because = models.TextField(_("因何问题"), blank=True)
    state = models.CharField(_("状态"), max_length=10, choices=InstitutionState.choices(), default=InstitutionState.PLANNED)
    planned_on = models.DateField(_("计划完成"), null=True, blank=True)
    drafted_on = models.DateField(_("起草完成"), null=True, blank=True)
    issued_on = models.DateField(_("印发日期"), null=True, blank=True)
    ended_on = models.DateField(_("修订或废止日期"), null=True, blank=True)
    doc_number = models.CharField(_("文号"), max_length=80, blank=True)
    replaces = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, db_index=False, related_name="replaced_by", verbose_name=_("修订或废止哪一项")
    )
    old_title = models.CharField(_("原制度名称"), max_length=200, blank=True)
    file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, db_index=False, related_name="+", verbose_name=_("制度文本")
    )
    problems = models.ManyToManyField(Problem, through="InstitutionProblem", related_name="+", verbose_name=_("因何问题"))
    registered_at = models.DateTimeField(_("登记时间"))
    registered_by = by(_("登记人"))
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("制度")
        ordering = ("campaign_id", "number")
        indexes = (models.Index(fields=["unit", "state", "planned_on"], name="institutions_of_a_unit"),)
        constraints = (
            models.UniqueConstraint(fields=["campaign", "number"], name="institution_number_once"),
            models.CheckConstraint(
                condition=~models.Q(state="issued") | models.Q(issued_on__isnull=False), name="an_issued_rule_says_when"
            ),
            pair("registered", "institution_registered_pair"),
        )

    def __str__(self) -> str:
        return self.title


class InstitutionProblem(models.Model):
    """A problem because of which a rule is made. A problem knows nothing of it."""

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="links")
    problem = models.ForeignKey(Problem, models.PROTECT, related_name="+", verbose_name=_("问题"))
    linked_at = models.DateTimeField(_("挂接时间"))
    linked_by = by(_("挂接人"))

    class Meta:
        verbose_name = _("制度与问题")
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["institution", "problem"], name="a_problem_is_linked_once"),)

    def __str__(self) -> str:
        return f"{self.institution_id} {self.problem_id}"


class EffectJudged(models.Model):
    """What somebody said of a rule after looking at what came back since it was issued (M192); `recurred` is the figure he saw."""

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="effects")
    effect = models.CharField(_("效果"), max_length=8, choices=Effect.choices())
    recurred = models.PositiveIntegerField(_("印发后又发现的同类问题"))
    text = models.TextField(_("情况"))
    judged_at = models.DateTimeField(_("评价时间"))
    judged_by = by(_("评价人"))

    class Meta:
        verbose_name = _("制度效果")
        ordering = ("-pk",)
        constraints = (pair("judged", "effect_judged_pair"),)

    def __str__(self) -> str:
        return str(self.effect)
