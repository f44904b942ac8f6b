"""The sample of corrected items that the supervision group verifies: drawn, repeatable from seed and pool."""

import hashlib
from collections.abc import Sequence
from math import ceil


def sample_size(pool: int, rate_percent: float) -> int:
    """At least one of a pool that is not empty; nothing where the campaign draws none (0 %)."""
    return min(pool, max(1, ceil(pool * rate_percent / 100))) if pool and rate_percent > 0 else 0


def draw_sample(pool: Sequence[int], size: int, seed: str) -> list[int]:
    """The `size` ids whose hash with the seed is lowest: anyone with seed and pool draws the same."""
    ranked = sorted(pool, key=lambda one: hashlib.sha256(f"{seed}:{one}".encode()).digest())
    return sorted(ranked[:size])
