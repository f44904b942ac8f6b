"""Evidence files: uploaded, shown in the page, handed out as working copy, the original to those whose duty needs it."""

from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from bihuan.campaigns import queries as campaigns
from bihuan.foundation.files import workshop
from bihuan.foundation.files.operations import record_original
from bihuan.foundation.files.queries import is_shown, open_content
from bihuan.foundation.kernel import BadInput, NotAllowed
from bihuan.interfaces.web.problems.hands import Hands
from bihuan.interfaces.web.problems.views.problem import renewed
from bihuan.interfaces.web.shell.actors import actor_of
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.days import now
from bihuan.interfaces.web.shell.taking import number_of, sentence_of
from bihuan.interfaces.web.shell.uploads import handed
from bihuan.problems import operations, queries

_LAST = 1000  # no page lies behind the last


def _attach(request: HttpRequest, row: Any) -> None:
    file = request.FILES.get("file")
    if file is None:
        raise BadInput(_("请选择要上传的文件。"))
    label, name = request.POST.get("label", ""), file.name or ""
    operations.attach_evidence(problem=row, data=file.read(), name=name, label=label, actor=actor_of(request), now=now())


@require_POST
def add(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Attach one file as evidence. In the drawer a refusal speaks in its place, without scripts on its page."""
    actor, inside = actor_of(request), bool(request.headers.get("HX-Request"))
    row = queries.find(actor, campaigns.find(actor, code), number)
    try:
        _attach(request, row)
    except BadInput as no:
        if not inside:
            raise
        told = {"HX-Retarget": "#step", "HX-Reswap": "innerHTML"}
        return HttpResponse(render(request, "shell/parts/refusal.html", {"sentence": sentence_of(no)}), status=422, headers=told)
    answer = renewed(request, code, number) if inside else redirect("problems:problem", code=code, number=number)
    return toast(request, answer, _("佐证已上传"))


def _found(request: HttpRequest, code: str, number: int, pk: int) -> tuple[Any, Any, Any, Any]:
    """(campaign, reach, problem, evidence) for whoever may read the problem's text."""
    actor = actor_of(request)
    campaign = campaigns.find(actor, code)
    row, mine = queries.find(actor, campaign, number), queries.reach(actor, campaign.pk)
    if not queries.may_read(mine, row):
        raise NotAllowed()
    one = queries.find_evidence(row, pk)
    operations.record_seen(row, actor=actor, now=now(), evidence=one)
    return campaign, mine, row, one


def _told(made: workshop.Made) -> dict[str, Any]:
    """What the page prints of a file: its preview, or why there is none; what the working copy lacks."""
    no, no_copy = made.refusal("preview"), made.refusal("clean")
    return {
        "made": made, "preview": made.preview, "traces": _("、").join(_(one.label) for one in made.traces),
        "refused": sentence_of(no) if no else "", "no_copy": sentence_of(no_copy) if no_copy else "",
    }  # fmt: skip


@require_GET
def open_one(request: HttpRequest, code: str, number: int, pk: int) -> HttpResponse:
    """One file on its page: what it shows, who brought it, where else it stands. What is still to be made follows as a fragment."""
    campaign, mine, row, one = _found(request, code, number, pk)
    Hands(queries.book_of(one.problem)).sign([one])
    inside = bool(request.headers.get("HX-Request"))
    made = workshop.made_of(one.file) if inside or request.GET.get("make") else workshop.known(one.file)
    told = {
        "campaign": campaign, "problem": row, "one": one, "is_shown": is_shown(one.file), "title": one.file.name, **(_told(made) if made else {}),
        "may_take_original": queries.may_take_original(mine, row),
        "crumbs": [(_("问题台账"), reverse("problems:ledger", args=[code])),
                   (f"{number:04d}", reverse("problems:problem", args=[code, number])), (_("佐证"), "")],
    }  # fmt: skip
    if not inside:
        told["twins"] = queries.twins_of(mine, row, [one]).get(one.pk, ())
    return render(request, "problems/parts/shown_file.html" if inside else "problems/pages/evidence.html", told)


@require_GET
def working_copy(request: HttpRequest, code: str, number: int, pk: int) -> FileResponse:
    """The file without what it tells beside its content, always as a download."""
    _campaign, _mine, _row, one = _found(request, code, number, pk)
    return handed(workshop.made_of(one.file).open_copy(), name=one.file.name)


@require_GET
def shot(request: HttpRequest, code: str, number: int, pk: int, order: int) -> FileResponse:
    """One picture of the preview: made by us, never the file itself."""
    _campaign, _mine, _row, one = _found(request, code, number, pk)
    return handed(workshop.made_of(one.file).open_shot(order), kind="image/webp")


@require_POST
def original(request: HttpRequest, code: str, number: int, pk: int) -> FileResponse:
    """The file as it came in, with place, device and names, for office and group; the book keeps who took it."""
    campaign, mine, row, one = _found(request, code, number, pk)
    if not queries.may_take_original(mine, row):
        raise NotAllowed(_("原件带有拍摄地点、作者等信息，只有专班和督导组可以取用。您可以下载工作副本。"))
    content = open_content(one.file)
    record_original(one.file, actor=mine.actor, now=now(), campaign=campaign.code, problem=f"{row.number:04d}")
    return handed(content, name=one.file.name)


@require_GET
def paper(request: HttpRequest, code: str, number: int, what: str, pk: int) -> FileResponse:
    """The order on which a decision on the clock rests, for whoever may read the problem's text."""
    actor = actor_of(request)
    campaign = campaigns.find(actor, code)
    row, mine = queries.find(actor, campaign, number), queries.reach(actor, campaign.pk)
    if not queries.may_read(mine, row):
        raise NotAllowed()
    file = queries.proof_of(row, what == "suspension", pk)
    operations.record_seen(row, actor=actor, now=now())
    return handed(open_content(file), name=file.name)


@require_GET
def repeated(request: HttpRequest, code: str) -> HttpResponse:
    """Files and photographs that stand under several items of the campaign, for office and groups."""
    actor = actor_of(request)
    campaign = campaigns.find(actor, code)
    mine = queries.reach(actor, campaign.pk)
    if not queries.may_compare_all(mine):
        raise NotAllowed()
    page = min(max(number_of(request.GET.get("page")) or 1, 1), _LAST)
    found = queries.repeats(mine, campaign.pk, page)
    told = {
        "campaign": campaign, "repeats": found, "title": _("重复的佐证"),
        "previous": f"?page={page - 1}" if page > 1 else "", "next": f"?page={page + 1}" if found.more else "",
        "crumbs": [(_("问题台账"), reverse("problems:ledger", args=[code])), (_("重复的佐证"), "")],
    }  # fmt: skip
    return render(request, "problems/pages/repeated.html", told)
