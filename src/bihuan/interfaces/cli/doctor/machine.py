"""This machine: program, disk, keys, doors, and who may watch."""

import hashlib
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

from bihuan.interfaces.cli.doctor.finding import BAD, CARE, WELL, Finding


def program() -> Iterator[Finding]:
    state = WELL if sys.version_info >= (3, 11) else BAD
    yield Finding("程序", state, f"Python {sys.version.split()[0]}，SQLite {sqlite3.sqlite_version}")


def disk() -> Iterator[Finding]:
    """Is there room?"""
    from django.conf import settings

    free = shutil.disk_usage(settings.BIHUAN_HOME).free / 2**30
    yield Finding("磁盘", WELL if free > 5 else CARE if free > 1 else BAD, f"{settings.BIHUAN_HOME} 所在的盘还剩 {free:.1f} GB")


def secrets() -> Iterator[Finding]:
    """Can nobody else read the keys? The print is for comparing machines of one installation."""
    from django.conf import settings

    from bihuan.foundation.kernel.once import keys_of

    if Path(settings.BIHUAN_HOME).stat().st_mode & 0o077:
        yield Finding("数据文件夹", CARE, f"别的账号也能进 {settings.BIHUAN_HOME}，请改权限为 700")
    open_to_others = [one.name for one in keys_of(Path(settings.BIHUAN_HOME)).glob("*") if one.stat().st_mode & 0o077]
    if open_to_others:
        yield Finding("密钥", BAD, f"别人也能读：{'、'.join(open_to_others)}，请改权限为 600")
        return
    mark = hashlib.sha256(b"bihuan.print\0" + settings.SECRET_KEY.encode()).hexdigest()[:8]
    yield Finding("密钥", WELL, f"只有本账号能读；指纹 {mark}，几台机器合用时应当相同")


def fonts() -> Iterator[Finding]:
    """With which fonts are papers printed? The official ones may not be given away: the tenant puts his own beside the data."""
    from django.conf import settings

    from bihuan.documents.rendering.pdf import missing_fonts

    stand_ins = missing_fonts()
    if not all(stand_ins.values()):
        yield Finding("字体", BAD, f"没有中文字体，PDF 里的字会是空框：把字体文件放进 {settings.BIHUAN_HOME}/fonts，再重启")
    elif stand_ins:
        told = "、".join(f"{name}（以 {other} 代替）" for name, other in stand_ins.items())
        yield Finding("字体", CARE, f"PDF 缺公文字体：{told}。有正版字体的，放进 {settings.BIHUAN_HOME}/fonts，再重启")


def doors() -> Iterator[Finding]:
    """Who can come in, and how privately?"""
    from django.conf import settings

    from bihuan.interfaces.cli.run import is_loopback

    here = is_loopback(settings.BIHUAN_BIND.rpartition(":")[0])
    if settings.BIHUAN_DEMO:
        yield Finding("演示", CARE, "这里装的是演示数据，口令是公开的，只能在本机使用")
        return
    if not settings.SESSION_COOKIE_SECURE and not here:
        yield Finding("加密", CARE, "没有设 BIHUAN_HTTPS=1，登录信息在网上不加密")
    if settings.SESSION_COOKIE_SECURE and not settings.BIHUAN_PROXIES:
        yield Finding("来访地址", CARE, "没有设 BIHUAN_PROXIES，经反向代理来的人看起来都是同一个地址，输错口令会互相影响")


def watching() -> Iterator[Finding]:
    """Who may read the metrics, and do the lines hold addresses?"""
    from django.conf import settings

    from bihuan.foundation.watching.proxies import networks

    told = tuple(filter(None, settings.BIHUAN_METRICS.split(",")))
    nets = networks(told, "BIHUAN_METRICS") if settings.BIHUAN_METRICS != "off" else ()
    if any(net.prefixlen == 0 for net in nets):
        yield Finding("运行指标", BAD, "BIHUAN_METRICS 对所有地址开放，请只写监控服务器的地址，或用 BIHUAN_METRICS_TOKEN")
    if settings.BIHUAN_LOG_ADDRESS:
        yield Finding("日志", CARE, "BIHUAN_LOG_ADDRESS=1：日志里有来访地址，按个人信息保管")
