"""A hall of criticism is over: what was written becomes findings, and who wrote upward is kept apart or not at all (M56)."""

import secrets
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from bihuan.finding.models.critique import Critique, CritiqueMeeting, CritiqueSlip
from bihuan.finding.operations.critique_slips import NOTHING
from bihuan.finding.queries.critique import closes_early, people_for, roles_of
from bihuan.finding.rules.pairings import may_be_asked
from bihuan.finding.vocabulary.critique import CritiqueAction, SlipAction, SlipState
from bihuan.finding.vocabulary.critique import MeetingAction as A
from bihuan.foundation.audit.changing import changing, changing_many, creating_many, one_write
from bihuan.foundation.kernel import Actor, NotNow, _
from bihuan.organisation.models import Person
from bihuan.organisation.vocabulary import PostRole
from bihuan.problems.operations import Finding, record_many
from bihuan.problems.vocabulary import Source

_FEWEST = 3  # authors: with fewer, closing would tell who it was


def close_critique(row: CritiqueMeeting, *, actor: Actor, now: datetime) -> int:
    """Close it: each critique becomes an entry of the ledger about whoever was criticised, in an order drawn at random, and slips are emptied.
    Returns how many. Refused to all but the office while so few have written that closing would tell who it was."""
    with one_write(), changing(row, A.CLOSE, actor=actor, now=now) as change:
        slips = list(
            CritiqueSlip.objects.filter(meeting=row, state=SlipState.WRITTEN).select_related("about", "author", "manifestation__category")
        )
        if not closes_early(actor, row) and _is_thin(slips):
            raise NotNow(_("写意见的人还太少，现在结束会让人猜出是谁写的。请等一等，或者请专班结束。"))
        secrets.SystemRandom().shuffle(slips)
        change.set(closed_at=now, closed_by_id=actor.user_id)
        change.note(critiques=len(slips))
        if slips:
            _carry(row, slips, actor, now)
    return len(slips)


def _is_thin(slips: Sequence[CritiqueSlip]) -> bool:
    """Did fewer than three people write? What minutes tell everybody at the meeting heard anyhow; but whoever typed them in would know all the
    others for those of the one or two who wrote."""
    own = [one.author_id for one in slips if not one.is_minuted]
    return len(set(own)) < _FEWEST and (bool(own) or not slips)


def _carry(meeting: CritiqueMeeting, slips: Sequence[CritiqueSlip], actor: Actor, now: datetime) -> None:
    findings = [_finding(meeting, one) for one in slips]
    problems = record_many(campaign=meeting.campaign, findings=findings, actor=actor, now=now)
    both = (roles_of(meeting), dict(_by_key(people_for(meeting.campaign, meeting.unit, meeting.held_on))))
    rows = [
        Critique(
            meeting=meeting,
            pairing=one.pairing,
            problem=problem,
            author_id=_kept_author(one, *both),
            entered_at=now,
            entered_by_id=actor.user_id,
        )
        for one, problem in zip(slips, problems, strict=True)
    ]
    creating_many(rows, CritiqueAction.ENTER, actor=actor, now=now, checked=False)
    _done, refused = changing_many(slips, SlipAction.CARRY, actor=actor, now=now, sets=NOTHING)
    if refused:
        raise NotNow(_("有人正在写，请再试一次。"))


def _finding(meeting: CritiqueMeeting, slip: CritiqueSlip) -> Finding:
    """The entry names the meeting, not the slip, and the day of the meeting."""
    origin = ("critique", str(meeting.pk), f"{meeting.title}（{meeting.held_on}）"[:200])
    return Finding(
        unit=meeting.unit, source=Source.CRITIQUE, text=slip.text, person=slip.about, manifestation=slip.manifestation, found_on=meeting.held_on, origin=origin,
    )  # fmt: skip


def _by_key(people: Sequence[tuple[Person, PostRole]]) -> Iterator[tuple[int, PostRole]]:
    return ((person.pk, role) for person, role in people)


def _kept_author(slip: CritiqueSlip, seated: Mapping[int, PostRole], listed: Mapping[int, PostRole]) -> int | None:
    """Who wrote it, where that may be asked later at all; else nobody, for ever. By the seats and by the roster alike: whoever moves people
    on the list must not find out more by it."""
    for roles in (seated, {**seated, **listed}):
        author, about = roles.get(slip.author_id or 0), roles.get(slip.about_id or 0)
        if author is None or about is None or not may_be_asked(author, about, roles.values()):
            return None
    return slip.author_id
