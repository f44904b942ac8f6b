"""People who work in the ledger over HTTP for `bench.office_mix`: each has a session, one connection that stays, and a mix of things to do."""

import html
import random
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from typing import NamedTuple
from urllib.parse import quote, urlencode

from bench.ledger import COLUMNS

DECK = ("list",) * 12 + ("item",) * 2 + ("save",) * 2 + ("search", "cockpit")
"""Of twenty requests: a save is two of them, the form opened (an item) and sent."""
_LOOK = "&".join(f"col={one}" for one in COLUMNS)
_FILTERS = (
    "state=rectifying",
    "state=recorded,analysed",
    "source=supervision,talk",
    "lamp=overdue",
    "open=1",
    "weight=serious",
    "lamp=near",
)
_ORDERS = ("due_on", "-due_on", "unit", "source", "state", "number", "unit.due_on")
_WORDS = ("没有答复", "入户走访", "河湾", "转办", "资金拨付", "第4711号", "执法检查", "材料报送", "承诺", "南塘")
_FIELD = re.compile(r"<(?:input|textarea|select)\b[^>]*\bname=\"(\w+)\"[^>]*>")
_VALUE = re.compile(r"\bvalue=\"([^\"]*)\"")
_NEXT = re.compile(r"data-next=\"([^\"]+)\"")
_OPTION = r"<select name=\"{name}\".*?</select>"


class Told(NamedTuple):
    """One request: its kind, milliseconds, what was wrong with the answer ("": nothing)."""

    kind: str
    ms: float
    fault: str = ""


def kinds_of(told: list[Told]) -> dict[str, list[float]]:
    """Milliseconds by kind."""
    found: dict[str, list[float]] = {}
    for one in told:
        found.setdefault(one.kind, []).append(one.ms)
    return found


@dataclass
class Clerk:
    """Somebody at a desk. `numbers` are problems that he sees: `any`, and `going`, on which he may report."""

    bind: str
    code: str
    duty: str
    cookies: dict[str, str]
    numbers: dict[str, list[int]]
    dice: random.Random

    def work(self, until: float) -> list[Told]:
        """Do what comes until then."""
        self.line, self.told, self.count = HTTPConnection(self.bind, timeout=60), list[Told](), 0
        for what in self._deck():
            if time.perf_counter() >= until:
                break
            doing: Callable[[], object] = {"list": self._list, "item": self._item, "save": self._save, "search": self._search,
                                           "cockpit": self._cockpit}[what]  # fmt: skip
            doing()
        self.line.close()
        return self.told

    def _deck(self) -> Iterator[str]:
        while True:
            yield from self.dice.sample(DECK, len(DECK))

    def _ask(self, kind: str, path: str, given: dict[str, str] | None = None, **headers: str) -> str:
        """One request on the connection that stays; a server that closed it is called again once, as browsers do."""
        body = urlencode(given) if given is not None else None
        sent = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()), **headers}
        if body is not None:
            sent |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://{self.bind}"}
        start = time.perf_counter()
        try:
            self.line.request("POST" if given is not None else "GET", path, body, sent)
            answer = self.line.getresponse()
            text = answer.read()
        except (OSError, HTTPException) as no:
            self.line.close()
            self.told.append(Told(kind, (time.perf_counter() - start) * 1000, f"{path}: {no!r}"))
            return ""
        took = (time.perf_counter() - start) * 1000
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _sign, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        good = answer.status == 200 or (given is not None and answer.status == 302)
        self.told.append(Told(kind, took, "" if good else f"{path}: {answer.status} {text[:1500].decode(errors='replace')}"))
        return text.decode()

    def _list(self) -> None:
        """The list itself, narrowed, in another order, its next page, or its next rows while it is scrolled."""
        home, way = f"/c/{self.code}/ledger/", self.dice.random()
        asked = (
            f"{_LOOK}&{self.dice.choice(_FILTERS)}" if way < 0.5 else f"{_LOOK}&sort={self.dice.choice(_ORDERS)}" if way < 0.75 else _LOOK
        )
        self.count += 1
        after = getattr(self, "next", "")
        if after and self.count % 4 == 0:
            scrolled = {"HX-Request": "true", "HX-Target": "grid-rows"} if self.dice.random() < 0.5 else {}
            self._ask("list", after, None, **scrolled)
            self.next = ""
            return
        found = _NEXT.search(self._ask("list", f"{home}?{asked}"))
        self.next = _path(html.unescape(found[1]), home) if found else ""

    def _item(self) -> None:
        drawer = {"HX-Request": "true"} if self.dice.random() < 0.7 else {}
        self._ask("item", f"/c/{self.code}/ledger/{self.dice.choice(self.numbers['any'])}/", None, **drawer)

    def _search(self) -> None:
        self._ask("search", f"/c/{self.code}/ledger/?{_LOOK}&q={quote(self.dice.choice(_WORDS))}")

    def _cockpit(self) -> None:
        self._ask("cockpit", f"/c/{self.code}/cockpit/")

    def _save(self) -> None:
        """The form opened, filled in, sent."""
        if self.duty == "supervisor":
            self._record()
            return
        field = self.duty == "office"
        number = self.dice.choice(self.numbers["going"])
        path = f"/c/{self.code}/ledger/{number}/" + ("cell/text/" if field else "report-progress/")
        inside = {"HX-Request": "true", "HX-Current-URL": f"http://{self.bind}/c/{self.code}/ledger/?{_LOOK}"}
        form = self._ask("item", path, None, **inside)
        given = _filled(form)
        given["text"] = f"{(given.get('was_text') or '')[:40]}第{self.dice.randrange(100_000)}次核实，已补办{self.dice.randrange(90)}件。"
        self._ask("save", path, given, **inside)

    def _record(self) -> None:
        path = f"/c/{self.code}/ledger/new/"
        form = self._ask("item", path)
        given = _filled(form) | {
            "source": "unannounced",
            "owner_level": "unit",
            "weight": "general",
            "entry": "",
            "person": "",
            "due_on": "",
        }
        given["unit"] = re.findall(r"<option value=\"(\d+)\"", form.partition('name="unit"')[2].partition("</select>")[0])[0]
        given["text"] = f"第{self.dice.randrange(10_000_000)}次暗访，窗口无人值守{self.dice.randrange(90)}分钟。"
        self._ask("save", path, given)


def _filled(form: str) -> dict[str, str]:
    """The hidden fields of the form that was opened last on the page, with what they hold."""
    inside = form.rpartition("csrfmiddlewaretoken")
    at = inside[0].rpartition("<form")[2] + inside[1] + inside[2].partition("</form>")[0]
    fields = ((one[1], _VALUE.search(one[0])) for one in _FIELD.finditer(at))
    return {name: html.unescape(value[1]) for name, value in fields if value}


def _path(address: str, home: str) -> str:
    """The address of the next page as a path."""
    return address if address.startswith("/") else home + address
