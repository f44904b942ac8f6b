"""Opinion letters: one numbered letter an addressee, its reply split into opinions, each tied to a unit (M58)."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from bihuan.campaigns.models import Campaign
from bihuan.campaigns.queries.roster import covered_on
from bihuan.campaigns.rules.switches import refuse_left_out
from bihuan.documents.operations import draft_paper, issue_paper
from bihuan.finding.models.opinions import Opinion, OpinionLetter
from bihuan.finding.operations.opinions import Said, entered_on_list, opinion_of
from bihuan.finding.papers.letters import SERIES, letter_paper
from bihuan.finding.vocabulary.letters import LetterAction as A
from bihuan.finding.vocabulary.letters import ReplyWay
from bihuan.finding.vocabulary.opinions import OpinionForm, PeopleGroup
from bihuan.foundation.audit.changing import changing, creating, one_write
from bihuan.foundation.files.models import StoredFile
from bihuan.foundation.kernel import Actor, BadInput, NotNow, _
from bihuan.organisation.models import Person, Unit

_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # without what one eye takes for another
_GROUPS = 4


@dataclass(frozen=True, slots=True)
class Asked:
    """Whom to ask (`person` where he has an account), about which units, until when, in whose name the letter goes out."""

    addressee: str
    units: Sequence[Unit]
    reply_by_on: date
    issuer: str
    code: str = SERIES
    person: Person | None = None
    about: str = ""


def draft_letters(*, campaign: Campaign, asked: Sequence[Asked], actor: Actor, now: datetime) -> list[OpinionLetter]:
    """Draft one letter an addressee: all or none. Refused: the mechanism left out, nobody asked, no unit, a day that is over."""
    refuse_left_out(campaign.file, "letters")
    if not asked:
        raise BadInput(_("请写明收函人。"))
    with one_write():
        return [_drafted(campaign, one, actor, now) for one in asked]


def _drafted(campaign: Campaign, asked: Asked, actor: Actor, now: datetime) -> OpinionLetter:
    if not asked.addressee.strip():
        raise BadInput(_("请写明收函人。"))
    if not asked.issuer.strip():
        raise BadInput(_("请写明以哪个机构的名义发函。"))
    if asked.reply_by_on < localdate(now):
        raise BadInput(_("回复时限不能早于今天。"))
    covered = set(covered_on(campaign, localdate(now)).values_list("unit_id", flat=True))
    if not asked.units or any(one.pk not in covered for one in asked.units):
        raise BadInput(_("请选择要征求意见的单位，只能选本专项的整治单位。"))
    told: dict[str, Any] = {
        "addressee": asked.addressee.strip(),
        "units": [one.name for one in asked.units],
        "reply_by_on": asked.reply_by_on,
    }
    paper = letter_paper(campaign.title, issuer=asked.issuer.strip(), code=asked.code.strip() or SERIES, about=asked.about.strip(), **told)
    document = draft_paper(campaign=campaign, paper=paper, series=SERIES, as_of=now, actor=actor, now=now)
    row = OpinionLetter(
        campaign=campaign, document=document, addressee=asked.addressee.strip(), person=asked.person, reply_by_on=asked.reply_by_on
    )  # fmt: skip
    with creating(row, A.DRAFT, actor=actor, now=now) as change:
        row.units.set(asked.units)
        change.note(document=document.pk, units=sorted(one.pk for one in asked.units))
    return row


def send_letter(row: OpinionLetter, *, actor: Actor, now: datetime) -> str:
    """Issue it: it gets its number in the register. Returns the reply code, which is shown once and kept as a digest only."""
    code = _fresh_code()
    with one_write():
        issue_paper(row.document, actor=actor, now=now)
        with changing(row, A.SEND, actor=actor, now=now) as change:
            change.set(sent_at=now, sent_by_id=actor.user_id, code=digest_of(code))
    return code


def renew_reply_code(row: OpinionLetter, *, reason: str, actor: Actor, now: datetime) -> str:
    """Another code; the one before ends. For a code that was lost."""
    code = _fresh_code()
    with changing(row, A.RENEW, actor=actor, now=now, reason=reason) as change:
        change.set(code=digest_of(code))
    return code


def _fresh_code() -> str:
    return "-".join("".join(secrets.choice(_ALPHABET) for _letter in range(4)) for _group in range(_GROUPS))


def digest_of(code: str) -> str:
    """What is kept of a code. 80 bits at random need no salt: nobody tries them all."""
    plain = "".join(one for one in code.upper() if one.isalnum())
    return hashlib.sha256(b"bihuan.opinion_letter:" + plain.encode()).hexdigest()


def remind_letter(row: OpinionLetter, *, actor: Actor, now: datetime) -> OpinionLetter:
    """Somebody reminded the addressee. Refused: twice on one day."""
    with changing(row, A.REMIND, actor=actor, now=now) as change:
        if row.reminded_at is not None and localdate(row.reminded_at) == localdate(now):
            raise NotNow(_("今天已经提醒过。一天至多提醒一次。"))
        change.set(reminded_at=now, reminded_by_id=actor.user_id)
    return row


def reply_letter(row: OpinionLetter, *, said: Sequence[Said], by_code: bool, actor: Actor, now: datetime) -> list[Opinion]:
    """The addressee answers, once: with opinions, each about one unit of the letter, or with none. `by_code`: without an account."""
    way = ReplyWay.CODE if by_code else ReplyWay.ACCOUNT
    return _replied(row, A.REPLY, way, said, {}, actor, now)


def take_reply(row: OpinionLetter, *, said: Sequence[Said], scan: StoredFile | None, actor: Actor, now: datetime) -> list[Opinion]:
    """The office enters a reply that came on paper, with its scan. Refused: without the scan."""
    if scan is None:
        raise BadInput(_("请附上纸质回复的扫描件。"))
    return _replied(row, A.TAKE_REPLY, ReplyWay.PAPER, said, {"scan": scan}, actor, now)


def _replied(
    row: OpinionLetter, action: A, way: ReplyWay, said: Sequence[Said], more: dict[str, Any], actor: Actor, now: datetime
) -> list[Opinion]:  # fmt: skip
    asked = set(row.units.values_list("pk", flat=True))
    if any(one.unit.pk not in asked for one in said):
        raise BadInput(_("意见要对应函里征求意见的单位。"))
    with changing(row, action, actor=actor, now=now) as change:
        rows = [_opinion(row, one, actor, now) for one in said]
        change.set(way=way, replied_at=now, replied_by_id=actor.user_id, code="", **more)
        change.note(opinions=len(rows))
    return rows


def _opinion(letter: OpinionLetter, said: Said, actor: Actor, now: datetime) -> Opinion:
    """The ledger says that it came by a letter, not by which: the register, which units read, says to whom each number went."""
    row = opinion_of(letter.campaign, said, OpinionForm.LETTER, PeopleGroup.LEADERS, localdate(now), actor, now)
    row.letter = letter
    row.origin_kind, row.origin_reference, row.origin_label = "opinion_letter", str(letter.pk), "征求意见函"
    return entered_on_list(row, actor=actor, now=now)


def withdraw_letter(row: OpinionLetter, *, reason: str, actor: Actor, now: datetime) -> OpinionLetter:
    """It needs no answer any more; its number stays used."""
    with changing(row, A.WITHDRAW, actor=actor, now=now, reason=reason) as change:
        change.set(code="")
    return row
