"""`bihuan account token list|issue|revoke`: tokens of the machine door, for whoever holds the machine."""

import argparse
from datetime import timedelta
from typing import Any

from bihuan.foundation.kernel import BadInput, _
from bihuan.foundation.tokens.vocabulary import Scope


def add(steps: Any) -> None:
    """Three commands under `account token`."""
    token = steps.add_parser("token", help="接口令牌").add_subparsers(dest="what", metavar="步骤", required=True)
    listed = token.add_parser("list", help="列出接口令牌")
    listed.add_argument("username", nargs="?", default="", metavar="登录名")
    listed.set_defaults(run=show)
    issue = token.add_parser("issue", help="生成接口令牌（只显示一次）")
    issue.add_argument("username", metavar="登录名")
    issue.add_argument("name", metavar="用途")
    issue.add_argument(
        "--scope", action="append", required=True, metavar="权限范围", help="可写多次：" + "、".join(one.value for one in Scope)
    )
    issue.add_argument("--days", type=int, default=90, metavar="天数", help="有效几天，最多 365（默认 90）")
    issue.set_defaults(run=issue_one)
    revoke = token.add_parser("revoke", help="作废接口令牌")
    revoke.add_argument("mark", metavar="标识")
    revoke.set_defaults(run=revoke_one)


def _who() -> dict[str, Any]:
    from django.utils import timezone

    from bihuan.foundation.accounts.queries import system_actor

    return {"actor": system_actor(), "now": timezone.localtime()}


def _state(one: Any, today: Any) -> str:
    if one.revoked_at is not None:
        return "已作废"
    return "已过期" if one.expires_on < today else "在用"


def show(arguments: argparse.Namespace) -> int:
    """All tokens, or those of one account, latest first."""
    from bihuan.foundation.tokens.queries import visible_to

    who = _who()
    found = visible_to(who["actor"])
    found = found.filter(user__username=arguments.username) if arguments.username else found
    for one in found:
        state, used = _state(one, who["now"].date()), f"{one.last_used_on:%Y-%m-%d}" if one.last_used_on else "没有用过"
        print(
            f"{one.mark}  {one.user.username}  {one.name}  {state}  至 {one.expires_on:%Y-%m-%d}  最近使用 {used}  {' '.join(one.scopes)}"
        )
    if not found:
        print("还没有接口令牌。")
    return 0


def issue_one(arguments: argparse.Namespace) -> int:
    """A new token, its text shown once."""
    from bihuan.foundation.accounts.queries import account_named
    from bihuan.foundation.tokens.operations import issue_token

    user, who = account_named(arguments.username), _who()
    if user is None:
        raise BadInput(_("没有登录名为“%(name)s”的账号。"), name=arguments.username)
    ends = who["now"].date() + timedelta(days=max(-1, min(arguments.days, 10_000)))
    token, text = issue_token(user=user, name=arguments.name, scopes=arguments.scope, expires_on=ends, **who)
    print(f"令牌 {token.mark}（只显示这一次，有效至 {token.expires_on:%Y-%m-%d}）：{text}")
    return 0


def revoke_one(arguments: argparse.Namespace) -> int:
    """From now on the token opens nothing."""
    from bihuan.foundation.tokens.operations import revoke_token
    from bihuan.foundation.tokens.queries import token_marked

    revoke_token(token_marked(arguments.mark), **_who())
    print("已作废。")
    return 0
