"""Addresses of return visits and of study."""

from django.urls import path

from bihuan.interfaces.web.accountability.views import study, visit_steps, visits

_VISITS = "c/<slug:code>/return-visits/"
_ONE = f"{_VISITS}<int:pk>/"
_STUDY = "c/<slug:code>/study/"
urlpatterns = [
    path(_VISITS, visits.return_visits, name="return_visits"),
    path(f"{_VISITS}plan/<int:pk>/", visits.plan_visits, name="plan_visits"),
    path(_ONE, visits.return_visit, name="return_visit"),
    path(f"{_ONE}file/", visits.visits_file, name="visits_file"),
    path(f"{_ONE}notes/", visits.open_notes, name="open_notes"),
    path(f"{_ONE}notes/<int:note>/drop/", visits.drop_note, name="drop_note"),
    path(f"{_ONE}difficulties/<int:difficulty>/", visit_steps.answer_difficulty, name="answer_difficulty"),
    path(f"{_ONE}<slug:action>/do/", visit_steps.step, name="visit_step"),
    path(_STUDY, study.study, name="study"),
    path(f"{_STUDY}plans/new/", study.new_study_plan, name="new_study_plan"),
    path(f"{_STUDY}plans/<int:pk>/", study.study_plan, name="study_plan"),
    path(f"{_STUDY}plans/<int:pk>/file/", study.study_plan_paper, name="study_paper"),
    path(f"{_STUDY}plans/<int:pk>/end/", study.end_study_plan, name="end_study_plan"),
    path(f"{_STUDY}sessions/new/", study.new_session, name="new_session"),
    path(f"{_STUDY}sessions/<int:pk>/", study.session, name="session"),
    path(f"{_STUDY}materials/new/", study.new_material, name="new_material"),
    path(f"{_STUDY}materials/<int:pk>/", study.material, name="material"),
    path(f"{_STUDY}materials/<int:pk>/file/", study.material_file, name="material_file"),
    path(f"{_STUDY}materials/<int:pk>/take-in/", study.take_in_material, name="take_in_material"),
]
