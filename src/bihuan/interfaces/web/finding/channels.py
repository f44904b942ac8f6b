"""The channels of the overview: each part of the room brings its cards in `cards/<part>.py`, as a function `cards(request, campaign)`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

from django.utils.functional import Promise

if TYPE_CHECKING:
    from django.http import HttpRequest

    from bihuan.campaigns.models import Campaign

Words = str | Promise
PARTS = ("self_checks", "critique", "opinions", "instructions", "joint_check", "talks", "back_checks", "screening")
"""In the order in which the sources name the channels. A part without its file is not there yet."""


@dataclass(frozen=True, slots=True)
class Channel:
    """One card: what it is, one line of how far it is (counts of units or of the campaign, never of a person), where it is opened and begun."""

    title: Words
    text: Words
    href: str
    lines: tuple[tuple[Words, int | str], ...] = ()
    begin: str = ""
    begin_label: Words = ""
    icon: str = "list"


def channels(request: HttpRequest, campaign: Campaign) -> list[Channel]:
    """The cards of all channels that are switched on and concern whoever asks."""
    found = list[Channel]()
    for part in PARTS:
        name = f"bihuan.interfaces.web.finding.cards.{part}"
        if find_spec(name):
            told: Iterable[Channel] = import_module(name).cards(request, campaign)
            found += told
    return found
