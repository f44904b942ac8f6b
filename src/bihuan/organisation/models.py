"""What a unit, a person and a post are."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from bihuan.organisation.vocabulary import PostRole, RecusalGround, RecusalState, StandingDutyKind, UnitKind


class Unit(models.Model):
    """Any body in the tree. `path` is the chain of ids from the top, each padded, so that a branch is one range of it."""

    name = models.CharField(_("名称"), max_length=120)
    kind = models.CharField(_("性质"), max_length=16, choices=UnitKind.choices(), default=UnitKind.OTHER)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("上级单位"))
    path = models.CharField(max_length=255, unique=True, editable=False)
    order = models.PositiveIntegerField(_("排序"), default=0)
    founded_on = models.DateField(_("设立日期"), null=True, blank=True)
    ended_on = models.DateField(_("撤销日期"), null=True, blank=True)

    class Meta:
        verbose_name = _("单位")
        ordering = ("order", "id")
        constraints = (
            models.UniqueConstraint(fields=["parent", "name"], condition=models.Q(ended_on=None), name="unit_name_once_under_its_parent"),
            models.CheckConstraint(
                condition=models.Q(ended_on=None) | models.Q(founded_on=None) | models.Q(ended_on__gte=models.F("founded_on")),
                name="unit_ends_after_it_began",
            ),
        )

    def __str__(self) -> str:
        return self.name


class Person(models.Model):
    """Somebody. `sort_key` orders by Chinese name; the account, where there is one, signs in for this person."""

    name = models.CharField(_("姓名"), max_length=64)
    sort_key = models.CharField(max_length=160, db_index=True, editable=False)
    phone = models.CharField(_("手机"), max_length=32, blank=True)
    number = models.CharField(_("人员编号"), max_length=32, blank=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="person", verbose_name=_("账号")
    )

    class Meta:
        verbose_name = _("人员")
        ordering = ("sort_key", "id")
        constraints = (models.UniqueConstraint(fields=["number"], condition=~models.Q(number=""), name="person_number_once"),)

    def __str__(self) -> str:
        return self.name


class Post(models.Model):
    """A post and rank held in a unit from a day to a day (empty: still)."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="posts", verbose_name=_("人员"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="posts", verbose_name=_("单位"))
    title = models.CharField(_("职务"), max_length=120)
    rank = models.CharField(_("职级"), max_length=32, blank=True)
    role = models.CharField(_("身份"), max_length=16, choices=PostRole.choices(), default=PostRole.STAFF)
    from_on = models.DateField(_("任职日期"), null=True, blank=True)
    to_on = models.DateField(_("免职日期"), null=True, blank=True)

    class Meta:
        verbose_name = _("职务")
        ordering = ("person_id", "id")
        indexes = (models.Index(fields=["unit", "to_on"], name="posts_held_in_a_unit"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(to_on=None) | models.Q(from_on=None) | models.Q(to_on__gte=models.F("from_on")),
                name="post_ends_after_it_began",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person} {self.title}"


class StandingDuty(models.Model):
    """A duty an account holds outside any campaign, from the moment it was given until it was ended."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="standing_duties", verbose_name=_("账号"))
    duty = models.CharField(_("职责"), max_length=16, choices=StandingDutyKind.choices())
    given_at = models.DateTimeField(_("授予时间"))
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("授予人"))
    ended_at = models.DateTimeField(_("收回时间"), null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("收回人")
    )

    class Meta:
        verbose_name = _("常设职责")
        constraints = (
            models.UniqueConstraint(fields=["user", "duty"], condition=models.Q(ended_at=None), name="standing_duty_held_once"),
            models.CheckConstraint(condition=models.Q(ended_by=None) | ~models.Q(ended_at=None), name="standing_duty_ended_pair"),
        )

    def __str__(self) -> str:
        return f"{self.user} {self.get_duty_display()}"


class Recusal(models.Model):
    """Somebody kept away from a unit with all below it, or from matters of one person: declared by himself, or asked for by a party (P04).

    `reason` is read by himself, the one who asked and whoever decides; for everybody else there is only that he is not to be had."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="recusals", verbose_name=_("回避的人"))
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("回避的单位"))
    party = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("回避的当事人"))
    ground = models.CharField(_("情形"), max_length=16, choices=RecusalGround.choices())
    reason = models.TextField(_("说明"), blank=True)
    from_on = models.DateField(_("开始"))
    to_on = models.DateField(_("截止"), null=True, blank=True)
    state = models.CharField(_("状态"), max_length=12, choices=RecusalState.choices(), default=RecusalState.ASKED)
    asked_at = models.DateTimeField(_("提出时间"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("提出人"))
    decided_at = models.DateTimeField(_("决定时间"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("决定人")
    )
    decision = models.TextField(_("决定的理由"), blank=True)
    revision = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("回避")
        ordering = ("-asked_at", "-pk")
        indexes = (models.Index(fields=["state", "person"], name="recusals_in_force"),)
        constraints = (
            models.CheckConstraint(condition=models.Q(decided_by=None) | ~models.Q(decided_at=None), name="recusal_decided_pair"),
            models.CheckConstraint(condition=~models.Q(unit=None, party=None), name="recusal_is_from_something"),
            models.CheckConstraint(
                condition=models.Q(to_on=None) | models.Q(to_on__gte=models.F("from_on")), name="recusal_ends_after_it_began"
            ),
        )

    def __str__(self) -> str:
        return str(self.person)
