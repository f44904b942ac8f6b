"""Bodies, duties, whoever stands in for their holders, and work passed on."""

import json

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from bihuan.campaigns.models.campaign import Campaign
from bihuan.campaigns.vocabulary import Duty, GroupKind, GroupPost
from bihuan.foundation.audit.hands import pair
from bihuan.foundation.audit.models import VersionRow
from bihuan.foundation.files.models import StoredFile
from bihuan.organisation.models import Person, Unit


class Group(models.Model):
    """Leading group, office or supervision group of a campaign. A dissolved one stays for the duties and tasks of its time."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="groups")
    kind = models.CharField(_("性质"), max_length=16, choices=GroupKind.choices())
    order = models.PositiveSmallIntegerField(_("次序"), default=0)
    name = models.CharField(_("名称"), max_length=120)
    note = models.TextField(_("组成（原文）"), blank=True)
    dissolved_on = models.DateField(_("撤销日期"), null=True, blank=True)
    units = models.ManyToManyField(Unit, through="GroupUnit", related_name="supervised_by", verbose_name=_("督导单位"))
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("工作机构")
        ordering = ("campaign_id", "kind", "order", "id")
        constraints = (models.UniqueConstraint(fields=["campaign", "name"], condition=models.Q(dissolved_on=None), name="group_name_once"),)

    def __str__(self) -> str:
        return self.name

    @property
    def seats_held(self) -> str:
        """Its seats as its versions keep them: JSON, [[person, as written, post], …]. Asked anew, whatever was loaded before."""
        seats = GroupMember.objects.filter(group_id=self.pk).order_by("order", "pk").values_list("person_id", "as_written", "post")
        return json.dumps([list(one) for one in seats], ensure_ascii=False)

    @property
    def units_charged(self) -> str:
        """The units it is in charge of, as its versions keep them: JSON, keys in order."""
        return json.dumps(sorted(GroupUnit.objects.filter(group_id=self.pk).values_list("unit_id", flat=True)))


class GroupVersion(VersionRow):
    """A body over time: its name, who sat in it, which units it was in charge of."""

    columns = ("campaign_id", "kind", "order", "name", "note", "dissolved_on", "seats_held", "units_charged")

    row = models.ForeignKey(Group, models.PROTECT, related_name="versions")
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16)
    order = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    note = models.TextField(blank=True)
    dissolved_on = models.DateField(null=True)
    seats_held = models.TextField()
    units_charged = models.TextField()

    class Meta:
        verbose_name = _("工作机构的历史版本")
        constraints = (models.UniqueConstraint(fields=["row"], condition=models.Q(valid_to=None), name="one_open_version_a_group"),)

    def __str__(self) -> str:
        return f"{self.name} {self.valid_from:%Y-%m-%d}"


class GroupMember(models.Model):
    """A seat in a group. Two heads are allowed; each one's sign-offs are recorded under his own name (M03)."""

    group = models.ForeignKey(Group, models.PROTECT, related_name="members")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="seats", verbose_name=_("人员"))
    as_written = models.CharField(_("原文写法"), max_length=200, blank=True)
    post = models.CharField(_("组内职务"), max_length=16, choices=GroupPost.choices(), default=GroupPost.MEMBER)
    order = models.PositiveSmallIntegerField(_("次序"), default=0)

    class Meta:
        verbose_name = _("机构成员")
        ordering = ("group_id", "order", "id")
        constraints = (models.UniqueConstraint(fields=["group", "person"], condition=~models.Q(person=None), name="one_seat_a_person"),)

    def __str__(self) -> str:
        return f"{self.person or self.as_written} {self.get_post_display()}"


class GroupUnit(models.Model):
    """A unit that a supervision group is in charge of: one group a unit and campaign."""

    group = models.ForeignKey(Group, models.PROTECT, related_name="charges")
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="charges")

    class Meta:
        verbose_name = _("督导分工")
        constraints = (models.UniqueConstraint(fields=["campaign", "unit"], name="one_supervision_group_a_unit"),)

    def __str__(self) -> str:
        return f"{self.group} {self.unit}"


