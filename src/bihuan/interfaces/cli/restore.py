"""`bihuan restore`: put a backup back into an empty place."""

import argparse
from pathlib import Path


def add(commands: argparse._SubParsersAction) -> None:
    parser = commands.add_parser("restore", help="从备份恢复到空的安装")
    parser.add_argument("folder", type=Path, help="一份备份的文件夹（里面有 manifest.json）")
    parser.set_defaults(run=run, needs_database=False)


def run(arguments: argparse.Namespace) -> int:
    """0: everything came back and the book fits. 1: it came back, but the book does not fit."""
    from bihuan.interfaces.cli.preparing import prepare, set_up

    set_up()
    from bihuan.foundation.backups.restoring import restore

    found = restore(arguments.folder)
    print(f"已恢复 {found.manifest.made:%Y-%m-%d %H:%M} 的备份，文件 {found.manifest.files:,} 个。")
    print(found.book.sentence)
    prepare()
    return 1 if found.book.fault else 0
