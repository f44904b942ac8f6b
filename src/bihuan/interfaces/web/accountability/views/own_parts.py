"""The parts of a page of one's own: what I said and was answered, my appeals, tolerance reviews, whom I asked to keep away, who looked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from bihuan.accountability.queries.own import asked_away, looks
from bihuan.accountability.queries.rights import ENDED_SO
from bihuan.accountability.vocabulary.appeals import AppealState
from bihuan.accountability.vocabulary.handling import Heard
from bihuan.accountability.vocabulary.tolerance import Asker, ToleranceState
from bihuan.campaigns.queries import switches_for
from bihuan.interfaces.web.accountability.shapes import call_line
from bihuan.interfaces.web.accountability.views.right_shapes import retaliation
from bihuan.interfaces.web.accountability.words_own import on_day
from bihuan.interfaces.web.shell.doors import carries
from bihuan.interfaces.web.shell.menu import address

if TYPE_CHECKING:
    from bihuan.accountability.queries.own import Matter
    from bihuan.accountability.queries.own_rest import Rest
    from bihuan.foundation.kernel import Actor


def at(name: str, *given: Any) -> str:
    """An address of one's own matters."""
    return reverse(f"accountability:{name}", args=given)


def crumbs(title: str, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """The way here."""
    return [(_("与我有关的事项"), at("own_matters")), *more, (title, "")]


def called(one: Rest) -> str:
    """What it is; as long as nobody decided, that it is proposed."""
    return _("建议：%(what)s") % {"what": _(one.kind)} if one.proposed else _(one.kind)


def page_of(one: Rest) -> str:
    """Where it is read; "" where it has no page, or this door does not carry it."""
    name = f"accountability:{one.page}"
    return address(name, one.campaign.code, str(one.key)) if one.page and carries(name) else ""


def parts_of(one: Matter, actor: Actor) -> dict[str, Any]:
    """All of them."""
    return {
        "said": _said(one), "appeals": _appeals(one), "reviews": _reviews(one),
        "asked": [(ask.person.name, _(ask.get_state_display())) for ask in asked_away(one.row, actor)],
        "looks": [(each, _(each.action)) for each in looks(one.row, actor)], "call": call_line(), "clears": _clears(one, actor),
        "protected": safe_way(one.row.campaign.code),
    }  # fmt: skip


def safe_way(code: str) -> str:
    """Where retaliation is reported; "" where this door leads nowhere."""
    return retaliation(code)["href"] if settings.BIHUAN_PORTAL_SITE or carries("finding:protection") else ""


def _clears(one: Matter, actor: Actor) -> str:
    """Where he asks that his name is cleared, once it came to nothing (P16)."""
    row = one.row
    nothing = row.state in ENDED_SO and row.person_id == actor.person_id and switches_for(row.campaign).clarification
    return at("ask_clarification", row.campaign.code) if nothing else ""


def _said(one: Matter) -> list[dict[str, Any]]:
    return [
        {
            "row": said, "how": _(Heard(said.how).label), "day": on_day(said.stated_on), "file": said.file.name if said.file else "",
            "href": at("own_material", one.row.pk, said.pk) if said.file else "",
        }
        for said in one.statements
    ]  # fmt: skip


def _appeals(one: Matter) -> list[dict[str, Any]]:
    return [
        {
            "row": row, "state": _(AppealState(row.state).label), "body": row.body.name if row.body else row.passed_to or _("有权机关"),
            "filed": on_day(row.filed_on), "answer": on_day(row.answer_on), "open": row.state in ("filed", "accepted"),
        }
        for row in one.appeals
    ]  # fmt: skip


def _reviews(one: Matter) -> list[dict[str, Any]]:
    """What others wrote to ask for it is theirs; that they asked, how it stands and why it was decided so is his to read."""
    return [
        {
            "row": row, "state": _(ToleranceState(row.state).label), "asker": _(Asker(row.asker).label), "corrections": list(row.corrections.all()),
            "text": row.text if row.asker == Asker.PERSON else "",
            "may_withdraw": row.asker == Asker.PERSON and row.state in ("applied", "accepted", "verified"),
        }
        for row in one.reviews
    ]  # fmt: skip
