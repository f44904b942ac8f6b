"""Reading drafts of plans; hidden and missing look alike."""

from pathlib import Path

from django.db.models import F, QuerySet

from bihuan.foundation.kernel import Actor, Missing, _
from bihuan.plan_import.models import Draft, Edit
from bihuan.plan_import.policy import duties, visible
from bihuan.plan_import.rules.campaign import Asked, open_questions
from bihuan.plan_import.vocabulary import DraftState

_FOLDER = Path(__file__).resolve().parent / "samples"
# Invented plans to try the reading with: key → (file, what it is about).
SAMPLES = {
    "work-style": ("work-style.docx", _("干部作风（Word）")),
    "fire-safety": ("fire-safety.docx", _("消防安全（Word）")),
    "formalism": ("formalism.pdf", _("基层减负（PDF）")),
}


def sample(key: str) -> tuple[str, bytes]:
    """File name and content of a sample plan."""
    name = SAMPLES[key][0]
    return name, (_FOLDER / name).read_bytes()


def drafts_of(actor: Actor) -> QuerySet[Draft]:
    """The actor's drafts, newest first."""
    return Draft.objects.filter(visible(actor)).select_related("campaign")


def find(actor: Actor, pk: int) -> Draft:
    """The draft, or Missing."""
    draft = drafts_of(actor).select_related("file", "root").filter(pk=pk).first()
    if draft is None:
        raise Missing()
    return draft


def questions(draft: Draft, this_year: int) -> list[Asked]:
    """What is still to be settled."""
    return open_questions(draft.reviewed, draft.answers, this_year)


def same_file(draft: Draft, actor: Actor) -> Draft | None:
    """The draft that the actor sees of the very same file, one that runs before the others; None where this is the only one."""
    if draft.file is None:
        return None
    others = drafts_of(actor).filter(file__sha256=draft.file.sha256).exclude(pk=draft.pk).exclude(state=DraftState.SET_ASIDE)
    return others.order_by(F("campaign").asc(nulls_last=True), "-pk").first()


def edits_of(draft: Draft) -> QuerySet[Edit]:
    """What people changed, latest first."""
    return draft.edits.select_related("edited_by", "undone_by").order_by("-pk")


def last_edits(draft: Draft) -> list[Edit]:
    """What was saved together last and still holds, latest first: this can be taken back."""
    held = draft.edits.filter(undoes=None, undone_by=None).order_by("-pk")
    last = held.first()
    return list(held.filter(edited_at=last.edited_at)) if last else []


def may_read_plans(actor: Actor) -> bool:
    """May this actor read plans into campaigns?"""
    return bool(duties(actor, Draft()))
