"""`bihuan run`: serve on BIHUAN_BIND; the first start of an empty home loads the demo campaign."""

import argparse
import errno
import logging
import os
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from ipaddress import ip_address
from pathlib import Path

from bihuan.foundation.kernel import BadInput, Refused, _
from bihuan.interfaces.cli import portal
from bihuan.interfaces.cli.beside import Beside, beside
from bihuan.interfaces.cli.serving import serve as _serve
from bihuan.interfaces.cli.serving import share_counters

_IN_USE = _("%(bind)s 已经被别的程序占用（也可能本系统已经在运行）。请先停掉它，或换一个端口，例如 BIHUAN_BIND=127.0.0.1:8080。")


def add(commands: argparse._SubParsersAction) -> None:
    told = "地址和端口用环境变量 BIHUAN_BIND 设，例如 BIHUAN_BIND=127.0.0.1:8080；数据目录用 BIHUAN_HOME 设。"
    parser = commands.add_parser("run", help="启动服务", epilog=told)
    parser.add_argument("--no-demo", action="store_true", help="首次启动不载入演示数据，改为引导建立三员")
    parser.add_argument(
        "--workers", type=_count, default=0, metavar="个数", help="服务进程数，1 到 64（默认每个处理器核心一个，最多 4 个）"
    )
    parser.set_defaults(run=run)


