"""What is done to accounts. Passwords never enter the book."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.timezone import localdate

from bihuan.foundation.accounts.models import ActivationCode, User
from bihuan.foundation.accounts.policy import may_print_for
from bihuan.foundation.accounts.queries import names_taken
from bihuan.foundation.accounts.rules import check_three, digest_of, fits, fresh_code, spelled
from bihuan.foundation.accounts.vocabulary import AccountAction as A
from bihuan.foundation.accounts.vocabulary import Administrator
from bihuan.foundation.audit.changing import changing, changing_many, creating, creating_many, note, one_write
from bihuan.foundation.audit.keeping import kept
from bihuan.foundation.kernel import Actor, BadInput, NotAllowed, _
from bihuan.foundation.kernel.unseen import seen


def _checked_name(username: str) -> str:
    plain = seen(username)
    if not plain:
        raise BadInput(_("请填写登录名。"))
    try:
        User._meta.get_field("username").run_validators(plain)
    except ValidationError as wrong:
        raise BadInput(_("登录名“%(name)s”不能用：只能有文字、数字和 @ . + - _，不能有空格，最多 64 个字。"), name=plain) from wrong
    # as the door finds accounts: two names that differ in capitals only would open neither
    if User.objects.filter(Q(username__iexact=plain) | Q(username__iexact=spelled(plain))).exists():
        raise BadInput(_("登录名“%(name)s”已经有人用了，请换一个。"), name=plain)
    return plain


def _checked_password(password: str, user: User) -> str:
    try:
        validate_password(password, user)
    except ValidationError as wrong:
        raise BadInput(" ".join(wrong.messages)) from wrong
    return make_password(password)


def _fresh(username: str, name: str, password: str, actor: Actor, now: datetime, *, must_change: bool = True) -> User:
    called = seen(name)
    if not called:
        raise BadInput(_("请填写姓名。"))
    user = User(
        username=_checked_name(username), name=called, must_change_password=must_change, password_set_on=localdate(now), opened_at=now,
        opened_by_id=actor.user_id,
    )  # fmt: skip
    user.password = _checked_password(password, user)
    return user


def open_account(*, username: str, name: str, password: str, actor: Actor, now: datetime, must_change: bool = True) -> User:
    """Open an account for somebody who works in the business. With `must_change` the password is good for one sign-in."""
    user = _fresh(username, name, password, actor, now, must_change=must_change)
    with creating(user, A.OPEN, actor=actor, now=now) as change:
        change.note(username=user.username)
    return user


def open_accounts(*, people: Sequence[tuple[str, str]], password: str, actor: Actor, now: datetime, must_change: bool = True) -> list[User]:
    """Open many accounts, (sign-in name, name) each, with one first password, in bulk statements. All or none."""
    wanted = Counter(spelled(username) for username, _name in people)
    taken = names_taken()
    doubled = sorted({username for username, _name in people if wanted[spelled(username)] > 1 or spelled(username) in taken})
    if doubled:
        raise BadInput(_("这些登录名已经有人用了或者重复：%(names)s。"), names="、".join(doubled[:20]))
    hashed = make_password(password)
    about = {"password": hashed, "must_change_password": must_change, "password_set_on": localdate(now)}
    about |= {"opened_at": now, "opened_by_id": actor.user_id}
    users = [User(username=username, name=name, **about) for username, name in people]
    creating_many(users, A.OPEN, actor=actor, now=now, checked=False)
    return users


def open_unset_accounts(*, people: Sequence[tuple[str, str]], actor: Actor, now: datetime) -> list[User]:
    """Open many accounts, (sign-in name, name) each, without a password: it is set with an activation code. All or none."""
    wanted = {spelled(username) for username, _name in people}
    if wanted & names_taken() or len(wanted) < len(people):
        raise BadInput(_("登录名已经有人用了或者重复，请刷新后再开通。"))
    about = {"must_change_password": True, "opened_at": now, "opened_by_id": actor.user_id}
    users = [User(username=username, name=name, password=make_password(None), **about) for username, name in people]
    creating_many(users, A.OPEN, actor=actor, now=now, checked=False)
    return users


def issue_codes(*, users: Sequence[User], actor: Actor, now: datetime) -> list[tuple[User, str]]:
    """New one-time codes for accounts that wait for a password of their own; codes given before die. All or none, one record each.

    Returns account and code; the codes are kept nowhere. Refused: accounts in use or closed; whom the actor does not vouch for."""
    _refuse_who_waits_not(users)
    if {one.pk for one in users} - may_print_for(actor, users):
        raise NotAllowed(_("只能给本单位等待激活的人打印激活单；承担专班、领导小组、督导组、单位负责人等职责的人，请找系统管理员。"))
    until = localdate(now) + timedelta(days=settings.BIHUAN_ACTIVATION_DAYS)
    coded = [(user, fresh_code()) for user in users]
    about = {"issued_at": now, "issued_by_id": actor.user_id, "expires_on": until}
    fresh = [ActivationCode(user=user, digest=digest_of(code, user.pk, settings.SECRET_KEY), **about) for user, code in coded]
    with one_write():
        list(
            User.objects.select_for_update(no_key=True).filter(pk__in=[one.pk for one in users]).order_by("pk").values_list("pk")
        )  # one slip at a time
        old = list(ActivationCode.objects.filter(user__in=users, used_at=None, ended_at=None))
        gone = {"ended_at": now, "ended_by_id": actor.user_id}
        _done, refused = changing_many(old, A.RENEW_CODE, actor=actor, now=now, sets=gone)
        if refused:
            raise NotAllowed(refused[0][1])
        creating_many(fresh, A.ISSUE_CODE, actor=actor, now=now, checked=False)
    return coded


def _refuse_who_waits_not(users: Sequence[User]) -> None:
    wrong = [user.name for user in users if not user.waits_for_activation]
    if wrong:
        raise BadInput(_("这些账号已经激活或已停用，不再打印激活单：%(names)s。忘了口令的请系统管理员重置。"), names="、".join(wrong[:20]))


_WRONG_CODE = _("登录名或激活码不对，或者这个码已经用过、已经换新、已经过期。请对照激活单核对；还不行，请找本单位联络员换一张。")


class WrongCode(BadInput):
    """A name and a code that do not open anything; which of the two is wrong is never said."""

    default = _WRONG_CODE


def activate(*, username: str, code: str, password: str, now: datetime, door: str = "web") -> User:
    """Set the first password of an account with its one-time code. The code is used up; a refused password leaves it as it was.

    Raises WrongCode for everything that is wrong with name or code alike; BadInput for the password."""
    found = ActivationCode.objects.select_related("user").filter(user__username=username.strip(), used_at=None, ended_at=None).first()
    known = fits(code, found.user_id if found else 0, settings.SECRET_KEY, found.digest if found else "")
    if found is None or not known or localdate(now) > found.expires_on or not found.user.waits_for_activation:
        raise WrongCode()
    user = found.user
    himself = Actor(user.pk, user.name, None, door)
    with changing(found, A.USE_CODE, actor=himself, now=now) as change:
        if found.used_at is not None or found.ended_at is not None:  # read under the lock: the same slip twice at once
            raise WrongCode()
        change.set(used_at=now, used_by_id=user.pk)
        change_password(user, password=password, actor=himself, now=now)
    return user


def appoint_administrators(
    *, people: Mapping[str, tuple[str, str, str]], actor: Actor, now: datetime, must_change: bool = False
) -> list[User]:
    """Appoint administrators 三员: kind → (sign-in name, name, password). Each is a new account and another person than those in office.

    Whoever held the office before must have been closed first. With `must_change` the password is good for one sign-in. All or none."""
    in_office = {one.administrator: one.name for one in User.objects.filter(is_active=True).exclude(administrator="")}
    held = [Administrator(kind).label for kind in people if kind in in_office]
    if held:
        raise BadInput(_("%(kinds)s已有人担任。请先停用原来的账号，再任命新的人。"), kinds="、".join(held))
    check_three({**in_office, **{kind: name for kind, (_username, name, _password) in people.items()}})
    users = []
    for kind, (username, name, password) in people.items():
        user = _fresh(username, name, password, actor, now, must_change=must_change)
        user.administrator = Administrator(kind)
        users.append(user)
    if len({spelled(user.username) for user in users}) < len(users):
        raise BadInput(_("三员的登录名不能相同。"))
    creating_many(users, A.APPOINT, actor=actor, now=now)
    return users


def close_account(user: User, *, reason: str, actor: Actor, now: datetime) -> None:
    """Close an account: nobody signs in with it any more; everything it did stays."""
    with changing(user, A.CLOSE, actor=actor, now=now, reason=reason) as change:
        change.set(is_active=False)


def reopen_account(user: User, *, reason: str, actor: Actor, now: datetime) -> None:
    """Open a closed account again."""
    if user.administrator and User.objects.filter(is_active=True, administrator=user.administrator).exclude(pk=user.pk).exists():
        raise BadInput(_("%(kind)s已有人担任，不能同时恢复两个。"), kind=Administrator(user.administrator).label)
    with changing(user, A.REOPEN, actor=actor, now=now, reason=reason) as change:
        change.set(is_active=True)


def set_password(user: User, *, password: str, actor: Actor, now: datetime) -> None:
    """Give somebody else a new first password, to be changed at the next sign-in."""
    with changing(user, A.SET_PASSWORD, actor=actor, now=now) as change:
        change.set(password=_checked_password(password, user), must_change_password=True, password_set_on=localdate(now))


def change_password(user: User, *, password: str, actor: Actor, now: datetime) -> None:
    """Change one's own password."""
    with changing(user, A.CHANGE_PASSWORD, actor=actor, now=now) as change:
        change.set(password=_checked_password(password, user), must_change_password=False, password_set_on=localdate(now))


