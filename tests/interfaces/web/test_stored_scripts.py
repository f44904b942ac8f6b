"""What people type stays text, wherever it is shown: every free text of the store is a script here, and no page takes it for one."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction

from bihuan.documents.models import Document
from tests.interfaces.web.doors import House, addresses, house

pytestmark = [pytest.mark.django_db, pytest.mark.long, pytest.mark.sweep]
SCRIPT = "'\"><img src=x onerror=q9>{{7*7}}</script>"
FREE = {"name", "text", "title", "reason", "label", "measures_text", "progress_text", "deed", "owner_name", "how", "answer", "no_evidence_reason",
        "origin_label", "aim", "decision", "note", "as_written", "fault", "issuer", "external_number"}  # fmt: skip
LEFT_OUT = {"Record", "ProblemVersion", "ProblemReplaced", "Tally", "Token", "Stage", "Campaign"}
_JSON = re.compile(r"<script[^>]*application/json[^>]*>(.*?)</script>", re.DOTALL)
_LINKS = re.compile(r"(?:href|action|src)=[\"']?([^\"' >]+)")


@pytest.fixture
def poisoned(settings: Any) -> House:
    settings.BIHUAN_DEMO = True
    found, written = house(), 0
    for model in apps.get_models():
        if model.__module__.startswith("bihuan.") and model.__name__ not in LEFT_OUT:
            rows = (
                model._base_manager.exclude(state="issued") if model is Document else model._base_manager.all()
            )  # an issued paper is frozen
            texts = (one for one in model._meta.concrete_fields if isinstance(one, models.CharField | models.TextField) and not one.choices)
            for one in texts:
                if one.name in FREE and not one.unique:
                    try:
                        with transaction.atomic():
                            written += rows.update(**{one.name: SCRIPT[: one.max_length or 200]})
                    except IntegrityError:  # told from others by this text
                        first = rows.order_by("-pk").first()
                        written += rows.filter(pk=first.pk).update(**{one.name: SCRIPT}) if first else 0
    assert written > 100
    return found


def pages(built: House, language: str) -> Iterator[tuple[str, str]]:
    """Every page that the office and the three administrators get, whole and in pieces."""
    more = ("/c/QS-2026/ledger/?col=cause&col=measures&col=progress&col=own1&col=external&q=img", "/todo/done/?c=QS-2026", "/organisation/")
    asked = [("office", address) for address in more]
    for name, names in addresses():
        asked.append(("office", built.address(name, names)))
        if name.startswith("administration:"):
            asked += [(role, built.address(name, names)) for role in ("system", "security", "audit")]
    for role, address in asked:
        for piece in ({}, {"HX-Request": "true"}):
            answer = built.clients[role].get(address, headers={"Accept-Language": language, **piece})
            assert answer.status_code < 500, address
            if not answer.streaming and "html" in answer.headers.get("Content-Type", ""):
                yield f"{role} {address}", answer.content.decode()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_no_page_takes_a_text_for_a_script(poisoned: House, language: str) -> None:
    shown, wrong = 0, []
    for where, page in pages(poisoned, language):
        shown += "&lt;img src=x" in page
        wrong += [where] if "<img src=x" in page or "49</script>" in page else []
        wrong += [f"{where} json" for one in _JSON.findall(page) if "<" in one]
        wrong += [
            f"{where} {one}"
            for one in map(unescape, _LINKS.findall(page))
            if one.lower().startswith(("javascript:", "//", "http:", "https:"))
        ]
    assert not wrong
    assert shown > 50, "and it was there to be shown"
