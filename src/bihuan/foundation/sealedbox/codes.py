"""The receipt code (查询码): 14 common Chinese characters, of which 12 carry 132 random bits and two check the others.

It is the only way back to a report. Nothing that is stored opens anything: place and keys of a report are computed from the code (`keys`).
The same code is also written with 31 Latin letters and digits (Crockford's base 32), for those who cannot type Chinese.
"""

import re
import secrets
import unicodedata
from dataclasses import dataclass

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bihuan.foundation.kernel import BadInput, _
from bihuan.foundation.sealedbox import field
from bihuan.foundation.sealedbox.signs import numbers, signs

DATA, CHECKS = 12, 2
LENGTH = DATA + CHECKS
_BITS = 11
SECRET_BITS = DATA * _BITS
SECRET_SIZE = (SECRET_BITS + 7) // 8
_LATIN = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LATIN_LENGTH = -(-LENGTH * _BITS // 5)
_TAKEN_FOR = str.maketrans("OIL", "011")
SEED_DAMAGED = _("表单的密钥字段不完整，请重新打开页面再填。")
_BETWEEN = re.compile(r"[\W_]+")


class Mistyped(BadInput):
    """A code that cannot be one: characters are missing, unknown, wrong or changed about. Says which, as far as the code itself tells."""


@dataclass(frozen=True, slots=True)
class ReceiptCode:
    """A code; `secret` is its 132 random bits as a number."""

    secret: int

    @property
    def symbols(self) -> list[int]:
        """Its 14 numbers from 0 to 2047, the two checks last."""
        data = [self.secret >> _BITS * (DATA - 1 - place) & field.SIZE - 1 for place in range(DATA)]
        return [*data, *field.checks(data)]

    def __str__(self) -> str:
        return "".join(signs()[number] for number in self.symbols)

    def __repr__(self) -> str:
        return "ReceiptCode(…)"  # a code must not get into a log or a page of faults

    @property
    def spaced(self) -> str:
        """As it is shown: groups of four, four, three and three."""
        text = str(self)
        return " ".join((text[:4], text[4:8], text[8:11], text[11:]))

    @property
    def latin(self) -> str:
        """With letters and digits, in groups of four."""
        number = 0
        for symbol in self.symbols:
            number = number << _BITS | symbol
        letters = "".join(_LATIN[number >> 5 * (_LATIN_LENGTH - 1 - place) & 31] for place in range(_LATIN_LENGTH))
        return "-".join(letters[start : start + 4] for start in range(0, _LATIN_LENGTH, 4))

    @property
    def key(self) -> bytes:
        """What everything else is computed from: the secret as 17 bytes."""
        return self.secret.to_bytes(SECRET_SIZE, "big")


def new() -> ReceiptCode:
    """A fresh one."""
    return ReceiptCode(secrets.randbits(SECRET_BITS))


def from_seed(seed: bytes) -> ReceiptCode:
    """The code of a form: computed from the secret field that the form brought along, so that sending it twice gives the same code and
    the door need not remember anything. `seed`: at least 16 random bytes."""
    if len(seed) < 16:
        raise BadInput(SEED_DAMAGED)
    stretched = HKDF(hashes.SHA256(), SECRET_SIZE, None, b"bihuan receipt code 1").derive(seed)
    return ReceiptCode(int.from_bytes(stretched, "big") >> SECRET_SIZE * 8 - SECRET_BITS)


def read(text: str) -> ReceiptCode:
    """The code in what somebody typed: spaces, punctuation, traditional forms and small letters do not matter. Raises Mistyped."""
    plain = _BETWEEN.sub("", unicodedata.normalize("NFKC", text[:400]))
    symbols = _latin_symbols(plain.upper()) if plain.isascii() and plain else _chinese_symbols(plain)
    if any(field.sums(symbols)):
        raise _wrong(field.wrong_place(symbols), plain)
    secret = 0
    for symbol in symbols[:DATA]:
        secret = secret << _BITS | symbol
    return ReceiptCode(secret)


def _chinese_symbols(plain: str) -> list[int]:
    unknown = [(place, sign) for place, sign in enumerate(plain, 1) if sign not in numbers()]
    if len(plain) != LENGTH:
        raise Mistyped(_("查询码是 %(length)s 个汉字，您输入了 %(given)s 个，请对照凭条重新输入。"), length=LENGTH, given=len(plain))
    if unknown:
        place, sign = unknown[0]
        raise Mistyped(_("第 %(place)s 个字“%(sign)s”不会出现在查询码里，请对照凭条核对。"), place=place, sign=sign)
    return [numbers()[sign] for sign in plain]


def _latin_symbols(plain: str) -> list[int]:
    letters = plain.translate(_TAKEN_FOR)
    if len(letters) != _LATIN_LENGTH:
        raise Mistyped(
            _("字母查询码是 %(length)s 个字母和数字，您输入了 %(given)s 个，请对照凭条重新输入。"), length=_LATIN_LENGTH, given=len(letters)
        )
    number = 0
    for place, letter in enumerate(letters, 1):
        if letter not in _LATIN:
            raise Mistyped(_("第 %(place)s 个字“%(sign)s”不会出现在查询码里，请对照凭条核对。"), place=place, sign=letter)
        number = number << 5 | _LATIN.index(letter)
    if number >> LENGTH * _BITS:
        raise _wrong(None, plain)
    return [number >> _BITS * (LENGTH - 1 - place) & field.SIZE - 1 for place in range(LENGTH)]


def _wrong(place: int | None, plain: str) -> Mistyped:
    if place is None or plain.isascii():
        return Mistyped(_("查询码输错了：有字不对或者前后颠倒，请对照凭条逐字核对。"))
    return Mistyped(_("查询码输错了：多半是第 %(place)s 个字“%(sign)s”不对，请对照凭条核对。"), place=place + 1, sign=plain[place])
