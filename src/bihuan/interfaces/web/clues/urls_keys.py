"""Addresses of keys, and of identities that two custodians open."""

from django.urls import path

from bihuan.interfaces.web.clues.views import handing_over, keys

URLS = [
    path("clues/keys/", keys.keys, name="keys"),
    path("clues/keys/new/", keys.make_key, name="make_key"),
    path("clues/keys/unlock/", keys.unlock, name="unlock"),
    path("clues/keys/lock/", keys.lock, name="lock"),
    path("clues/keys/passphrase/", keys.change_passphrase, name="change_passphrase"),
    path("clues/keys/end/", keys.end_key, name="end_key"),
    path("clues/keys/ask/", handing_over.ask_handover, name="ask_handover"),
    path("clues/keys/handovers/<int:pk>/", handing_over.handover, name="handover"),
]
