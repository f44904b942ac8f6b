"""A term is one word of the glossary: its code and its Chinese label."""

from enum import Enum
from typing import Self


def _(text: str) -> str:
    """Mark a text for translation without translating it (pages do that, in the reader's language)."""
    return text


class Term(str, Enum):  # noqa: UP042  StrEnum cannot carry a label
    """A closed list of words: `NAME = "code", _("中文")`. The value is the code, `.label` the Chinese word."""

    label: str

    def __new__(cls, code: str, label: str = "") -> Self:
        word = str.__new__(cls, code)
        word._value_ = code
        word.label = label or code
        return word

    def __str__(self) -> str:
        return str(self.value)

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Pairs (code, Chinese label), in the order of the list; what a form or a model field wants."""
        return [(word.value, word.label) for word in cls]
