"""Rungs told by a count alone: the first time, the second time (M129, M130)."""

from dataclasses import dataclass

from bihuan.plan_import.rules.ladder.words import FOUND_OUT, GLUED, NTH_BARE, PRAISE


@dataclass(frozen=True, slots=True)
class Rung:
    """`bare` where nothing but two words beside each other tell it (一般问题：通报批评): it counts only beside others.
    `nth` where only its count does (第一次，上门劝说): it counts only beside another count."""

    start: int
    end: int
    trigger: str
    rest: tuple[int, int]
    bare: bool = False
    nth: bool = False


def found_out_and_glued(start: int, clause: str) -> Rung | None:
    """对发现的问题，一次批评教育, or the second of these counts, which stands alone."""
    found_out = FOUND_OUT.match(clause)
    behind = found_out.end() if found_out else 0
    return _glued(start + behind, clause[behind:])


def _glued(start: int, clause: str) -> Rung | None:
    """一次批评教育，二次诫勉谈话: a count and right behind it what follows on it; it counts only beside another."""
    found = GLUED.match(clause)
    return (
        Rung(start, start + len(clause), found["trigger"], (start + found.start("rest"), start + len(clause)), True, True)
        if found
        else None
    )


def counted(start: int, clause: str) -> Rung | None:
    """第二次发现，上黑榜: a count, and what follows on it."""
    found = NTH_BARE.match(clause)
    if found is None or PRAISE.match(found["rest"]):
        return None
    end = start + len(clause)
    return Rung(start, end, found["trigger"], (start + found.start("rest"), end), True, True)
