"""Which style of number stands above which in this text: by what restarts inside what, else by custom (GB/T 9704, F1)."""

from collections import defaultdict

from bihuan.plan_import.rules.outline.marks import Mark

CUSTOM = {
    "part": 0, "chapter": 1, "section": 2, "roman": 2.5, "article": 2.8, "boxed": 2.9, "none": 2.95, "formal": 2.96, "cn_dot": 3, "num_bare": 3.2, "zero": 3.4, "ordinal": 5.8, "phase": 3.8, "cn_paren": 4, "staged": 4.1, "inner": 4.05, "num_dot": 5,
    "num_comma": 5.2, "num_paren": 6, "num_half": 7, "circled": 8, "letter": 9,
}  # fmt: skip
FAMILIES = (
    {"cn_dot", "num_comma", "num_dot", "zero", "phase", "ordinal"},
    {"cn_paren", "num_paren", "num_half"},
    {"num_dot", "num_comma", "num_half"},
    {"num_paren", "num_half", "circled"},
)


def custom(style: str) -> float:
    """Place of a style in the customary order; smaller stands higher."""
    if style.startswith("decimal"):
        return 5 + 0.01 * int(style[7:])
    return CUSTOM.get(style, 9)


def alike(one: str, other: str) -> bool:
    """Styles that a careless hand or a converting program takes for each other."""
    return one != other and any(one in family and other in family for family in FAMILIES)


class Order:
    """`above(a, b)`: numbers of style b restart between numbers of style a more often than the reverse."""

    def __init__(self, marks: list[Mark]) -> None:
        self.restarts: dict[tuple[str, str], int] = defaultdict(int)
        opened: dict[str, int] = {}
        fresh: dict[str, set[str]] = defaultdict(set)
        for mark in marks:
            if opened.get(mark.style) == mark.n - 1:
                for inner in fresh[mark.style]:
                    self.restarts[mark.style, inner] += 1
            fresh[mark.style] = set()
            opened[mark.style] = mark.n
            if mark.n == 1:
                for style in opened:
                    if style != mark.style:
                        fresh[style].add(mark.style)

    def above(self, one: str, other: str) -> bool:
        here, there = self.restarts[one, other], self.restarts[other, one]
        return here > there if here != there else custom(one) < custom(other)
