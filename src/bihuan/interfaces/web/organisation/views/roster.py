"""The roster import: upload → every error at its cell, or a preview → taken whole."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.http import content_disposition_header
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from bihuan.foundation.files.operations import store
from bihuan.foundation.files.queries import handed_in, read
from bihuan.foundation.files.rules.marking import marked_workbook
from bihuan.foundation.files.rules.workbooks import SHEETS
from bihuan.foundation.kernel import Missing
from bihuan.interfaces.web.organisation.forms import UploadForm
from bihuan.interfaces.web.organisation.views.keeping import keepers
from bihuan.interfaces.web.shell.actors import actor_of
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.cells import MOST, cells_of
from bihuan.interfaces.web.shell.days import now
from bihuan.interfaces.web.shell.taking import done
from bihuan.organisation import queries
from bihuan.organisation.operations import enter_roster
from bihuan.organisation.rules.roster import Checked, PersonEntry
from bihuan.organisation.sheets import FILE_NAME, read_roster, roster_template

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_http_methods(["GET", "POST"])
@keepers
def upload(request: HttpRequest) -> HttpResponse:
    """Hand in a sheet; it is kept and looked at, nothing is taken yet."""
    form = UploadForm(request.POST or None, request.FILES or None, initial={"on": localdate()})
    kept: list[Any] = []
    if form.is_valid() and done(form, lambda: kept.append(_store(request, form.cleaned_data["file"]))):
        return redirect(f"{reverse('organisation:roster_preview', args=[kept[0].pk])}?on={form.cleaned_data['on'].isoformat()}")
    shown = {"title": _("导入干部名册"), "form": form, "crumbs": _crumbs()}
    return render(request, "organisation/pages/roster.html", shown, status=422 if form.is_bound else 200)


def _store(request: HttpRequest, file: Any) -> Any:
    data = file.read()
    read_roster(data, file.name)  # a sheet that cannot be read is refused on this page
    return store(data=data, name=file.name, actor=actor_of(request), now=now(), taken=SHEETS)


def _crumbs() -> list[tuple[str, str]]:
    return [(_("单位与人员"), reverse("organisation:units")), (_("导入干部名册"), "")]


@require_http_methods(["GET", "POST"])
@keepers
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """What taking the sheet would do, or every error in it; a POST takes it."""
    file = handed_in(pk, actor_of(request))
    day = parse_date(request.GET.get("on", "")) or localdate()
    rows = read_roster(read(file), file.name)
    if request.method == "POST":
        taken = enter_roster(rows=rows, on=day, actor=actor_of(request), now=now())
        counts = taken.counts
        return toast(
            request, redirect("organisation:units"), _("名册已导入：新增 %(new)d 人，变更 %(changed)d 人，不变 %(same)d 人") % counts
        )
    checked = queries.preview_roster(rows)
    shown = {
        "title": _("核对名册"),
        "file": file,
        "day": day,
        "counts": _counts(checked),
        "crumbs": _crumbs(),
        "total": len(checked.errors),
    }
    shown |= {"errors": cells_of(checked.errors)} if checked.errors else _changes(checked)
    return render(request, "organisation/pages/roster_preview.html", shown, status=422 if checked.errors else 200)


def _counts(checked: Checked) -> list[dict[str, Any]]:
    if checked.errors:
        return [{"label": _("错误"), "value": len(checked.errors), "state": "late"}]
    words = {"new": (_("新增人员"), "ok"), "changed": (_("变更"), "near"), "same": (_("不变"), ""), "gone": (_("表中已无"), "done"),
             "units_new": (_("新增单位"), "ok"), "units_moved": (_("改变上级"), "near"), "subjects": (_("整治对象"), "")}  # fmt: skip
    return [{"label": label, "value": checked.counts[key], "state": state} for key, (label, state) in words.items()]


def _changes(checked: Checked) -> dict[str, Any]:
    changed = [{"name": one.name, "what": _what(one)} for one in checked.people if one.changed][:MOST]
    new = [
        {"name": one.name, "what": "；".join(f"{line.unit.name} {line.post}" for line in one.lines)} for one in checked.people if one.is_new
    ]
    units = [f"{one.parent.name} / {one.name}" if one.parent else one.name for one in checked.units if one.pk is None]
    shown = {"new": new[:MOST], "changed": changed, "gone": [one.name for one in checked.gone[:MOST]], "units": units[:MOST]}
    return {**shown, "namesakes": "、".join(checked.perhaps_moved[:MOST])}


def _what(one: PersonEntry) -> str:
    parts = [
        f"{line.replaces.title} {line.replaces.rank} → {line.post} {line.rank}" for line in one.lines if line.replaces and not line.same
    ]
    parts += [_("任 %(unit)s %(post)s") % {"unit": line.unit.name, "post": line.post} for line in one.lines if line.replaces is None]
    parts += [_("免 %(post)s") % {"post": post.title} for post in one.ended]
    if one.known and one.phone and one.phone != one.known.phone:
        parts.append(_("手机"))
    return "；".join(parts)


@require_GET
@keepers
def marked(request: HttpRequest, pk: int) -> HttpResponse:
    """The same workbook with the wrong cells marked and a note at each."""
    file = handed_in(pk, actor_of(request))
    data = read(file)
    errors = queries.preview_roster(read_roster(data, file.name)).errors
    if not errors:
        raise Missing()
    return _download(marked_workbook(data, errors), f"{file.name.rpartition('.')[0]}-{_('有误处已标出')}.xlsx")


@require_GET
@keepers
def template(request: HttpRequest) -> HttpResponse:
    """The empty sheet."""
    return _download(roster_template(), _(FILE_NAME))


def _download(data: bytes, name: str) -> HttpResponse:
    return HttpResponse(data, headers={"Content-Type": XLSX, "Content-Disposition": content_disposition_header(True, name)})
