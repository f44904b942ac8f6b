"""The 2,048 signs of receipt codes: common ones that are not taken for one another, in the order of their sound. Their order is the code:
it never changes."""

from functools import cache
from pathlib import Path


@cache
def signs() -> str:
    """All of them; the place of one is its number."""
    return Path(__file__).with_name("signs.txt").read_text("utf-8").replace("\n", "")


@cache
def numbers() -> dict[str, int]:
    """Sign → number, also for the traditional forms that stand for one of them only. These lie ready in a file (`traditional.txt`, each before its
    sign): to have them worked out takes the dictionaries of OpenCC, 28 MB in every process of the door."""
    own = {sign: number for number, sign in enumerate(signs())}
    others = Path(__file__).with_name("traditional.txt").read_text("utf-8").split()
    return own | {pair[0]: own[pair[1]] for pair in others}
