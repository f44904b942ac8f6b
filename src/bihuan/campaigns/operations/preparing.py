"""From a campaign file to a prepared campaign: its rows, stages and catalogue (promise 3)."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.timezone import localdate

from bihuan.campaigns.models import Campaign, Catalogue, Category, Group, GroupMember, Manifestation, Stage
from bihuan.campaigns.rules import campaign_file as shape
from bihuan.campaigns.rules.campaign_file.columns import numbered
from bihuan.campaigns.rules.campaign_file.parts import PartOf
from bihuan.campaigns.rules.columns import plain_columns
from bihuan.campaigns.rules.settings import checked_settings
from bihuan.campaigns.rules.switches import switched
from bihuan.campaigns.vocabulary import CampaignAction, GroupKind, GroupPost
from bihuan.foundation.audit import versions
from bihuan.foundation.audit.alone import hold
from bihuan.foundation.audit.changing import changing, creating, one_write
from bihuan.foundation.audit.keeping import kept
from bihuan.foundation.audit.lengths import fitting
from bihuan.foundation.kernel import Actor, BadInput, _
from bihuan.organisation.models import Unit

_CODES = 0x6269_6363  # "bicc": the advisory lock under which codes are given
_ROWS = ("bihuan_campaign", "title", "code", "basis", "doc_numbers", "decided_by", "stages", "catalogue")


def _plain(value: Any) -> Any:
    match value:
        case date():
            return value.isoformat()
        case dict():
            return {key: _plain(one) for key, one in value.items()}
        case list() | tuple():
            return [_plain(one) for one in value]
    return value


def _parts(file: shape.CampaignFile) -> dict[str, Any]:
    whole = _plain(PartOf(shape.CampaignFile).plain(file))
    period = {name: value for name, value in whole.get("period", {}).items() if name == "as_written"}
    columns = {"columns": plain_columns(numbered(file.columns))} if file.columns else {}
    return (
        {name: value for name, value in whole.items() if name not in (*_ROWS, "period")} | ({"period": period} if period else {}) | columns
    )


def free_code(file: shape.CampaignFile, today: date) -> str:
    """The file's own code, or ZX + year + running number; a taken code gets a suffix. Whoever asked holds it until his write is over: another
    who begins a campaign at the same moment waits and gets the next."""
    hold(_CODES)
    wanted = file.code or f"ZX{today.year}-{Campaign.objects.count() + 1:02d}"
    code, again = wanted, 2
    while Campaign.objects.filter(code=code).exists():
        code, again = f"{wanted[:28]}-{again}", again + 1
    return code


def _check_code(code: str) -> None:
    try:
        Campaign._meta.get_field("code").run_validators(code)
    except ValidationError as wrong:
        raise BadInput(_("代码“%(code)s”不能用，它要写进网页地址：用字母、数字和短横，2 到 31 位。"), code=code) from wrong
    if Campaign.objects.filter(code=code).exists():
        raise BadInput(_("代码 %(code)s 已经有专项在用，请换一个。"), code=code)


def prepare_campaign(*, file: shape.CampaignFile, root: Unit, actor: Actor, now: datetime, code: str = "") -> Campaign:
    """Make a campaign from its file at a unit of the tree. Refused: a code that is no word of an address or is taken, stages that end before they start."""
    if code:
        _check_code(code)
    with one_write():
        return _prepared(file, root, code or free_code(file, localdate(now)), actor, now)


def _prepared(file: shape.CampaignFile, root: Unit, code: str, actor: Actor, now: datetime) -> Campaign:
    campaign = Campaign(
        code=code, title=file.title, root=root, start_on=file.period.start, end_on=file.period.end,
        planned_end_on=file.period.end,
        basis=list(file.basis), doc_numbers=list(file.doc_numbers), decided_by=file.decided_by, file=_parts(file),
        prepared_at=now, prepared_by_id=actor.user_id,
    )  # fmt: skip
    with creating(campaign, CampaignAction.PREPARE, actor=actor, now=now) as change:
        _lay_stages(campaign, file.stages)
        counts = _lay_catalogue(campaign, file.catalogue)
        _lay_groups(campaign, file.organisation)
        change.note(stages=len(file.stages), **counts)
    return campaign


def _lay_stages(campaign: Campaign, stages: tuple[shape.Stage, ...]) -> None:
    Stage.objects.bulk_create(fitting(
        Stage(
            campaign=campaign, order=order, name=stage.name, start_on=stage.start, end_on=stage.end, planned_start_on=stage.start,
            planned_end_on=stage.end,
            as_written=stage.as_written, aims=list(stage.tasks),
        )
        for order, stage in enumerate(stages, start=1)
    ))  # fmt: skip


def _bodies(part: shape.Organisation) -> Iterator[tuple[GroupKind, shape.Group]]:
    if part.leading_group:
        yield GroupKind.LEADING, part.leading_group
    if part.office:
        yield GroupKind.OFFICE, part.office
    for group in part.groups:
        yield GroupKind.SUPERVISION, group


def _lay_groups(campaign: Campaign, part: shape.Organisation) -> None:
    """The bodies the plan names, with their seats as written; people are seated by the office (M02)."""
    named = {group.name: (kind, group) for kind, group in _bodies(part)}
    rows = Group.objects.bulk_create(
        fitting(
            Group(campaign=campaign, kind=kind, order=order, name=name, note="；".join((*group.members, *group.tasks)))
            for order, (name, (kind, group)) in enumerate(named.items())
        )
    )
    for row in rows:
        group = named[row.name][1]
        seats = [(GroupPost.HEAD, one) for one in group.heads] + [(GroupPost.DEPUTY, one) for one in group.deputies]
        GroupMember.objects.bulk_create(
            fitting(GroupMember(group=row, as_written=text, post=post, order=order) for order, (post, text) in enumerate(seats, start=1))
        )
    versions.write(kept(Group), rows, campaign.prepared_at, fresh=True)  # they come with the campaign, without a step of their own


def _lay_catalogue(campaign: Campaign, part: shape.Catalogue) -> dict[str, int]:
    told = _plain(PartOf(shape.Catalogue).plain(part))
    extra = {name: told[name] for name in ("words", "study") if name in told}
    [catalogue] = fitting([Catalogue(campaign=campaign, name=part.name, umbrella=part.umbrella, extra=extra)])
    catalogue.save()
    rows = Category.objects.bulk_create(
        fitting(
            [
                _category(catalogue, order, one, plain)
                for order, (one, plain) in enumerate(zip(part.categories, told.get("categories", ()), strict=True), 1)
            ]
        )
    )
    found = [
        Manifestation(
            category=row, order=order, number=one.number, text=one.text, strict_check=one.strict_check, needs_text=one.needs_text,
            origin=one.origin, origin_note=one.origin_note,
        )
        for row, category in zip(rows, part.categories, strict=True)
        for order, one in enumerate(category.manifestations, start=1)
    ]  # fmt: skip
    Manifestation.objects.bulk_create(fitting(found), batch_size=500)
    return {"categories": len(rows), "manifestations": len(found)}


def _category(catalogue: Catalogue, order: int, part: shape.Category, told: Mapping[str, Any]) -> Category:
    return Category(
        catalogue=catalogue, order=order, name=part.name, raises=part.raise_, dimension=part.dimension,
        responsible_units=list(part.responsible_units), deadline=part.deadline, measures=list(part.measures),
        extra={name: told[name] for name in ("words", "due_on", "origin", "origin_note") if name in told},
    )  # fmt: skip


def amend_campaign(
    *, campaign: Campaign, settings: Mapping[str, Any], actor: Actor, now: datetime, reason: str = "", seen: int | None = None
) -> Campaign:
    """Change settings of a campaign (values as in the campaign file). Refused: a value its place does not take, a setting unknown, a campaign
    that is no longer the one that was `seen`."""
    with changing(campaign, CampaignAction.AMEND, actor=actor, now=now, reason=reason, seen=seen) as change:
        change.set(file={**campaign.file, "settings": checked_settings({**campaign.file.get("settings", {}), **settings})})
    return campaign


def switch_mechanisms(
    *, campaign: Campaign, switches: Mapping[str, bool], actor: Actor, now: datetime, reason: str = "", seen: int | None = None
) -> Campaign:
    """Use mechanisms of a campaign or leave them out (A40); what was done with one before it was left out stays. Refused: a mechanism that
    there is none of, a campaign that is no longer the one that was `seen`."""
    with changing(campaign, CampaignAction.SWITCH, actor=actor, now=now, reason=reason, seen=seen) as change:
        change.set(file={**campaign.file, "switches": switched(campaign.file, switches)})
    return campaign


def fill_gap(*, campaign: Campaign, actor: Actor, now: datetime, basis: str = "", doc_number: str = "", decided_by: str = "") -> Campaign:
    """Answer an open gap of the plan: the basis document, its number, the deciding body (M01)."""
    if not (basis.strip() or decided_by.strip() or doc_number.strip()):
        raise BadInput(_("请填写依据文件名称、文号或决定机关。"))
    with changing(campaign, CampaignAction.FILL_GAP, actor=actor, now=now) as change:
        if basis.strip():
            told = f"{basis.strip()}（{doc_number.strip()}）" if doc_number.strip() else basis.strip()
            change.set(basis=[*campaign.basis, told])
        if doc_number.strip():
            change.set(doc_numbers=[*campaign.doc_numbers, doc_number.strip()])
        if decided_by.strip():
            change.set(decided_by=decided_by.strip())
    return campaign
