"""The tree of numbered headings: found by glyph, placed by the structure of the whole text.

`marks` finds what looks like a number, `order` learns which style stands above which, `tree` places each mark,
`headings` tells heading from body. Lists that run inside a paragraph are not headings.
"""

from bihuan.plan_import.rules.outline.nodes import Damage, Node, Outline
from bihuan.plan_import.rules.outline.tree import read_outline

__all__ = ["Damage", "Node", "Outline", "read_outline"]
