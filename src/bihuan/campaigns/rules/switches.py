"""Mechanisms that a campaign uses or leaves out (A40), as a typed value from the plain form that is stored with it."""

from collections.abc import Mapping
from dataclasses import asdict, fields, replace
from typing import Any

from bihuan.campaigns.rules.campaign_file import Switches
from bihuan.foundation.kernel import BadInput, NotNow, _

LABELS: Mapping[str, str] = {one.name: one.metadata["label"] for one in fields(Switches)}
"""Each mechanism by its name in the campaign file, with the words of the settings page."""


def switches_of(file: Mapping[str, Any]) -> Switches:
    """The switches inside the stored parts of a campaign file; what is missing has its default."""
    stored = file.get("switches", {})
    return Switches(**{name: stored[name] for name in LABELS if isinstance(stored.get(name), bool)})


def switched(file: Mapping[str, Any], wanted: Mapping[str, bool]) -> dict[str, bool]:
    """The stored form after turning some on or off. Raises BadInput for a mechanism that there is none of."""
    if unknown := sorted(set(wanted) - set(LABELS)):
        raise BadInput(_("没有这些机制：%(names)s。可以开关的：%(known)s。"), names="、".join(unknown), known="、".join(LABELS))
    return asdict(replace(switches_of(file), **wanted))


def refuse_left_out(file: Mapping[str, Any], name: str) -> None:
    """Raises NotNow where the campaign does not use this mechanism."""
    if not getattr(switches_of(file), name):
        raise NotNow(_("本专项没有启用“%(what)s”。专班可以在“专项设置”里启用。"), what=LABELS[name])
