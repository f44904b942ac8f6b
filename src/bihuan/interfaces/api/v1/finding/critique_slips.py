"""What is written at a critique meeting, for programs: one's own slips, the seats, the minutes. Who wrote what is told nowhere here (P05)."""

from typing import Any

from django.http import HttpRequest
from ninja import File, Path, Schema
from ninja.files import UploadedFile
from pydantic import Field

from bihuan.campaigns import queries as campaigns
from bihuan.campaigns.rules.switches import refuse_left_out
from bihuan.finding import operations
from bihuan.finding.operations import Remark
from bihuan.finding.operations.minuting import minutes_in
from bihuan.finding.queries import critique as critiques
from bihuan.finding.queries import opinions
from bihuan.finding.vocabulary.critique import MeetingAction
from bihuan.foundation.kernel import BadInput, NotAllowed, _
from bihuan.interfaces.api.v1.finding.critique import PointingTaken, meeting_at
from bihuan.interfaces.api.v1.finding.room import READ, router
from bihuan.interfaces.api.v1.gate import actor_of, who
from bihuan.interfaces.api.v1.words import Asked, Code, Named, Number, Text, named
from bihuan.organisation.vocabulary import PostRole

_AT = "/campaigns/{code}/critique-meetings/{int:meeting}"


class RemarkAsked(Asked):
    """One critique."""

    about: Number = Field(description="对谁：人员编号")
    manifestation: Number = Field(description="对照的具体表现编号")
    text: Text = Field(min_length=1)


def _remark(request: HttpRequest, row: Any, asked: RemarkAsked) -> Remark:
    fits = [one.person for one in critiques.choices_for(actor_of(request), row) if one.person.pk == asked.about]
    if not fits:
        raise BadInput(_("互评只在参会人员之间进行。"))
    return Remark(fits[0], campaigns.manifestation_in(row.campaign, asked.manifestation), asked.text)


@router.post(f"{_AT}/critiques", response=PointingTaken, summary="写批评意见")
def write_critique(request: HttpRequest, code: Path[Code], meeting: Path[Number], asked: RemarkAsked) -> PointingTaken:
    """Whoever sits there writes a critique; nothing of it is told back."""
    row = meeting_at(request, code, meeting)
    refuse_left_out(row.campaign.file, "critique")
    operations.write_critique(row, remark=_remark(request, row, asked), **who(request))
    return PointingTaken(taken=1)


class OwnSlipOut(Schema):
    """What one wrote oneself, while the meeting goes on."""

    id: int
    about: Named | None
    manifestation: int | None
    text: str


@router.get(f"{_AT}/critiques", response=list[OwnSlipOut], auth=READ, summary="我写的批评意见")
def own_critiques(request: HttpRequest, code: Path[Code], meeting: Path[Number]) -> list[OwnSlipOut]:
    """One's own, a handful; once the meeting is closed nothing of them is left here."""
    rows = critiques.own_slips(actor_of(request), meeting_at(request, code, meeting))
    return [OwnSlipOut(id=one.pk, about=named(one.about), manifestation=one.manifestation_id, text=one.text) for one in rows]


def _slip(request: HttpRequest, code: str, meeting: int, slip: int) -> Any:
    return critiques.find_slip(actor_of(request), meeting_at(request, code, meeting), slip)


@router.post(_AT + "/critiques/{int:slip}", response=PointingTaken, summary="修改批评意见")
def change_critique(
    request: HttpRequest, code: Path[Code], meeting: Path[Number], slip: Path[Number], asked: RemarkAsked
) -> PointingTaken:  # fmt: skip
    """Write it otherwise, while the meeting goes on."""
    row = _slip(request, code, meeting, slip)
    operations.change_critique(row, remark=_remark(request, row.meeting, asked), **who(request))
    return PointingTaken(taken=1)


@router.post(_AT + "/critiques/{int:slip}/draw-back", response=PointingTaken, summary="撤回批评意见")
def draw_back(request: HttpRequest, code: Path[Code], meeting: Path[Number], slip: Path[Number]) -> PointingTaken:
    """Take it back; nothing of it stays."""
    operations.draw_critique_back(_slip(request, code, meeting, slip), **who(request))
    return PointingTaken(taken=0)


class SeatOut(Schema):
    """Somebody at the meeting."""

    person: Named
    role: PostRole


def _seats(row: Any) -> list[SeatOut]:
    return [SeatOut(person=Named(id=one.person_id, name=one.person.name), role=PostRole(one.role)) for one in critiques.seats_of(row)]


@router.get(f"{_AT}/seats", response=list[SeatOut], auth=READ, summary="参会名单")
def seats(request: HttpRequest, code: Path[Code], meeting: Path[Number]) -> list[SeatOut]:
    """Everybody at the meeting, from the highest."""
    return _seats(meeting_at(request, code, meeting))


class CritiqueSeatAsked(Asked):
    """Whose part is another one; without a part his seat is taken away."""

    person: Number
    role: PostRole | None = Field(None, description="以什么身份参会；不填的移出名单")
    reason: Text = Field(min_length=1, description="理由，记入操作记录")


@router.post(f"{_AT}/seats", response=list[SeatOut], summary="调整参会名单")
def seat(request: HttpRequest, code: Path[Code], meeting: Path[Number], asked: CritiqueSeatAsked) -> list[SeatOut]:
    """Give somebody another part or a seat, or take it away."""
    actor, row = actor_of(request), meeting_at(request, code, meeting)
    opinions.refuse_unless_open(actor, row, MeetingAction.SEAT.value)
    person = campaigns.known_person(row.campaign, asked.person)
    operations.seat_critique(row, person=person, role=asked.role, reason=asked.reason, **who(request))
    return _seats(row)


class MinutesTaken(Schema):
    """How many critiques were taken."""

    taken: int


@router.post(f"{_AT}/minutes", response=MinutesTaken, summary="导入会议记录")
def minutes(request: HttpRequest, code: Path[Code], meeting: Path[Number], file: File[UploadedFile]) -> MinutesTaken:
    """Take minutes: all rows or none. The file itself is not kept."""
    actor, row = actor_of(request), meeting_at(request, code, meeting)
    if not critiques.keeps(actor, row):
        raise NotAllowed()
    rows, wrong = minutes_in(row, data=file.read(), name=file.name or "", importer=actor)
    if wrong:
        faults = tuple(f"{one.row}：{one.message}" for one in wrong)
        raise BadInput(_("有 %(n)d 行需要改，一行也没有导入。"), errors=faults, n=len(wrong))
    return MinutesTaken(taken=operations.import_minutes(row, rows=rows, **who(request)))
