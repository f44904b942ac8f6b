"""`bihuan prepare`: bring the database to the present shape, make the keys, and say so."""

import argparse


def add(commands: argparse._SubParsersAction) -> None:
    parser = commands.add_parser("prepare", help="准备数据库和密钥")
    parser.set_defaults(run=run)


def run(_arguments: argparse.Namespace) -> int:
    """The keys come with it: services may not write where keys lie, and machines of one installation get copies."""
    from django.conf import settings

    from bihuan.foundation.seals.keys import public_key

    public_key(settings.BIHUAN_HOME, settings.BIHUAN_SIGNATURE)
    print("数据库已就绪。")
    return 0
