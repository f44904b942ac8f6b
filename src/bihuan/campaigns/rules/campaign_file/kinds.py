"""What one place of a campaign file may hold. Each kind reads a YAML node, writes a plain value and tells its JSON Schema.

Values are read by the kind that the place asks for, never by YAML's own guessing: `no`, `2026` or `1:30` in a text place
are texts. Every fault is gathered with its line, so that a person corrects a file once and not fault by fault.
"""

import dataclasses
import difflib
import re
from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import yaml

from bihuan.foundation.kernel import BadInput, Term, _

Path = tuple[str | int, ...]
EMPTY_WORDS = ("", "~", "null", "Null", "NULL")
YES = ("true", "yes", "是", "开", "有")
NO = ("false", "no", "否", "关", "无")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to put right: the line (from 1, None for the file as a whole), the place, what is wrong, the nearest match."""

    line: int | None
    place: str
    message: str
    nearest: str = ""

    def __str__(self) -> str:
        where = "".join((_("第 %d 行") % self.line if self.line else "", f" {self.place}" if self.place else "")).strip()
        hint = _("（最接近的是“%s”）") % self.nearest if self.nearest else ""
        return f"{where}：{self.message}{hint}" if where else f"{self.message}{hint}"


class BadCampaignFile(BadInput):
    """The file cannot be taken; `errors` holds every `Fault`, the sentence names the first three."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        first = "；".join(str(fault) for fault in faults[:3])
        sentence = _("专项行动文件有 %(count)d 处要改：%(first)s。改好后再导入，现在什么都没有写入。")
        super().__init__(sentence, faults, count=len(faults), first=first)


@dataclass(slots=True)
class Reading:
    """What is gathered while a file is read: its faults, and on which line each place stands."""

    faults: list[Fault] = field(default_factory=list)
    lines: dict[Path, int] = field(default_factory=dict)
    blamed: set[Path] = field(default_factory=set)

    def blame(self, path: Path, message: str, nearest: str = "", line: int | None = None) -> None:
        """Note a fault at `path`, on its own line or that of the nearest place around it."""
        around = (self.lines.get(path[:n]) for n in range(len(path), -1, -1))
        line = line or next((found for found in around if found), None)
        self.faults.append(Fault(line, place_name(path), message, nearest))
        self.blamed.update(path[:n] for n in range(1, len(path) + 1))


def place_name(path: Path) -> str:
    """`stages › 第2项 › start`: a path as a person reads it."""
    return " › ".join(_("第%d项") % (step + 1) if isinstance(step, int) else step for step in path)


def nearest_word(word: str, words: list[str]) -> str:
    """The word of the list that was probably meant, or nothing."""
    return next(iter(difflib.get_close_matches(word, words, 1, 0.5)), "")


def is_empty(node: yaml.Node) -> bool:
    """An unquoted nothing: the place is there and left blank."""
    return isinstance(node, yaml.ScalarNode) and not node.style and node.value in EMPTY_WORDS


def written(place: "dataclasses.Field[Any]") -> str:
    """How a place is written in the file: `raise_`, a reserved word in code, stands there as `raise`."""
    return place.name.removesuffix("_")


def is_blank(value: object) -> bool:
    """Nothing that a required place could live on."""
    return value is None or value == () or (isinstance(value, str) and not value.strip())


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


@dataclass(frozen=True, slots=True)
class ListOf(Kind):
    """Any number of one kind, as a tuple. One value without a list mark is taken as a list of one where `kind` is simple."""

    kind: Kind
    most: int = 500

    def read(self, node: yaml.Node, path: Path, reading: Reading) -> tuple[Any, ...] | None:
        if isinstance(node, yaml.ScalarNode) and not isinstance(self.kind, PartOf):
            node = yaml.SequenceNode("", [node], node.start_mark, node.end_mark)
        if not isinstance(node, yaml.SequenceNode):
            reading.blame(path, _("这里应当是清单，每项一行，以“- ”开头"))
            return None
        if len(node.value) > self.most:
            reading.blame(path, _("有 %(count)d 项，最多 %(most)d 项") % {"count": len(node.value), "most": self.most})
            return None
        return tuple(value for value in self._items(node, path, reading) if value is not None)

    def _items(self, node: yaml.SequenceNode, path: Path, reading: Reading) -> Iterator[Any]:
        for index, item in enumerate(node.value):
            here = (*path, index)
            reading.lines[here] = item.start_mark.line + 1
            if is_empty(item):
                reading.blame(here, _("这一项是空的，请填写或删去"))
            else:
                yield self.kind.read(item, here, reading)

    def plain(self, value: tuple[Any, ...]) -> list[Any]:
        return [self.kind.plain(item) for item in value]

    def schema(self) -> dict[str, Any]:
        return {"type": "array", "maxItems": self.most, "items": self.kind.schema()}


