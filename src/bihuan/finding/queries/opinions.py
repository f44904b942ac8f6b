"""Opinions, letters and gatherings as somebody sees them, with what is still missing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from bihuan.campaigns.models import Campaign
from bihuan.campaigns.queries.people import units_of
from bihuan.finding.models.opinions import Gathering, Opinion, OpinionLetter
from bihuan.finding.policy.opinions import duties_of_opinion, sight
from bihuan.finding.queries.past import stepped_since
from bihuan.finding.queries.pointing import waiting_pointings
from bihuan.finding.vocabulary.letters import LetterAction, LetterState
from bihuan.finding.vocabulary.opinions import OpinionForm, OpinionState, PeopleGroup
from bihuan.finding.workflow.opinions import OPINION
from bihuan.foundation.audit.keeping import kept
from bihuan.foundation.audit.taking import taken_by
from bihuan.foundation.kernel import Actor, Missing, Term
from bihuan.organisation.models import Unit
from bihuan.problems.models import Problem

_SENT = (LetterState.SENT, LetterState.REPLIED)


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What a list of opinions is narrowed to; empty values narrow nothing."""

    state: str = ""
    form: str = ""
    group: str = ""
    unit: int | None = None
    resented: bool = False
    letter: int | None = None
    gathering: int | None = None

    def condition(self) -> Q:
        """The filter for the database."""
        wanted = Q(resented=True) if self.resented else Q()
        for name in ("state", "form", "group"):
            if value := getattr(self, name):
                wanted &= Q(**{name: value})
        for name in ("unit", "letter", "gathering"):
            if (key := getattr(self, name)) is not None:
                wanted &= Q(**{f"{name}_id": key})
        return wanted


def opinions_of(actor: Actor, campaign: Campaign, narrowed: Narrowed | None = None) -> QuerySet[Opinion]:
    """The opinions that he sees, what the public resents strongly first (M33), then the latest."""
    rows = Opinion.objects.filter(sight(actor, campaign).opinions(), (narrowed or Narrowed()).condition(), campaign=campaign)
    return rows.select_related("unit", "person", "problem", "manifestation", "campaign", "letter__document").order_by("-resented", "-pk")


def find_opinion(actor: Actor, campaign: Campaign, pk: int) -> Opinion:
    """One of them, or Missing."""
    row = opinions_of(actor, campaign).filter(pk=pk).first()
    if row is None:
        raise Missing()
    return row


def acts_on(actor: Actor, row: Opinion) -> set[Term]:
    """The steps that he may take with it now."""
    duties = duties_of_opinion(actor, row)
    return {step.action for step in OPINION if not step.creates and OPINION.step(step.action, row.state, duties) is not None}


def refuse_unless_open(actor: Actor, row: Any, action: str) -> None:
    """Raises the refusal of a step that this actor may not take with a row of this room now, himself or as a deputy."""
    step = next((one for one in kept(type(row)).workflow if one.action.value == action), None)
    if step is None:
        raise Missing()
    taken_by(row, step.action, actor)


def opinions_on(problem: Problem) -> list[Opinion]:
    """The opinions that an entry of the ledger rests on: it may be several (M33)."""
    return list(Opinion.objects.filter(problem=problem).select_related("letter").order_by("pk"))


def resented_problems(actor: Actor, campaign: Campaign) -> list[tuple[Problem, list[Opinion]]]:
    """Entries that rest on an opinion which the public resents strongly, each with all its opinions; open ones first. Two queries."""
    seen = list(opinions_of(actor, campaign, Narrowed(state=OpinionState.ENTERED)).filter(problem__priority=True)[:1000])
    wanted = {one.problem_id for one in seen if one.resented}
    found: dict[int, tuple[Problem, list[Opinion]]] = {}
    for one in seen:
        if one.problem is not None and one.problem_id in wanted:
            found.setdefault(one.problem.pk, (one.problem, []))[1].append(one)
    return sorted(found.values(), key=lambda pair: (-len(pair[1]), pair[0].number))


@dataclass(frozen=True, slots=True)
class Counts:
    """N15 and N16, all opinions by what became of them, and by form."""

    letters: int
    by_letter: int
    opinions: int
    entered: int
    no_action: int
    open: int
    by_form: Mapping[OpinionForm, int]


def counts_of(campaign: Campaign, *, until: datetime | None = None) -> Counts:
    """The counts of a campaign; `until`: of what was sent and heard before that moment, as it stands now. Two queries."""
    rows = Opinion.objects.filter(campaign=campaign)
    letters = OpinionLetter.objects.filter(campaign=campaign, state__in=_SENT)
    if until is not None:
        rows, letters = rows.filter(heard_at__lt=until), letters.filter(sent_at__lt=until)
    found = list(rows.order_by().values_list("form", "state").annotate(many=Count("pk")))
    by_state = {state: sum(many for _form, one, many in found if one == state) for state in OpinionState}
    by_form = {form: sum(many for one, _state, many in found if one == form) for form in OpinionForm}
    return Counts(
        letters.count(), by_form[OpinionForm.LETTER], sum(by_state.values()), by_state[OpinionState.ENTERED], by_state[OpinionState.NO_ACTION],
        by_state[OpinionState.OPEN], by_form,
    )  # fmt: skip


