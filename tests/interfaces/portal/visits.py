"""A visitor of the door: sends forms as a browser does, by what stands in them."""

import re
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from bihuan.foundation.sealedbox import codes
from bihuan.foundation.sealedbox.codes import ReceiptCode
from bihuan.foundation.sealedbox.padding import BOX

_LATIN = re.compile(r'<p class="latin">([^<]+)</p>')


@dataclass
class Form:
    """The last form of a page: where it goes and what it carries."""

    action: str = ""
    fields: dict[str, list[str]] = field(default_factory=dict)


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "form":
            self.forms.append(Form(values["action"] or ""))
        elif tag == "textarea":
            self._text = values["name"] or ""
            self.forms[-1].fields[self._text] = [""]
        elif tag == "input" and values.get("name") and values["type"] != "file" and (values["type"] != "radio" or "checked" in values):
            self.forms[-1].fields.setdefault(values["name"] or "", []).append(values.get("value") or "")

    def handle_data(self, data: str) -> None:
        if self._text:
            self.forms[-1].fields[self._text][0] += data.removeprefix("\n") if not self.forms[-1].fields[self._text][0] else data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._text = ""


def forms(answer: HttpResponse) -> list[Form]:
    """The forms of a page."""
    parser = _Forms()
    parser.feed(answer.content.decode())
    return parser.forms


def said(answer: HttpResponse) -> str:
    """The words of a page's middle, without its tags."""
    main = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    return unescape(re.sub(r"<[^>]+>", " ", main))


def sent(door: Client, answer: HttpResponse, files: list[tuple[str, bytes]] | None = None, at: int = -1, **changed: str) -> HttpResponse:
    """A form of the page, filled in further and sent."""
    form = forms(answer)[at]
    data: dict[str, Any] = {**form.fields, **changed}
    if files is not None:
        data["files"] = [SimpleUploadedFile(name, body, "image/jpeg") for name, body in files]
    return door.post(form.action, data)


def filed(
    door: Client, path: str = "/report/", files: list[tuple[str, bytes]] | None = None, **written: str
) -> tuple[ReceiptCode, HttpResponse]:
    """A report, step by step, and its code."""
    confirming = sent(door, door.get(path), do="check", **{"text": "窗口收了钱。", **written})
    done = sent(door, confirming, files, do="send")
    return code_of(done), done


def code_of(done: HttpResponse) -> ReceiptCode:
    """The code on the last page."""
    found = _LATIN.search(done.content.decode())
    assert found, said(done)
    return codes.read(found[1])


SEED, WORD = "ab" * 32, "0" * 32


def piece_sent(door: Client, body: bytes = bytes(BOX), **changed: str) -> HttpResponse:
    """One piece of a file, as a browser that sealed it sends it."""
    fields: dict[str, Any] = {"seed": SEED, "concerns": "no", "named": "no", "word": WORD, "number": "0", **changed}
    return door.post("/pieces/", {**fields, "piece": SimpleUploadedFile("piece", body)})
