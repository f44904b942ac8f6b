"""`bihuan clock`: what happens because time passes, once; to be called by cron or a timer every day."""

import argparse


def add(commands: argparse._SubParsersAction) -> None:
    parser = commands.add_parser("clock", help="办理到时间的事项（每天由系统定时任务调用一次）")
    parser.set_defaults(run=run)


def run(_arguments: argparse.Namespace) -> int:
    from django.utils import timezone

    from bihuan.interfaces.clock.table import tick

    for name, told in tick(timezone.localtime()):
        print(f"{name}：{told}")
    return 0
