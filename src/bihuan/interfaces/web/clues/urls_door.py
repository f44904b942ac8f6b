"""Addresses of what the public door is told, of what comes from other platforms, and of petitions that leave for theirs."""

from django.urls import path

from bihuan.interfaces.web.clues.views import door, door_channels, door_entries, petitions, records

_AT = "clues/door/"
URLS = [
    path(_AT, door.overview, name="door"),
    path(f"{_AT}words/", door.words, name="door_words"),
    path(f"{_AT}pause/", door.pause, name="pause_door"),
    path(f"{_AT}resume/", door.resume, name="resume_door"),
    path(f"{_AT}entries/new/", door_entries.new_entry, name="new_entry"),
    path(f"{_AT}entries/<int:pk>/", door_entries.entry, name="entry"),
    path(f"{_AT}entries/<int:pk>/poster/", door_entries.poster, name="poster"),
    path(f"{_AT}entries/<int:pk>/close/", door_entries.close, name="close_entry"),
    path(f"{_AT}entries/<int:pk>/opinions/", door_entries.opinions, name="entry_opinions"),
    path(f"{_AT}count/", door_entries.count, name="count_opinions"),
    path(f"{_AT}channels/", door_channels.channels, name="channels"),
    path(f"{_AT}channels/new/", door_channels.choose_unit, name="choose_channel"),
    path(f"{_AT}channels/list.<slug:kind>", door_channels.channels_file, name="channels_file"),
    path(f"{_AT}channels/<int:pk>/", door_channels.channel, name="channel"),
    path("clues/import/", records.import_records, name="import_records"),
    path("clues/import/template/", records.import_template, name="import_template"),
    path("clues/import/<int:pk>/", records.import_preview, name="import_preview"),
    path("clues/import/<int:pk>/drop/", records.drop_sheet, name="drop_sheet"),
    path("clues/petitions/", petitions.petitions, name="petitions"),
    path("clues/petitions/list/", petitions.list_petitions, name="list_petitions"),
    path("clues/petitions/numbers/", petitions.petition_numbers, name="petition_numbers"),
    path("clues/petitions/<int:pk>/number/", petitions.number_petition, name="number_petition"),
    path("clues/<int:pk>/petition/", petitions.to_petition, name="to_petition"),
]
