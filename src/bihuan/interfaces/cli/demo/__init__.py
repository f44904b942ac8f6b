"""`bihuan demo`: an invented county in the middle of its campaign, the same for the same seed and day.

`generate(seed, today)` makes it as plain values (no database); `load_demo` writes it through the rooms' operations.
Every name, place, number and sentence in it is made up.
"""

import argparse
import gc
from datetime import date

from bihuan.interfaces.cli.demo.county import DemoCounty
from bihuan.interfaces.cli.demo.generating import generate
from bihuan.interfaces.cli.demo.signing_in import CLUE_DESK, PASSWORD, SIGN_INS

__all__ = ["CLUE_DESK", "PASSWORD", "SIGN_INS", "DemoCounty", "add", "generate", "load_demo"]
SEED = 2026


def load_demo(seed: int = SEED, today: date | None = None) -> str:
    """Make the county as of `today` and load it into the (empty, prepared) home. Returns the campaign's code."""
    from django.utils.timezone import localdate

    from bihuan.foundation.statistics import refresh
    from bihuan.interfaces.cli.demo.loading import load

    gc.disable()  # a million small values that all stay: looking for rubbish among them costs a tenth of the time
    try:
        code = load(generate(seed, today or localdate()))
    finally:
        gc.enable()
    refresh()
    return code


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("demo", help="载入演示专项")
    parser.add_argument("--seed", type=int, default=SEED, help=f"同一个数得到同一套演示数据（默认 {SEED}）")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    code = load_demo(arguments.seed)
    print(f"演示专项已载入，代码 {code}。演示账号（口令都是 {PASSWORD}）：")
    for name, what in SIGN_INS:
        print(f"  {name:<12}{what}")
    print(f"{CLUE_DESK}。")
    return 0