class Grant(models.Model):
    """A duty granted to a person for one campaign, towards a unit (its branch) where the duty has one."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="grants")
    person = models.ForeignKey(Person, models.PROTECT, related_name="grants")
    duty = models.CharField(_("职责"), max_length=24, choices=Duty.choices())
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="grants", verbose_name=_("对应单位"))
    group = models.ForeignKey(Group, models.PROTECT, null=True, blank=True, related_name="grants", verbose_name=_("所在机构"))
    granted_at = models.DateTimeField(_("授予时间"))
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("授予人"))
    until_on = models.DateField(_("借调截止"), null=True, blank=True)  # the last day of a secondment; afterwards the duty is not held
    ended_at = models.DateTimeField(_("收回时间"), null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("收回人")
    )

    class Meta:
        verbose_name = _("职责")
        indexes = (models.Index(fields=["person", "ended_at"], name="duties_of_a_person"),)
        constraints = (
            models.UniqueConstraint(
                fields=["campaign", "person", "duty", "unit"],
                condition=models.Q(ended_at=None) & ~models.Q(unit=None),
                name="duty_for_a_unit_held_once",
            ),
            models.UniqueConstraint(
                fields=["campaign", "person", "duty"], condition=models.Q(ended_at=None, unit=None), name="duty_for_the_campaign_held_once"
            ),
            pair("ended", "grant_ended_pair"),
        )

    def __str__(self) -> str:
        return f"{self.person} {self.get_duty_display()}"


class Delegation(models.Model):
    """A duty handed over for dates: the deputy acts for its holder, “甲 代 乙”, from a day to a day, both included.

    Without `unit` it is the duty towards every unit that the holder has. One that the office hands over rests on a scanned order."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="delegations")
    principal = models.ForeignKey(Person, models.PROTECT, related_name="delegations_given", verbose_name=_("委托人"))
    duty = models.CharField(_("职责"), max_length=24, choices=Duty.choices())
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("对应单位"))
    deputy = models.ForeignKey(Person, models.PROTECT, related_name="delegations_taken", verbose_name=_("代办人"))
    from_on = models.DateField(_("开始"))
    to_on = models.DateField(_("截止"))
    reason = models.CharField(_("理由"), max_length=200)
    order_number = models.CharField(_("批件文号"), max_length=80, blank=True)
    order = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("批件"))
    given_at = models.DateTimeField(_("委托时间"))
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("办理人"))
    ended_at = models.DateTimeField(_("提前结束时间"), null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("结束人")
    )

    class Meta:
        verbose_name = _("委托")
        ordering = ("-from_on", "-id")
        indexes = (
            models.Index(fields=["deputy", "to_on"], name="duties_of_a_deputy"),
            models.Index(fields=["principal", "to_on"], name="duties_handed_over"),
        )
        constraints = (
            models.CheckConstraint(condition=models.Q(to_on__gte=models.F("from_on")), name="delegation_ends_after_it_began"),
            models.CheckConstraint(condition=~models.Q(deputy=models.F("principal")), name="delegation_to_somebody_else"),
            pair("ended", "delegation_ended_pair"),
        )

    def __str__(self) -> str:
        return f"{self.deputy} 代 {self.principal} {self.get_duty_display()}"


class Handover(models.Model):
    """Open work that went from somebody who leaves to his successors in one step; what is printed and signed by both.

    `lines` are snapshots: {what, successor, count, numbers}. Each changed row has its own record in the book."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="handovers")
    leaver = models.ForeignKey(Person, models.PROTECT, related_name="handovers", verbose_name=_("移交人"))
    reason = models.CharField(_("理由"), max_length=200)
    lines = models.JSONField(_("移交清单"), default=list)
    handed_at = models.DateTimeField(_("移交时间"))
    handed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("办理人"))

    class Meta:
        verbose_name = _("工作移交")
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.leaver}"
