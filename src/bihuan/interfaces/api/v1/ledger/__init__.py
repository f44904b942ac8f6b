"""The ledger for programs: list, one, record, every step of the workflow, evidence, rows by external number."""

from bihuan.interfaces.api.v1.ledger import (
    background,
    changes,
    deciding,
    evidence,
    importing,
    likenesses,
    look_backs,
    many,
    mine,
    reading,
    recording,
    steps,
)
from bihuan.interfaces.api.v1.ledger.room import router

__all__ = [
    "background",
    "changes",
    "deciding",
    "evidence",
    "importing",
    "likenesses",
    "look_backs",
    "many",
    "mine",
    "reading",
    "recording",
    "router",
    "steps",
]
