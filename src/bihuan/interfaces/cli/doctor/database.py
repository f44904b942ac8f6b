"""The database: its shape, what it keeps through a power cut, and its standbys."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime

from bihuan.interfaces.cli.doctor.finding import BAD, CARE, WELL, Finding


def shape() -> Iterator[Finding]:
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


_FOLLOWERS = """
SELECT count(*), count(*) FILTER (WHERE sync_state IN ('sync', 'quorum')), count(*) FILTER (WHERE sync_state IS NULL) FROM pg_stat_replication
"""


def _shown(*names: str) -> dict[str, str]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT name, setting FROM pg_settings WHERE name = ANY(%s)", [list(names)])
        return dict(cursor.fetchall())


def safety() -> Iterator[Finding]:
    """Is what was acknowledged still there after a power cut, and do the clocks agree?"""
    from django.db import connection

    if connection.vendor == "sqlite":
        kept = os.environ.get("BIHUAN_SQLITE_SYNC", "FULL") == "FULL"
        yield Finding("落盘", WELL if kept else BAD, "断电不丢" if kept else "BIHUAN_SQLITE_SYNC 不是 FULL，断电会丢最近的改动")
        return
    told = _shown("fsync", "full_page_writes", "synchronous_commit")
    loose = [name for name in ("fsync", "full_page_writes") if told[name] == "off"]
    loose += ["synchronous_commit"] if told["synchronous_commit"] == "off" else []
    yield Finding("落盘", BAD if loose else WELL, f"{'、'.join(loose)} 是 off，断电会丢改动，请改为 on" if loose else "断电不丢")
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        apart = abs((cursor.fetchone()[0] - datetime.now(UTC)).total_seconds())
    yield Finding("时钟", WELL if apart < 5 else CARE, f"与数据库服务器相差 {apart:.0f} 秒{'' if apart < 5 else '，请校时'}")


def standbys() -> Iterator[Finding]:
    """Who follows the primary, and does every commit wait for one of them?"""
    from django.db import connection

    if connection.vendor == "sqlite":
        return
    wanted = _shown("synchronous_standby_names")["synchronous_standby_names"]
    with connection.cursor() as cursor:
        cursor.execute(_FOLLOWERS)
        followers, waited_for, hidden = cursor.fetchone()
    if hidden:
        yield Finding("热备库", CARE, f"{followers} 个，但看不到是否同步，请让管理员执行 GRANT pg_monitor TO 本系统的数据库用户")
    elif wanted and not waited_for:
        yield Finding("热备库", BAD, "设了 synchronous_standby_names，但没有备库在同步：写入会一直等着，请恢复备库或暂时清空这项设置")
    elif waited_for:
        yield Finding("热备库", WELL, f"{followers} 个，提交都等它落盘")
    elif followers:
        yield Finding("热备库", CARE, f"{followers} 个，但提交不等它：主库坏了会丢最后几笔，请设 synchronous_standby_names")
    else:
        yield Finding("热备库", CARE, "没有，主库坏了只能从备份恢复（见 docs/how-to/run-on-several-machines.md）")
