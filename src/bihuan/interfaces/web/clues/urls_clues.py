"""Addresses of reports and clues."""

from django.urls import path

from bihuan.interfaces.web.clues.views import away, clues, desk, entering, steps, tips

URLS = [
    path("clues/", desk.desk, name="desk"),
    path("clues/tips/<int:pk>/", tips.tip, name="tip"),
    path("clues/tips/<int:pk>/files/<slug:digest>/", tips.tip_file, name="tip_file"),
    path("clues/tips/<int:pk>/register/", tips.register, name="register"),
    path("clues/tips/<int:pk>/aside/", tips.set_aside, name="set_aside"),
    path("clues/tips/<int:pk>/add/", tips.add, name="add"),
    path("clues/enter/", entering.enter, name="enter"),
    path("clues/upper/", entering.upper, name="upper"),
    path("clues/upper/new/", entering.note_upper, name="note_upper"),
    path("clues/all/", clues.clues, name="clues"),
    path("clues/all/<int:pk>/", clues.clue, name="clue"),
    path("clues/all/<int:pk>/files/<slug:file>/", clues.clue_file, name="clue_file"),
    path("clues/all/<int:pk>/keep-away/", away.declare, name="declare_away"),
    path("clues/all/<int:pk>/ask-away/", away.ask, name="ask_away"),
    path("clues/aways/<int:pk>/", away.decide, name="decide_away"),
    path("clues/all/<int:pk>/<slug:action>/", steps.step, name="clue_step"),
]
