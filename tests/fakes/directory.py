"""An LDAP directory of a few people: binds, searches by one equal attribute, StartTLS. It refuses a password that is empty or wrong."""

import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from ldap3.protocol.rfc4511 import (
    BindResponse,
    ExtendedResponse,
    LDAPMessage,
    SearchResultDone,
    SearchResultEntry,
)
from pyasn1.codec.ber import decoder, encoder

TOP = "ou=people,dc=qingshi"


@dataclass
class People:
    """By name: the password and attributes. `asked` are the filters that came, `bound` who tried to bind and whether he could."""

    passwords: dict[str, str]
    attributes: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    bound: list[tuple[str, bool]] = field(default_factory=list)
    context: ssl.SSLContext | None = None
    doubled: bool = False


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = allow_reuse_address = True
    people: People
    at_once = False


class _Handler(socketserver.BaseRequestHandler):
    server: _Server

    def setup(self) -> None:
        if self.server.at_once:
            assert self.server.people.context
            self.request = self.server.people.context.wrap_socket(self.request, server_side=True)

    def handle(self) -> None:
        held = b""
        try:
            while piece := self.request.recv(4096):
                held += piece
                while held:
                    try:
                        message, held = decoder.decode(held, asn1Spec=LDAPMessage())
                    except Exception:  # half a message: more will come
                        break
                    self._answer(message)
        except (OSError, ssl.SSLError):
            return

    def _answer(self, message: Any) -> None:
        what = message["protocolOp"].getName()
        number = int(message["messageID"])
        if what == "bindRequest":
            self._bind(number, message["protocolOp"]["bindRequest"])
        elif what == "searchRequest":
            self._search(number, message["protocolOp"]["searchRequest"])
        elif what == "extendedReq":
            self._send(number, "extendedResp", _result(ExtendedResponse(), 0))
            assert self.server.people.context
            self.request = self.server.people.context.wrap_socket(self.request, server_side=True)

    def _send(self, number: int, name: str, value: Any) -> None:
        answer = LDAPMessage()
        answer["messageID"] = number
        answer["protocolOp"][name] = value
        self.request.sendall(encoder.encode(answer))

    def _bind(self, number: int, asked: Any) -> None:
        who, password = str(asked["name"]), bytes(asked["authentication"]["simple"]).decode()
        name = who.partition(",")[0].partition("=")[2]
        right = not who and not password or bool(password) and self.server.people.passwords.get(name) == password
        self.server.people.bound.append((who, right))
        self._send(number, "bindResponse", _result(BindResponse(), 0 if right else 49))

    def _search(self, number: int, asked: Any) -> None:
        wanted = asked["filter"]["equalityMatch"]
        key, value = str(wanted["attributeDesc"]), bytes(wanted["assertionValue"]).decode()
        self.server.people.asked.append(f"{key}={value}")
        for name, about in self.server.people.attributes.items():
            for _time in range((1 + self.server.people.doubled) * (about.get(key) == value)):
                self._send(number, "searchResEntry", _entry(name, about))
        self._send(number, "searchResDone", _result(SearchResultDone(), 0))


def _result(answer: Any, code: int) -> Any:
    answer["resultCode"], answer["matchedDN"], answer["diagnosticMessage"] = code, "", ""
    return answer


def _entry(name: str, about: dict[str, str]) -> Any:
    entry = SearchResultEntry()
    entry["object"] = f"uid={name},{TOP}"
    for at, (key, value) in enumerate(about.items()):
        entry["attributes"][at]["type"] = key
        entry["attributes"][at]["vals"][0] = value
    return entry


@contextmanager
def served(people: People, *, tls: bool = False) -> Iterator[str]:
    """The directory's address while the block runs; `tls` from the first byte on."""
    server = _Server(("127.0.0.1", 0), _Handler)
    server.people, server.at_once = people, tls
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield f"{'ldaps' if tls else 'ldap'}://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
