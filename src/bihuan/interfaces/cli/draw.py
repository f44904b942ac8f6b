"""`bihuan draw verify|export`: a draw told as a file, and whether what it says follows from what was frozen before."""

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from bihuan.interfaces.cli import looking_up

if TYPE_CHECKING:
    from bihuan.foundation.draws.rules import Replayed


def add(commands: argparse._SubParsersAction) -> None:
    steps = commands.add_parser("draw", help="核对、导出随机抽取").add_subparsers(dest="step", metavar="步骤", required=True)
    verify = steps.add_parser("verify", help="复算一次抽取：名单、种子、结果是否相符；不用数据库，换一台机器也能算")
    verify.add_argument("file", type=Path, metavar="文件.json", help="抽取页上导出的文件")
    verify.add_argument("--book", action="store_true", help="并与本系统操作记录里封存时的摘要核对")
    verify.add_argument("--json", action="store_true", help="输出 JSON")
    verify.set_defaults(run=verified, needs_database=False)
    export = steps.add_parser("export", help="把一次抽取导出成文件")
    export.add_argument("number", type=int, metavar="编号")
    export.add_argument("-o", "--output", type=Path, required=True, metavar="文件.json")
    export.set_defaults(run=exported)


def verified(arguments: argparse.Namespace) -> int:
    """0: nothing differs. 1: something does; each point is named."""
    from bihuan.foundation.draws.rules import read, replay

    data = looking_up.read(arguments.file)
    if arguments.book:
        from bihuan.interfaces.cli.preparing import prepare

        prepare()
        from bihuan.foundation.draws.queries import verified as held_against_the_book  # its tables, only once they are set up

        found = held_against_the_book(data)
    else:
        found = replay(read(data))
    _tell(found, as_json=arguments.json)
    return 0 if found.sound else 1


def _tell(found: "Replayed", *, as_json: bool) -> None:
    if as_json:
        points = [{"point": one.point.value, "found": one.found.value, "stands": one.stands, "comes_out": one.comes_out}
                  for one in found.points]  # fmt: skip
        print(json.dumps({"sound": found.sound, "points": points, "chosen": [one.key for one in found.chosen]}, ensure_ascii=False))
        return
    print(f"第 {found.told.number} 号抽取：{found.told.title}（候选 {len(found.told.lot.pool)}，排除 {len(found.told.lot.left)}）")
    for one in found.points:
        told = f"：文件写着 {one.stands}，复算得到 {one.comes_out}" if one.stands or one.comes_out else ""
        print(f"  {one.point.label}：{one.found.label}{told}")
    if found.chosen:
        print("复算抽中：" + "、".join(one.label for one in found.chosen))


def exported(arguments: argparse.Namespace) -> int:
    """0: written."""
    from bihuan.foundation.draws.queries import file_of, find

    looking_up.write(arguments.output, file_of(find(arguments.number)).encode())
    print(f"已导出：{arguments.output}")
    return 0
