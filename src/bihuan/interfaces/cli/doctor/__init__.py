"""`bihuan doctor`: what an administrator would look at one by one, looked at once: each line says whether it is well and what to do."""

import argparse
import json
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

WELL, CARE, BAD = "正常", "注意", "有问题"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    what: str
    state: str
    said: str


def add(commands: argparse._SubParsersAction) -> None:
    parser = commands.add_parser("doctor", help="检查这套安装")
    parser.add_argument("--files", action="store_true", help="逐个核对文件内容（文件多时较慢）")
    parser.add_argument("--book", action="store_true", help="逐条核对操作记录（记录多时较慢）")
    parser.add_argument("--json", action="store_true", help="输出 JSON")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """0: nothing is bad. 1: something is."""
    looks = [_program, _database, _home, _calendar, _people, _jobs, _backups]
    looks += [_files] if arguments.files else []
    looks += [_book] if arguments.book else []
    found = [one for look in looks for one in look()]
    if arguments.json:
        print(json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=1))
    else:
        for one in found:
            print(f"{one.state:　<3} {one.what}：{one.said}")
    return int(any(one.state == BAD for one in found))


def _program() -> Iterator[Finding]:
    state = WELL if sys.version_info >= (3, 11) else BAD
    yield Finding("程序", state, f"Python {sys.version.split()[0]}，SQLite {sqlite3.sqlite_version}")


def _database() -> Iterator[Finding]:
    from django.db import connection

    from bihuan.interfaces.cli.preparing import is_current

    current = is_current()
    yield Finding(
        "数据库", WELL if current else BAD, f"{connection.vendor}，{'结构是最新的' if current else '结构不是最新的，请运行 bihuan prepare'}"
    )
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT datcollate, datctype, pg_encoding_to_char(encoding) FROM pg_database WHERE datname = current_database()")
            collate, ctype, encoding = cursor.fetchone()
        well = encoding == "UTF8" and ctype != "C"
        yield Finding(
            "字符集", WELL if well else BAD, f"{encoding}，{collate}/{ctype}{'' if well else '。请用 UTF8 和 C.UTF-8 重建数据库'}"
        )


def _home() -> Iterator[Finding]:
    from django.conf import settings

    from bihuan.interfaces.cli.run import is_loopback

    home = Path(settings.BIHUAN_HOME)
    free = shutil.disk_usage(home).free / 2**30
    yield Finding("磁盘", WELL if free > 5 else CARE if free > 1 else BAD, f"{home} 所在的盘还剩 {free:.1f} GB")
    open_to_others = [one.name for one in (home / "keys").glob("*") if one.stat().st_mode & 0o077]
    yield Finding(
        "密钥",
        BAD if open_to_others else WELL,
        f"别人也能读：{'、'.join(open_to_others)}，请改权限为 600" if open_to_others else "只有本账号能读",
    )
    if settings.BIHUAN_DEMO:
        yield Finding("演示", CARE, "这里装的是演示数据，口令是公开的，只能在本机使用")
    elif not settings.SESSION_COOKIE_SECURE and not is_loopback(settings.BIHUAN_BIND.rpartition(":")[0]):
        yield Finding("加密", CARE, "没有设 BIHUAN_HTTPS=1，登录信息在网上不加密")


def _calendar() -> Iterator[Finding]:
    from bihuan.foundation.calendar.queries import calendar

    known = calendar().known_until
    ahead = known is not None and known >= date.today() + timedelta(days=90)
    yield Finding(
        "节假日", WELL if ahead else CARE, f"已录到 {known}" if ahead else f"只录到 {known}，以后按周一至周五算，请录入新的放假通知"
    )


def _people() -> Iterator[Finding]:
    from bihuan.foundation.accounts.queries import administrators
    from bihuan.foundation.accounts.vocabulary import Administrator

    held = administrators()
    empty = [one.label for one in Administrator if one not in held]
    yield Finding("三员", CARE if empty else WELL, f"空缺：{'、'.join(empty)}" if empty else "都有人担任")


def _jobs() -> Iterator[Finding]:
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


def _backups() -> Iterator[Finding]:
    from django.conf import settings

    if not settings.BIHUAN_BACKUPS:
        yield Finding("备份", CARE, "没有设置 BIHUAN_BACKUPS，不会自动备份")
        return
    from bihuan.foundation.backups.folder import all_of, read_manifest

    held = all_of(Path(settings.BIHUAN_BACKUPS))
    if not held:
        yield Finding("备份", CARE, f"{settings.BIHUAN_BACKUPS} 里还没有备份")
        return
    made = datetime.fromisoformat(read_manifest(held[-1]).made_at)
    old = made < datetime.now(tz=made.tzinfo) - timedelta(hours=26)
    yield Finding("备份", BAD if old else WELL, f"最近一份 {made:%Y-%m-%d %H:%M}，共 {len(held)} 份")


def _files() -> Iterator[Finding]:
    from bihuan.foundation.files.queries import altered

    wrong = altered()
    yield Finding(
        "文件", BAD if wrong else WELL, f"{len(wrong)} 个文件的内容不见了或被改过，请从备份恢复" if wrong else "内容都与存入时一致"
    )


def _book() -> Iterator[Finding]:
    from bihuan.foundation.audit.queries import verify

    found = verify()
    yield Finding("操作记录", BAD if found.fault else WELL, found.sentence)
