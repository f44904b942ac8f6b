"""Addresses of opinions, letters, gatherings, pointings-out and critique meetings."""

from django.urls import URLPattern, path

from bihuan.interfaces.web.finding.views import (
    asked_steps,
    critique,
    critique_minutes,
    critique_slips,
    gatherings,
    letters,
    opinions,
    replies,
)

_AT = "c/<slug:code>/finding/"
_MEETING = f"{_AT}critique/<int:pk>/"
ASKED: list[URLPattern] = [
    path("letters/reply/", replies.reply, name="reply"),
    path(f"{_AT}opinions/", opinions.opinions, name="opinions"),
    path(f"{_AT}opinions/resented/", opinions.resented, name="resented"),
    path(f"{_AT}opinions/export/", opinions.export, name="export_opinions"),
    path(f"{_AT}opinions/form/", opinions.blank, name="opinion_form"),
    path(f"{_AT}opinions/<int:pk>/", opinions.opinion, name="opinion"),
    path(f"{_AT}letters/", letters.letters, name="letters"),
    path(f"{_AT}letters/new/", letters.new_letters, name="new_letters"),
    path(f"{_AT}letters/<int:pk>/", letters.letter, name="letter"),
    path(f"{_AT}letters/<int:pk>/slip/", letters.slip, name="reply_slip"),
    path(f"{_AT}letters/<int:pk>/form/", replies.blank_reply, name="reply_form"),
    path(f"{_AT}gatherings/", gatherings.gatherings, name="gatherings"),
    path(f"{_AT}gatherings/new/", gatherings.new_gathering, name="new_gathering"),
    path(f"{_AT}gatherings/<int:pk>/", gatherings.gathering, name="gathering"),
    path(f"{_AT}gatherings/<int:pk>/amend/", gatherings.amend, name="amend_gathering"),
    path(f"{_AT}gatherings/<int:pk>/form/", gatherings.printed, name="gathering_form"),
    path(f"{_AT}pointing/", gatherings.pointing, name="pointing"),
    path(f"{_AT}pointing/take/", gatherings.take, name="take_pointings"),
    path(f"{_AT}protection/", critique.protection, name="protection"),
    path(f"{_AT}critique/", critique.meetings, name="critique"),
    path(f"{_AT}critique/new/", critique.call, name="call_critique"),
    path(_MEETING, critique.meeting, name="critique_meeting"),
    path(f"{_MEETING}write/", critique_slips.write, name="write_critique"),
    path(f"{_MEETING}slips/<int:slip>/", critique_slips.slip, name="critique_slip"),
    path(f"{_MEETING}minutes/", critique_minutes.minutes, name="import_minutes"),
    path(f"{_MEETING}minutes/template/", critique_minutes.template, name="minutes_template"),
    path(f"{_MEETING}list/", critique.criticisms, name="criticism_list"),
    path(f"{_MEETING}author/<int:number>/", critique.author, name="critique_author"),
    path(f"{_AT}<slug:kind>/<int:pk>/step/<slug:action>/", asked_steps.step, name="asked_step"),
]
