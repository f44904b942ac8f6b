"""What works in the background: jobs, the clock, backups, the witness."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from bihuan.interfaces.cli.doctor.finding import BAD, CARE, WELL, Finding


def jobs() -> Iterator[Finding]:
    from bihuan.foundation.accounts.queries import system_actor
    from bihuan.foundation.jobs.queries import visible_to
    from bihuan.foundation.jobs.vocabulary import JobState

    jobs = visible_to(system_actor())
    waiting = jobs.filter(state=JobState.WAITING).order_by("asked_at").first()
    late = waiting is not None and waiting.asked_at < datetime.now(tz=waiting.asked_at.tzinfo) - timedelta(minutes=10)
    yield Finding("后台任务", CARE if late else WELL, "有任务等了十分钟以上，请看执行进程在不在（bihuan worker）" if late else "没有积压")
    failed = jobs.filter(state=JobState.FAILED).count()
    if failed:
        yield Finding("后台任务", CARE, f"有 {failed} 个没有完成，原因在“系统管理 → 后台任务”里")


def clock() -> Iterator[Finding]:
    """Does time pass?"""
    from django.utils import timezone

    from bihuan.foundation.jobs.queries import standing

    late = standing(timezone.now()).lag
    said = f"已经晚了 {late / 3600:.1f} 小时，请看执行进程在不在（bihuan worker）" if late > 3600 else "按时"
    yield Finding("定时事项", CARE if late > 3600 else WELL, said)


def backups() -> Iterator[Finding]:
    from django.conf import settings

    if not settings.BIHUAN_BACKUPS:
        yield Finding("备份", CARE, "没有设置 BIHUAN_BACKUPS，不会自动备份")
        return
    from bihuan.foundation.backups.folder import all_of, made_last

    held = all_of(Path(settings.BIHUAN_BACKUPS))
    if not held:
        yield Finding("备份", CARE, f"{settings.BIHUAN_BACKUPS} 里还没有备份")
        return
    if (made := made_last(Path(settings.BIHUAN_BACKUPS))) is None:
        yield Finding("备份", BAD, f"最近一份（{held[-1].name}）的 manifest.json 读不出来，请用 bihuan backup --check 逐份核对")
        return
    old = made < datetime.now(tz=made.tzinfo) - timedelta(hours=26)
    yield Finding("备份", BAD if old else WELL, f"最近一份 {made:%Y-%m-%d %H:%M}，共 {len(held)} 份")
    if _same_disk(settings.BIHUAN_BACKUPS, settings.BIHUAN_HOME):
        yield Finding("备份", CARE, "备份和数据在同一块盘上，盘坏了两份都没有，请放到另一块盘或另一台机器")


def witness() -> Iterator[Finding]:
    """Does the witness lie elsewhere?"""
    from django.conf import settings

    if not settings.BIHUAN_WITNESS:
        yield Finding("见证文件", CARE, "没有设置 BIHUAN_WITNESS，整库退回旧备份时只能靠另存的校验点发现")
    elif _same_disk(str(Path(settings.BIHUAN_WITNESS).parent), settings.BIHUAN_HOME):
        yield Finding("见证文件", CARE, "见证文件和数据在同一块盘上，请放到另一块盘或另一台机器")
    else:
        yield Finding("见证文件", WELL, "在别处")


def _same_disk(one: str, other: Path) -> bool:
    try:
        return Path(one).stat().st_dev == other.stat().st_dev
    except OSError:
        return False
