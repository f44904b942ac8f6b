"""Return visits and study with one of everything, and who enters where: the person, those who visit (group, liaison of the forest bureau), nobody
else; study is everybody's to read."""

from datetime import timedelta
from typing import Any

from bihuan.accountability import operations as do
from bihuan.accountability.models import Seat
from bihuan.accountability.operations.study import Held, LaidOut
from bihuan.accountability.vocabulary.study import MaterialKind, StudyForm
from bihuan.accountability.vocabulary.visits import NoteKind
from tests.accountability.ground import PERSONNEL, by, in_force
from tests.accountability.test_visits import bases
from tests.factories.town import COLLEAGUE, GROUP, HEAD, LIAISON, OFFICE, TODAY, WATER, Town
from tests.interfaces.web.righted import Standing


def _names(*names: str) -> str:
    return " ".join(f"accountability:{name}" for name in names)


# anonymous · office leader head in_charge group liaison official colleague · outsider keeper · system security audit
VISITED = {
    ".ooooooooxxxxx": _names("return_visits", "study", "study_plan", "study_paper", "material", "material_file"),
    ".xxxxoxxoxxxxx": _names("return_visit"),
    ".xxxxoxxfxxxxx": _names("visit_step", "answer_difficulty"),
    ".xxxxxxxxxxxxx": _names("plan_visits"),
    ".mmmmmmmmmmxxx": _names("visits_file", "open_notes", "drop_note", "end_study_plan", "take_in_material"),
    ".offfffffxxxxx": _names("new_study_plan", "new_material"),
    ".ofoffoffxxxxx": _names("new_session", "session"),
}


def one_of_each_visit(place: Town) -> dict[str, Any]:
    """By the name of an address what goes into it: the colleague is visited."""
    bodies = Standing(place)
    row = in_force(bodies, COLLEAGUE, "remind")
    seats = [
        Seat.objects.get(person=place.people[name], body=bodies.of[key], ended_at=None)
        for name, key in ((PERSONNEL, "personnel"), (GROUP, "discipline"))
    ]
    plan = do.plan_visits(row, bases=bases(), seats=seats, **by(place, PERSONNEL))
    note = do.seal_note(plan, kind=NoteKind.QUIET, text="多陪一陪", **by(place, GROUP))
    hard = do.raise_difficulty(plan, text="住得远", owner=plan.visitors.all()[0], due_on=TODAY + timedelta(9), **by(place, GROUP))
    other = in_force(bodies, HEAD, "remind")
    days, campaign = (TODAY, TODAY), {"campaign": place.campaign}
    study = do.plan_study(title="学习", topics=["一"], forms=[StudyForm.BRANCH], days=days, **campaign, **by(place, OFFICE))
    held = Held("一", StudyForm.BRANCH, TODAY, 3)
    session = do.hold_session(unit=place.units[WATER], held=held, **campaign, **by(place, LIAISON))
    told, file = LaidOut(MaterialKind.MATERIAL, "讲义"), ("讲义.txt", "讲义".encode())
    material = do.lay_out_material(told=told, file=file, **campaign, **by(place, OFFICE))
    found = {
        **dict.fromkeys(("return_visit", "visits_file", "open_notes"), {"pk": plan.pk}), "drop_note": {"pk": plan.pk, "note": note.pk},
        "plan_visits": {"pk": other.pk}, "answer_difficulty": {"pk": plan.pk, "difficulty": hard.pk},
        "visit_step": {"pk": plan.pk, "action": "record_visit"}, "session": {"pk": session.pk},
        **dict.fromkeys(("study_plan", "study_paper", "end_study_plan"), {"pk": study.pk}),
        **dict.fromkeys(("material", "material_file", "take_in_material"), {"pk": material.pk}),
    }  # fmt: skip
    return {f"accountability:{name}": given for name, given in found.items()}
