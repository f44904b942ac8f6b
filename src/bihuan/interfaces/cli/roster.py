"""`bihuan roster import FILE`: take a roster sheet into the organisation; `--check` only looks, `--json` prints the counts and errors."""

import argparse
import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from bihuan.foundation.files.rules.refusals import NoSuchFile, NotPermitted
from bihuan.foundation.kernel import BadInput, _

MOST = 20
"""So many names are printed."""


def add(commands: argparse._SubParsersAction) -> None:
    steps = commands.add_parser("roster", help="导入干部名册").add_subparsers(dest="step", metavar="步骤", required=True)
    parser = steps.add_parser("import", help="把名册导入组织机构（有一处错误就整份不收）")
    parser.add_argument("file", type=Path, metavar="文件", help="xlsx、xls 或 et")
    parser.add_argument("--on", metavar="日期", help="名册是哪一天的，例如 2026-03-02（默认今天）")
    parser.add_argument("--check", action="store_true", help="只检查，不写入")
    parser.add_argument("--json", action="store_true", help="输出 JSON")
    parser.set_defaults(run=run)


def read_bytes(path: Path) -> bytes:
    """The file, or a refusal that names it."""
    try:
        return path.read_bytes()
    except PermissionError as closed:
        raise NotPermitted(name=path.name) from closed
    except OSError as missing:
        raise NoSuchFile(name=path.name) from missing


def _day(text: str | None) -> date:
    from django.utils.timezone import localdate

    from bihuan.organisation.rules.days import check_not_ahead

    try:
        day = date.fromisoformat(text) if text else localdate()
    except ValueError as wrong:
        raise BadInput(_("日期“%(text)s”不对，请写成 2026-03-02。"), text=text) from wrong
    check_not_ahead(day, localdate())
    return day


def run(arguments: argparse.Namespace) -> int:
    """0: taken (or nothing wrong). 1: errors in cells, told one a line. 2: the file cannot be read."""
    from django.utils import timezone

    from bihuan.foundation.accounts.queries import system_actor
    from bihuan.organisation.operations import enter_roster
    from bihuan.organisation.queries import preview_roster
    from bihuan.organisation.sheets import read_roster

    rows, day = read_roster(read_bytes(arguments.file), arguments.file.name), _day(arguments.on)
    checked = preview_roster(rows)
    if not checked.errors and not arguments.check:
        enter_roster(rows=rows, on=day, actor=system_actor(), now=timezone.now())
    _tell(checked.counts, [error.to_json() for error in checked.errors], [str(error) for error in checked.errors], arguments.json)
    if not arguments.json and not checked.errors:
        _tell_gone([one.name for one in checked.gone], checked.perhaps_moved)
    return 1 if checked.errors else 0


def _tell_gone(gone: Sequence[str], perhaps_moved: Sequence[str]) -> None:
    if gone:
        print(f"表中已无：{'、'.join(gone[:MOST])}" + (f" 等 {len(gone)} 人" if len(gone) > MOST else ""))
    if perhaps_moved:
        print(
            f"其中同名又新增的：{'、'.join(perhaps_moved[:MOST])}。如果是同一个人换了单位和手机，请在系统里改好手机再导入，以免重复登记。"
        )


def _tell(counts: dict[str, int], errors: list[dict[str, object]], lines: list[str], as_json: bool) -> None:
    if as_json:
        four = {key: counts.get(key, 0) for key in ("new", "changed", "same", "gone")}
        print(json.dumps({**four, **counts, "errors": errors}, ensure_ascii=False, indent=1))
    elif lines:
        print("\n".join(lines))
        print(f"共 {len(lines)} 处错误，整份没有导入。请改正后再导。")
    else:
        print(f"人员：新增 {counts['new']}，变更 {counts['changed']}，不变 {counts['same']}，表中已无 {counts['gone']}（只提示，不删除）")
        print(f"有人员的单位 {counts['units']} 家，整治对象 {counts['subjects']} 名")
        print(f"组织树：新增单位 {counts['units_new']} 个（含只作上级的），改变上级 {counts['units_moved']} 个")
