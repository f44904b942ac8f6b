"""What waits at the desk for somebody, and who opened a clue. Begins at `visible_clues` like everything else."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.timezone import localtime
from pyrage import x25519

from bihuan.campaigns.models import Campaign
from bihuan.campaigns.vocabulary import CampaignState
from bihuan.clues.models import Clue, ClueAway, ClueSeal, Tip, UpperReport
from bihuan.clues.policy.keys import duties_held
from bihuan.clues.policy.lines import duties_of_away, duties_of_tip, serves_discipline, token_of
from bihuan.clues.queries.clocks import clocks_of_many
from bihuan.clues.queries.clues import contents_of, is_opinion, visible_clues
from bihuan.clues.rules.alike import bundles
from bihuan.clues.rules.ending import WRONG
from bihuan.clues.rules.texts import opened
from bihuan.clues.vocabulary.clues import ClueState as S
from bihuan.clues.vocabulary.clues import ClueWord, Disposal
from bihuan.clues.vocabulary.links import AwayDuty, AwayState
from bihuan.clues.vocabulary.tips import TipState
from bihuan.clues.vocabulary.triage import ReadFor
from bihuan.foundation.audit.models import Record
from bihuan.foundation.audit.queries import records_of
from bihuan.foundation.kernel import Actor, Missing
from bihuan.organisation.models import Person, Unit
from bihuan.organisation.vocabulary import StandingDutyKind as D

_TO_HANDLE = (S.REGISTERED, S.TRIAGED, S.DECIDED, S.VERIFYING, S.CONCLUDED, S.TRANSFERRED)
_TRIED = 5
"""So many times as many reports as are shown are tried with the reader's keys."""
CLEARED = Q(state=S.CLOSED, conclusion__in=WRONG)
_TO_SEND = (S.REGISTERED, S.TRIAGED, S.TRANSFERRED)


def clues_to_do(actor: Actor, day: date) -> QuerySet[Clue]:
    """Clues on which the next step is the actor's, urgent ones and real names first (第二十条), then the oldest. Shelved ones wait for nobody."""
    held = duties_held(actor.user_id)
    mine = Q(pk__in=())
    if held & {D.CLUE_DESK, D.CLUE_ALTERNATE}:
        mine |= Q(state__in=_TO_HANDLE if serves_discipline(actor, day) else _TO_SEND)
    if D.CLUE_APPROVER in held and serves_discipline(actor, day):
        mine |= Q(state=S.PROPOSED) & ~Q(proposed_by_id=actor.user_id)
    shelved = Q(state=S.DECIDED, disposal=Disposal.SHELVED)
    found = visible_clues(actor, day).filter(mine).exclude(shelved)
    return found.select_related("campaign").order_by("-urgent", "-named", "received_on", "pk")