@dataclass(frozen=True, slots=True)
class PartOf(Kind):
    """A part with named places of its own: one of the dataclasses of `shape`."""

    part: type[Any]

    def read(self, node: yaml.Node, path: Path, reading: Reading) -> Any:
        if not isinstance(node, yaml.MappingNode):
            reading.blame(path, _("这里应当是“名称: 内容”的若干行"))
            return None
        known = {written(place): place for place in dataclasses.fields(self.part)}
        values = dict(self._values(node, path, reading, known))
        absent = [name for name, place in known.items() if place.metadata["required"] and is_blank(values.get(name))]
        for name in absent:
            if (*path, name) not in reading.blamed:
                reading.blame((*path, name), _("缺少“%s”，这一处必须填写") % known[name].metadata["label"])
        return None if absent else self.part(**{known[name].name: value for name, value in values.items() if value is not None})

    def _values(self, node: yaml.MappingNode, path: Path, reading: Reading, known: dict[str, Any]) -> Iterator[tuple[str, Any]]:
        seen: dict[str, int] = {}
        for key, value in node.value:
            name, line = str(key.value) if isinstance(key, yaml.ScalarNode) else "?", key.start_mark.line + 1
            if name in seen:
                reading.blame((*path, name), _("与第 %d 行重复，只能写一次") % seen[name], line=line)
            elif name not in known:
                reading.blame((*path, name), _("不认识的项目“%s”") % name[:40], nearest_word(name, list(known)), line=line)
            else:
                reading.lines[(*path, name)] = line
                if not is_empty(value):
                    yield name, known[name].metadata["kind"].read(value, (*path, name), reading)
            seen.setdefault(name, line)

    def plain(self, value: Any) -> dict[str, Any]:
        """Only what differs from the default is written, and whatever a person should see to be able to change it (`shown`)."""
        told = {}
        for place in dataclasses.fields(self.part):
            held = getattr(value, place.name)
            if place.metadata["shown"] or (held is not None and held != place.default):
                told[written(place)] = None if held is None else place.metadata["kind"].plain(held)
        return told

    def schema(self) -> dict[str, Any]:
        places = dataclasses.fields(self.part)
        told: dict[str, Any] = {"type": "object", "additionalProperties": False, "properties": {}}
        for place in places:
            inner = place.metadata["kind"].schema()
            types = inner["type"] if isinstance(inner["type"], list) else [inner["type"]]
            optional = {} if place.metadata["required"] else {"type": [*types, "null"]}
            told["properties"][written(place)] = {"title": place.metadata["label"], **inner, **optional}
        required = [written(place) for place in places if place.metadata["required"]]
        return {**told, "required": required} if required else told


def entry(kind: Kind, label: str, *, default: Any = None, required: bool = False, shown: bool = False) -> Any:
    """One place of a part: its kind, its Chinese label, what it holds when nothing is written."""
    metadata = {"kind": kind, "label": label, "required": required, "shown": shown or required}
    return field(metadata=metadata) if required else field(default=default, metadata=metadata)


def a_text(label: str, longest: int = 500, **more: Any) -> Any:
    """A text place; nothing written is the empty text."""
    return entry(Text(longest), label, **{"default": "", **more})


def some_texts(label: str, longest: int = 500, **more: Any) -> Any:
    """A place for a list of texts."""
    return entry(ListOf(Text(longest)), label, **{"default": (), **more})


def some_parts(part: type[Any], label: str, **more: Any) -> Any:
    """A place for a list of parts."""
    return entry(ListOf(PartOf(part)), label, **{"default": (), **more})
