"""The ledger for programs: list, one, record, every step of the workflow, evidence, rows by external number."""

from bihuan.interfaces.api.v1.ledger import (
    background,
    cells,
    changes,
    deciding,
    evidence,
    importing,
    likenesses,
    lists,
    look_backs,
    many,
    mine,
    reading,
    recording,
    sheets,
    steps,
    taking,
)
from bihuan.interfaces.api.v1.ledger.room import router

__all__ = [
    "background",
    "cells",
    "changes",
    "deciding",
    "evidence",
    "importing",
    "likenesses",
    "lists",
    "look_backs",
    "many",
    "mine",
    "reading",
    "recording",
    "router",
    "sheets",
    "steps",
    "taking",
]
