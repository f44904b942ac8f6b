"""The 2,048 signs of receipt codes: common ones that are not taken for one another, in the order of their sound. Their order is the code:
it never changes."""

from functools import cache
from pathlib import Path

from opencc import OpenCC


@cache
def signs() -> str:
    """All of them; the place of one is its number."""
    return Path(__file__).with_name("signs.txt").read_text("utf-8").replace("\n", "")


@cache
def numbers() -> dict[str, int]:
    """Sign → number, also for the traditional forms that stand for one of them only."""
    own = {sign: number for number, sign in enumerate(signs())}
    traditional = OpenCC("s2t")
    others: dict[str, int] = {}
    for sign, number in own.items():
        for form in traditional.convert(sign):
            if form not in own:
                others[form] = -1 if form in others else number
    return own | {form: number for form, number in others.items() if number >= 0}
