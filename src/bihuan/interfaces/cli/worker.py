"""`bihuan worker`: do what waits in the background. `bihuan run` starts one beside the server; further ones may run on other machines."""

import argparse
import os
import sys


def add(commands: argparse._SubParsersAction) -> None:
    parser = commands.add_parser("worker", help="执行后台任务和定时事项")
    parser.add_argument("--until-idle", action="store_true", help="没有排队的任务时结束，不再等候")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Becomes the clock's process, which works until SIGTERM; a running job comes to its next mark first."""
    from django.conf import settings

    os.environ["BIHUAN_HOME"] = str(settings.BIHUAN_HOME)
    sys.stdout.flush()
    words = ["--until-idle"] if arguments.until_idle else []
    os.execv(sys.executable, [sys.executable, "-m", "bihuan.interfaces.clock.main", *words])  # noqa: S606  our own interpreter, no shell
