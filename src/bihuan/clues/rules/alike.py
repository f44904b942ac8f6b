"""How much two texts say the same: shared pairs of neighbouring signs, as a percentage of all pairs (Jaccard)."""


def pairs(text: str) -> frozenset[str]:
    """The pairs of neighbouring signs, without blanks and punctuation."""
    plain = "".join(sign for sign in text if sign.isalnum())
    return frozenset(plain[at : at + 2] for at in range(len(plain) - 1))


def alike(one: str, other: str) -> int:
    """0 to 100."""
    mine, his = pairs(one), pairs(other)
    return round(100 * len(mine & his) / len(mine | his)) if mine and his else 0
