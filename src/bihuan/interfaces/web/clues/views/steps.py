"""One step of a clue: its form and the operation behind it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from bihuan.clues import queries
from bihuan.clues.vocabulary.clues import ClueAction
from bihuan.foundation.kernel import Missing
from bihuan.interfaces.web.clues import keyring
from bihuan.interfaces.web.clues.forms.steps import today
from bihuan.interfaces.web.clues.views.acts import STEPS, acts_of
from bihuan.interfaces.web.clues.views.shapes import at, for_readers, form_page
from bihuan.interfaces.web.shell.actors import actor_of
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.taking import done

_NOTES = {
    ClueAction.PROPOSE: gettext_lazy("四种处置方式只选一种。集体研究提出，批准后才办理；提出的人不能自己批准。"),
    ClueAction.CLOSE: gettext_lazy("办结以后不再核查，保管期从今天算起。反映不实和错告的，不再列在线索里，按“已办结”查得到。"),
    ClueAction.RESEAL: gettext_lazy("改为密封给现在可以办理的人员；不应再看的人，从此打不开。"),
    ClueAction.TRACE: gettext_lazy("从做这件事的人写起，一级一级写到应当防止它的人；没有的空着。"),
    ClueAction.TRANSFER: gettext_lazy("移送后这里不再办理，只登记接收单位的回执和结果摘要。"),
}  # fmt: skip


def told(form: Any) -> dict[str, Any]:
    """What an operation takes of a form."""
    given: dict[str, Any] = getattr(form, "told", None) or form.cleaned_data
    return given


@for_readers
@require_http_methods(["GET", "POST"])
@keyring.with_keys
def step(request: HttpRequest, pk: int, action: str) -> HttpResponse:
    """Take it. One that is not open to whoever asks is not there when he types its address; a colleague who was faster is told to him who sends it."""
    row = queries.find_clue(actor_of(request), pk)
    taken = next((one for one in STEPS if one.value == action), None)
    here = at("clue", pk)
    if (
        taken is None
        or request.method == "GET"
        and at("clue_step", pk, action) not in {one["href"] for one in acts_of(actor_of(request), row)}
    ):
        raise Missing
    kind, do = STEPS[taken]
    form = kind(request.POST if request.method == "POST" else None, initial=today())
    if suit := getattr(form, "suit", None):
        suit(row, actor_of(request))
    if form.is_valid() and done(form, lambda: do(row, told(form), keyring.hand_of(request))):
        still = queries.visible_clues(actor_of(request)).filter(pk=pk).exists()
        return toast(request, redirect(here if still else at("clues")), _("已办"))
    crumbs = [(_("线索"), at("clues")), (row.number, here), (_(taken.label), "")]
    note = str(_NOTES.get(taken, ""))
    return form_page(request, form, title=_(taken.label), act=_(taken.label), back=here, here="clues", crumbs=crumbs, note=note)
