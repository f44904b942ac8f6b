"""`bihuan portal`: the public door as a process of its own, beside `bihuan run` or on another machine that holds no secret key."""

import argparse
import os
import sys
from pathlib import Path

from bihuan.interfaces.cli import parcels

PROCESS = "bihuan.interfaces.portal.main"
OFF = "off"
MINE = "BIHUAN_PORTAL_"


def add(commands: argparse._SubParsersAction) -> None:
    told = (
        "地址和端口用 BIHUAN_PORTAL_BIND 设（默认 127.0.0.1:8001），证书用 BIHUAN_PORTAL_CERT 和 BIHUAN_PORTAL_KEY，"
        "密封箱用 BIHUAN_PORTAL_BOX，举报办的公钥用 BIHUAN_PORTAL_TRUST。"
    )
    parser = commands.add_parser("portal", help="启动公开举报入口", epilog=told)
    parser.set_defaults(run=run, needs_database=False)
    parcels.add(parser.add_subparsers(dest="step", metavar="步骤"))


def run(_arguments: argparse.Namespace) -> int:
    """Becomes that process: nothing that was loaded here, a key least of all, goes along."""
    command = [sys.executable, "-m", PROCESS]
    os.execve(command[0], command, environment(Path(os.environ.get("BIHUAN_HOME", "var")).resolve()))  # noqa: S606  our own interpreter, no shell


def environment(home: Path) -> dict[str, str]:
    """What the process of the door is told: whose signature counts (where the environment does not say so, the keys of this home), and of the
    house's settings none but its own, so that no secret of the office goes along."""
    from bihuan.foundation.seals.keys import public_keys

    told = os.environ.get("BIHUAN_PORTAL_TRUST", "") or ",".join(public_keys(home))
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("BIHUAN_", "DJANGO_")) or name.startswith(MINE)}
    return {**kept, "BIHUAN_HOME": str(home), "BIHUAN_PORTAL_TRUST": told}


def bind() -> str:
    """Where it is to listen; "" where it is not wanted (`off`)."""
    told = os.environ.get("BIHUAN_PORTAL_BIND", "127.0.0.1:8001")
    return "" if told.strip().lower() == OFF else told
