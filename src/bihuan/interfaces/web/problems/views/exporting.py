"""The ledger as a file to take home: the rows and columns that are shown, for a stated purpose."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as noop
from django.views.decorators.http import require_GET, require_http_methods

from bihuan.campaigns import queries as campaigns
from bihuan.foundation.files.queries import read
from bihuan.foundation.jobs.again import ask_again, key_of
from bihuan.foundation.kernel import Told
from bihuan.interfaces.web.problems.chips import chosen_chips
from bihuan.interfaces.web.problems.columns import chosen, known
from bihuan.interfaces.web.problems.sheets import download
from bihuan.interfaces.web.shell.actors import actor_of
from bihuan.interfaces.web.shell.days import now, today_of
from bihuan.interfaces.web.shell.made import made_at
from bihuan.problems import operations, queries
from bihuan.problems.jobs import make_export
from bihuan.problems.operations import Wanted
from bihuan.problems.queries.own import columns_shown
from bihuan.problems.rules.blocks import SHOWN
from bihuan.problems.rules.filters import Filters
from bihuan.problems.rules.sheet import Column

LONG = 5000
"""Rows from which on an export is made in the background."""
_FIXED = (Column.NUMBER, Column.UNIT, Column.PERSON, Column.TEXT)


class ExportForm(forms.Form):
    """Columns and the purpose."""

    columns = forms.MultipleChoiceField(label=gettext_lazy("栏目"), widget=forms.CheckboxSelectMultiple, required=False)
    reason = forms.CharField(label=gettext_lazy("用途"), max_length=200, help_text=gettext_lazy("写明给谁、做什么用；记入操作记录。"))

    def __init__(self, *args: Any, own: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ours = [(one.value, _(one.label)) for one in Column if one not in (*_FIXED, Column.OWN)]
        self.fields["columns"].choices = [*ours, *((key, one.label) for key, one in own.items())]  # type: ignore[attr-defined]


@require_http_methods(["GET", "POST"])
def export(request: HttpRequest, code: str) -> HttpResponse:
    """Say what it is for, then take the file: the rows of the filter in the address, as this person sees them."""
    actor = actor_of(request)
    campaign = campaigns.find(actor, code)
    filters, today = Filters.read(request.GET), today_of(campaign)
    shown_now = [
        column.value for one in chosen(known(request.GET.getlist("col"))) for column in SHOWN.get(one.key, ()) if column not in _FIXED
    ]
    own = dict(columns_shown(campaign))
    form = ExportForm(request.POST or None, own=own, initial={"columns": shown_now + list(own)})
    mine = queries.reach(actor, campaign.pk)
    count, is_more = queries.count_of(queries.narrowed(mine, campaign.pk, filters, today))
    if request.method == "POST" and form.is_valid():
        words, told = form.cleaned_data["columns"], _in_words(mine, campaign, filters)
        columns = [*_FIXED, *(Column(word) for word in words if word not in own)]
        wanted = Wanted(filters, today, columns, [key for key in own if key in words], told)
        if is_more or count > LONG:
            return _in_the_background(request, campaign, wanted, form.cleaned_data["reason"])
        data = operations.export_ledger(campaign=campaign, wanted=wanted, reason=form.cleaned_data["reason"], actor=actor, now=now())
        return download(data, f"{campaign.title}-{_('问题台账')}-{today.day:%Y%m%d}.xlsx")
    crumbs = [(_("问题台账"), reverse("problems:ledger", args=[code])), (_("导出台账"), "")]
    shown = {
        "campaign": campaign, "title": _("导出台账"), "form": form, "count": count, "is_more": is_more, "filters": filters, "crumbs": crumbs,
    }  # fmt: skip
    return render(request, "problems/pages/export.html", shown, status=422 if form.is_bound else 200)


def _in_words(mine: queries.Reach, campaign: Any, filters: Filters) -> str:
    """What the rows were narrowed to, as the chips above the ledger say it."""
    return "；".join("：".join(filter(None, (one["label"], one["value"]))) for one in chosen_chips(mine, campaign, filters))


def _in_the_background(request: HttpRequest, campaign: Any, wanted: Wanted, reason: str) -> HttpResponse:
    """A long ledger takes longer than a page may be waited for: it is made as a job and lies ready to be taken. While it is made, the same
    is not made a second time."""
    told = {
        "campaign": campaign.code, "account": request.user.pk, "query": wanted.filters.query(), "reason": reason,
        "columns": [column.value for column in wanted.columns], "own": list(wanted.own or ()), "told": wanted.told,
    }  # fmt: skip
    title = Told(noop("导出台账 %(name)s"), name=campaign.title)
    ask_again(make_export, title=title, actor=actor_of(request), now=now(), key=key_of("export:", **told), arguments=told)
    return redirect("home:jobs")


@require_GET
def made(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """An export that was made in the background: for whoever asked for it, nobody else."""
    file = made_at(request, code, pk)
    return download(read(file), file.name)
