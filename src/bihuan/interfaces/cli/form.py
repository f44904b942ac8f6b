"""`bihuan form add|list|tie|fill`: the superior's own form, taken in, tied by a file of ties, filled for a day."""

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bihuan.forms.models import Filling, Form
    from bihuan.forms.rules.ties import Ties


def add(commands: argparse._SubParsersAction) -> None:
    steps = commands.add_parser("form", help="填制上级报表").add_subparsers(dest="step", metavar="步骤", required=True)
    new = _step(steps, "add", "设立一张上级报表", new_form)
    new.add_argument("file", type=Path, metavar="空白表.xlsx")
    new.add_argument("--name", required=True, metavar="名称")
    _step(steps, "list", "列出上级报表", listed)
    tie = _step(steps, "tie", "改对应关系（不给文件时列出现有的）", tied)
    tie.add_argument("form", metavar="报表", help="名称或编号")
    tie.add_argument("--ties", type=Path, metavar="文件.json", help="与列出的格式相同")
    tie.add_argument("--suggested", action="store_true", help="收下由表头文字认出的对应")
    fill = _step(steps, "fill", "填制一天的数", filled)
    fill.add_argument("form", metavar="报表", help="名称或编号")
    fill.add_argument("-o", "--output", type=Path, required=True, metavar="文件.xlsx")
    fill.add_argument("--at", metavar="日期", help="数据截至哪一天终了（默认今天）")
    fill.add_argument("--marked", type=Path, metavar="文件.xlsx", help="另存一份，标出与上次不同的格")
    fill.add_argument("--json", action="store_true", help="输出 JSON")


def _step(steps: Any, name: str, purpose: str, run: Any) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = steps.add_parser(name, help=purpose)
    parser.add_argument("code", metavar="专项代码")
    parser.set_defaults(run=run)
    return parser


def _form(arguments: argparse.Namespace) -> "Form":
    from bihuan.forms.queries import find_form, forms_of
    from bihuan.foundation.kernel import BadInput, Missing, _
    from bihuan.interfaces.cli.looking_up import actor, campaign_of

    campaign = campaign_of(arguments.code)
    try:
        return find_form(actor(), campaign, arguments.form)
    except Missing:
        known = "、".join(forms_of(campaign).values_list("name", flat=True)) or _("（还没有上级报表）")
        raise BadInput(_("没有叫“%(name)s”的上级报表。现有：%(known)s。"), name=arguments.form, known=known) from None


def new_form(arguments: argparse.Namespace) -> int:
    """0: taken in."""
    from django.utils import timezone

    from bihuan.forms.operations import add_form
    from bihuan.forms.sheets import lost_in
    from bihuan.interfaces.cli.looking_up import actor, campaign_of, read

    data = read(arguments.file)
    form = add_form(
        campaign=campaign_of(arguments.code),
        name=arguments.name,
        data=data,
        file_name=arguments.file.name,
        actor=actor(),
        now=timezone.now(),
    )
    print(f"已设立：{form.name}（编号 {form.pk}）")
    if lost := lost_in(data):
        print(f"填好的表里不会保留：{'、'.join(lost)}")
    return 0


def listed(arguments: argparse.Namespace) -> int:
    """0: told."""
    from bihuan.forms.queries import edition_of, fillings_of, forms_of, ties_of
    from bihuan.interfaces.cli.looking_up import campaign_of

    for one in forms_of(campaign_of(arguments.code)):
        edition, last = edition_of(one), fillings_of(one).first()
        ties, told = ties_of(edition), f"，上次填到 {last.as_of.astimezone():%Y-%m-%d}" if last else ""
        state = "（已停用）" if one.retired_on else ""
        print(f"{one.pk}  {one.name}{state}：第 {edition.number} 版，对应 {len(ties.cells)} 个格、{len(ties.regions)} 段明细{told}")
    return 0


def _ties_in(path: Path) -> "Ties":
    from bihuan.forms.rules.ties import Ties
    from bihuan.foundation.kernel import BadInput, _
    from bihuan.interfaces.cli.looking_up import read_text

    try:
        return Ties.read(json.loads(read_text(path)))
    except (json.JSONDecodeError, RecursionError) as odd:
        raise BadInput(_("“%(path)s”不是 JSON 文件。"), path=path) from odd


def tied(arguments: argparse.Namespace) -> int:
    """0: told or changed."""
    from django.utils import timezone

    from bihuan.forms.operations import tie_form
    from bihuan.forms.queries import edition_of, ties_of
    from bihuan.forms.sheets import suggestions
    from bihuan.interfaces.cli.looking_up import actor

    form = _form(arguments)
    ties = _ties_in(arguments.ties) if arguments.ties else ties_of(edition_of(form))
    if arguments.suggested:
        for one in suggestions(form):
            ties = ties.with_cell(one.tie)
    if arguments.ties or arguments.suggested:
        edition = tie_form(form=form, ties=ties, actor=actor(), now=timezone.now())
        print(f"第 {edition.number} 版：对应 {len(ties.cells)} 个格、{len(ties.regions)} 段明细")
    else:
        print(json.dumps(ties.plain(), ensure_ascii=False, indent=1))
    return 0


def filled(arguments: argparse.Namespace) -> int:
    """0: filled whole. 1: filled, but some cells could not be; each is named."""
    from django.utils import timezone

    from bihuan.forms.operations import fill_form
    from bihuan.forms.queries import before, differences, notes_of
    from bihuan.forms.sheets import marked
    from bihuan.foundation.files.queries import read
    from bihuan.interfaces.cli.looking_up import actor, day_of, refuse_unwritable, write

    refuse_unwritable(arguments.output, arguments.marked)
    filling = fill_form(form=_form(arguments), day=day_of(arguments.at), actor=actor(), now=timezone.localtime())
    data, last = read(filling.file), before(filling)
    write(arguments.output, data)
    if arguments.marked:
        write(arguments.marked, marked(data, notes_of(filling, last)))
    different = differences(filling, last)
    if arguments.json:
        told = [{"sheet": sheet, "cell": cell, "before": old, "now": new} for (sheet, cell), (old, new) in different.items()]
        print(
            json.dumps(
                {"numbers": filling.numbers, "gaps": filling.gaps, "differences": told, "rows": filling.rows}, ensure_ascii=False, indent=1
            )
        )
    else:
        _tell(filling, different, arguments.output)
    return 1 if filling.gaps else 0


def _tell(filling: "Filling", different: Any, path: Path) -> None:
    print(f"已填：{path}（{len(filling.numbers)} 个数，明细 {filling.rows} 行，数据截至 {filling.as_of.astimezone():%Y-%m-%d %H:%M}）")
    for (sheet, cell), (old, new) in different.items():
        print(f"  与上次不同：{sheet} {cell}  {old} → {new}")
    for one in filling.gaps:
        print(f"  没有填：{one['sheet']} {one['cell']}：{one['why']}")
