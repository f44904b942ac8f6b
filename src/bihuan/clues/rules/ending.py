"""What a clue leads to asks for, on plain values: the list (M80), the chain of responsibility (M127), clarifying (P16), a finding of malice."""

from bihuan.clues.vocabulary.clues import ClueNeed as N
from bihuan.clues.vocabulary.clues import Conclusion

PROVED = frozenset({Conclusion.TRUE, Conclusion.PARTLY})
WRONG = frozenset({Conclusion.UNTRUE, Conclusion.MISTAKEN})
"""Not so, and known to be not so. What could not be proved is neither, and is never shown as false (A4.5)."""


def unmet(
    *, conclusion: str, strict: bool, listed: bool, found_malicious: bool, traced: bool, offered: bool, same_hand: bool
) -> tuple[N, ...]:  # fmt: skip
    """All needs that are missing; a step asks for its own only."""
    missing = {
        N.IS_TRUE: conclusion not in PROVED, N.NOT_LISTED: listed, N.WAS_TRACED: strict and conclusion in PROVED and not traced,
        N.WAS_OFFERED: conclusion in WRONG and not offered, N.IS_UNTRUE: conclusion != Conclusion.UNTRUE, N.NOT_ALREADY: found_malicious,
        N.OTHER_CONCLUDER: same_hand,
    }  # fmt: skip
    return tuple(need for need, is_missing in missing.items() if is_missing)
