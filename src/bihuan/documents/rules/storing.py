"""A paper as plain values for the register, and back: nothing is lost, nothing is executed."""

from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from bihuan.documents.rules.paper import Attachment, Copy, Gap, Heading, List, Marks, Paper, Para, Signature, Strong, Table
from bihuan.documents.vocabulary import Kind, Layout
from bihuan.foundation.kernel import Figure

PARTS = {part.__name__: part for part in (Attachment, Copy, Figure, Gap, Heading, List, Marks, Paper, Para, Signature, Strong, Table)}
WORDS = {"Kind": Kind, "Layout": Layout}


def to_plain(value: Any) -> Any:
    """A paper or any part of it as dictionaries, lists, texts and numbers."""
    match value:
        case Kind() | Layout():
            return {"is": type(value).__name__, "word": value.value}
        case date():
            return {"is": "date", "day": value.isoformat()}
        case tuple():
            return [to_plain(each) for each in value]
    if is_dataclass(value):
        return {"is": type(value).__name__, **{each.name: to_plain(getattr(value, each.name)) for each in fields(value)}}
    return value


def from_plain(value: Any) -> Any:
    """What `to_plain` was given. ValueError for a part it does not know."""
    if isinstance(value, list):
        return tuple(from_plain(each) for each in value)
    if not isinstance(value, dict):
        return value
    name, parts = value["is"], {key: each for key, each in value.items() if key != "is"}
    if name == "date":
        return date.fromisoformat(parts["day"])
    if name in WORDS:
        return WORDS[name](parts["word"])
    if name not in PARTS:
        raise ValueError(f"unknown part of a paper: {name}")
    return PARTS[name](**{key: from_plain(each) for key, each in parts.items()})
