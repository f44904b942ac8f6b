"""`bihuan campaign list|export|import|start|schema`: a campaign as one file, out and in, and started with its roster."""

import argparse
import json
import sys
from pathlib import Path

from bihuan.interfaces.cli import office, stage


def add(commands: argparse._SubParsersAction) -> None:
    steps = commands.add_parser("campaign", help="导出、导入专项文件").add_subparsers(dest="step", metavar="步骤", required=True)
    listed = steps.add_parser("list", help="列出专项")
    listed.set_defaults(run=list_them)
    out = steps.add_parser("export", help="把专项导出成文件")
    out.add_argument("code", metavar="专项代码")
    out.add_argument("-o", "--output", type=Path, required=True, metavar="文件.yaml")
    out.set_defaults(run=export)
    into = steps.add_parser("import", help="由专项文件或现成目录建立专项")
    into.add_argument("file", metavar="文件.yaml 或现成目录名")
    into.add_argument("--code", default="", help="专项代码（默认用文件里的）")
    into.add_argument("--unit", default="", help="所在单位名称（默认组织树的顶层单位）")
    into.set_defaults(run=import_it)
    start = steps.add_parser("start", help="定下名册，启动筹备中的专项")
    start.add_argument("code", metavar="专项代码")
    start.add_argument("--roster", type=Path, required=True, metavar="名册.xlsx", help="干部名册（模板：bihuan template roster -o F.xlsx）")
    start.add_argument("--on", metavar="日期", help="名册确定日（默认今天）")
    start.set_defaults(run=start_it)
    stage.add(steps)
    office.add(steps)
    steps.add_parser("schema", help="输出专项文件的 JSON Schema").set_defaults(run=print_schema, needs_database=False)
    steps.add_parser("catalogues", help="列出现成的问题目录").set_defaults(run=print_catalogues, needs_database=False)


def list_them(_arguments: argparse.Namespace) -> int:
    from bihuan.campaigns.queries import visible_to
    from bihuan.interfaces.cli.looking_up import actor

    found = visible_to(actor())
    for one in found:
        print(f"{one.code}  {one.get_state_display()}  {one.title}")
    if not found:
        print("还没有专项。由方案启动：bihuan plan start 方案 --roster 名册.xlsx；由现成目录建立：bihuan campaign import five-tendencies")
    return 0


def export(arguments: argparse.Namespace) -> int:
    from bihuan.campaigns.queries import file_of
    from bihuan.campaigns.rules.campaign_file import dump
    from bihuan.interfaces.cli.looking_up import campaign_of, write

    write(arguments.output, dump(file_of(campaign_of(arguments.code))).encode())
    print(f"已导出：{arguments.output}")
    return 0


def import_it(arguments: argparse.Namespace) -> int:
    from django.utils import timezone

    from bihuan.campaigns.operations import prepare_campaign
    from bihuan.campaigns.queries import with_house_values
    from bihuan.campaigns.rules.campaign_file import load
    from bihuan.campaigns.rules.catalogues import READY, catalogue_text
    from bihuan.interfaces.cli.looking_up import LONGEST_TEXT, actor, read
    from bihuan.organisation.queries import top_unit

    ready = arguments.file in READY or arguments.file in READY.values()
    file = with_house_values(load(catalogue_text(arguments.file))) if ready else load(read(Path(arguments.file), LONGEST_TEXT))
    campaign = prepare_campaign(file=file, root=top_unit(arguments.unit), actor=actor(), now=timezone.localtime(), code=arguments.code)
    if file.code and campaign.code not in (file.code, arguments.code):
        print(f"已有代码为 {file.code} 的专项，这一个另立为 {campaign.code}。", file=sys.stderr)
    print(campaign.code)
    return 0


def start_it(arguments: argparse.Namespace) -> int:
    from django.utils import timezone

    from bihuan.campaigns.operations import launch_campaign_with_sheet
    from bihuan.interfaces.cli.looking_up import actor, campaign_of, day_of, read, say_below_threshold, say_gaps

    campaign, sheet = campaign_of(arguments.code), read(arguments.roster)
    name, on, now = arguments.roster.name, day_of(arguments.on), timezone.localtime()
    launch_campaign_with_sheet(campaign=campaign, data=sheet, name=name, on=on, actor=actor(), now=now)
    say_below_threshold(campaign_of(arguments.code), on)
    say_gaps(campaign_of(arguments.code), on)
    office.say_without_office(campaign)
    print(campaign.code)
    return 0


def print_schema(_arguments: argparse.Namespace) -> int:
    from bihuan.campaigns.rules.campaign_file import CAMPAIGN_SCHEMA

    print(json.dumps(CAMPAIGN_SCHEMA, ensure_ascii=False, indent=1))
    return 0


def print_catalogues(_arguments: argparse.Namespace) -> int:
    from bihuan.campaigns.rules.catalogues import READY

    for name, title in READY.items():
        print(f"{name}  {title}")
    return 0
