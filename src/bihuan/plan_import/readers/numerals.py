"""Written numbers of automatic lists, as Word, old Word and web pages name their formats (OOXML ST_NumberFormat)."""

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_WEIGHTS = (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1)
_ROMAN = ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I")


def chinese(value: int) -> str:
    """1 → 一, 12 → 十二, 105 → 一百零五; figures from 10,000 on."""
    told = _spoken(value, "零一二三四五六七八九", "十百千")
    return told.removeprefix("一") if 10 <= value < 20 else told


def _spoken(value: int, digits: str, units: str) -> str:
    if not 0 < value < 10_000:
        return str(value)
    told, gap = "", False
    for power in (3, 2, 1, 0):
        digit = value // 10**power % 10
        if digit:
            told += ("零" if gap and told else "") + digits[digit] + (units[power - 1] if power else "")
            gap = False
        else:
            gap = True
    return told


def roman(value: int) -> str:
    """1 → I, 4 → IV."""
    if not 0 < value < 4000:
        return str(value)
    told = ""
    for weight, sign in zip(_WEIGHTS, _ROMAN, strict=True):
        count, value = divmod(value, weight)
        told += sign * count
    return told


def letters(value: int) -> str:
    """1 → A, 26 → Z, 27 → AA (Word doubles the letter)."""
    return chr(65 + (value - 1) % 26) * ((value - 1) // 26 + 1) if 0 < value < 800 else str(value)


def _row(first: int, count: int) -> Callable[[int], str]:
    """A row of ready-made characters: ① … ⑳."""
    return lambda value: chr(first + value - 1) if 0 < value <= count else str(value)


def _circled(value: int) -> str:
    if 21 <= value <= 35:
        return chr(0x3251 + value - 21)
    return chr(0x2460 + value - 1) if 0 < value <= 20 else f"({value})"


def _digitwise(value: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(value))


def _full_width(value: int) -> str:
    return "".join(chr(ord(digit) - 0x30 + 0xFF10) for digit in str(value))


FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda value: f"{value:02d}",
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedFullstop": _row(0x2488, 20),
    "decimalEnclosedParen": _row(0x2474, 20),
    "ideographEnclosedCircle": _row(0x3220, 10),
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "taiwaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "ideographDigital": _digitwise,
    "japaneseDigitalTenThousand": _digitwise,
    "taiwaneseDigital": _digitwise,
    "koreanDigital2": _digitwise,
    "chineseLegalSimplified": lambda value: _spoken(value, _LEGAL, "拾佰仟"),
    "japaneseLegal": lambda value: _spoken(value, _LEGAL, "拾佰仟"),
    "ideographLegalTraditional": lambda value: _spoken(value, _LEGAL, "拾佰仟"),
    "ideographTraditional": lambda value: _STEMS[(value - 1) % 10],
    "ideographZodiac": lambda value: _BRANCHES[(value - 1) % 12],
    "upperRoman": roman,
    "lowerRoman": lambda value: roman(value).lower(),
    "upperLetter": letters,
    "lowerLetter": lambda value: letters(value).lower(),
    "none": lambda value: "",
    "bullet": lambda value: "",
}


def written(value: int, form: str) -> str:
    """The number in a format of that name; plain figures for formats not known here."""
    return FORMATS.get(form, str)(value)
