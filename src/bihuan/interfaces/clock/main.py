"""`bihuan-clock`: works on what waits in the background and lets time pass. `bihuan run` starts one beside the server.

bihuan-clock                works until SIGTERM
bihuan-clock --until-idle   ends when nothing waits
bihuan-clock --once         does the whole table of time once, here and now
"""

import argparse
import os
import sys


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bihuan-clock", description="执行后台任务和定时事项")
    parser.add_argument("--until-idle", action="store_true", help="没有排队的任务时结束，不再等候")
    parser.add_argument("--once", action="store_true", help="把定时事项全部做一遍，不经排队")
    parser.add_argument("--parent", type=int, help=argparse.SUPPRESS)  # ends when the process that started it is gone
    return parser.parse_args()


def main() -> int:
    """0 when everything asked for was done; 1 when something of the table was refused, or the book does not fit."""
    arguments = _arguments()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bihuan.config.settings")
    import django

    django.setup()
    if arguments.once:
        from bihuan.interfaces.clock.table import do_everything

        done = do_everything()
        for title, told, _good in done:
            print(f"{title}：{told}")
        return 0 if all(good for _title, _told, good in done) else 1
    _work(arguments)
    return 0


def _work(arguments: argparse.Namespace) -> None:
    from django.utils import timezone

    from bihuan.clues.jobs import tend_door
    from bihuan.foundation.jobs.scheduling import ask_for_what_is_due
    from bihuan.foundation.jobs.working import Worker
    from bihuan.foundation.webhooks.delivering import ask_for_what_waits
    from bihuan.interfaces.clock.table import TABLE
    from bihuan.problems.jobs import ask_for_new_evidence, ask_for_new_texts
    from bihuan.reports.jobs import ask_for_digests

    def tick() -> None:
        ask_for_what_is_due(TABLE, timezone.now())
        ask_for_what_waits(timezone.now())
        ask_for_new_evidence(timezone.now())
        ask_for_new_texts(timezone.now())
        ask_for_digests(timezone.now())
        tend_door(timezone.now())

    worker = Worker(tick, parent=arguments.parent)
    worker.listen_to_signals()
    worker.run(until_idle=arguments.until_idle)


if __name__ == "__main__":
    sys.exit(main())
