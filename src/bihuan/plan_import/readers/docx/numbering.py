"""Word's automatic numbering (numbering.xml): the number each paragraph shows on screen, as text."""

from dataclasses import dataclass, field

from lxml import etree

from bihuan.foundation.files.rules.markup import attribute, child, local
from bihuan.plan_import.readers.docx.styles import ListPlace, Styles
from bihuan.plan_import.readers.lists import Level, ListCounter

_NO_LIST = "0"


@dataclass(slots=True)
class Definition:
    """An abstract list: its levels, the style each level belongs to, and links to another definition by style."""

    levels: dict[int, Level] = field(default_factory=dict)
    styles: dict[str, int] = field(default_factory=dict)
    style_link: str | None = None
    num_style_link: str | None = None


@dataclass(slots=True)
class Instance:
    """A list as used: its definition, levels it replaces, numbers it starts anew with."""

    definition: str
    levels: dict[int, Level] = field(default_factory=dict)
    starts: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class Numbering:
    """All lists of a document, counting while its paragraphs pass by in order."""

    styles: Styles
    definitions: dict[str, Definition] = field(default_factory=dict)
    instances: dict[str, Instance] = field(default_factory=dict)
    counters: dict[str, ListCounter] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    def number(self, own: ListPlace, style_id: str | None) -> str:
        """The number shown before a paragraph with this list place and style; empty where it has none. Advances the count."""
        by_style = self.styles.place(style_id)
        list_id = own.list_id if own.list_id is not None else by_style.list_id
        instance = self.instances.get(list_id or _NO_LIST)
        if instance is None or list_id == _NO_LIST:
            return ""
        definition_id = self._resolve(instance.definition)
        definition = self.definitions.get(definition_id)
        if definition is None:
            return ""
        depth = own.depth if own.depth is not None else by_style.depth
        if depth is None:
            depth = definition.styles.get(style_id or "", 0)
        return self._count(str(list_id), instance, definition_id, depth)

    def _count(self, list_id: str, instance: Instance, definition_id: str, depth: int) -> str:
        counter = self.counters.setdefault(definition_id, ListCounter(dict(self.definitions[definition_id].levels)))
        counter.levels = {**self.definitions[definition_id].levels, **instance.levels}
        if depth in instance.starts and (list_id, depth) not in self.begun:
            counter.restart_at(depth, instance.starts[depth])
        self.begun.add((list_id, depth))
        return counter.next(depth)

    def _resolve(self, definition_id: str) -> str:
        """Follow a link to the definition that a list style owns."""
        definition = self.definitions.get(definition_id)
        if definition is None or definition.num_style_link is None:
            return definition_id
        linked = (key for key, other in self.definitions.items() if other.style_link == definition.num_style_link)
        return next(linked, definition_id)


def read_numbering(root: etree._Element | None, styles: Styles) -> Numbering:
    """Lists of numbering.xml; none where the part is missing."""
    numbering = Numbering(styles)
    for element in root if root is not None else ():
        if local(element) == "abstractNum":
            numbering.definitions[attribute(element, "abstractNumId") or ""] = _definition(element)
        elif local(element) == "num" and (target := child(element, "abstractNumId")) is not None:
            numbering.instances[attribute(element, "numId") or ""] = _instance(element, attribute(target, "val") or "")
    return numbering


def _definition(element: etree._Element) -> Definition:
    found = Definition(style_link=_value(element, "styleLink"), num_style_link=_value(element, "numStyleLink"))
    for inner in element:
        if local(inner) == "lvl":
            depth = _whole(attribute(inner, "ilvl"), 0)
            found.levels[depth] = _level(inner)
            if style := _value(inner, "pStyle"):
                found.styles[style] = depth
    return found


def _instance(element: etree._Element, definition: str) -> Instance:
    found = Instance(definition)
    for inner in element:
        if local(inner) != "lvlOverride":
            continue
        depth = _whole(attribute(inner, "ilvl"), 0)
        if (level := child(inner, "lvl")) is not None:
            found.levels[depth] = _level(level)
        if (start := _value(inner, "startOverride")) is not None:
            found.starts[depth] = _whole(start, 1)
    return found


def _level(element: etree._Element) -> Level:
    restart = _value(element, "lvlRestart")
    text = _value(element, "lvlText") or ""
    return Level(
        start=_whole(_value(element, "start"), 0),
        form=_format(element),
        text=text,
        all_figures=child(element, "isLgl") is not None,
        restart=_whole(restart, 0) if restart is not None else None,
    )


def _format(element: etree._Element) -> str:
    """The number format; newer Word wraps the ones old Word does not know in AlternateContent with a custom format."""
    form = _value(element, "numFmt")
    if form is None and (choice := child(element, "AlternateContent", "Choice", "numFmt")) is not None:
        custom = attribute(choice, "format") or ""
        return "decimalZero" if custom.startswith("0") else attribute(choice, "val") or "decimal"
    return form or "decimal"


def _value(element: etree._Element, name: str) -> str | None:
    found = child(element, name)
    return attribute(found, "val") if found is not None else None


def _whole(text: str | None, missing: int) -> int:
    return int(text) if text and text.isdigit() and len(text) < 7 else missing
