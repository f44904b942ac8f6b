"""`bihuan plan read|schema`: what is in a plan, without a database. `--json` prints the contract of `plan schema`."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from bihuan.foundation.kernel import BadInput, _
from bihuan.interfaces.cli import plan_start
from bihuan.interfaces.cli.plan_answers import write_answers
from bihuan.interfaces.cli.plan_summary import summary


def add(commands: argparse._SubParsersAction) -> None:
    plan = commands.add_parser("plan", help="读方案、由方案启动专项").add_subparsers(dest="step", metavar="步骤", required=True)
    read = plan.add_parser("read", help="读一份方案，列出读到的内容和待确认的问题")
    read.add_argument("file", type=Path, metavar="文件", help="txt、md、html、rtf、docx、doc、wps、pdf；图片和扫描件须装识别组件")
    read.add_argument("--json", action="store_true", help="输出 JSON（结构见 bihuan plan schema）")
    read.add_argument("--text", type=Path, metavar="文件", help="把清洗后的正文另存到这里；JSON 中的位置即指这份正文")
    read.add_argument("--answers", type=Path, metavar="文件", help="把要您定的问题写成样表（YAML），填好交给 plan start --answers")
    read.set_defaults(run=read_plan, needs_database=False)
    plan_start.add(plan)
    schema = plan.add_parser("schema", help="输出 plan read --json 的 JSON Schema")
    schema.set_defaults(run=print_schema, needs_database=False)


def read_plan(arguments: argparse.Namespace) -> int:
    """0: read. Refusals of the readers are told by `main` (exit 2)."""
    from bihuan.plan_import.readers import read_file
    from bihuan.plan_import.rules import read_text

    source = read_file(arguments.file)
    facts = read_text(source.text)
    if arguments.text:
        _keep(arguments.text, facts.text)
    if arguments.answers:
        count = write_answers(arguments.answers, facts.to_json())
        print(f"{count} 个问题写在“{arguments.answers}”，填好交给 bihuan plan start --answers。", file=sys.stderr)
    print(_as_json(facts.to_json()) if arguments.json else summary(facts.to_json(), source))
    return 0


def _keep(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as closed:
        raise BadInput(_("写不了“%(path)s”。请检查文件夹是否存在、有没有写的权限。"), path=path) from closed


def print_schema(arguments: argparse.Namespace) -> int:
    """The published contract."""
    from bihuan.plan_import.rules import PLAN_SCHEMA

    print(_as_json(PLAN_SCHEMA))
    return 0


def _as_json(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)
