"""`bihuan backup` takes a copy of everything, `bihuan restore` puts one back into an empty place."""

import argparse
from pathlib import Path

from bihuan.foundation.kernel import BadInput, _


def _copies(text: str) -> int:
    if (count := int(text)) < 1:
        raise ValueError(text)
    return count


def add(commands: argparse._SubParsersAction) -> None:
    parser = commands.add_parser("backup", help="备份数据库、文件和密钥")
    parser.add_argument("folder", type=Path, nargs="?", help="备份文件夹（默认用设置 BIHUAN_BACKUPS）")
    parser.add_argument("--keep", type=_copies, default=0, metavar="份", help="只留最近几份（默认全留）")
    parser.add_argument("--without-keys", action="store_true", help="不带密钥（密钥另行保管时）")
    parser.add_argument("--check", action="store_true", help="不备份，只核对这一份备份是否完整")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Prints where the backup lies."""
    from django.conf import settings
    from django.utils import timezone

    from bihuan.foundation.backups.folder import check, forget_all_but
    from bihuan.foundation.backups.taking import take

    place = arguments.folder or (Path(settings.BIHUAN_BACKUPS) if settings.BIHUAN_BACKUPS else None)
    if place is None:
        raise BadInput(_("请写明备份到哪个文件夹，例如 bihuan backup /备份盘/闭环。"))
    if arguments.check:
        found = check(place)
        print(f"备份完整：{found.made:%Y-%m-%d %H:%M}，数据库 {found.size:,} 字节，文件 {found.files:,} 个。")
        return 0
    print(f"已备份到 {take(place, timezone.now(), keys=not arguments.without_keys)}")
    if arguments.keep > 0:
        print(f"已清除较早的 {forget_all_but(place, arguments.keep)} 份。")
    return 0
