"""A program with the token of one account, as tests use it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from bihuan.foundation.accounts.models import User
from bihuan.foundation.accounts.queries import system_actor
from bihuan.foundation.tokens.operations import issue_token
from bihuan.foundation.tokens.vocabulary import Scope

EVERYTHING = [one.value for one in Scope]


def token_for(user: User, scopes: list[str] | None = None) -> str:
    """The text of a new token, good for a month."""
    now = timezone.localtime()
    ends, scopes = now.date() + timedelta(days=30), EVERYTHING if scopes is None else scopes
    return issue_token(user=user, name="试", scopes=scopes, expires_on=ends, actor=system_actor(), now=now)[1]


@dataclass
class Machine:
    """Asks and gives (status, answer); `last` is the whole answer."""

    token: str = ""
    language: str = "zh-hans"
    last: Any = None

    def _headers(self, key: str = "") -> dict[str, str]:
        told = {"Accept-Language": self.language}
        told |= {"Authorization": f"Bearer {self.token}"} if self.token else {}
        return told | ({"Idempotency-Key": key} if key else {})

    def _read(self, answer: Any) -> tuple[int, Any]:
        self.last = answer
        is_json = "json" in answer.headers.get("Content-Type", "")
        return answer.status_code, answer.json() if is_json else getattr(answer, "content", b"")

    def get(self, place: str, **query: Any) -> tuple[int, Any]:
        return self._read(Client().get(f"/api/v1/{place}", query, headers=self._headers()))

    def post(self, place: str, told: Any = None, key: str = "", **query: Any) -> tuple[int, Any]:
        body = json.dumps(told if told is not None else {})
        more = {"content_type": "application/json", "headers": self._headers(key), "query_params": query}
        return self._read(Client().post(f"/api/v1/{place}", body, **more))

    def send(self, place: str, name: str, data: bytes, /, key: str = "", **fields: Any) -> tuple[int, Any]:
        """Post a file with the fields of its form."""
        file = SimpleUploadedFile(name, data)
        return self._read(Client().post(f"/api/v1/{place}", {"file": file, **fields}, headers=self._headers(key)))
