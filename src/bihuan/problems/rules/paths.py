"""Which of the two ways a problem goes (A27: general items are corrected at once, the others are analysed first)."""

from collections.abc import Collection

from bihuan.problems.vocabulary import QUICK_SOURCES, Path, Weight


def path_for(
    weight: str, source: str, quick_sources: Collection[str] = QUICK_SOURCES, quick_weights: Collection[str] = (Weight.GENERAL,)
) -> Path:
    """General items from self-check, critique and opinion are corrected at once; everything else takes the full chain."""
    return Path.QUICK if weight in quick_weights and source in quick_sources else Path.FULL
