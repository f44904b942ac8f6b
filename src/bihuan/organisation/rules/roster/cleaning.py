"""Cells as people type them, cleaned: full-width digits, blanks inside names, telephone numbers with dashes."""

import re
import unicodedata

from bihuan.foundation.kernel import _
from bihuan.foundation.kernel.unseen import UNSEEN, has_unseen, without_clinging

_BLANKS = re.compile(r"\s+")
_DOTS = re.compile(r"[•．・‧･●]")
_PHONE = re.compile(r"1[3-9]\d{9}")
_LANDLINE = re.compile(r"0\d{9,11}|[2-8]\d{6,7}")
_YES = {"是", "√", "✓", "1", "y", "yes", "对", "整治对象", "true"}
_NO = {"否", "×", "✗", "0", "n", "no", "非", "不是", "参与", "参与人员", "", "false"}
LONGEST = {"name": 64, "unit": 120, "post": 120, "rank": 32}


def clean(text: str) -> str:
    """Half-width letters and digits, no blanks at the ends, single blanks inside."""
    return _BLANKS.sub(" ", unicodedata.normalize("NFKC", without_clinging(text))).strip()


def clean_unit(text: str) -> str:
    """A unit's name without any blanks."""
    return _BLANKS.sub("", unicodedata.normalize("NFKC", without_clinging(text)).replace("(", "（").replace(")", "）"))


def clean_name(text: str) -> str:
    """A name: blanks between Chinese characters go (李　明), one between Latin words stays; all middle dots are one (买买提·阿不都)."""
    plain = _DOTS.sub("·", clean(text.replace("•", "·").replace("・", "·")))
    if re.search(r"[A-Za-z]", plain):
        return plain
    return plain.replace(" ", "")


def fault_in_name(name: str) -> str:
    """Why this is no name, or ""."""
    if len(name) > LONGEST["name"]:
        return _("姓名太长，请核对。")
    if unseen := fault_unseen(name):
        return unseen
    if name and not any(one.isalpha() or _is_rare(one) for one in name):
        return _("姓名里没有文字，请核对。")
    if not all(one.isalnum() or one in "·- .'（）" or _is_rare(one) for one in name):
        return _("姓名里有不该有的符号，请核对。")
    return ""


def _is_rare(one: str) -> bool:
    """A character of the planes that hold nothing but Chinese ones: those coded of late for people's names, Python's tables do not know yet."""
    return "\U00020000" <= one <= "\U0003fffd"


def fault_unseen(text: str) -> str:
    """Why a name or a post cannot be taken as it is, or ""."""
    return UNSEEN if has_unseen(text) else ""


def clean_phone(text: str) -> str:
    """Digits only, +86 and the tail that a number cell leaves (.0) taken off."""
    plain = re.sub(r"\.0$", "", clean(text))
    digits = re.sub(r"\D", "", plain)
    return digits[2:] if len(digits) == 13 and digits.startswith("86") else digits


def fault_in_phone(text: str, digits: str) -> str:
    """Why this is no telephone number, or "". Blank is none given."""
    if not clean(text):
        return ""
    if _PHONE.fullmatch(digits) or _LANDLINE.fullmatch(digits):
        return ""
    return _("手机号应为 11 位数字、以 13 到 19 开头，请核对。")


def read_subject(text: str) -> bool | None:
    """是 or 否 (blank: 否); None when it is neither."""
    plain = clean(text).lower()
    return True if plain in _YES else False if plain in _NO else None
