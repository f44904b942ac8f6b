"""`bihuan phone`: the door for phones beside `bihuan run`, a process of its own. Nobody has to use it; the desktop and paper count no less."""

import argparse
import os
import sys

from bihuan.foundation.kernel import Refused, _

_UNFILED = _(
    "手机端要先在网信部门备案才能使用。备案后把备案号写进 BIHUAN_PHONE_FILING 再启动；"
    "没有备案的只能在本机试用（BIHUAN_PHONE_BIND=127.0.0.1:8002）。"
)


def add(commands: argparse._SubParsersAction) -> None:
    told = "地址和端口用环境变量 BIHUAN_PHONE_BIND 设，例如 BIHUAN_PHONE_BIND=127.0.0.1:8002；备案号用 BIHUAN_PHONE_FILING 设。"
    parser = commands.add_parser("phone", help="启动手机端（只办本人的事项）", epilog=told)
    parser.add_argument("--workers", type=int, choices=range(1, 17), default=1, metavar="个数", help="服务进程数，1 到 16（默认 1）")
    parser.set_defaults(run=run, needs_database=False)


def run(arguments: argparse.Namespace) -> int:
    """Refused: an installation that nobody has set up; another machine may come in and no filing number is told."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "bihuan.config.phone"
    from bihuan.interfaces.cli.preparing import prepare
    from bihuan.interfaces.cli.run import _place, _warm, is_loopback

    prepare()
    from django.conf import settings
    from django.db import connections

    from bihuan.foundation.accounts.queries import is_untouched
    from bihuan.interfaces.cli.serving import serve, share_counters

    host, port = _place(settings.BIHUAN_BIND)
    refuse_unfiled(settings.BIHUAN_PHONE_FILING, is_loopback(host))
    if is_untouched():
        raise Refused(_("这套安装还没有启用。请先用 bihuan run 启动并建立三员，再开手机端。"))
    _warm()
    share_counters()
    filed = f"备案号：{settings.BIHUAN_PHONE_FILING}" if settings.BIHUAN_PHONE_FILING else "未备案，只在本机试用。"
    print(f"闭环 Bihuan 手机端已在 http://{host}:{port}/ 启动，按 Ctrl C 结束。{filed}")
    connections.close_all()  # the serving processes are forks
    os.environ["BIHUAN_HOME"] = str(settings.BIHUAN_HOME)
    sys.stdout.flush()
    serve((host.strip("[]"), int(port)), arguments.workers, ())
    return 0


def refuse_unfiled(filing: str, only_here: bool) -> None:
    """An application for phones is filed before it is used (domain.md E3.4): other machines are let in only with the number."""
    if not filing and not only_here:
        raise Refused(_UNFILED)
