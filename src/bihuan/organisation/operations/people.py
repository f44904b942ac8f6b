"""Entering people, giving and ending posts, tying a person to an account."""

from datetime import date, datetime

from django.utils.timezone import localdate

from bihuan.foundation.accounts.models import User
from bihuan.foundation.audit.changing import changing, creating, one_write
from bihuan.foundation.kernel import Actor, BadInput, _
from bihuan.foundation.kernel.unseen import seen
from bihuan.organisation.models import Person, Post, Unit
from bihuan.organisation.operations.names import names_changed
from bihuan.organisation.rules.days import check_not_ahead
from bihuan.organisation.rules.guesses import role_of_post
from bihuan.organisation.rules.names import sort_key
from bihuan.organisation.rules.roster.cleaning import clean_name, clean_phone, fault_in_name, fault_in_phone
from bihuan.organisation.vocabulary import OrganisationAction as A
from bihuan.organisation.vocabulary import PostRole, UnitKind


def _checked(name: str, phone: str) -> tuple[str, str]:
    plain, digits = clean_name(name), clean_phone(phone)
    fault = (_("请填写姓名。") if not plain else fault_in_name(plain)) or fault_in_phone(phone, digits)
    if fault:
        raise BadInput(fault)
    return plain, digits


def enter_person(*, name: str, actor: Actor, now: datetime, phone: str = "", number: str = "") -> Person:
    """Enter somebody. A personnel number is held once."""
    plain, digits = _checked(name, phone)
    if number and Person.objects.filter(number=number).exists():
        raise BadInput(_("人员编号“%(number)s”已经有人用了。"), number=number)
    person = Person(name=plain, sort_key=sort_key(plain), phone=digits, number=number.strip())
    with creating(person, A.ENTER_PERSON, actor=actor, now=now):
        pass
    return person


def enter_with_post(*, name: str, phone: str, unit: Unit, title: str, rank: str, from_on: date, actor: Actor, now: datetime) -> Person:
    """Enter somebody together with a first post: both or neither."""
    with one_write():
        person = enter_person(name=name, phone=phone, actor=actor, now=now)
        give_post(person=person, unit=unit, title=title, rank=rank, from_on=from_on, actor=actor, now=now)
    return person


def amend_person(person: Person, *, name: str, phone: str, actor: Actor, now: datetime) -> Person:
    """Correct name or telephone number."""
    plain, digits = _checked(name, phone)
    with one_write():
        with changing(person, A.AMEND_PERSON, actor=actor, now=now) as change:
            change.set(name=plain, sort_key=sort_key(plain), phone=digits)
        if "name" in change.touched:
            names_changed(people=[person.pk], now=now)
    return person


def link_account(person: Person, *, user: User | None, actor: Actor, now: datetime) -> Person:
    """Let an account sign in for this person (None: no longer). Refused for administrators 三员, who take no part in the business (G2)."""
    if user is not None and (user.administrator or user.is_system):
        raise BadInput(_("三员和系统账号不参与业务，不能关联人员。"))
    if not actor.is_system and actor.user_id in (person.user_id, user.pk if user else None):
        raise BadInput(_("不能给自己关联或解除账号，请由另一位组织管理员办理，或者在服务器上用 bihuan account link。"))
    with changing(person, A.LINK_ACCOUNT, actor=actor, now=now) as change:
        if user is not None and Person.objects.filter(user=user).exclude(pk=person.pk).exists():
            raise BadInput(_("账号“%(name)s”已经关联了别的人。"), name=user.username)
        change.set(user=user)
    return person


def give_post(
    *, person: Person, unit: Unit, title: str, from_on: date, actor: Actor, now: datetime, rank: str = "", role: PostRole | None = None
) -> Post:
    """Give a post and rank from a day on that has come. The part it plays is taken from the title where it is not said."""
    check_not_ahead(from_on, localdate(now))
    if unit.ended_on is not None:  # whatever the day: the post is held from then on, and nobody may hold one there now
        raise BadInput(_("“%(name)s”已经撤销，不能再任职。"), name=unit.name)
    part = role or role_of_post(title, UnitKind(unit.kind))
    post = Post(person=person, unit=unit, title=seen(title), rank=seen(rank), role=part, from_on=from_on)
    with creating(post, A.GIVE_POST, actor=actor, now=now):
        if Post.objects.filter(person=person, unit=unit, title=post.title, to_on=None).exclude(pk=post.pk).exists():
            raise BadInput(_("“%(name)s”已经担任这个职务。"), name=person.name)
    return post


def amend_post(post: Post, *, title: str, rank: str, role: PostRole, actor: Actor, now: datetime) -> Post:
    """Correct a post that was entered wrongly. A change of post in fact is an end and a new post."""
    with changing(post, A.AMEND_POST, actor=actor, now=now) as change:
        change.set(title=seen(title), rank=seen(rank), role=role)
    return post


def end_post(post: Post, *, on: date, actor: Actor, now: datetime) -> None:
    """End a post: `on` is the first day on which it is no longer held; it has come. Refused: ended already, its day stays as it was."""
    check_not_ahead(on, localdate(now))
    with changing(post, A.END_POST, actor=actor, now=now) as change:
        if post.to_on is not None:
            told = {"name": post.person.name, "title": post.title or PostRole(post.role).label, "day": post.to_on.isoformat()}
            raise BadInput(_("“%(name)s”的“%(title)s”已于 %(day)s 免去，不能再免一次。"), (), **told)
        if post.from_on is not None and on < post.from_on:
            raise BadInput(_("免职日期早于任职日期。"))
        change.set(to_on=on)