def listed_clues(actor: Actor, **wanted: str) -> QuerySet[Clue]:
    """All that the actor may know of, narrowed, latest first. What proved wrong and is over is in no list (P16): whoever looks for what was closed
    finds it, for a repeat has to be known as one."""
    listed = visible_clues(actor) if "state" in wanted else visible_clues(actor).exclude(CLEARED)
    return listed.filter(**wanted).select_related("campaign").order_by("-received_on", "-pk")


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits to be opened: new reports, those that say much the same together; what reporters added; are there more than were looked at? And how
    many opinions wait among them to be counted by their codes (M68)."""

    new: list[list[Tip]]
    added: list[Tip]
    more: bool
    opinions: int = 0


def waiting_tips(actor: Actor, mine: Sequence[x25519.Identity], most: int) -> Waiting:
    """The oldest `most` reports that these keys open. One that is sealed past the actor is not there, and not counted, and takes nobody's place: a
    flood of them hides nothing before `_TRIED` times as many. What they say is looked at to lay like to like, so that a flood of one text is one
    line, and is not told: opening is another step, and noted."""
    if not duties_of_tip(actor):
        return Waiting([], [], False)
    rows = Tip.objects.filter(Q(state=TipState.WAITING) | Q(unread=True)).order_by("received_on", "pk")
    found, more = 0, False
    known, texts, added, opinions = dict[int, Tip](), dict[int, str](), list[Tip](), 0
    for number, one in enumerate(rows.iterator(chunk_size=200)):
        if more := found == most or number == _TRIED * most:
            break
        contents = [content for _envelope, content in contents_of(one, mine)]
        found += bool(contents)
        if not contents or is_opinion(contents):
            opinions += bool(contents)
            continue
        if one.state == TipState.WAITING:
            known[one.pk], texts[one.pk] = one, "\n".join(content.text for content in contents if content)
        else:
            added.append(one)
    return Waiting([[known[pk] for pk in some] for some in bundles(texts)], added, more, opinions)


def counts_by(actor: Actor, column: str) -> dict[str, int]:
    """How many clues of each state or conclusion the actor may know of (M120); those past him are in no number."""
    listed = visible_clues(actor) if column == "state" else visible_clues(actor).exclude(CLEARED)
    return dict(listed.order_by().values_list(column).annotate(many=Count("pk")))


def readings_of(clue: Clue) -> list[Record]:
    """Who opened it and what for, latest first: for whoever may know of it."""
    return list(records_of("clue", clue.pk).filter(action=ClueWord.READ).order_by("-position")[:100])


def opened_today_for(clue: Clue, actor: Actor, day: date) -> str:
    """What the actor said today that he opens it for, "" where he has not been asked yet."""
    told = records_of("clue", clue.pk).filter(action=ClueWord.READ, actor=actor.user_id, reason__in=[one.label for one in ReadFor])
    last = told.order_by("-position").values_list("at", "reason").first()
    return str(last[1]) if last and localtime(last[0]).date() == day else ""


def upper_reports(actor: Actor) -> QuerySet[UpperReport]:
    """Receipts for what belongs to the level above, for whoever opens reports; Missing for others."""
    if not duties_of_tip(actor):
        raise Missing
    return UpperReport.objects.select_related("noted_by").order_by("-passed_on", "-pk")


def opens_reports(actor: Actor) -> bool:
    """Does he open reports, and enter what came otherwise?"""
    return bool(duties_of_tip(actor))


def campaigns_running() -> list[Campaign]:
    """Those to which a clue may belong: the desk serves the whole house, whoever takes part in which."""
    return list(Campaign.objects.filter(state=CampaignState.RUNNING).order_by("-pk")[:100])


@dataclass(frozen=True, slots=True)
class Tied:
    """Whom what proved true may be tied to (M80)."""

    unit: Unit
    person: Person | None

    @property
    def told(self) -> str:
        """As a choice of a form."""
        return f"{self.person.name}（{self.unit.name}）" if self.person else self.unit.name


def parties_to_list(clue: Clue) -> list[Tied]:
    """Those whom a clue is about, for whoever may know of it: persons with each of their units, units."""
    rows = list(clue.parties.exclude(unit=None).select_related("unit").order_by("unit__path", "pk"))
    wanted = {one.token for one in rows if one.token}
    people = {token_of(one.pk): one for one in Person.objects.all()} if wanted else {}
    found = [Tied(one.unit, people.get(one.token) if one.token else None) for one in rows if one.unit is not None]
    return [one for one, row in zip(found, rows, strict=True) if one.person or not row.token]


def readers_now(clue: Clue) -> list[Person]:
    """Who has a seal of it, for whoever may know of it."""
    return list(Person.objects.filter(user__in=ClueSeal.objects.filter(clue=clue).values("holder__user")).order_by("sort_key", "pk"))


def aways_to_decide(actor: Actor, clue: Clue) -> list[ClueAway]:
    """Askings that somebody keeps away from this clue, which the actor decides."""
    rows = ClueAway.objects.filter(clue=clue, state=AwayState.ASKED).select_related("person", "clue")
    return [one for one in rows if AwayDuty.DECIDER in duties_of_away(actor, one)]


def aways_waiting(actor: Actor, most: int = 50) -> list[ClueAway]:
    """Askings that wait for the actor's decision, of all clues that he may read, oldest first."""
    rows = ClueAway.objects.filter(state=AwayState.ASKED, clue__in=visible_clues(actor)).select_related("person", "clue")
    return [one for one in rows.order_by("asked_at", "pk")[:most] if AwayDuty.DECIDER in duties_of_away(actor, one)]


def find_away(actor: Actor, pk: int) -> ClueAway:
    """One that he decides, or Missing."""
    row = ClueAway.objects.filter(pk=pk, state=AwayState.ASKED).select_related("person", "clue").first()
    if row is None or AwayDuty.DECIDER not in duties_of_away(actor, row):
        raise Missing
    return row


def merged_into(found: Mapping[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """What clues that were joined to this one say, each under its number, for whoever has just opened it."""
    rows = {one.pk: one for one in Clue.objects.filter(pk__in=[one["id"] for one in found.get("merged", ())])}
    told = [(one["number"], rows.get(one["id"]), bytes.fromhex(one["key"])) for one in found.get("merged", ())]
    return [(number, opened(key, bytes(row.sealed), row.bound)) for number, row, key in told if row is not None and row.sealed]


def late_among(clues: Collection[Clue], day: date) -> set[int]:
    """Those of which an open clock lies behind its last day."""
    rows = list(clues)
    told = zip(rows, clocks_of_many(rows, day), strict=True)
    return {one.pk for one, dues in told if any(due.running.done_on is None and due.is_late(day) for due in dues)}
