"""The code of conduct of a campaign: standards with their meaning, beside the negative catalogue (M43)."""

from collections.abc import Mapping
from typing import Any


def standards_of(file: Mapping[str, Any]) -> dict[str, str]:
    """Standard → meaning, in the order of the campaign file (as it is stored: plain values)."""
    return {one["standard"]: one.get("meaning", "") for one in file.get("code_of_conduct", ())}
