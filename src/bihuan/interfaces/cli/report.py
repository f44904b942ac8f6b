"""`bihuan report weekly|final CODE -o F.docx`: a report from the ledger, as a draft or issued with its number."""

import argparse
from pathlib import Path


def add(commands: argparse._SubParsersAction) -> None:
    parser = commands.add_parser("report", help="生成周报、总结报告")
    parser.add_argument("what", choices=("weekly", "final"), metavar="weekly|final", help="周报或总结报告")
    parser.add_argument("code", metavar="专项代码")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="文件.docx")
    parser.add_argument("--date", metavar="日期", help="数据截至哪一天终了（默认今天）")
    parser.add_argument("--issue", action="store_true", help="编号印发；印发后冻结，不再改动")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    from django.utils import timezone

    from bihuan.documents.queries import file_of
    from bihuan.documents.rendering import render_docx
    from bihuan.interfaces.cli.looking_up import actor, campaign_of, day_of, refuse_unwritable, write
    from bihuan.reports.operations import compose, draft_report, issue_report

    campaign, day, now = campaign_of(arguments.code), day_of(arguments.date), timezone.localtime()
    if not arguments.issue:
        write(arguments.output, render_docx(compose(campaign, arguments.what, day, now.date())))
        print(f"已生成草稿：{arguments.output}")
        return 0
    refuse_unwritable(arguments.output)  # what was issued once stays issued
    document = draft_report(campaign=campaign, what=arguments.what, day=day, actor=actor(), now=now)
    issue_report(document=document, actor=actor(), now=now)
    write(arguments.output, file_of(document))
    print(f"已印发 {document.number}：{arguments.output}")
    return 0
