"""Clues and reports as those see them who may. Everything that lists, searches, counts or exports begins at `visible_clues`."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from pyrage import x25519

from bihuan.clues.models import Clue, ClueSeal, KeyHolder, Tip, TipEnvelope
from bihuan.clues.policy.lines import duties_of_tip, may_read, token_of, visible
from bihuan.clues.queries.keys import usable_keys
from bihuan.clues.rules.alike import alike
from bihuan.clues.rules.lines import Party
from bihuan.clues.rules.texts import opened, opened_key
from bihuan.clues.vocabulary.clues import ClueAction, ClueState
from bihuan.clues.vocabulary.keys import KeyPurpose
from bihuan.clues.vocabulary.links import AwayState
from bihuan.clues.vocabulary.tips import TipState
from bihuan.clues.workflow.clues import CLUE
from bihuan.foundation.kernel import Actor, BadInput, Missing, NotNow, _
from bihuan.foundation.sealedbox.contents import Content
from bihuan.foundation.sealedbox.packages import unseal
from bihuan.foundation.sealedbox.vocabulary import Kind, What
from bihuan.organisation.models import Person, Post, Unit


def visible_clues(actor: Actor, day: date | None = None) -> QuerySet[Clue]:
    """All that the actor may know of, latest first."""
    return Clue.objects.filter(visible(actor, day))


def find_clue(actor: Actor, pk: int) -> Clue:
    """The clue, or Missing: hidden and never registered look alike."""
    row = visible_clues(actor).filter(pk=pk).first()
    if row is None:
        raise Missing()
    return row


def find_tip(actor: Actor, pk: int) -> Tip:
    """A report for whoever opens reports, or Missing. Whether it opens is another question: see `openable_tips`."""
    row = Tip.objects.filter(pk=pk).first() if duties_of_tip(actor) else None
    if row is None:
        raise Missing()
    return row


def openable_tips(actor: Actor, mine: Sequence[x25519.Identity], most: int = 200) -> list[Tip]:
    """Reports that wait and that these keys open, oldest day first. One that is sealed past the actor is not there, and not counted: that there is
    a report about the desk would tell the desk enough."""
    if not duties_of_tip(actor):
        return []
    rows = Tip.objects.filter(Q(state=TipState.WAITING) | Q(unread=True)).order_by("received_on", "pk")
    found: list[Tip] = []
    for one in rows.iterator(chunk_size=200):
        contents = [content for _envelope, content in contents_of(one, mine)]
        if contents and not is_opinion(contents):
            found.append(one)
        if len(found) >= most:
            break
    return found


def is_opinion(contents: Sequence[Content | None]) -> bool:
    """Is everything in it an opinion, which is counted by its code and not opened by hand (M68)? With anything else it is a report."""
    return bool(contents) and all(one is not None and one.what is What.OPINION for one in contents)


def contents_of(tip: Tip, mine: Sequence[x25519.Identity]) -> list[tuple[TipEnvelope, Content | None]]:
    """The contents of a report that these keys open, each with its envelope; None: what is inside is not as agreed."""
    found: list[tuple[TipEnvelope, Content | None]] = []
    for envelope in TipEnvelope.objects.filter(place=tip.place, kind=Kind.CONTENT).exclude(body=b"").order_by("day", "key"):
        try:
            data = unseal(bytes(envelope.body), mine)
        except BadInput:
            continue
        found.append((envelope, _read(data)))
    return found


def _read(data: bytes) -> Content | None:
    try:
        return Content.read(data)
    except BadInput:
        return None


class NobodyLeft(NotNow):
    """Everybody who could handle it is in its line."""

    default = _("本单位能办理线索的人员都应当回避。请不要登记内容，直接报送上一级纪检监察机关，只登记回执号。")


def parties_of(persons: Sequence[Person], units: Sequence[Unit], day: date) -> list[tuple[Person | None, Unit | None]]:
    """Whom a clue is about as it is routed: each person once for each unit in which he has a post, each unit as such."""
    held: dict[int, list[Unit]] = {}
    now = Post.objects.filter(Q(to_on=None) | Q(to_on__gte=day), person__in=persons).select_related("unit").order_by("pk")
    for post in now:
        held.setdefault(post.person_id, []).append(post.unit)
    found: list[tuple[Person | None, Unit | None]] = [(one, unit) for one in persons for unit in held.get(one.pk, [None])]
    return [*found, *((None, unit) for unit in units)]


def as_parties(told: Sequence[tuple[Person | None, Unit | None]]) -> list[Party]:
    """The same as plain values for the rule."""
    return [Party(person.pk if person else None, unit.path if unit else "") for person, unit in told]


def readers_for(parties: Sequence[Party], day: date) -> list[KeyHolder]:
    """Whom a clue about these is sealed to: the desk without everybody in their line; where nobody is left, those who take what concerns the desk.
    Raises NobodyLeft."""
    for purpose in (KeyPurpose.DESK, KeyPurpose.ALTERNATE):
        people = dict(Person.objects.exclude(user=None).values_list("user_id", "pk"))
        found = [one for one, _duties in usable_keys(purpose) if may_read(people.get(one.user_id), parties, day)]
        if found:
            return found
    raise NobodyLeft


def readers_of(clue: Clue, day: date) -> list[KeyHolder]:
    """Whom a registered clue is to be sealed to now: as `readers_for`, without those who keep away from this one. Raises NobodyLeft."""
    away = set(clue.aways.filter(state=AwayState.IN_FORCE).values_list("person__user_id", flat=True))
    found = [one for one in readers_for(parties_known(clue), day) if one.user_id not in away]
    if not found:
        raise NobodyLeft
    return found


def parties_known(clue: Clue) -> list[Party]:
    """Whom a clue is about, told from its tokens. For routing alone: asked again whenever the organisation may have changed."""
    rows = list(clue.parties.values_list("token", "unit__path"))
    people = {token_of(pk): pk for pk in Person.objects.values_list("pk", flat=True)} if any(token for token, _path in rows) else {}
    return [Party(people.get(token, 0) if token else None, path or "") for token, path in rows]


def seals_of(clue: Clue) -> list[bytes]:
    """The key of a clue as it is sealed to its readers."""
    return [bytes(body) for body in ClueSeal.objects.filter(clue=clue).values_list("body", flat=True)]


@dataclass(frozen=True, slots=True)
class Alike:
    """A clue that may be about the same."""

    clue: Clue
    percent: int


def clues_to_join(actor: Actor, clue: Clue, most: int = 50) -> list[Clue]:
    """Clues about one of the same people or units into which this one may go, of those that the actor may read, latest first: two queries, and
    nothing is unsealed."""
    parties = list(clue.parties.values_list("token", "unit_id"))
    same = Q(parties__token__in={token for token, _unit in parties} - {""})
    same |= Q(parties__token="", parties__unit_id__in={unit for token, unit in parties if not token})  # noqa: S106 - a unit as such
    taking_in = [one for one in ClueState if any(step.starts_from(one) for step in CLUE.of(ClueAction.TAKE_IN))]
    rows = visible_clues(actor).filter(same, state__in=taking_in).exclude(pk=clue.pk)
    return list(rows.defer("sealed").distinct().order_by("-received_on", "number")[:most])


def alike_clues(
    actor: Actor, mine: Sequence[x25519.Identity], text: str, persons: Collection[int], units: Collection[int], most: int = 10
) -> list[Alike]:  # fmt: skip
    """Clues about one of the same people or units, of those that the actor may read, most alike first: a suggestion, never a decision."""
    same = Q(parties__token__in=[token_of(one) for one in persons]) | Q(parties__unit_id__in=units)
    found: list[Alike] = []
    for one in visible_clues(actor).filter(same).distinct()[:500]:
        try:
            told = opened(opened_key(seals_of(one), list(mine)), bytes(one.sealed), one.bound)
        except BadInput:
            continue
        texts = [json.loads(content)["text"] for content in told["contents"]]
        found.append(Alike(one, max((alike(text, other) for other in texts), default=0)))
    return sorted((one for one in found if one.percent >= 20), key=lambda one: -one.percent)[:most]
