"""The rank from which somebody is covered (处级以上, A38): whom the roster names although his rank lies below. A proposal; people decide."""

from collections.abc import Iterable, Mapping
from typing import Any

from bihuan.organisation.rules.guesses import at_least, rank_of
from bihuan.organisation.vocabulary import Rank


def threshold_in(file: Mapping[str, Any]) -> str:
    """The threshold of a stored campaign file: its setting, else what the plan's scope says (…以上); "" for none that is understood."""
    said = [str(file.get("settings", {}).get("rank_threshold") or ""), *_with_above(file.get("scope", {}).get("ranks") or ())]
    return next((text for text in said if text and understood(text)), "")


def _with_above(ranks: Iterable[Any]) -> list[str]:
    return [str(one) for one in ranks if "以上" in str(one)]


def understood(text: str) -> bool:
    """Does this name a rank that ranks of a roster can be compared with?"""
    return rank_of(text) is not Rank.OTHER


def lies_below(rank: str, threshold: str) -> bool:
    """Is this rank known and below the threshold? An unknown rank is not judged."""
    return rank_of(rank) is not Rank.OTHER and not at_least(rank, rank_of(threshold))
