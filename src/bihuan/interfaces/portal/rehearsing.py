"""Before the first visitor everything is done once with keys made for the moment: what a process has loaded, those that are forked from it have
too, and nobody's report waits for it. Nothing of it reaches the box."""

from collections.abc import Callable, Iterable
from io import BytesIO
from pathlib import Path
from typing import Any
from wsgiref.util import setup_testing_defaults

from django.conf import settings
from django.template.loader import get_template
from django.utils import timezone
from pyrage import x25519

from bihuan.foundation.sealedbox.box import Envelope
from bihuan.foundation.sealedbox.codes import from_seed, read
from bihuan.foundation.sealedbox.contents import Answer, Identity
from bihuan.foundation.sealedbox.custodians import seal_to_pairs
from bihuan.foundation.sealedbox.keys import ReportKeys
from bihuan.foundation.sealedbox.packages import seal, seal_plainly, unseal
from bihuan.foundation.sealedbox.shapes import is_content, is_identity
from bihuan.foundation.sealedbox.streams import seal_stream
from bihuan.foundation.sealedbox.vocabulary import Kind, Says, What
from bihuan.foundation.seals.signatures import Signature, algorithm
from bihuan.interfaces.portal.manners import Look
from bihuan.interfaces.portal.squares import squares
from bihuan.interfaces.portal.written import Written, fresh_seed

_PAGES = Path(__file__).parent / "pages"
_EDGE = "rehearsal"


def rehearse(application: Callable[..., Iterable[bytes]]) -> None:
    """Every page in every language, a form with a file, a report sealed and an answer opened."""
    for place in sorted(_PAGES.glob("*.html")):
        get_template(place.name)
    for code, _name in settings.LANGUAGES:
        for path in ("", "report/", "read/", "channels/", "rights/", "receipt/", "nowhere/"):
            _ask(application, f"{Look(code).prefix}{path}")
        _ask(application, f"{Look(code).prefix}report/", _form(do="check", seed=fresh_seed(), text="-"))
        _ask(application, f"{Look(code).prefix}sheet/", _form(address=str(x25519.Identity.generate().to_public())))
    _seal()


def _ask(application: Callable[..., Iterable[bytes]], path: str, body: bytes = b"") -> None:
    asked: dict[str, Any] = {"PATH_INFO": path}
    setup_testing_defaults(asked)
    if body:
        kind = f"multipart/form-data; boundary={_EDGE}"
        asked |= {"REQUEST_METHOD": "POST", "CONTENT_TYPE": kind, "CONTENT_LENGTH": str(len(body)), "wsgi.input": BytesIO(body)}
    application(asked, lambda _status, _headers, _trouble=None: None)


def _form(**fields: str) -> bytes:
    parts = [f'--{_EDGE}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in fields.items()]
    return ("".join(parts) + f"--{_EDGE}--\r\n").encode()


def _seal() -> None:
    written, public = Written(fresh_seed(), text="-"), [str(x25519.Identity.generate().to_public()) for _once in range(3)]
    keys = ReportKeys(written.code)
    content = written.content(What.TIP, "", settings.LANGUAGE_CODE, keys, ())
    body = seal(content.told(), public)
    seal_stream(BytesIO(b"-"), public, lambda piece: None, 10)
    is_content(b"-"), is_identity(b"\0\0\0\1-" * 2, 2)  # what a browser sealed is looked at by expressions that are built once
    Envelope(keys.envelope(content.digest), keys.place, Kind.CONTENT, body + seal_to_pairs(Identity().told(), public))
    answer = Answer(Says.STATE, timezone.localdate(), "-")
    Answer.read(unseal(seal_plainly(answer.told(), keys.address), [keys.reader]))
    pair = algorithm("ed25519").make()
    Signature("ed25519", pair.public.hex(), algorithm("ed25519").sign(pair, b"-").hex()).fits(b"-")
    squares(read(str(from_seed(bytes(16)))).latin, "")
