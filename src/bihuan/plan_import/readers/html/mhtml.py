"""A page saved as one file by a browser or an office program (.mhtml, .mht): a letter whose first part of HTML is the page."""

import re
from email import message_from_bytes, policy

_HEAD = re.compile(rb"^(?:[A-Za-z-]{2,40}:[^\n]*\n(?:[ \t][^\n]*\n)*){2,40}\r?\n", re.MULTILINE)
_MARK = re.compile(rb"^MIME-Version:", re.MULTILINE | re.IGNORECASE)
HEAD = 8192


def unpacked(data: bytes) -> tuple[bytes, str]:
    """The page inside and its encoding as the letter tells it; what is no such letter as it came, with no encoding told."""
    front = data[:HEAD].lstrip(b"\xef\xbb\xbf\r\n")
    if not (_HEAD.match(front) and _MARK.search(front)):
        return data, ""
    for part in message_from_bytes(data.lstrip(b"\xef\xbb\xbf\r\n"), policy=policy.compat32).walk():
        if part.get_content_type() == "text/html":
            page = part.get_payload(decode=True)
            return (page if isinstance(page, bytes) else b""), part.get_content_charset("")
    return data, ""
