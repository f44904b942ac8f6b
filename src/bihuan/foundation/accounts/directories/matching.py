"""Whose account it is that a directory names: by sign-in name, or by the number of a person, as the room of people tells."""

from collections.abc import Callable

from bihuan.foundation.accounts.models import User
from bihuan.foundation.kernel import NotAllowed, _
from bihuan.foundation.kernel.unseen import has_unseen

_by_number: list[Callable[[str], User | None]] = []


def numbers_are_known(find: Callable[[str], User | None]) -> None:
    """The room of people says how the account behind a staff number is found."""
    _by_number[:] = [find]


def account_of(value: str, match: str) -> User:
    """The account that is meant. Raises NotAllowed: there is none (none is ever opened here), or it is one that signs in by password only."""
    plain = value.strip()
    if has_unseen(plain):  # taken out, another's name at the issuer would open this account
        raise NotAllowed(_("统一认证给出的登录名或编号里有看不见的符号，不能用来登录。请联系统一认证的管理员更正。"))
    user = User.objects.filter(username=plain).first() if match == "name" else _numbered(plain)
    if user is None or user.is_system:
        raise NotAllowed(_("统一认证已通过，但本系统里没有与“%(name)s”对应的账号。请联系本单位联络员或系统管理员开通。"), name=plain[:64])
    if user.administrator:
        raise NotAllowed(_("三员只能用本系统的口令登录，不能用统一认证。"))
    return user


def _numbered(value: str) -> User | None:
    return next((user for find in _by_number if value and (user := find(value))), None)