def unlock(user: User, *, actor: Actor, now: datetime) -> int:
    """Lift the lock after wrong passwords. Returns how many counters were cleared."""
    from axes.utils import reset

    with changing(user, A.UNLOCK, actor=actor, now=now) as change:
        cleared = int(reset(username=user.username))
        change.note(cleared=cleared)
    return cleared


def untie_account(user: User, *, actor: Actor, now: datetime) -> int:
    """Forget which subject of the issuer this account is tied to; the next sign-in there ties it anew. Returns how many were forgotten."""
    from bihuan.foundation.accounts.directories.oidc import untie  # its library is loaded only here and at the issuer's door

    with changing(user, A.UNTIE, actor=actor, now=now) as change:
        cleared = untie(user)
        change.note(cleared=cleared)
    return cleared


def drop_second_factor(user: User, *, reason: str, actor: Actor, now: datetime) -> None:
    """Take the second factor of somebody whose device and backup codes are lost; where his duties ask for one, he binds the next at once.

    Nobody drops that of one of the three but the machine. Raises BadInput when nothing is bound."""
    from allauth.mfa.models import Authenticator  # at call time: allauth's models need a ready registry

    if user.administrator and not actor.is_system:
        raise NotAllowed(_("三员的账号只能在服务器命令行上处理，三员之间互不经手。"))
    with changing(user, A.DROP_FACTOR, actor=actor, now=now, reason=reason) as change:
        cleared, _kinds = Authenticator.objects.filter(user=user).delete()
        if not cleared:
            raise BadInput(_("“%(name)s”没有绑定动态口令，不用解除。"), name=user.name or user.username)
        change.note(cleared=cleared)


FACTOR_STEPS = {"totp_activated": A.BIND_FACTOR, "totp_deactivated": A.UNBIND_FACTOR, "recovery_codes_generated": A.RENEW_BACKUP_CODES}
"""What allauth tells of → what the book calls it."""


def record_second_factor(user: User, *, told: str, actor: Actor, now: datetime) -> None:
    """Write into the book what somebody did to his own second factor; what is none of it is passed over."""
    if told in FACTOR_STEPS:
        note(kept(User), user, FACTOR_STEPS[told], actor=actor, now=now)


def record_sign_in(user: User, *, actor: Actor, now: datetime, way: str = "") -> None:
    """Write into the book that somebody signed in; `way` names the directory that vouched for him, "" for his password."""
    note(kept(User), user, A.SIGN_IN, actor=actor, now=now, **({"way": way} if way else {}))


def record_sign_out(user: User, *, actor: Actor, now: datetime) -> None:
    """Write into the book that somebody signed out."""
    note(kept(User), user, A.SIGN_OUT, actor=actor, now=now)
