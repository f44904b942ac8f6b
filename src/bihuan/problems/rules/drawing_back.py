"""Which closed problems a look-back draws (M193): a share of each stratum, at least one, repeatable from seed and pool.

What was closed before the campaign was taken over comes first: nobody here verified it."""

from collections.abc import Collection, Mapping, Sequence

from bihuan.problems.rules.samples import draw_sample, sample_size


def draw_back(pool: Mapping[str, Sequence[int]], share: float, seed: str, first: Collection[int] = ()) -> dict[str, list[int]]:
    """The drawn ids of each stratum; `first` are ids that come before all others of their stratum."""
    return {stratum: _drawn(keys, sample_size(len(keys), share), f"{seed}:{stratum}", set(first)) for stratum, keys in pool.items()}


def _drawn(keys: Sequence[int], size: int, seed: str, first: set[int]) -> list[int]:
    ahead = draw_sample([key for key in keys if key in first], size, seed)
    rest = draw_sample([key for key in keys if key not in first], size - len(ahead), seed)
    return sorted(ahead + rest)
