"""One table of what happens because time passes. Each thing is a job of its own and safe to repeat at any moment."""

from datetime import time, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone
from django_tasks import task
from django_tasks.base import Task

from bihuan.foundation.jobs.scheduling import Turnus
from bihuan.foundation.kernel import Refused, Told, _


@task
def forget_sessions() -> dict[str, str]:
    """Sign-ins that have run out leave the table."""
    from django.core.management import call_command

    call_command("clearsessions")
    return {"text": _("过期的登录已清除")}


@task
def verify_book() -> dict[str, str]:
    """Walk the book once and hold it against the witness where there is one. Refused, so that the job fails: the first record that does
    not fit."""
    from bihuan.foundation.audit import checkpoints
    from bihuan.foundation.audit.queries import Verified, verify

    path = _witness()
    held = checkpoints.read(path.read_text("utf-8"), path.name) if path and path.exists() else []
    expected, fault = checkpoints.expected(held)
    found = Verified(0, fault, 0, "") if fault else verify(expected)
    if found.fault:
        raise Refused(found.told)
    return {"text": found.told}


@task
def witness() -> dict[str, str]:
    """Add where the book stands to the witness file, where one is set."""
    from bihuan.foundation.audit import checkpoints

    path = _witness()
    if path is None:
        return {"text": _("没有设置见证文件")}
    one = checkpoints.take(timezone.now())
    checkpoints.add_to(path, one)
    return {"text": one.code, "witness": str(path)}


def _witness() -> Path | None:
    """The witness file that is set. Refused: it was written before and is gone or empty, for a fresh one would hide what the old one knew."""
    from django.conf import settings

    from bihuan.foundation.jobs.queries import was_answered

    path = Path(settings.BIHUAN_WITNESS) if settings.BIHUAN_WITNESS else None
    if path and not (path.exists() and path.stat().st_size) and was_answered(witness=str(path)):
        sentence = _("见证文件“%(path)s”写过，现在不见了或者被清空了。请查明原因并放回原处；确实找不回的，请另设一个位置重新开始。")
        raise Refused(sentence, path=path)
    return path


@task
def backup() -> dict[str, str]:
    """Take a backup of everything into the folder that is set, and keep the latest fourteen."""
    from django.conf import settings

    from bihuan.foundation.backups.folder import forget_all_but
    from bihuan.foundation.backups.taking import take

    if not settings.BIHUAN_BACKUPS:
        return {"text": _("没有设置备份文件夹")}
    place = Path(settings.BIHUAN_BACKUPS)
    folder = take(place, timezone.now())
    forget_all_but(place, 14)
    return {"text": folder.name}


@task
def forget_old_jobs() -> dict[str, str]:
    """Jobs that ended a quarter of a year ago leave the table; the book keeps that they were asked for."""
    from bihuan.foundation.jobs.scheduling import forget_ended_before

    forget_ended_before(timezone.now() - timedelta(days=90))
    return {"text": _("过期的任务记录已清除")}


@task
def forget_answers() -> dict[str, str]:
    """What programs were answered to their keys is kept for a day."""
    from bihuan.foundation.tokens.answers import forget_before

    forget_before(timezone.now() - timedelta(days=1))
    return {"text": _("过期的接口答复已清除")}


@task
def fold_tallies() -> dict[str, str]:
    """Counters of the ledger take in what was added to them."""
    from bihuan.problems.operations.tallies import fold_tallies as fold

    fold()
    return {"text": _("台账计数已合并")}


@task
def refresh_statistics() -> dict[str, str]:
    """The engine looks at its tables anew, by which it plans its questions."""
    from bihuan.foundation.statistics import refresh

    refresh()
    return {"text": _("查询统计已更新")}


@task
def resume_over() -> dict[str, str]:
    """Problems whose clock stood still until today are put right again."""
    from bihuan.foundation.accounts.queries import system_actor
    from bihuan.problems.operations import resume_over as resume

    count = resume(actor=system_actor("clock"), now=timezone.now())
    return {"text": Told(_("到期恢复 %(count)d 件"), count=count)}


@task
def return_to_roster() -> dict[str, str]:
    """People whose exemption is over take part again."""
    from bihuan.campaigns.operations import return_to_roster as back
    from bihuan.foundation.accounts.queries import system_actor

    count = back(actor=system_actor("clock"), now=timezone.now())
    return {"text": Told(_("恢复参加 %(count)d 人"), count=count)}


