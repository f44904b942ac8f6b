"""`bihuan run`: serve on BIHUAN_BIND; the first start of an empty home loads the demo campaign."""

import argparse
import os
import sys
from ipaddress import ip_address
from pathlib import Path

from bihuan.foundation.kernel import Refused, _


def add(commands: argparse._SubParsersAction) -> None:
    parser = commands.add_parser("run", help="启动服务")
    parser.add_argument("--no-demo", action="store_true", help="首次启动不载入演示数据，改为引导建立三员")
    parser.add_argument("--workers", type=int, default=1, help="服务进程数（默认 1）")
    parser.set_defaults(run=run)


def is_loopback(host: str) -> bool:
    """Does this address stay on this machine?"""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def _first_start(no_demo: bool) -> None:
    from bihuan.foundation.accounts.queries import is_untouched

    if not is_untouched() or no_demo:
        return
    from bihuan.interfaces.cli.demo import load_demo

    print("首次启动：正在载入演示专项……", flush=True)
    load_demo()


def run(arguments: argparse.Namespace) -> int:
    from django.conf import settings

    _first_start(arguments.no_demo)
    host, _colon, port = settings.BIHUAN_BIND.rpartition(":")
    demo = (Path(settings.BIHUAN_HOME) / "demo").exists()
    if demo and not is_loopback(host):
        raise Refused(_("演示数据只能在本机使用：演示账号的口令是公开的。请把 BIHUAN_BIND 改回 127.0.0.1，或换一个新的 BIHUAN_HOME。"))
    _greet(host, port, demo)
    os.environ["BIHUAN_HOME"] = str(settings.BIHUAN_HOME)
    sys.stdout.flush()
    os.execv(sys.executable, [  # noqa: S606  our own interpreter, no shell
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host.strip("[]"), "--port", port, "--workers", str(arguments.workers),
        "--blocking-threads", "4", "--no-ws", "--log-level", "warning", "--workers-kill-timeout", "8",
        "--static-path-mount", str(settings.STATICFILES_DIRS[0]), "bihuan.config.wsgi:application",
    ])  # fmt: skip


def _greet(host: str, port: str, demo: bool) -> None:
    print(f"闭环 Bihuan 已在 http://{host}:{port}/ 启动，按 Ctrl C 结束。")
    _offer_set_up(host, port)
    if demo:
        from bihuan.interfaces.cli.demo import SIGN_INS

        print("演示账号（口令都是 bihuan-demo-2026）：")
        for name, what in SIGN_INS:
            print(f"  {name:<12}{what}")


def _offer_set_up(host: str, port: str) -> None:
    """Where nobody can sign in yet: how to begin, with the code for those who sit at another machine."""
    from django.conf import settings

    from bihuan.foundation.accounts.queries import wants_set_up
    from bihuan.foundation.accounts.set_up import fresh_code

    if wants_set_up():
        code = fresh_code(settings.BIHUAN_HOME)
        print(f"还没有管理员：请在本机打开 http://{host}:{port}/ 建立三员；从别的电脑打开时，一次性设置码是 {code}")
