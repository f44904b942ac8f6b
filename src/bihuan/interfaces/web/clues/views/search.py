"""Search over what clues say. What is looked for comes by POST and stands in no address, no log and no history of the browser."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bihuan.clues.operations.searching import Found, search_clues
from bihuan.interfaces.web.clues import keyring
from bihuan.interfaces.web.clues.forms.life import SearchForm
from bihuan.interfaces.web.clues.views.clues import lit
from bihuan.interfaces.web.clues.views.shapes import at, desk_page, for_readers
from bihuan.interfaces.web.shell.taking import done


@require_http_methods(["GET", "POST"])
@for_readers
@keyring.with_keys
def search(request: HttpRequest) -> HttpResponse:
    """The form, and below it what was found."""
    form = SearchForm(request.POST or None)
    found: Found | None = None
    page = 1

    def look() -> None:
        nonlocal found, page
        page = form.cleaned_data["page"] or 1
        found = search_clues(query=form.cleaned_data["query"], cleared=form.cleaned_data["cleared"], page=page, **keyring.by(request))

    good = form.is_valid() and done(form, look)
    rows = lit(found.clues) if found else []
    shown = {"form": form, "found": found, "rows": rows, "page": page, "before": page - 1, "after": page + 1 if found and found.more else 0}
    crumbs = [(_("线索"), at("desk")), (_("搜索"), "")]
    status = 422 if form.is_bound and not good else 200
    return desk_page(request, "clues/pages/search.html", "search", status=status, title=_("搜索线索"), crumbs=crumbs, **shown)
