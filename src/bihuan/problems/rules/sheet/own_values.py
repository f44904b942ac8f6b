"""Values of a campaign's own columns read from what people type and sheets hold."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation

from bihuan.campaigns.rules.campaign_file.columns import OwnColumn
from bihuan.campaigns.vocabulary import ColumnKind
from bihuan.foundation.files.rules.cells import nearest
from bihuan.foundation.kernel import _
from bihuan.foundation.kernel.unseen import legible
from bihuan.problems.rules.own import short_number
from bihuan.problems.rules.sheet.dates import ACCEPTED, DAY_FORMS, day_in

LONGEST = 500
PLACES = {ColumnKind.NUMBER: 4, ColumnKind.AMOUNT: 2}
_LARGEST = Decimal(10) ** 12
_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?")
MONEY = {"元": 1, "百元": 100, "千元": 1_000, "万元": 10_000, "百万元": 1_000_000, "亿元": 100_000_000}
"""Units in which sums are told → 元."""
_SUM = re.compile(r"([+-]?[\d,.]+)(百元|千元|百?万元?|亿元?|元)")
_WITH_UNIT = re.compile(r"[+-]?[\d,.]+[^\d,.]\D*")
_NOISE = 9
"""From so many decimals on a number is what an office program makes of a plain one: 0.30000000000000004."""
NO_NUMBER = _("“%(column)s”要填数字，例如 %(example)s。")
OTHER_UNIT = _("“%(column)s”按%(unit)s填写，只写数字，不写别的单位。")
TOO_FINE = _("“%(column)s”最多 %(places)d 位小数。")
NOT_EXACT = _("“%(column)s”按%(unit)s填写，折算后超过 %(places)d 位小数，请四舍五入后再填。")
TOO_LARGE = _("“%(column)s”的数字太大，请核对。")
NO_DAY = _("日期认不出来。")
NO_CHOICE = _("“%(column)s”只能填：%(words)s。")
TOO_LONG = _("“%(column)s”最多 %(most)d 字，这里有 %(count)d 字。")


@dataclass(frozen=True, slots=True)
class Wrong:
    """Why a text is no value of a column: the sentence with its facts, the nearest match, what would do."""

    template: str
    facts: Mapping[str, object] = field(default_factory=dict)
    nearest: str = ""
    accepted: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.template % self.facts if self.facts else self.template


def read_value(column: OwnColumn, text: str, span: tuple[date, date] | None = None) -> str | Wrong:
    """The value as it is kept, "" for nothing, or why it is none. Full-width digits, thousands and the column's own unit are understood;
    a day without a year lies between the days of `span`."""
    text = legible(text.replace("\r\n", "\n")).strip()
    if not text:
        return ""
    match column.kind:
        case ColumnKind.NUMBER | ColumnKind.AMOUNT:
            return _number(column, text)
        case ColumnKind.DAY:
            return _day(column, text, span)
        case ColumnKind.CHOICE:
            return _choice(column, text)
    if len(text) > LONGEST:
        return Wrong(TOO_LONG, {"column": column.name, "most": LONGEST, "count": len(text)})
    return text


def _day(_column: OwnColumn, text: str, span: tuple[date, date] | None) -> str | Wrong:
    day = day_in(text, span)
    return day.isoformat() if day else Wrong(NO_DAY + DAY_FORMS, accepted=ACCEPTED)


def _number(column: OwnColumn, text: str) -> str | Wrong:
    plain = "".join(unicodedata.normalize("NFKC", text).split()).replace("−", "-").replace("，", ",").lstrip("¥￥")
    plain = plain.removesuffix(unicodedata.normalize("NFKC", column.unit)) if column.unit else plain
    if column.unit in MONEY and (told := _SUM.fullmatch(plain)) and _NUMBER.fullmatch(told[1]):
        return _kept_number(column, _in_unit(told[1], told[2], column.unit), NOT_EXACT)
    if not plain or not _NUMBER.fullmatch(plain) or plain in "+-":
        other = _WITH_UNIT.fullmatch(plain)
        if other and column.unit:
            return Wrong(OTHER_UNIT, {"column": column.name, "unit": column.unit})
        return Wrong(NO_NUMBER, {"column": column.name, "example": "1234.56" if column.kind is ColumnKind.AMOUNT else "12"})
    try:
        value = Decimal(plain.replace(",", ""))
    except InvalidOperation:
        return Wrong(NO_NUMBER, {"column": column.name, "example": "12"})
    return _kept_number(column, value)


def _in_unit(digits: str, told: str, unit: str) -> Decimal:
    """A sum that was told in another unit of money: 125,000 元 are 12.5 万元."""
    return Decimal(digits.replace(",", "")) * MONEY[told if told.endswith("元") else told + "元"] / MONEY[unit]


def _kept_number(column: OwnColumn, value: Decimal, too_fine: str = TOO_FINE) -> str | Wrong:
    places = PLACES[column.kind]
    if abs(value) >= _LARGEST:
        return Wrong(TOO_LARGE, {"column": column.name})
    if -int(value.as_tuple().exponent) >= _NOISE:
        value = round(value, _NOISE - 1)
    rounded = round(value, places)
    if rounded != value:
        return Wrong(too_fine, {"column": column.name, "places": places, "unit": column.unit})
    return f"{rounded:.2f}" if column.kind is ColumnKind.AMOUNT else short_number(rounded)


def _choice(column: OwnColumn, text: str) -> str | Wrong:
    squeezed = {"".join(unicodedata.normalize("NFKC", word).split()): word for word in column.choices}
    wanted = "".join(unicodedata.normalize("NFKC", text).split())
    if wanted in squeezed:
        return squeezed[wanted]
    facts = {"column": column.name, "words": "、".join(column.choices)}
    return Wrong(NO_CHOICE, facts, nearest(text, column.choices, at_least=40), column.choices)