def _one_a_core() -> int:
    """One process computes on one core at a time; further ones share most of their memory with the first."""
    return min(4, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 65:
        raise argparse.ArgumentTypeError(f"“{text}”不行，请写 1 到 64 的整数")
    return int(text)


def is_loopback(host: str) -> bool:
    """Does this address stay on this machine?"""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def _place(bind: str) -> tuple[str, str]:
    """Host and port to serve on, tried before anything slow is done. Refused: no such address, the port is taken."""
    host, _colon, port = bind.rpartition(":")
    if not host or not port.isascii() or not port.isdigit() or not 0 < int(port) < 65536:
        raise BadInput(_("BIHUAN_BIND 是“%(bind)s”，看不懂。请写成 127.0.0.1:8000 的样子，端口从 1 到 65535。"), bind=bind)
    try:
        kind, *_rest, place = socket.getaddrinfo(host.strip("[]"), int(port), type=socket.SOCK_STREAM)[0]
        with socket.socket(kind) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind(place)
    except OSError as closed:
        raise BadInput(_cannot_listen(closed), bind=bind) from closed
    return host, port


def _cannot_listen(closed: OSError) -> str:
    if closed.errno == errno.EADDRINUSE:
        return _IN_USE
    if closed.errno == errno.EACCES:
        return _("没有权限使用 %(bind)s。1024 以下的端口要管理员权限，请换一个，例如 BIHUAN_BIND=127.0.0.1:8080。")
    return _("这台机器上没有 %(bind)s 这个地址。请把 BIHUAN_BIND 写成本机的地址和端口，例如 127.0.0.1:8000。")


def _first_start(no_demo: bool, host: str) -> None:
    """An untouched home becomes a demo home, unless that is not wanted, or the address is open to other machines: then it stays untouched."""
    from bihuan.foundation.accounts.queries import is_untouched

    if not is_untouched() or no_demo:
        return
    if not is_loopback(host):
        raise Refused(
            _(
                "首次启动会载入演示数据，演示数据只能在本机使用，所以没有载入，什么都没有改动。"
                "要试用，请把 BIHUAN_BIND 改回 127.0.0.1；要正式安装，请用 bihuan run --no-demo 启动。"
            )
        )
    from bihuan.interfaces.cli.demo import load_demo

    print("首次启动：正在载入演示专项……", flush=True)
    _apart(load_demo)


def _apart(step: Callable[[], object]) -> None:
    """Do it in a process of its own, which gives back the 300 MB that it took: this one's memory is that of all serving processes.
    Raises SystemExit where it failed; why was told there."""
    from django.db import connections

    connections.close_all()  # no fork with an open database
    sys.stdout.flush()
    child = os.fork()
    if not child:
        os._exit(_told_code(step))
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if code:
        raise SystemExit(max(code, 1))


def _told_code(step: Callable[[], object]) -> int:
    from bihuan.interfaces.cli.main import guarded

    def done() -> None:
        step()

    try:
        return guarded(done)
    except BaseException:
        with suppress(SystemExit):  # the last resort ends a process; this one ends with its number
            sys.excepthook(*sys.exc_info())
        return 70
    finally:
        sys.stdout.flush()
        sys.stderr.flush()


def run(arguments: argparse.Namespace) -> int:
    from django.conf import settings
    from django.db import connections

    host, port = _place(settings.BIHUAN_BIND)
    _first_start(arguments.no_demo, host)
    demo = (Path(settings.BIHUAN_HOME) / "demo").exists()
    settings.BIHUAN_DEMO = demo  # the first start has only just made it one, and serves from this very process
    if demo and not is_loopback(host):
        raise Refused(_("演示数据只能在本机使用：演示账号的口令是公开的。请把 BIHUAN_BIND 改回 127.0.0.1，或换一个新的 BIHUAN_HOME。"))
    _warm()
    share_counters()
    _greet(host, port, demo)
    _warn()
    connections.close_all()  # the serving processes are forks: two processes on one connection, or one SQLite file held open, spoil it
    os.environ["BIHUAN_HOME"] = str(settings.BIHUAN_HOME)
    doors = _doors(Path(settings.BIHUAN_HOME))
    sys.stdout.flush()
    with beside(settings.BIHUAN_WORKERS, *doors) as workers:
        _serve((host.strip("[]"), int(port)), arguments.workers or _one_a_core(), workers)
    return 0


def _doors(home: Path) -> list[Beside]:
    """The public door beside the server; where its place is taken, the office is served without it and is told so."""
    from django.conf import settings

    from bihuan.foundation.seals.keys import public_key

    bind = portal.bind()
    if not bind:
        return []
    try:
        if bind == settings.BIHUAN_BIND:
            raise BadInput(_IN_USE, bind=bind)
        host, port = _place(bind)
    except BadInput as no:
        print(f"注意：公开举报入口没有启动。{no.sentence.replace('BIHUAN_BIND', 'BIHUAN_PORTAL_BIND')}其余照常。")
        return []
    public_key(home, settings.BIHUAN_SIGNATURE)  # made now where there is none yet: the door is told it when it starts
    print(f"公开举报入口：http{'s' if os.environ.get('BIHUAN_PORTAL_CERT') else ''}://{host}:{port}/（BIHUAN_PORTAL_BIND=off 不启动）")
    return [Beside(portal.PROCESS, portal.environment(home))]


def _warn() -> None:
    """What of the settings cannot be right, told once; passwords work all the same."""
    from bihuan.foundation.accounts.directories.queries import faults

    for sentence in faults():
        print(f"注意：{sentence}（bihuan doctor 逐项检查）")


def _warm() -> None:
    """Load addresses, pages and words by asking for the sign-in page once: the serving processes are forks of this one and begin with all of
    it."""
    import gc
    from wsgiref.util import setup_testing_defaults

    from django.conf import settings
    from django.urls import reverse
    from django.utils.module_loading import import_string

    asked: dict[str, object] = {"PATH_INFO": reverse(settings.LOGIN_URL)}
    setup_testing_defaults(asked)
    logging.disable(logging.INFO)  # nobody asked for this page
    answer = import_string(settings.WSGI_APPLICATION)(asked, lambda _status, _headers, _trouble=None: None)
    answer.close()
    logging.disable(logging.NOTSET)
    gc.collect()
    gc.freeze()


def _greet(host: str, port: str, demo: bool) -> None:
    print(f"闭环 Bihuan 已在 http://{host}:{port}/ 启动，按 Ctrl C 结束。")
    _offer_set_up(host, port)
    if demo:
        from bihuan.interfaces.cli.demo import CLUE_DESK, SIGN_INS

        print("演示账号（口令都是 bihuan-demo-2026）：")
        for name, what in SIGN_INS:
            print(f"  {name:<12}{what}")
        print(f"{CLUE_DESK}。")


def _offer_set_up(host: str, port: str) -> None:
    """Where nobody can sign in yet: how to begin, with the code for those who sit at another machine."""
    from django.conf import settings

    from bihuan.foundation.accounts.queries import wants_set_up
    from bihuan.foundation.accounts.set_up import set_up_code

    if wants_set_up():
        code = set_up_code(settings.SECRET_KEY)
        print(f"还没有管理员：请在本机打开 http://{host}:{port}/ 建立三员；从别的电脑打开时，一次性设置码是 {code}")
