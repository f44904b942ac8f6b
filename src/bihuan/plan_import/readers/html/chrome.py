"""What of a page is not its text: scripts, hidden parts, and navigation where that is clear."""

import re
from dataclasses import dataclass

from lxml import etree

_NEVER = frozenset(
    ("script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "canvas", "audio", "video", "button", "select")
    + ("option", "input", "textarea", "head", "title", "map", "rt", "rp", "nav", "footer", "aside", "dialog")
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_BLOCKS = ("div", "ul", "ol", "table", "section", "header", "p", "dl", "td")
_NAMED = re.compile(
    r"(?:^|[-_\s])(?:nav|navbar|navi|menu|foot|footer|crumbs?|breadcrumb|sidebar|share|copyright|login|search|toolbar|pager|"
    r"pagination|qrcode|friendlinks?)(?:$|[-_\s\d])",
    re.I,
)
_FOOTER = re.compile(r"版权所有|ICP备|公网安备|网站标识码|网站地图|设为首页|加入收藏|主办单位[：:].{0,40}承办单位")
_SHORT = 200
MOST_CHROME = 0.4
"""A block that holds more of the page's text than this is never navigation, whatever it is called."""


@dataclass(slots=True)
class Weight:
    """How much an element says: characters, characters inside links, number of links."""

    text: int = 0
    linked: int = 0
    links: int = 0


def drop_chrome(root: etree._Element) -> int:
    """Remove what is no text, in place; gives the number of navigation blocks dropped."""
    for element in list(root.iter()):
        if element is not root and (not isinstance(element.tag, str) or element.tag in _NEVER or _is_hidden(element)):
            remove(element)
    weights = weigh(root)
    total = weights[root].text
    chrome = [element for element in root.iterdescendants(*_BLOCKS) if _is_chrome(element, weights[element], total)]
    for element in chrome:
        remove(element)
    return len(chrome)


def weigh(root: etree._Element) -> dict[etree._Element, Weight]:
    """The weight of every element, in one pass from the leaves up."""
    weights: dict[etree._Element, Weight] = {}
    for _event, element in etree.iterwalk(root, events=("end",)):
        weight = Weight(_length(element.text))
        for inner in element:
            part = weights[inner]
            weight.text += part.text + _length(inner.tail)
            weight.linked += part.linked
            weight.links += part.links
        if element.tag == "a":
            weight.linked, weight.links = weight.text, weight.links + 1
        weights[element] = weight
    return weights


def _length(text: str | None) -> int:
    return len("".join(text.split())) if text else 0


def _is_hidden(element: etree._Element) -> bool:
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))


def _is_chrome(element: etree._Element, weight: Weight, total: int) -> bool:
    if not weight.text or weight.text > total * MOST_CHROME:
        return False
    if weight.links >= 3 and weight.linked > weight.text * 0.6:
        return True
    short = weight.text < _SHORT
    if short and _FOOTER.search("".join(element.itertext())):
        return True
    return (short or weight.linked > weight.text * 0.3) and _is_named(element)


def _is_named(element: etree._Element) -> bool:
    return bool(_NAMED.search(f"{element.get('class') or ''} {element.get('id') or ''}"))


def remove(element: etree._Element) -> None:
    """Take an element out but leave the text that follows it."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)
