"""What a report costs when very many come at once: time and a little thought, never a refusal (issue 6, flood).

Nobody is known here, so nobody can be blocked. Every form carries a token: when it was opened, and a seal over that and over the form's own secret
field, so that one token serves one report. While few reports come, nobody looks at it. When more come than a door like this ever sees in good
faith, a form has to have been open for some seconds, from the second step on with a plain question answered; or a script on the page has done some
work. What was written stays in the form meanwhile. A program pays for every single report, a reporter once.
"""

import hashlib
import hmac
import math
import mmap
import re
import secrets
import time
import unicodedata
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from bihuan.interfaces.portal.own import own

_SECONDS = 10
_TURNS = 30
"""The count goes back five minutes, in pieces of ten seconds."""
_TURN, _COUNT = 8, 4
_SHARE = _TURN + _COUNT
_STEPS = (1, 4, 16)
"""How many times over what is calm each step begins."""
WAITS = (0, 10, 20, 40)
BITS = (0, 14, 16, 18)
_ASKS_FROM = 2
_VALID = 24 * 3600
_DIGEST = 20


class Load:
    """How many reports came in the last five minutes: a number, shared by all processes of the door, written by its keeper alone."""

    def __init__(self) -> None:
        self._held = mmap.mmap(-1, _TURNS * _SHARE)

    def count(self, reports: int, now: float | None = None) -> None:
        turn = int((now if now is not None else time.monotonic()) // _SECONDS)
        at = turn % _TURNS * _SHARE
        same = int.from_bytes(self._held[at : at + _TURN], "big") == turn
        known = int.from_bytes(self._held[at + _TURN : at + _SHARE], "big") if same else 0
        total = min(known + reports, 2 ** (8 * _COUNT) - 1)
        self._held[at : at + _SHARE] = turn.to_bytes(_TURN, "big") + total.to_bytes(_COUNT, "big")

    def told(self, now: float | None = None) -> int:
        turn = int((now if now is not None else time.monotonic()) // _SECONDS)
        found = 0
        for at in range(0, _TURNS * _SHARE, _SHARE):
            if turn - int.from_bytes(self._held[at : at + _TURN], "big") < _TURNS:
                found += int.from_bytes(self._held[at + _TURN : at + _SHARE], "big")
        return found


load = Load()
_key = secrets.token_bytes(32)
"""Of this run of the door; after a new start a form that is open needs a new token, and gets one."""


def step() -> int:
    """0 while it is calm, up to 3."""
    calm = own.BIHUAN_PORTAL_CALM
    return sum(load.told() >= calm * times for times in _STEPS) if calm else 0


def token(seed: str, now: float | None = None) -> str:
    """For a form that is opened now."""
    moment = f"{int(now if now is not None else time.time()):x}"
    return f"{moment}.{_sealed(seed, moment)}"


def _sealed(seed: str, moment: str) -> str:
    return hmac.new(_key, f"{seed}.{moment}".encode(), hashlib.sha256).hexdigest()[:_DIGEST]


@dataclass(frozen=True, slots=True)
class Paid:
    """What came with a form: its token, the answer to the plain question, the number that a script found."""

    seed: str
    token: str = ""
    answer: str = ""
    work: str = ""

    @classmethod
    def of(cls, fields: QueryDict, seed: str | None = None) -> "Paid":
        """`seed`: what the token was made for, where that is no field of the form."""
        return cls(
            fields.get("seed", "")[:200] if seed is None else seed, *(fields.get(name, "")[:200] for name in ("token", "sum", "work"))
        )

    @property
    def opened(self) -> int | None:
        """When the form was opened; None for a token that is none, or another form's."""
        moment, _dot, sealed = self.token.partition(".")
        if not hmac.compare_digest(sealed.encode(), _sealed(self.seed, moment).encode()):
            return None
        return int(moment, 16)

    def kept_for(self, seed: str) -> str:
        """The token that a form with this secret field goes on with."""
        return self.token if self.seed == seed and self._age() is not None else token(seed)

    def _age(self) -> float | None:
        opened = self.opened
        age = None if opened is None else time.time() - opened
        return age if age is not None and -60 < age < _VALID else None

    def lacks(self) -> str:
        """What still has to be paid, as it is told on the page; "" where nothing is."""
        now = step()
        if not now:
            return ""
        age = self._age()
        if age is not None and self.has_worked(BITS[now]):
            return ""
        left = WAITS[now] - (age or 0)
        if age is None or left > 0:
            return _("现在同时来的举报特别多。为了不让程序占满，请等 %(seconds)s 秒再交一次：您写的和已加的附件都在，不用重填。") % {
                "seconds": max(1, math.ceil(left))
            }
        if now >= _ASKS_FROM and not self.is_answered():
            return _("现在同时来的举报特别多。请在下面答一道小题，再交一次：您写的和已加的附件都在，不用重填。")
        return ""

    def has_worked(self, bits: int) -> bool:
        """Did a script find a number for this token whose SHA-256 begins with so many zeros?"""
        if not self.work.isascii() or not self.work.isdigit():
            return False
        digest = hashlib.sha256(f"{self.token}.{self.work}".encode()).digest()
        return int.from_bytes(digest, "big") >> (256 - bits) == 0

    def is_answered(self) -> bool:
        said = re.sub(r"\s", "", unicodedata.normalize("NFKC", self.answer))
        one, other = _numbers(self.token)
        return said in {str(one + other), _han(one + other)}


def question(given: str) -> str:
    """The plain question of a token; "" while none is asked."""
    if step() < _ASKS_FROM:
        return ""
    one, other = (_words()[number] for number in _numbers(given))
    return _("%(one)s加%(other)s等于几？") % {"one": one, "other": other}


def bits() -> int:
    """How much a script on the page has to work."""
    return BITS[step()]


def _numbers(given: str) -> tuple[int, int]:
    value = int.from_bytes(hashlib.sha256(given.encode()).digest()[:2], "big")
    return value % 9 + 1, value // 9 % 9 + 1


def _words() -> list[str]:
    return ["", _("一"), _("二"), _("三"), _("四"), _("五"), _("六"), _("七"), _("八"), _("九")]


def _han(number: int) -> str:
    ones = "〇一二三四五六七八九"
    return ones[number] if number < 10 else ("十" + (ones[number - 10] if number > 10 else ""))
