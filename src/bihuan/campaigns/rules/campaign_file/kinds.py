"""What one place of a campaign file may hold. Each kind reads a YAML node, writes a plain value and tells its JSON Schema.

Values are read by the kind that the place asks for, never by YAML's own guessing: `no`, `2026` or `1:30` in a text place
are texts.
"""

import re
from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import date
from typing import Any

import yaml

from bihuan.campaigns.rules.campaign_file.faults import Path, Reading, nearest_word
from bihuan.foundation.kernel import Term, _
from bihuan.foundation.kernel.unseen import without_clinging

YES = ("true", "yes", "是", "开", "有")
NO = ("false", "no", "否", "关", "无")


class Kind(ABC):
    """What a place may hold."""

    __slots__ = ()

    @abstractmethod
    def read(self, node: yaml.Node, path: Path, reading: Reading) -> Any:
        """The value that stands there, or None after noting a fault."""

    def plain(self, value: Any) -> Any:
        """The value as YAML can hold it (a date stays a date)."""
        return value

    @abstractmethod
    def schema(self) -> dict[str, Any]:
        """What the published schema says of this place; its `type` is always told."""


class Word(Kind):
    """What is written as one word or text, never as a group of lines."""

    __slots__ = ()

    def read(self, node: yaml.Node, path: Path, reading: Reading) -> Any:
        if isinstance(node, yaml.ScalarNode):
            return self.from_scalar(node.value, path, reading)
        reading.blame(path, _("这里应当写一个值，现在是一组内容"))
        return None

    @abstractmethod
    def from_scalar(self, text: str, path: Path, reading: Reading) -> Any:
        """The value that the text gives, or None after noting a fault."""


@dataclass(frozen=True, slots=True)
class Text(Word):
    """A text of at most `longest` characters, in the given `pattern` (whose meaning is `form`) where there is one."""

    longest: int = 500
    pattern: str = ""
    form: str = ""

    def from_scalar(self, text: str, path: Path, reading: Reading) -> str | None:
        if len(text) > self.longest:
            reading.blame(path, _("有 %(count)d 个字，最多 %(longest)d 个字") % {"count": len(text), "longest": self.longest})
            return None
        if self.pattern and not re.fullmatch(self.pattern, text):
            reading.blame(path, _("“%(value)s”不合要求：%(form)s") % {"value": text[:40], "form": self.form})
            return None
        return text

    def schema(self) -> dict[str, Any]:
        told: dict[str, Any] = {"type": "string", "maxLength": self.longest}
        return {**told, "pattern": f"^(?:{self.pattern})$"} if self.pattern else told


@dataclass(frozen=True, slots=True)
class Name(Text):
    """What a body or somebody in it is called, without what clings to a pasted name; signs that nobody sees are found by `checks`, lest what
    was stored before they were asked for cannot be read again."""

    def from_scalar(self, text: str, path: Path, reading: Reading) -> str | None:
        return super(Name, self).from_scalar(without_clinging(text).strip(), path, reading)


@dataclass(frozen=True, slots=True)
class Numbering(Text):
    """A number as the plan writes it (1, 01, 1-3); a plain one is written without quotes."""

    def plain(self, value: str) -> str | int:
        return int(value) if value.isascii() and value.isdecimal() and str(int(value)) == value else value

    def schema(self) -> dict[str, Any]:
        return {"type": ["string", "integer"], "maxLength": self.longest}


@dataclass(frozen=True, slots=True)
class Whole(Word):
    """A whole number between two bounds, both included."""

    least: int
    most: int

    def from_scalar(self, text: str, path: Path, reading: Reading) -> int | None:
        digits = text.strip().translate(str.maketrans("０１２３４５６７８９", "0123456789"))
        if re.fullmatch(r"[0-9]{1,9}", digits) and self.least <= int(digits) <= self.most:
            return int(digits)
        facts = {"value": text[:40], "least": self.least, "most": self.most}
        only = (
            _("“%(value)s”不认识，这里只能写 %(most)d")
            if self.least == self.most
            else _("“%(value)s”不是 %(least)d 到 %(most)d 之间的整数")
        )
        reading.blame(path, only % facts)
        return None

    def schema(self) -> dict[str, Any]:
        return {"type": "integer", "minimum": self.least, "maximum": self.most}


@dataclass(frozen=True, slots=True)
class YesNo(Word):
    """Yes or no; Chinese words are taken too."""

    def from_scalar(self, text: str, path: Path, reading: Reading) -> bool | None:
        text = text.strip()
        if text.lower() in YES or text.lower() in NO:
            return text.lower() in YES
        reading.blame(path, _("“%s”应当写 true（是）或 false（否）") % text[:40])
        return None

    def schema(self) -> dict[str, Any]:
        return {"type": "boolean"}


@dataclass(frozen=True, slots=True)
class Day(Word):
    """A date that exists, as YYYY-MM-DD."""

    def from_scalar(self, text: str, path: Path, reading: Reading) -> date | None:
        text = text.strip()
        found = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text)
        if not found:
            reading.blame(path, _("“%s”不是日期，请写成 2026-03-01 这样") % text[:40])
            return None
        try:
            return date(*(int(part) for part in found.groups()))
        except ValueError:
            reading.blame(path, _("没有“%s”这一天") % text)
            return None

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "date"}


@dataclass(frozen=True, slots=True)
class OneOf(Word):
    """A word of a closed list: its code, or its Chinese label."""

    words: type[Term]

    def from_scalar(self, text: str, path: Path, reading: Reading) -> Term | None:
        text = text.strip()
        for word in self.words:
            if text in (word.value, word.label):
                return word
        offered = "、".join(f"{word.value}（{word.label}）" for word in self.words)
        near = nearest_word(text, [name for word in self.words for name in (str(word.value), word.label)])
        reading.blame(path, _("“%(value)s”不在可选范围：%(offered)s") % {"value": text[:40], "offered": offered}, near)
        return None

    def plain(self, value: Term) -> str:
        return str(value.value)

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "enum": [word.value for word in self.words]}
