"""`bihuan doctor`: what an administrator would look at one by one, looked at once: each line says whether it is well and what to do."""

import argparse
import json
from dataclasses import asdict

from bihuan.interfaces.cli.doctor.finding import BAD


def add(commands: argparse._SubParsersAction) -> None:
    parser = commands.add_parser("doctor", help="检查这套安装")
    parser.add_argument("--files", action="store_true", help="逐个核对文件内容（文件多时较慢）")
    parser.add_argument("--book", action="store_true", help="逐条核对操作记录（记录多时较慢）")
    parser.add_argument("--json", action="store_true", help="输出 JSON")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """0: nothing is bad. 1: something is."""
    from bihuan.interfaces.cli.doctor import background, content, database, machine, outside

    looks = [
        machine.program, database.shape, database.safety, database.standbys, machine.disk, machine.secrets, machine.fonts, machine.doors,
        machine.watching, content.calendar, content.people, background.jobs, background.clock, background.backups, background.witness,
        outside.directories, outside.store, outside.algorithms,
    ]  # fmt: skip
    looks += [content.files] if arguments.files else []
    looks += [content.book] if arguments.book else []
    found = [one for look in looks for one in look()]
    if arguments.json:
        print(json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=1))
    else:
        for one in found:
            print(f"{one.state:　<3} {one.what}：{one.said}")
    return int(any(one.state == BAD for one in found))
