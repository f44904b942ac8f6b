"""`bihuan template roster|ledger -o FILE`: an empty workbook to fill in, with drop-downs and a sheet that explains it.

Without a database; `template ledger CODE` offers the units and the catalogue of that campaign."""

import argparse
from collections.abc import Callable
from functools import partial
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
            if name == "ledger":
                parser.add_argument("code", nargs="?", action=_OfCampaign, metavar="专项代码", help="单位和类别可从下拉框选")


class _OfCampaign(argparse.Action):
    """A campaign's own template asks the database for its units and catalogue; the general one does not."""

    def __call__(self, _parser: object, namespace: argparse.Namespace, values: object, _option: object = None) -> None:
        namespace.code, namespace.needs_database = values, values is not None


def _writer(which: str, code: str | None) -> Callable[[], bytes]:
    room, function, _what = TEMPLATES[which]
    write = getattr(import_module(room), function)
    return partial(_of_campaign, code) if code else write


def _of_campaign(code: str) -> bytes:
    """The sheet with the units, the catalogue and the own columns of a campaign."""
    from bihuan.interfaces.cli.looking_up import actor, campaign_of
    from bihuan.problems.operations import template_for

    return template_for(campaign=campaign_of(code), actor=actor())


def run(arguments: argparse.Namespace) -> int:
    """0: written. Refused: the file cannot be written there."""
    try:
        arguments.output.write_bytes(_writer(arguments.which, getattr(arguments, "code", None))())
    except OSError as closed:
        raise BadInput(_("写不了“%(path)s”。请检查文件夹是否存在、有没有写的权限。"), path=arguments.output) from closed
    print(f"已生成 {arguments.output}。填好后导入即可。")
    return 0
