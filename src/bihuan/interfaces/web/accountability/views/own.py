"""One's own page: what is recorded about me that I may see, what is proposed, what I can do by when, my statements, who looked (P01, P02, P11)."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from bihuan.accountability.queries.own import find_own, find_statement, own_matters, reviewers_offered
from bihuan.accountability.queries.own_rest import rest_of_me
from bihuan.foundation.files.queries import open_content
from bihuan.interfaces.web.accountability import words_own
from bihuan.interfaces.web.accountability.views import own_parts
from bihuan.interfaces.web.accountability.views.own_data import held_of_me
from bihuan.interfaces.web.accountability.views.own_parts import crumbs
from bihuan.interfaces.web.shell.actors import actor_of, campaign_at
from bihuan.interfaces.web.shell.uploads import handed


@require_GET
def matters(request: HttpRequest) -> HttpResponse:
    """All of my matters: those that run, and folded away those that count no more."""
    lines = [(one, words_own.summary(one)) for one in own_matters(actor_of(request))]
    rest = [(one, own_parts.called(one), _(one.state), own_parts.page_of(one)) for one in rest_of_me(actor_of(request))]
    shown = {
        "title": _("与我有关的事项"), "running": [line for line in lines if not line[0].over], "over": [line for line in lines if line[0].over],
        "held": held_of_me(request, len(lines)), "rest": rest,
    }  # fmt: skip
    return render(request, "accountability/pages/own_matters.html", shown)


@require_GET
def matters_of(request: HttpRequest, code: str) -> HttpResponse:
    """From a to-do of one campaign: all of mine stand on one page."""
    campaign_at(request, code)
    return redirect("accountability:own_matters")


@require_GET
def matter(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them, with all that I may read of it and do about it."""
    actor = actor_of(request)
    one = find_own(actor, pk)
    row = one.row
    shown = {
        "title": row.matter, "matter": one, "row": row, "campaign": None, "crumbs": crumbs(row.matter), "summary": words_own.summary(one),
        "next": list(words_own.next_lines(one)), "weighed": words_own.weighed(one), "decided": words_own.decided(one),
        "rights": list(words_own.rights(one, [name for _key, name in reviewers_offered(row)] if row.body_id else ())),
        "urgent": row.state == "noticed" and one.silent and row.waived_at is None, **own_parts.parts_of(one, actor),
    }  # fmt: skip
    return render(request, "accountability/pages/own_matter.html", shown)


@require_GET
def material(request: HttpRequest, pk: int, statement: int) -> HttpResponseBase:
    """What I handed in with a statement, to take along."""
    said = find_statement(find_own(actor_of(request), pk), statement)
    assert said.file is not None
    return handed(open_content(said.file), name=said.file.name)
