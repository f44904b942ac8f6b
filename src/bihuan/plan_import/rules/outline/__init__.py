"""The tree of numbered headings: found by glyph, placed by the structure of the whole text.

`marks` finds what looks like a number, `order` learns which style stands above which, `tree` places each mark, `inline` keeps
lists that run inside a paragraph from being headings, `lost` finds headings without number, `headings` tells heading from body.
"""

from bihuan.plan_import.rules.outline.nodes import Damage, Node, Outline
from bihuan.plan_import.rules.outline.reading import read_outline

__all__ = ["Damage", "Node", "Outline", "read_outline"]
