"""The same photograph found again among many: by its fingerprint, or by how it looks. A likeness is shown to people and decides nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from bihuan.foundation.files.models import Look, StoredFile
from bihuan.foundation.files.rules.likeness import Look as Seen
from bihuan.foundation.files.rules.likeness import bands, near, read_look
from bihuan.foundation.files.workshop import made_of

_BANDS = ("band0", "band1", "band2", "band3")


def look_over(file: StoredFile) -> None:
    """Make what is to be made of a file and remember how it looks. Safe to repeat; cut off from outside it remembers nothing. Raises what
    making raises."""
    made = made_of(file)
    if not made.lasts:
        return
    values: dict[str, Any] = {"bits": made.look, "turned": made.turned}
    if made.look:
        values |= dict(zip(_BANDS, bands(read_look(made.look)), strict=True))
    Look.objects.update_or_create(sha256=file.sha256, defaults=values)


def pass_over(file: StoredFile) -> None:
    """Nothing can be made of it (gone, altered): it is not tried again with every round."""
    Look.objects.get_or_create(sha256=file.sha256)


def not_looked_at(fingerprints: Iterable[str]) -> set[str]:
    """Which of these contents nobody has looked at yet."""
    wanted = set(fingerprints)
    return wanted - set(Look.objects.filter(sha256__in=wanted).values_list("sha256", flat=True))


@dataclass(frozen=True, slots=True)
class Likeness:
    """`other` looks like the content asked for; `turned` where it had to be turned or mirrored first."""

    other: str
    turned: bool


def alike(fingerprints: Iterable[str], among: Any) -> dict[str, list[Likeness]]:
    """Contents that look like these, for each that has any. `among` is a query of the fingerprints in question."""
    found: dict[str, list[Likeness]] = {}
    for ours in Look.objects.filter(sha256__in=set(fingerprints)).exclude(bits=""):
        ways = [read_look(ours.bits), *map(read_look, ours.turned)]
        others = Look.objects.filter(_close(ways), sha256__in=among).exclude(pk=ours.pk).values_list("sha256", "bits")
        likes = [like for sha256, bits in others if (like := _like(ways, sha256, read_look(bits)))]
        if likes:
            found[ours.sha256] = likes
    return found


def pairs(among: Any, most: int) -> list[tuple[str, str]]:
    """Every two contents of `among` (a query of fingerprints) that look alike, turned or not; of the latest `most` only."""
    rows = Look.objects.filter(sha256__in=among).exclude(bits="").order_by("-pk").values_list("sha256", "bits", "turned")[:most]
    seen: dict[tuple[int, int], list[tuple[str, Seen]]] = {}
    found = set()
    for sha256, bits, turned in rows:
        ways = [read_look(one) for one in (bits, *turned)]
        close = {id(one): one for way in ways for number, band in enumerate(bands(way)) for near_by in near(band)
                 for one in seen.get((number, near_by), ())}  # fmt: skip
        found |= {(sha256, other) for other, look in close.values() if any(way.resembles(look) for way in ways)}
        one = (sha256, ways[0])
        for number, band in enumerate(bands(ways[0])):
            seen.setdefault((number, band), []).append(one)
    return sorted(found)


def pictures(among: Any) -> int:
    """How many contents of `among` (a query of fingerprints) can be compared by their looks."""
    return Look.objects.filter(sha256__in=among).exclude(bits="").count()


def _close(ways: list[Seen]) -> Q:
    wanted: list[set[int]] = [set(), set(), set(), set()]
    for way in ways:
        for number, band in enumerate(bands(way)):
            wanted[number].update(near(band))
    close = Q()
    for name, values in zip(_BANDS, wanted, strict=True):
        close |= Q(**{f"{name}__in": sorted(values)})
    return close


def _like(ways: list[Seen], sha256: str, other: Seen) -> Likeness | None:
    if ways[0].resembles(other):
        return Likeness(sha256, False)
    return Likeness(sha256, True) if any(one.resembles(other) for one in ways[1:]) else None
