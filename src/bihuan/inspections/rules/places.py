"""Where a visit may look (P20): work, not private life. A visit has a purpose and two people at least (domain.md I2)."""

from collections.abc import Collection

from bihuan.foundation.kernel import BadInput, _
from bihuan.inspections.vocabulary import PlaceKind

_PRIVATE = ("家中", "家里", "住宅", "住处", "宿舍", "卧室", "病房", "更衣室", "卫生间", "厕所", "洗手间", "浴室", "私人住所", "居民家")
FEWEST = 2
"""Inspectors of one visit (domain.md I2)."""


def refuse_private(kind: PlaceKind, place: str) -> None:
    """Raises BadInput for a place that is nobody's business, whatever it was called."""
    if kind is PlaceKind.PRIVATE or any(word in place for word in _PRIVATE):
        raise BadInput(_("检查不进私人场所：住宅、宿舍、病房、更衣室、卫生间等一律不能作为检查地点。"))


def refuse_alone(inspectors: Collection[int]) -> None:
    """Raises BadInput for fewer than two."""
    if len(set(inspectors)) < FEWEST:
        raise BadInput(_("检查至少要两个人一起去。"))
