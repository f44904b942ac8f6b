"""What holds several places of a campaign file: a list of one kind, a part with named places of its own; and how a place is described."""

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from bihuan.campaigns.rules.campaign_file.faults import Path, Reading, nearest_word
from bihuan.campaigns.rules.campaign_file.kinds import Kind, Text
from bihuan.foundation.kernel import _

EMPTY_WORDS = ("", "~", "null", "Null", "NULL")


def is_empty(node: yaml.Node) -> bool:
    """An unquoted nothing: the place is there and left blank."""
    return isinstance(node, yaml.ScalarNode) and not node.style and node.value in EMPTY_WORDS


def written(place: "dataclasses.Field[Any]") -> str:
    """How a place is written in the file: `raise_`, a reserved word in code, stands there as `raise`."""
    return place.name.removesuffix("_")


def is_blank(value: object) -> bool:
    """Nothing that a required place could live on."""
    return value is None or value == () or (isinstance(value, str) and not value.strip())


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
