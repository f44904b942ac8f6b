"""`bihuan key`: the installation's keys – shown, renewed, earlier ones made known; files sealed to somebody's key and opened."""

import argparse
from pathlib import Path
from typing import Any

from bihuan.foundation.kernel import BadInput, _


def add(commands: argparse._SubParsersAction) -> None:
    steps = commands.add_parser("key", help="签名和密封用的密钥").add_subparsers(dest="step", metavar="步骤", required=True)
    show = steps.add_parser("show", help="列出公钥和指纹")
    show.set_defaults(run=_show)
    renew = steps.add_parser("renew", help="换一对新的签名密钥，旧公钥登记为以前用过的")
    renew.set_defaults(run=_renew)
    know = steps.add_parser("know", help="登记以前的安装用过的签名公钥")
    know.add_argument("algorithm", choices=("ed25519", "sm2"), metavar="算法")
    know.add_argument("public", metavar="公钥", help="十六进制")
    know.set_defaults(run=_know)
    seal = steps.add_parser("seal", help="把文件封给一个或几个公钥，其中任何一个都能单独打开")
    seal.add_argument("--to", action="append", required=True, metavar="公钥", help="十六进制，可以写几次")
    opened = steps.add_parser("open", help="用本系统的密钥打开封给本系统的文件")
    for one, run in ((seal, _seal), (opened, _open)):
        one.add_argument("file", type=Path, metavar="文件")
        one.add_argument("target", type=Path, metavar="目标")
        one.set_defaults(run=run)


def _home() -> tuple[Path, Any]:
    from django.conf import settings

    return settings.BIHUAN_HOME, settings


def _show(_arguments: argparse.Namespace) -> int:
    from bihuan.foundation.seals.keys import public_key, sealing_pair
    from bihuan.foundation.seals.signatures import fingerprint

    home, told = _home()
    for what, name, public in (
        ("签名", told.BIHUAN_SIGNATURE, public_key(home, told.BIHUAN_SIGNATURE)),
        ("密封", told.BIHUAN_SEAL, sealing_pair(home, told.BIHUAN_SEAL).public),
    ):
        print(f"{what} {name}　指纹 {fingerprint(public)}\n  {public.hex()}")
    return 0


def _renew(_arguments: argparse.Namespace) -> int:
    from bihuan.foundation.seals.keys import renew

    home, told = _home()
    old, new = renew(home, told.BIHUAN_SIGNATURE)
    print(f"已换新密钥：{old} → {new}。请重启服务和后台进程；多台机器的，把密钥文件夹同步过去。")
    return 0


def _know(arguments: argparse.Namespace) -> int:
    from bihuan.foundation.seals.keys import know

    print(f"已登记为以前用过的密钥：{know(_home()[0], arguments.algorithm, _bytes(arguments.public))}")
    return 0


def _bytes(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError:
        raise BadInput(_("“%(text)s”不是十六进制的公钥。"), text=text[:40]) from None


def _seal(arguments: argparse.Namespace) -> int:
    from bihuan.foundation.seals.sealing import seal

    _refuse_taken(arguments.target)
    with _opened(arguments.file) as source, arguments.target.open("xb") as target:
        seal(source, target, [_bytes(one) for one in arguments.to], _home()[1].BIHUAN_SEAL)
    print(f"已封给 {len(arguments.to)} 个公钥：{arguments.target}")
    return 0


def _open(arguments: argparse.Namespace) -> int:
    from bihuan.foundation.seals.keys import sealing_pair
    from bihuan.foundation.seals.sealing import told, unseal_file

    _refuse_taken(arguments.target)
    with _opened(arguments.file) as source:
        algorithm, _many = told(source)
    unseal_file(arguments.file, arguments.target, sealing_pair(_home()[0], algorithm))
    print(f"已打开：{arguments.target}")
    return 0


def _opened(path: Path) -> Any:
    try:
        return path.open("rb")
    except OSError as closed:
        raise BadInput(_("读不了“%(name)s”：%(why)s。"), name=path, why=closed.strerror or closed) from None


def _refuse_taken(target: Path) -> None:
    if target.exists():
        raise BadInput(_("“%(name)s”已经有了，不会覆盖，请换一个名字。"), name=target)
