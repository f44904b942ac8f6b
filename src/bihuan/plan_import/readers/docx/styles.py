"""Paragraph styles: which list a style belongs to, and its name."""

from dataclasses import dataclass, field

from lxml import etree

from bihuan.foundation.files.rules.markup import attribute, child, local


@dataclass(frozen=True, slots=True)
class ListPlace:
    """A paragraph's place in a list: which list (None: not said here, "0": none) and which level (None: not said)."""

    list_id: str | None = None
    depth: int | None = None


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style."""

    name: str
    based_on: str | None
    place: ListPlace


@dataclass(slots=True)
class Styles:
    """All paragraph styles by id."""

    styles: dict[str, Style] = field(default_factory=dict)

    def place(self, style_id: str | None) -> ListPlace:
        """The list place a style gives, inherited from the style it is based on."""
        list_id = depth = None
        seen: set[str] = set()
        while style_id and style_id in self.styles and style_id not in seen:
            seen.add(style_id)
            style = self.styles[style_id]
            list_id = list_id if list_id is not None else style.place.list_id
            depth = depth if depth is not None else style.place.depth
            style_id = style.based_on
        return ListPlace(list_id, depth)

    def is_contents(self, style_id: str | None) -> bool:
        """Lines of a table of contents repeat the headings and are left out."""
        style = self.styles.get(style_id or "")
        name = (style.name if style else style_id or "").lower().replace(" ", "")
        return name.startswith("toc") and name[3:].isdigit()


def list_place(properties: etree._Element | None) -> ListPlace:
    """What a paragraph's or style's own properties say about its list."""
    told = child(properties, "numPr")
    list_id = child(told, "numId")
    depth = child(told, "ilvl")
    return ListPlace(attribute(list_id, "val") if list_id is not None else None, _whole(depth))


def _whole(element: etree._Element | None) -> int | None:
    value = attribute(element, "val") if element is not None else None
    return int(value) if value and value.isdigit() else None


def read_styles(root: etree._Element | None) -> Styles:
    """Styles of styles.xml; none where the part is missing."""
    found = Styles()
    for element in root if root is not None else ():
        style_id = attribute(element, "styleId")
        if local(element) == "style" and style_id and attribute(element, "type") == "paragraph":
            name, based = child(element, "name"), child(element, "basedOn")
            found.styles[style_id] = Style(
                (attribute(name, "val") or "") if name is not None else "",
                attribute(based, "val") if based is not None else None,
                list_place(child(element, "pPr")),
            )
    return found
