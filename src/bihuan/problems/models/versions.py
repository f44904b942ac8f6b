"""How a problem stood at any moment, and the values of a campaign's own columns."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from bihuan.campaigns.models import Campaign, Category, Manifestation, Stage
from bihuan.foundation.audit.models import ReplacedRow, VersionRow
from bihuan.organisation.models import Person, Unit
from bihuan.problems.models.problem import Batch, Problem


class ProblemVersion(VersionRow):
    """A problem's list and figure columns over time (M88): what any list or count at a past moment is chosen by."""

    columns = (
        "campaign_id", "number", "unit_id", "source", "category_id", "manifestation_id", "weight", "path", "owner_level", "person_id", "doer_id",
        "state", "due_on", "priority", "reopened", "returned", "found_on", "awaits_sample", "leader_id", "of_unit_head", "stage_id", "batch_id",
        "closed_at", "publicity_ends_on", "open_objections", "proposed", "awaits_look_back",
    )  # fmt: skip

    # What is copied from the row was checked there when it was written; checking six keys again is a third of an import's work on
    # PostgreSQL. PROTECT still keeps whatever a version names from being deleted.
    row = models.ForeignKey(Problem, models.PROTECT, db_index=False, related_name="versions")
    campaign = models.ForeignKey(Campaign, models.PROTECT, db_constraint=False, db_index=False, related_name="+")
    number = models.PositiveIntegerField()
    unit = models.ForeignKey(Unit, models.PROTECT, db_constraint=False, db_index=False, related_name="+")
    source = models.CharField(max_length=20)
    category = models.ForeignKey(Category, models.PROTECT, db_constraint=False, db_index=False, null=True, related_name="+")
    manifestation = models.ForeignKey(Manifestation, models.PROTECT, db_constraint=False, db_index=False, null=True, related_name="+")
    weight = models.CharField(max_length=16)
    path = models.CharField(max_length=8)
    owner_level = models.CharField(max_length=16)
    person = models.ForeignKey(Person, models.PROTECT, db_constraint=False, db_index=False, null=True, related_name="+")
    doer = models.ForeignKey(Person, models.PROTECT, db_constraint=False, db_index=False, null=True, related_name="+")
    state = models.CharField(max_length=16)
    due_on = models.DateField(null=True)
    priority = models.BooleanField()
    reopened = models.PositiveSmallIntegerField()
    returned = models.PositiveSmallIntegerField()
    found_on = models.DateField()
    awaits_sample = models.BooleanField(default=False)
    leader = models.ForeignKey(Person, models.PROTECT, db_constraint=False, db_index=False, null=True, related_name="+")
    of_unit_head = models.BooleanField(default=False)
    stage = models.ForeignKey(Stage, models.PROTECT, db_constraint=False, db_index=False, null=True, related_name="+")
    batch = models.ForeignKey(Batch, models.PROTECT, db_constraint=False, db_index=False, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    publicity_ends_on = models.DateField(null=True)
    open_objections = models.PositiveSmallIntegerField(default=0)
    proposed = models.BooleanField(default=False)
    awaits_look_back = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("问题的历史版本")
        constraints = (models.UniqueConstraint(fields=["row"], condition=models.Q(valid_to=None), name="one_open_version_a_problem"),)
        indexes = (
            models.Index(fields=["campaign", "valid_from", "valid_to"], name="versions_at_a_moment"),
            models.Index(fields=["row"], name="versions_of_a_problem"),  # one problem, or the fifty of a page, as they stood
        )

    def __str__(self) -> str:
        return f"{self.number:04d} {self.valid_from:%Y-%m-%d}"


class ProblemReplaced(ReplacedRow):
    """Texts, dates and hands of a problem that a step replaced: with its version it tells the whole entry as it stood (M88)."""

    row = models.ForeignKey(Problem, models.PROTECT, db_index=False, related_name="+")

    class Meta:
        verbose_name = _("问题被替换的内容")
        indexes = (models.Index(fields=["row", "until"], name="replaced_of_a_problem"),)

    def __str__(self) -> str:
        return f"{self.row_id} {self.until:%Y-%m-%d}"


class OwnValue(models.Model):
    """What a column of the campaign's own (`column`, its number) held for a problem from a moment until just before another (empty: still).

    One of the four values is filled, by the kind of the column. Lists are filtered and figures counted by these rows, for now and for any
    past moment; a problem repeats its present ones in `own`. Nothing sorts by them."""

    problem = models.ForeignKey(Problem, models.PROTECT, db_index=False, related_name="own_values")
    campaign = models.ForeignKey(Campaign, models.PROTECT, db_constraint=False, db_index=False, related_name="+")
    column = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=500, blank=True)
    word = models.CharField(max_length=30, blank=True)
    number = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    day = models.DateField(null=True)
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("自设栏目的值")
        constraints = (
            models.UniqueConstraint(fields=["problem", "column"], condition=models.Q(valid_to=None), name="one_open_own_value_a_column"),
        )
        indexes = (
            models.Index(fields=["campaign", "column", "word", "problem"], condition=models.Q(valid_to=None), name="own_words"),
            models.Index(fields=["campaign", "column", "number", "problem"], condition=models.Q(valid_to=None), name="own_numbers"),
            models.Index(fields=["campaign", "column", "day", "problem"], condition=models.Q(valid_to=None), name="own_days"),
            models.Index(fields=["campaign", "column", "valid_from", "valid_to"], name="own_values_at_a_moment"),
            models.Index(fields=["problem", "valid_from"], name="own_values_of_a_problem"),
        )

    def __str__(self) -> str:
        return f"{self.problem_id} {self.column}"
