"""`bihuan portal carry | pull | key`: parcels between a door and an office that no network joins, or where only the office may ask."""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bihuan.foundation.kernel import BadInput

if TYPE_CHECKING:
    from bihuan.foundation.sealedbox.crossing import Crossing

DOOR, OFFICE = "door", "office"


def add(steps: argparse._SubParsersAction) -> None:
    carry = steps.add_parser("carry", help="经网闸或移动介质交换数据包：先收进来，再发出去")
    carry.add_argument("end", choices=(DOOR, OFFICE), metavar="哪一端", help="door：举报入口；office：举报办")
    carry.add_argument("--from", dest="source", type=Path, metavar="文件夹", help="对方的数据包从这里收")
    carry.add_argument("--to", dest="target", type=Path, metavar="文件夹", help="自己的数据包放到这里")
    carry.add_argument("--again", action="store_true", help="还没有回执的数据包再发一遍")
    carry.add_argument("--anew", action="store_true", help="从头送一遍：有一端恢复过备份时，两端都要做")
    carry.set_defaults(run=_carry, needs_database=False)
    pull = steps.add_parser("pull", help="在举报办这一端，经 HTTPS 向举报入口取一次")
    pull.add_argument("--anew", action="store_true", help="从头送一遍")
    pull.set_defaults(run=_pull, needs_database=False)
    verify = steps.add_parser("verify", help="核对举报回执：不联网，哪台电脑都行")
    verify.add_argument("receipt", type=Path, metavar="回执", help="凭码查询时存的 receipt.json")
    verify.add_argument("--kept", type=Path, metavar="留底", help="交上时存的 receipt-content.bin")
    verify.add_argument("--files", type=Path, metavar="文件夹", help="附件原件，逐个核对")
    verify.add_argument("--key", action="append", required=True, metavar="公钥", help="受理单位的公钥（十六进制），可以写几次")
    verify.set_defaults(run=_verify, needs_database=False)
    key = steps.add_parser("key", help="在举报入口这一端，显示给数据包签名的公钥")
    key.set_defaults(run=_key, needs_database=False)


def _settings(end: str) -> Any:
    os.environ["DJANGO_SETTINGS_MODULE"] = "bihuan.config.portal" if end == DOOR else "bihuan.config.settings"
    from django.conf import settings

    return settings


def _crossing(end: str) -> Crossing:
    from bihuan.foundation.sealedbox.crossing import door_end, office_end
    from bihuan.foundation.seals.keys import public_keys

    told = _settings(end)
    if end == DOOR:
        home = told.BIHUAN_PORTAL_HOME
        return door_end(home, told.BIHUAN_PORTAL_BOX, told.BIHUAN_PORTAL_TRUST or public_keys(home))
    return office_end(told.BIHUAN_HOME, told.BIHUAN_PORTAL_BOX, told.BIHUAN_SIGNATURE, told.BIHUAN_PORTAL_DOOR)


def _key(_arguments: argparse.Namespace) -> int:
    from bihuan.foundation.sealedbox.crossing import door_key

    print(door_key(_settings(DOOR).BIHUAN_PORTAL_HOME))
    return 0


def _verify(arguments: argparse.Namespace) -> int:
    """0: it fits. 1: an attachment is lacking or another one. Refused: anything else."""
    from bihuan.foundation.sealedbox.receipts import check
    from bihuan.foundation.seals.signatures import fingerprint
    from bihuan.interfaces.cli.looking_up import read

    kept = read(arguments.kept) if arguments.kept else None
    found = check(read(arguments.receipt), {one.strip().lower() for one in arguments.key}, kept)
    print(f"签名相符，公钥指纹 {fingerprint(bytes.fromhex(found.key))}。受理单位在 {found.on} 以前收到。")
    if found.content is None:
        print("没有给留底，只核对了签名。")
        return 0
    print(f"留底与回执相符：{found.content['text']}")
    if not arguments.files:
        return 0
    there = {hashlib.sha256(one.read_bytes()).hexdigest() for one in arguments.files.iterdir() if one.is_file()}
    for name, digest in found.files:
        print(f"  附件 {name}：{'相符' if digest in there else '没有找到相符的原件'}")
    return 0 if all(digest in there for _name, digest in found.files) else 1


def _pull(arguments: argparse.Namespace) -> int:
    from django.utils import timezone

    from bihuan.foundation.sealedbox.pulling import fetch, poster

    crossing = _crossing(OFFICE)
    if arguments.anew:
        crossing.begin_anew()
    taken = fetch(crossing, poster(_settings(OFFICE).BIHUAN_PORTAL_PULL), timezone.localdate())
    print(f"收下 {taken} 个数据包。里面有没有举报，要等受理的人解锁后在页面上看。")
    return 0


def _carry(arguments: argparse.Namespace) -> int:
    """0: all was taken; 1: something was left lying, and why."""
    from django.utils import timezone

    crossing = _crossing(arguments.end)
    if arguments.anew:
        crossing.begin_anew()
    taken, left = _take_in(crossing, arguments.source) if arguments.source else (0, [])
    if arguments.end == DOOR:
        crossing.tidy(timezone.now(), timezone.localdate())
    sent = _hand_over(crossing, arguments.target, again=arguments.again) if arguments.target else 0
    print(f"收下 {taken} 个数据包，发出 {sent} 个，还有 {len(crossing.unreceived())} 个没有对方的回执。")
    for one in left:
        print(f"  {one}")
    return 1 if left else 0


def _take_in(crossing: Crossing, source: Path) -> tuple[int, list[str]]:
    """How many were taken, and a sentence for each that was not. What was taken, now or before, is deleted there."""
    from bihuan.foundation.sealedbox.vocabulary import Fate

    taken, left = 0, []
    for place in sorted(source.glob(f"{crossing.end.other.value}-*.parcel")):
        try:
            fate = crossing.take(place.read_bytes())
        except BadInput as no:
            left.append(f"{place.name}：{no.sentence}")
            continue
        taken += fate is Fate.TAKEN
        if fate is Fate.AHEAD:
            left.append(f"{place.name}：{fate.label}。请对方用 --again 再发一遍；有一端恢复过备份的，两端都用 --anew。")
        else:
            place.unlink()
    return taken, left


def _hand_over(crossing: Crossing, target: Path, *, again: bool) -> int:
    from django.utils import timezone

    while crossing.pack(timezone.localdate()).more:
        pass
    parcels = crossing.unreceived() if again else crossing.to_hand_over()
    for one in parcels:
        fresh = target / f".{one.name}.part"
        shutil.copy2(one, fresh)
        with fresh.open("rb") as file:
            os.fsync(file.fileno())
        fresh.replace(target / one.name)
        crossing.handed_over(one)
    return len(parcels)
