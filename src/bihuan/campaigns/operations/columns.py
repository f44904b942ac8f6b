"""Columns of a campaign's own: added, changed, put in another order, retired; never deleted, because what was filled in stays."""

from dataclasses import replace
from datetime import datetime

from django.utils.timezone import localdate

from bihuan.campaigns.models import Campaign
from bihuan.campaigns.rules.campaign_file.columns import WAN
from bihuan.campaigns.rules.columns import MOST, MOST_EVER, OwnColumn, checked_columns, columns_in_use, columns_of
from bihuan.campaigns.vocabulary import CampaignAction, ColumnKind
from bihuan.foundation.audit.changing import changing
from bihuan.foundation.kernel import Actor, BadInput, _


def set_column(*, campaign: Campaign, column: OwnColumn, actor: Actor, now: datetime, seen: int | None = None) -> OwnColumn:
    """Add a column (number 0), or change the one with this number. Refused: a thirteenth, a name that is taken, another kind, a choice
    taken away (values may stand on it: retire the column instead)."""
    with changing(campaign, CampaignAction.SET_COLUMN, actor=actor, now=now, seen=seen) as change:
        known = columns_of(campaign.file)
        if column.kind is ColumnKind.AMOUNT and not column.unit:
            column = replace(column, unit=WAN)
        old = next((one for one in known if column.number and one.number == column.number), None)
        column = _changed(old, column) if old else _numbered(column, known, campaign)
        told = [column if one.number == column.number else one for one in known] if old else [*known, column]
        change.set(file={**campaign.file, "columns": checked_columns(told)})
        change.changes.clear()
        change.note(column=[old.label if old else None, column.label], kind=column.kind)
    return column


def _numbered(column: OwnColumn, known: tuple[OwnColumn, ...], campaign: Campaign) -> OwnColumn:
    if len(columns_in_use(campaign.file)) >= MOST:
        raise BadInput(_("一个专项最多用 %(most)d 个自设栏目，已经用满。请先停用不再用的栏目；停用的栏目，填过的内容都还在。"), most=MOST)
    number = max((one.number for one in known), default=0) + 1
    if number > MOST_EVER:
        raise BadInput(_("这个专项先后设过 %(most)d 个栏目，不能再增加，请改用已有的栏目。"), most=MOST_EVER)
    return replace(column, number=number)


def _changed(old: OwnColumn, column: OwnColumn) -> OwnColumn:
    if old.kind is not column.kind:
        raise BadInput(_("栏目“%(name)s”已是%(kind)s栏目，种类不能改；请停用它，另设一个。"), name=old.name, kind=old.kind.label)
    gone = [word for word in old.choices if word not in column.choices]
    if gone:
        raise BadInput(_("可选值“%(words)s”可能已有问题在用，不能去掉；可以增加新的可选值。"), words="、".join(gone))
    return replace(column, retired=old.retired)


def retire_column(*, campaign: Campaign, number: int, actor: Actor, now: datetime, back: bool = False) -> OwnColumn:
    """Take a column out of use, or (`back`) into use again. Its values stay on their problems and in figures of past days."""
    with changing(campaign, CampaignAction.RETIRE_COLUMN, actor=actor, now=now) as change:
        known = columns_of(campaign.file)
        old = next((one for one in known if one.number == number), None)
        if old is None:
            raise BadInput(_("没有这个栏目。"))
        if back and old.retired and len(columns_in_use(campaign.file)) >= MOST:
            raise BadInput(
                _("一个专项最多用 %(most)d 个自设栏目，已经用满。请先停用不再用的栏目；停用的栏目，填过的内容都还在。"), most=MOST
            )
        column = replace(old, retired=None if back else old.retired or localdate(now))
        change.set(file={**campaign.file, "columns": checked_columns([column if one is old else one for one in known])})
        change.changes.clear()
        change.note(column=[old.label, column.label], retired=column.retired)
    return column
