"""The field GF(2^11) and two Reed–Solomon check symbols over it: any one or two wrong signs are noticed, and of one its place is known.

Symbols are numbers 0 to 2047. A word is its data symbols followed by two checks, so that the sums of its symbols times the powers of α and of
α² are zero (α is the root of x^11 + x^2 + 1, which is primitive). The last symbol has power 0.
"""

from collections.abc import Sequence

SIZE = 2048
_ORDER = SIZE - 1
_POLYNOMIAL = 0b1000_0000_0101


def _tables() -> tuple[list[int], list[int]]:
    powers, logs, value = [0] * (2 * _ORDER), [0] * SIZE, 1
    for exponent in range(_ORDER):
        powers[exponent] = powers[exponent + _ORDER] = value
        logs[value] = exponent
        value <<= 1
        value ^= _POLYNOMIAL if value & SIZE else 0
    return powers, logs


_POWERS, _LOGS = _tables()


def times(one: int, other: int) -> int:
    """The product of two symbols."""
    return _POWERS[_LOGS[one] + _LOGS[other]] if one and other else 0


def over(one: int, other: int) -> int:
    """The quotient of two symbols; `other` is not zero."""
    return _POWERS[_LOGS[one] - _LOGS[other] + _ORDER] if one else 0


def sums(word: Sequence[int]) -> tuple[int, int]:
    """The two sums of a word; both are zero where nothing is wrong."""
    first = second = 0
    for symbol in word:
        first, second = times(first, 2) ^ symbol, times(second, 4) ^ symbol
    return first, second


def checks(data: Sequence[int]) -> tuple[int, int]:
    """The two symbols that make the sums of `data` and themselves zero."""
    first, second = sums([*data, 0, 0])
    # a·α + b = first and a·α² + b = second: the sums of the word 0 … 0 a b
    before_last = over(first ^ second, 2 ^ 4)
    return before_last, first ^ times(before_last, 2)


def wrong_place(word: Sequence[int]) -> int | None:
    """Where the one wrong symbol of a word stands, counted from 0; None where the sums do not point to a single one."""
    first, second = sums(word)
    if not first or not second:
        return None
    exponent = _LOGS[over(second, first)]
    return len(word) - 1 - exponent if exponent < len(word) else None