def letters_sent(campaign: Campaign, until: datetime | None = None) -> int:
    """N15: letters that were sent and not withdrawn; `until`: as they stood just before that moment."""
    rows = OpinionLetter.objects.filter(campaign=campaign)
    if until is None:
        return rows.filter(state__in=_SENT).count()
    rows = rows.filter(sent_at__lt=until)
    withdrawn = rows.filter(state=LetterState.WITHDRAWN)
    return rows.filter(state__in=_SENT).count() + len(stepped_since(withdrawn, LetterAction.WITHDRAW, until))


def opinions_by_letter(campaign: Campaign, until: datetime | None = None) -> int:
    """N16: opinions that came by the letters of N15. An answered letter is never withdrawn, an opinion never taken away: what was heard before
    `until` counted then."""
    rows = Opinion.objects.filter(campaign=campaign, letter__state=LetterState.REPLIED)
    return rows.filter(heard_at__lt=until).count() if until else rows.count()


@dataclass(frozen=True, slots=True)
class Gaps:
    """What is missing: opinions that nobody has dealt with, letters without a reply after their day, letters that were never sent, units about
    which nobody said anything."""

    open: int
    late: int
    unsent: int
    silent: tuple[Unit, ...]


def gaps_of(campaign: Campaign, today: date) -> Gaps:
    """The gaps of a campaign. Three queries."""
    letters = OpinionLetter.objects.filter(campaign=campaign)
    states = letters.order_by().aggregate(
        late=Count("pk", filter=Q(state=LetterState.SENT, reply_by_on__lt=today)), unsent=Count("pk", filter=Q(state=LetterState.DRAFTED))
    )
    heard = set(Opinion.objects.filter(campaign=campaign).order_by().values_list("unit_id", flat=True).distinct())
    silent = tuple(one for one in units_of(campaign, today) if one.pk not in heard)
    waiting = Opinion.objects.filter(campaign=campaign, state=OpinionState.OPEN).count()
    return Gaps(waiting, states["late"], states["unsent"], silent)


def letters_of(actor: Actor, campaign: Campaign) -> QuerySet[OpinionLetter]:
    """The letters that he sees, what waits longest first, with how many opinions each brought."""
    rows = OpinionLetter.objects.filter(sight(actor, campaign).letters(), campaign=campaign)
    counted = rows.annotate(many=Count("opinions"))
    return counted.select_related("document", "campaign", "person").prefetch_related("units").order_by("-pk")


def find_letter(actor: Actor, campaign: Campaign, pk: int) -> OpinionLetter:
    """One of them, or Missing."""
    row = letters_of(actor, campaign).filter(pk=pk).first()
    if row is None:
        raise Missing()
    return row


def letter_of_code(digest: str) -> OpinionLetter | None:
    """The letter that waits for its reply and has this code."""
    rows = OpinionLetter.objects.filter(code=digest, state=LetterState.SENT).exclude(code="")
    return rows.select_related("document", "campaign").first()


def gatherings_of(actor: Actor, campaign: Campaign) -> QuerySet[Gathering]:
    """The gatherings that he sees, latest first, with how many opinions each brought."""
    rows = Gathering.objects.filter(sight(actor, campaign).of_units(), campaign=campaign).annotate(many=Count("opinions"))
    return rows.select_related("unit", "campaign").order_by("-held_on", "-pk")


def find_gathering(actor: Actor, campaign: Campaign, pk: int) -> Gathering:
    """One of them, or Missing."""
    row = gatherings_of(actor, campaign).filter(pk=pk).first()
    if row is None:
        raise Missing()
    return row


def sees_letters(actor: Actor, campaign: Campaign) -> bool:
    """May he know by which letter an opinion came: the office and the leading group? Units read only that it was one."""
    return sight(actor, campaign).whole


def may_take(actor: Actor, campaign: Campaign) -> bool:
    """Is he of the office, and does anything lie for him that was pointed out about somebody else?"""
    if not sight(actor, campaign).office:
        return False
    return waiting_pointings(campaign).exclude(person_id=actor.person_id or 0).exists()


def origin_of(row: Opinion, numbered: bool) -> str:
    """Where it comes from, in words; with the letter's number for whoever may know it (M77)."""
    if row.letter is not None:
        return f"征求意见函 {row.letter.document.number}" if numbered else OpinionForm.LETTER.label
    return row.origin_label or OpinionForm(row.form).label


def list_rows(rows: QuerySet[Opinion], *, numbered: bool = False) -> list[tuple[str, ...]]:
    """Opinions as the list D14 tells them, on paper and in Excel."""
    return [_told(at, row, numbered) for at, row in enumerate(rows, 1)]


def _told(at: int, row: Any, numbered: bool) -> tuple[str, ...]:
    became = f"{row.problem.number:04d}" if row.problem else row.reason
    text = f"★ {row.text}" if row.resented else row.text
    return (
        str(at), row.unit.name, row.person.name if row.person else "", text, origin_of(row, numbered), PeopleGroup(row.group).label,
        row.heard_on.isoformat(), OpinionState(row.state).label, became,
    )  # fmt: skip