@task
def end_secondments_over() -> dict[str, str]:
    """People whose secondment is over leave the body to which they were lent; their access ended with the last day."""
    from bihuan.campaigns.operations import end_secondments_over as end
    from bihuan.foundation.accounts.queries import system_actor

    count = end(actor=system_actor("clock"), now=timezone.now())
    return {"text": Told(_("借调期满退出 %(count)d 人"), count=count)}


@task
def end_measures() -> dict[str, str]:
    """Measures end with their influence period, and announcements with their day or with what they told (P10)."""
    from bihuan.accountability.operations import end_due, end_ratings_over, remove_due_announcements
    from bihuan.foundation.accounts.queries import system_actor

    by: dict[str, Any] = {"actor": system_actor("clock"), "now": timezone.now()}
    ended, gone = end_due(**by) + end_ratings_over(**by), remove_due_announcements(**by)
    return {"text": Told(_("影响期满 %(ended)d 件，撤下公布 %(gone)d 件"), ended=ended, gone=gone)}


@task
def end_return_visits() -> dict[str, str]:
    """Return visits end with their year or with the measure, and what was sealed in them is deleted."""
    from bihuan.accountability.operations import end_visits_due
    from bihuan.foundation.accounts.queries import system_actor

    count = end_visits_due(actor=system_actor("clock"), now=timezone.now())
    return {"text": Told(_("回访期满 %(count)d 人，密封内容已删除"), count=count)}


_AT_ONCE = 40


@task
def renew_copies() -> dict[str, str]:
    """Working copies of an older maker are made anew, some at a time; the rest is another job, so that nobody waits long."""
    from bihuan.foundation.files.renewing import left_over, renew
    from bihuan.foundation.jobs.operations import ask
    from bihuan.foundation.jobs.running import running
    from bihuan.foundation.jobs.scheduling import CLOCK

    turn, older, count = running(), left_over(_AT_ONCE), 0
    for done, one in enumerate(older, start=1):
        count += renew(one)
        turn.step(done, len(older))
    if count and (left := left_over(1)):
        key = f"renew-{left[0].folder[-72:]}-{timezone.now():%Y%m%d%H}"
        ask(renew_copies, title=_("重做旧版工作副本"), actor=CLOCK, now=timezone.now(), key=key)
    return {"text": Told(_("已重做 %(count)d 个文件"), count=count)}


TABLE = (
    Turnus("forget_sessions", _("清除过期的登录"), 24, forget_sessions, time(2, 0)),
    Turnus("verify_book", _("核对操作记录"), 24, verify_book, time(2, 30)),
    Turnus("witness", _("写见证文件"), 1, witness, time(0, 0)),
    Turnus("backup", _("备份"), 24, backup, time(1, 0)),
    Turnus("forget_answers", _("清除过期的接口答复"), 1, forget_answers, time(0, 30)),
    Turnus("fold_tallies", _("合并台账计数"), 1, fold_tallies, time(0, 15)),
    Turnus("resume_over", _("到期恢复中止的问题"), 1, resume_over, time(0, 5)),
    Turnus("return_to_roster", _("免于参加期满的恢复参加"), 1, return_to_roster, time(0, 5)),
    Turnus("end_secondments", _("借调期满的退出机构"), 1, end_secondments_over, time(0, 5)),
    Turnus("end_measures", _("影响期满的结束，到期的公布撤下"), 1, end_measures, time(0, 3)),
    Turnus("end_return_visits", _("回访期满的结束并删除密封内容"), 1, end_return_visits, time(0, 5)),
    Turnus("renew_copies", _("重做旧版工作副本"), 1, renew_copies, time(0, 20)),
    Turnus("refresh_statistics", _("更新查询统计"), 1, refresh_statistics, time(0, 45)),
    Turnus("forget_old_jobs", _("清除过期的任务记录"), 24, forget_old_jobs, time(3, 0)),
)


def do_everything() -> list[tuple[str, str, bool]]:
    """Every thing of the table once, here and now: its title, what it says of itself, and whether it went well. Then the daily digest, whose hour
    an installation sets itself (a worker asks for it by `ask_for_digests`): made where it is the hour and nobody made it today."""
    from bihuan.reports.jobs import give_digests

    return [*((one.title, *_done(one.task)) for one in TABLE), (_("每日提醒"), *_done(give_digests))]


def _done(one: Task[Any, Any]) -> tuple[str, bool]:
    try:
        return one.call()["text"], True
    except Refused as no:
        return no.sentence, False
