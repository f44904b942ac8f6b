"""A docx with one of its printed numbers changed, as somebody would who wants another figure."""

import random
import re
import zipfile
from io import BytesIO

_TEXT = re.compile(r"(<w:t[ >][^<]*</w:t>)")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_OPEN = re.compile(r"^<w:t[^>]*>")


def edited(data: bytes, dice: random.Random) -> tuple[bytes, str, str]:
    """The file with one number of its body changed, that number as it was, and as it is now."""
    source = zipfile.ZipFile(BytesIO(data))
    body = source.read("word/document.xml").decode()
    pieces = _TEXT.split(body)
    places = [(at, found) for at, piece in enumerate(pieces) if piece.startswith("<w:t") for found in _numbers(piece)]
    at, found = dice.choice(places)
    was = found.group()
    now = other(was, dice)
    pieces[at] = pieces[at][: found.start()] + now + pieces[at][found.end() :]
    return _with_body(source, "".join(pieces)), was, now


def _numbers(piece: str) -> list[re.Match[str]]:
    head = _OPEN.match(piece)
    start = head.end() if head else 0
    return list(_NUMBER.finditer(piece, start))


def other(number: str, dice: random.Random) -> str:
    """Another number: a digit changed, dropped, added or swapped."""
    while True:
        digits = list(number)
        place = dice.choice([at for at, sign in enumerate(digits) if sign != "."])
        match dice.randrange(4):
            case 0:
                digits[place] = str(dice.randrange(10))
            case 1 if len(digits) > 1 and "." not in number:
                del digits[place]
            case 2:
                digits.insert(place, str(dice.randrange(1, 10)))
            case _:
                swap = dice.randrange(len(digits))
                if digits[swap] != ".":
                    digits[place], digits[swap] = digits[swap], digits[place]
        if (changed := "".join(digits)) != number:
            return changed


def _with_body(source: zipfile.ZipFile, body: str) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, body if name == "word/document.xml" else source.read(name))
    return out.getvalue()
