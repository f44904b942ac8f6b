"""`bihuan account`: what only whoever holds the machine may do: appoint and replace the three administrators, help out with any account."""

import argparse
from typing import Any

from bihuan.foundation.kernel import BadInput, _
from bihuan.interfaces.cli import account_slips, account_token

KINDS = {"system": "系统管理员", "security": "安全保密管理员", "audit": "安全审计员"}


def add(commands: argparse._SubParsersAction) -> None:
    steps = commands.add_parser("account", help="账号和三员").add_subparsers(dest="step", metavar="步骤", required=True)
    steps.add_parser("list", help="列出三员和账号数").set_defaults(run=show)
    appoint = steps.add_parser("appoint", help="任命三员之一（原任须先停用）")
    appoint.add_argument("kind", choices=list(KINDS), metavar="三员", help="；".join(f"{kind} {label}" for kind, label in KINDS.items()))
    opened = steps.add_parser("open", help="开通账号")
    for parser, run in ((appoint, appoint_one), (opened, open_one)):
        parser.add_argument("username", metavar="登录名")
        parser.add_argument("name", metavar="姓名")
        parser.set_defaults(run=run)
    password = steps.add_parser("password", help="重置口令（只显示一次，首次登录须改），接口令牌一并作废")
    password.add_argument("--keep-tokens", action="store_true", help="只是忘了口令：保留接口令牌")
    unlock = steps.add_parser("unlock", help="解除登录锁定")
    untie = steps.add_parser("untie", help="解除统一认证绑定，下次登录重新绑定")
    factor = steps.add_parser("factor", help="手机和备用码都丢了：解除动态口令，本人下次登录重新绑定")
    link = steps.add_parser("link", help="把账号关联到名册上的人（组织管理员不能给自己关联）")
    close = steps.add_parser("close", help="停用账号")
    for parser in (factor, close):
        parser.add_argument("--reason", required=True, metavar="理由")
    for parser, run in ((password, reset), (unlock, lift), (untie, untie_one), (factor, drop_factor), (link, link_one), (close, close_one)):
        parser.add_argument("username", metavar="登录名")
        parser.set_defaults(run=run)
    link.add_argument("who", metavar="姓名", help="同名的写成 单位/姓名")
    account_token.add(steps)
    account_slips.add(steps)


def _who() -> dict[str, Any]:
    from django.utils import timezone

    from bihuan.foundation.accounts.queries import system_actor

    return {"actor": system_actor(), "now": timezone.now()}


def _account(username: str) -> Any:
    from bihuan.foundation.accounts.queries import account_named

    user = account_named(username)
    if user is None or user.is_system:
        raise BadInput(_("没有登录名为“%(name)s”的账号。"), name=username)
    return user


def _tell_password(username: str, password: str) -> int:
    print(f"{username} 的口令（只显示这一次，首次登录须改）：{password}")
    return 0


def show(_arguments: argparse.Namespace) -> int:
    """The three and how many accounts there are."""
    from bihuan.foundation.accounts.queries import accounts, administrators

    held = administrators()
    for kind, label in KINDS.items():
        print(f"{label}：{held[kind].name}（{held[kind].username}）" if kind in held else f"{label}：空缺")
    print(f"在用账号 {accounts(active=True).count()} 个")
    return 0


def appoint_one(arguments: argparse.Namespace) -> int:
    """Appoint one of the three as a new account with a password to be changed."""
    from bihuan.foundation.accounts.operations import appoint_administrators
    from bihuan.foundation.accounts.rules import fresh_password

    password = fresh_password()
    people = {arguments.kind: (arguments.username, arguments.name, password)}
    (user,) = appoint_administrators(people=people, must_change=True, **_who())
    return _tell_password(user.username, password)


def open_one(arguments: argparse.Namespace) -> int:
    """Open an account for somebody who works in the business."""
    from bihuan.foundation.accounts.operations import open_account
    from bihuan.foundation.accounts.rules import fresh_password

    password = fresh_password()
    open_account(username=arguments.username, name=arguments.name, password=password, **_who())
    return _tell_password(arguments.username, password)


def reset(arguments: argparse.Namespace) -> int:
    """A new first password for anybody; his tokens go with the old one."""
    from bihuan.foundation.accounts.rules import fresh_password
    from bihuan.foundation.tokens.operations import reset_password

    password = fresh_password()
    gone = reset_password(_account(arguments.username), password=password, keep_tokens=arguments.keep_tokens, **_who())
    if gone:
        print(f"作废了 {gone} 个接口令牌。")
    return _tell_password(arguments.username, password)


def lift(arguments: argparse.Namespace) -> int:
    """Lift the lock after wrong passwords."""
    from bihuan.foundation.accounts.operations import unlock

    unlock(_account(arguments.username), **_who())
    print("已解除锁定。")
    return 0


def untie_one(arguments: argparse.Namespace) -> int:
    """Let an account be tied anew, when the issuer gave its person another subject."""
    from bihuan.foundation.accounts.operations import untie_account

    count = untie_account(_account(arguments.username), **_who())
    print(f"{arguments.username} 的统一认证绑定已解除" if count else f"{arguments.username} 没有绑定统一认证")
    return 0


def drop_factor(arguments: argparse.Namespace) -> int:
    """Take the second factor of somebody, one of the three included, whose device and backup codes are lost."""
    from bihuan.foundation.accounts.operations import drop_second_factor

    drop_second_factor(_account(arguments.username), reason=arguments.reason, **_who())
    print("已解除动态口令。职责要求双因素的，下次登录时重新绑定。")
    return 0


def link_one(arguments: argparse.Namespace) -> int:
    """Let an account sign in for somebody of the organisation."""
    from bihuan.interfaces.cli.office import person_named
    from bihuan.organisation.operations import link_account

    person = link_account(person_named(arguments.who), user=_account(arguments.username), **_who())
    print(f"{arguments.username} 关联到 {person.name}")
    return 0


def close_one(arguments: argparse.Namespace) -> int:
    """Close an account, one of the three included; its tokens go with it."""
    from bihuan.foundation.tokens.operations import close_with_tokens

    gone = close_with_tokens(_account(arguments.username), reason=arguments.reason, **_who())
    if gone:
        print(f"作废了 {gone} 个接口令牌。")
    print("已停用，办过的事和记录都保留。")
    return 0
