"""`bihuan template roster|ledger -o FILE`: an empty workbook to fill in, with drop-downs and a sheet that explains it. No database."""

import argparse
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from bihuan.foundation.kernel import BadInput, _

# name → (room of the sheet, function that writes it, what it is)
TEMPLATES = {
    "roster": ("bihuan.organisation.sheets", "roster_template", "干部名册"),
    "ledger": ("bihuan.problems.sheets", "ledger_template", "问题台账"),
}


def add(commands: argparse._SubParsersAction) -> None:
    which = commands.add_parser("template", help="生成 Excel 模板").add_subparsers(dest="which", metavar="种类", required=True)
    for name, (room, _function, what) in TEMPLATES.items():
        if find_spec(room.rpartition(".")[0]) and find_spec(room):
            parser = which.add_parser(name, help=f"{what}模板")
            parser.add_argument("-o", "--output", type=Path, required=True, metavar="文件", help="写到哪里，例如 名册.xlsx")
            parser.set_defaults(run=run, needs_database=False)


def _writer(which: str) -> Callable[[], bytes]:
    room, function, _what = TEMPLATES[which]
    return getattr(import_module(room), function)


def run(arguments: argparse.Namespace) -> int:
    """0: written. Refused: the file cannot be written there."""
    try:
        arguments.output.write_bytes(_writer(arguments.which)())
    except OSError as closed:
        raise BadInput(_("写不了“%(path)s”。请检查文件夹是否存在、有没有写的权限。"), path=arguments.output) from closed
    print(f"已生成 {arguments.output}。填好后导入即可。")
    return 0
