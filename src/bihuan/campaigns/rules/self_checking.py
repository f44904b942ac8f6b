"""What a campaign settles for self-checks (M51, M52, A03), as a typed value from the plain form that is stored with it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import yaml

from bihuan.campaigns.rules.campaign_file import SelfChecking
from bihuan.campaigns.rules.campaign_file.faults import Reading
from bihuan.campaigns.rules.campaign_file.parts import PartOf
from bihuan.foundation.kernel import BadInput, _

RETURN_PHRASES = (
    _("请写明是哪一件事、什么时候、涉及谁，不要只写概括的话。"),
    _("请结合本人分管的工作写，不要照抄目录或者别人的清单。"),
    _("请对照问题目录逐项检查，看看还有没有没写到的。"),
    _("每条问题请补上整改任务、完成时限和责任人。"),
    _("一条写了几件事，请分开写，一件一条。"),
)
"""Offered where a campaign has kept no phrases of its own."""


def self_checking_of(file: Mapping[str, Any]) -> SelfChecking:
    """That part of the stored campaign file; what is missing has its default."""
    stored = {name: value for name, value in file.get("self_check", {}).items() if value is not None}
    if "due_on" in stored:
        stored["due_on"] = date.fromisoformat(str(stored["due_on"]))
    typed: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in stored.items()}
    return SelfChecking(**typed)


def checked_self_checking(values: Mapping[str, Any]) -> dict[str, Any]:
    """The same values, plain, when every place takes its own. Raises BadInput with all that is wrong."""
    plain = {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}
    plain = {name: list(value) if isinstance(value, tuple) else value for name, value in plain.items() if value is not None}
    reading = Reading()
    node = yaml.compose(yaml.safe_dump(plain, allow_unicode=True), Loader=yaml.SafeLoader)
    if node is not None:
        PartOf(SelfChecking).read(node, (), reading)
    if reading.faults:
        told = "；".join(f"{fault.place}：{fault.message}" for fault in reading.faults)
        raise BadInput(_("自查的设定没有改：%(what)s。"), tuple(reading.faults), what=told)
    return plain
