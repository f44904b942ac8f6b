"""Addresses of keys, and of identities that two custodians open."""

from django.urls import path

from bihuan.interfaces.web.clues.views import handing_over, identities, keys

URLS = [
    path("clues/keys/", keys.keys, name="keys"),
    path("clues/keys/new/", keys.make_key, name="make_key"),
    path("clues/keys/unlock/", keys.unlock, name="unlock"),
    path("clues/keys/lock/", keys.lock, name="lock"),
    path("clues/keys/passphrase/", keys.change_passphrase, name="change_passphrase"),
    path("clues/keys/end/", keys.end_key, name="end_key"),
    path("clues/keys/ask/", handing_over.ask_handover, name="ask_handover"),
    path("clues/keys/handovers/<int:pk>/", handing_over.handover, name="handover"),
    path("clues/identities/", identities.identities, name="identities"),
    path("clues/identities/<int:pk>/", identities.identity, name="identity"),
    path("clues/<int:pk>/identity/", identities.ask_identity, name="ask_identity"),
]
