"""The parts of a page of one's own: what I said and was answered, my appeals, tolerance reviews, whom I asked to keep away, who looked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from bihuan.accountability.queries.own import asked_away, looks
from bihuan.accountability.vocabulary.appeals import AppealState
from bihuan.accountability.vocabulary.handling import Heard
from bihuan.accountability.vocabulary.tolerance import Asker, ToleranceState
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


def page_of(one: Rest) -> str:
    """Where it is read; "" where it has no page, or this door does not carry it."""
    name = f"accountability:{one.page}"
    return address(name, one.campaign.code, str(one.key)) if one.page and carries(name) else ""


def parts_of(one: Matter, actor: Actor) -> dict[str, Any]:
    """All of them."""
    return {
        "said": _said(one), "appeals": _appeals(one), "reviews": _reviews(one),
        "asked": [(ask.person.name, _(ask.get_state_display())) for ask in asked_away(one.row, actor)],
        "looks": [(each, _(each.action)) for each in looks(one.row, actor)],
    }  # fmt: skip


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
