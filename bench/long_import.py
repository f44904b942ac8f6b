"""A long sheet in the background (bar S2): 100,000 rows, the worker killed in the middle, another goes on; no row twice.

.venv/bin/python -m bench.long_import [--rows 100000] [--postgresql URL] [--unbroken]
"""

import argparse
import subprocess
import sys
import time
from pathlib import Path

from bench import scene


def _peak(worker: "subprocess.Popen[bytes]") -> int:
    """The most memory the process had so far, MB; 0 where the machine does not tell."""
    try:
        line = next(one for one in Path(f"/proc/{worker.pid}/status").read_text().splitlines() if one.startswith("VmHWM"))
        return int(line.split()[1]) // 1024
    except (OSError, StopIteration):
        return 0


def _ask(code: str, count: int) -> int:
    from django.utils import timezone

    from bihuan.campaigns.queries import find
    from bihuan.foundation.accounts.models import User
    from bihuan.foundation.files.operations import store
    from bihuan.foundation.files.rules.workbooks import SHEETS
    from bihuan.foundation.jobs.operations import ask
    from bihuan.organisation.queries import actor_of_account
    from bihuan.problems.jobs import take_sheet

    actor = actor_of_account(User.objects.get(username="zhuanban").pk)
    file = store(data=scene.workbook(scene.rows(count, code)), name="long.xlsx", actor=actor, now=timezone.now(), taken=SHEETS)
    wanted = {"campaign": find(actor, code).code, "file": file.pk, "account": actor.user_id}
    return ask(take_sheet, title="long.xlsx", actor=actor, now=timezone.now(), arguments=wanted).pk


def _watch(job_id: int, worker: "subprocess.Popen[bytes]", until: float) -> int:
    """Wait until the job is so far done, has ended, or the worker has ended; the worker's peak memory until then, MB."""
    from bihuan.foundation.jobs.models import Job

    most = 0
    while worker.poll() is None:
        most = max(most, _peak(worker))
        done, total, ended = Job.objects.values_list("done", "total", "ended").get(pk=job_id)
        if ended or total and done / total >= until:
            break
        time.sleep(0.2)
    return most


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--postgresql", default="")
    parser.add_argument("--unbroken", action="store_true", help="do not kill the worker")
    told = parser.parse_args()
    with scene.prepared(told.postgresql):
        code = scene.county()
        from bihuan.foundation.audit.queries import verify
        from bihuan.foundation.jobs.models import Job
        from bihuan.problems.models import Problem

        job_id = _ask(code, told.rows)
        begun = time.perf_counter()
        worker = scene.worker()
        most = _watch(job_id, worker, 2 if told.unbroken else 0.4)
        if not told.unbroken:
            worker.kill()
            worker.wait()
            print(f"killed after {time.perf_counter() - begun:.1f} s at {Problem.objects.count():,} rows")
            worker = scene.worker()
            most = max(most, _watch(job_id, worker, 2))
        worker.wait()  # texts are compared as a job of its own, afterwards
        job = Job.objects.get(pk=job_id)
        numbers = Problem.objects.values_list("external_number", flat=True)
        print(f"{job.state} {job.fault}: {job.answer}; {len(numbers):,} rows, {len(set(numbers)):,} different; attempts {job.attempt}")
        print(
            f"{(job.ended - job.asked_at).total_seconds() if job.ended else 0:.1f} s from asking to done, every start and check included (bar 25 s unbroken); "
            f"peak {most} MB until then (bar 400 MB)"
        )
        print(verify().sentence)
        return 0 if job.state == "done" and len(numbers) == len(set(numbers)) == told.rows else 1


if __name__ == "__main__":
    sys.exit(main())
