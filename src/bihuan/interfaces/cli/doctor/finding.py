"""What the doctor finds: one line a thing."""

from dataclasses import dataclass

WELL, CARE, BAD = "正常", "注意", "有问题"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    what: str
    state: str
    said: str
