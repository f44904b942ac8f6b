"""What every page's frame shows. One value, `frame`, in every template; it asks only for what the template really prints."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from bihuan.campaigns import queries as campaigns
from bihuan.foundation.accounts.directories.queries import issuer_name
from bihuan.interfaces.web.shell import styles
from bihuan.interfaces.web.shell.actors import actor_of, reach_of, standing_duties_of
from bihuan.interfaces.web.shell.desk import CLUE_STAFF, house_count
from bihuan.interfaces.web.shell.doors import carries
from bihuan.interfaces.web.shell.menu import Entry, address, menu_for
from bihuan.problems import queries as problems

CHOICES = {"theme": ("auto", "light", "dark"), "nav": ("open", "folded"), "density": ("normal", "dense", "loose")}


@dataclass(frozen=True)
class CampaignChoice:
    """A campaign in the switcher."""

    code: str
    name: str
    stage: str = ""
    pk: int = 0
    on: frozenset[str] | None = None
    """The mechanisms that it uses; None where nobody read them: of the others in the switcher."""

    @property
    def href(self) -> str:
        """Its first page; where this door carries none, one's own."""
        return (address("reports:cockpit", self.code) if carries("reports:cockpit") else "") or "/"


@dataclass(frozen=True)
class Face:
    """Who is signed in, as the frame shows him."""

    username: str
    name: str
    administrator: str

    @property
    def called(self) -> str:
        """His name; of who has none the name he signs in with."""
        return self.name or self.username


def campaigns_of(request: HttpRequest) -> tuple[CampaignChoice, ...]:
    """Campaigns this person takes part in, newest first."""
    known = getattr(request, "_campaigns", None)  # shell.actors.campaign_at
    rows = campaigns.newest_of(actor_of(request)) if known is None else known
    return tuple(CampaignChoice(one.code, one.title, pk=one.pk, on=campaigns.switched_on(one)) for one in rows)


def todo_count(request: HttpRequest, taking_part: Iterable[CampaignChoice]) -> int:
    """Open to-dos of this person in these campaigns and outside them, as the page of to-dos adds them up; anything above a hundred counts as a
    hundred, and nothing more is asked then."""
    found = house_count(request)
    for one in taking_part:
        found += problems.count_within(reach_of(request, one.pk), one.pk)
        if found > problems.MOST:
            break
    return found


def duties_of(request: HttpRequest) -> frozenset[str]:
    """Words the menu asks for: an administrator's console, what a standing duty opens."""
    actor = actor_of(request)
    if actor.administrator:
        return frozenset({f"{actor.administrator}_admin"})
    mine = standing_duties_of(request)
    return frozenset({"business", *mine, *({"clue_staff"} if mine & CLUE_STAFF else ())})


def chosen(request: HttpRequest, key: str) -> str:
    """A choice about the look, kept in a cookie of this browser; anything unknown counts as the first choice."""
    value = request.COOKIES.get(f"look_{key}", "")
    return value if value in CHOICES[key] else CHOICES[key][0]


class Frame:
    """The frame of one request. Nothing is asked of the database before a template prints it."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self.theme, self.nav, self.density = (chosen(request, key) for key in ("theme", "nav", "density"))
        self.demo = bool(getattr(settings, "BIHUAN_DEMO", False))
        self.checks_files = settings.BIHUAN_VERIFY_OPEN
        self.filing = settings.BIHUAN_PHONE_FILING if settings.BIHUAN_DOOR == "phone" else ""
        self.unfiled = settings.BIHUAN_DOOR == "phone" and not settings.BIHUAN_PHONE_FILING

    @cached_property
    def issuer(self) -> str:
        """The name on the button of the sign-in page, "" where there is none."""
        return issuer_name()

    @cached_property
    def user(self) -> Any:
        """Who is signed in, or None."""
        user = getattr(self._request, "user", None)
        return user if user is not None and user.is_authenticated else None

    @cached_property
    def face(self) -> Face | None:
        """Who is signed in, as plain words."""
        user = self.user
        return Face(user.username, user.get_full_name(), user.administrator) if user else None

    @cached_property
    def code(self) -> str:
        """Code of the campaign this page belongs to; elsewhere the one that was open last."""
        match = self._request.resolver_match
        here = (match.kwargs.get("code") if match else "") or ""
        return here or self._request.COOKIES.get("look_campaign", "") or (self.campaigns[0].code if self.campaigns else "")

    @cached_property
    def campaigns(self) -> tuple[CampaignChoice, ...]:
        return campaigns_of(self._request) if self.user else ()

    @cached_property
    def campaign(self) -> CampaignChoice | None:
        return next((one for one in self.campaigns if one.code == self.code), None)

    @cached_property
    def todo(self) -> str:
        """Open to-dos as a badge tells them: nothing, a number, "99+"."""
        count = todo_count(self._request, sorted(self.campaigns, key=lambda one: one.code != self.code)) if self.user else 0
        return "99+" if count > problems.MOST else str(count or "")

    @cached_property
    def menu(self) -> tuple[Any, ...]:
        if not self.user:
            return ()
        code = self.campaign.code if self.campaign else None
        return menu_for(code, duties_of(self._request), self._request.path, self.campaign.on if self.campaign else None)

    @cached_property
    def thumbs(self) -> tuple[Entry, ...]:
        """At most four entries for the bottom bar of phones; the fifth place opens the whole menu."""
        return tuple(entry for _, entries in self.menu for entry in entries if entry.thumb)[:4]

    @cached_property
    def beginnings(self) -> tuple[Entry, ...]:
        """With what somebody may begin who takes part in no campaign yet: plans, units and people, by his standing duties."""
        doors = [address("plan_import:list"), address("organisation:units")]
        return tuple(entry for _, entries in self.menu for entry in entries if entry.href in doors)

    @cached_property
    def search(self) -> str:
        return address("problems:ledger", self.campaign.code) if self.campaign and carries("problems:ledger") else ""

    @cached_property
    def style(self) -> str:
        """Mark of the style sheet's content, part of its address, so that it may be kept for ever."""
        return styles.packed(styles.stamp() if settings.DEBUG else 0)[0]


def frame(request: HttpRequest) -> dict[str, Frame]:
    """Context processor."""
    return {"frame": Frame(request)}
