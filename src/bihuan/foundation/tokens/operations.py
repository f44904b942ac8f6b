"""Making and revoking tokens. The text never enters the book, and is kept nowhere."""

from collections.abc import Collection
from datetime import date, datetime

from django.utils.timezone import localdate

from bihuan.foundation.accounts.models import User
from bihuan.foundation.accounts.operations import close_account, set_password
from bihuan.foundation.audit.changing import changing, changing_many, creating, one_write
from bihuan.foundation.kernel import Actor, BadInput, NotNow, _
from bihuan.foundation.tokens.models import Token
from bihuan.foundation.tokens.rules import checked_end, checked_scopes, fresh
from bihuan.foundation.tokens.vocabulary import TokenAction


def issue_token(
    *, user: User, name: str, scopes: Collection[str], expires_on: date, actor: Actor, now: datetime
) -> tuple[Token, str]:  # fmt: skip
    """A new token for an account, and its text, to be shown once. Refused: none of the three, more than a year, no scope; a password that was
    reset since the account in hand was read: whoever knew the old one would keep a way in that the reset did not find."""
    if not name.strip():
        raise BadInput(_("请写明令牌的用途。"))
    if user.administrator or user.is_system or not user.is_active:
        raise BadInput(_("三员、系统账号和已停用的账号不能有接口令牌。"))
    mark, digest, text = fresh()
    told = {"name": name.strip(), "scopes": checked_scopes(scopes), "expires_on": checked_end(expires_on, localdate(now))}
    token = Token(user=user, mark=mark, digest=digest, issued_at=now, issued_by_id=actor.user_id, **told)
    with creating(token, TokenAction.ISSUE, actor=actor, now=now) as change:
        _refuse_reset(user)
        change.note(account=user.pk, scopes=token.scopes, expires_on=token.expires_on)
    return token, text


def _refuse_reset(user: User) -> None:
    """The account locked, as a reset locks it: of the two the later one sees what the earlier one did."""
    row = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if row.password != user.password or not row.is_active:
        raise NotNow(_("这个账号的口令刚刚换过，或者刚刚停用。请重新登录后再生成令牌。"))


def revoke_token(token: Token, *, actor: Actor, now: datetime) -> None:
    """From now on the token opens nothing."""
    with changing(token, TokenAction.REVOKE, actor=actor, now=now) as change:
        if token.revoked_at is not None:
            raise NotNow(_("这个令牌已经作废。"))
        change.set(revoked_at=now, revoked_by_id=actor.user_id)


def reset_password(user: User, *, password: str, actor: Actor, now: datetime, keep_tokens: bool = False) -> int:
    """Give somebody a new first password; whoever may know the old one may have made tokens with it, so these open nothing any more either,
    unless they are kept. Returns how many were revoked, each with a record of its own."""
    with one_write():
        set_password(user, password=password, actor=actor, now=now)
        return 0 if keep_tokens else _revoke_all(user, actor, now)


def close_with_tokens(user: User, *, reason: str, actor: Actor, now: datetime) -> int:
    """Close an account for good of its programs: opened again, it signs in, but no token of before comes back with it. Returns how many
    were revoked, each with a record of its own."""
    with one_write():
        close_account(user, reason=reason, actor=actor, now=now)
        return _revoke_all(user, actor, now)


def _revoke_all(user: User, actor: Actor, now: datetime) -> int:
    open_ones = list(Token.objects.filter(user=user, revoked_at=None, expires_on__gte=localdate(now)))
    told = {"revoked_at": now, "revoked_by_id": actor.user_id}
    return len(changing_many(open_ones, TokenAction.REVOKE, actor=actor, now=now, sets=told)[0])
