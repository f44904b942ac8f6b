"""Office documents that load something from another machine when they are opened (template injection, linked objects)."""

import re

from bihuan.foundation.files.rules.archives import Package, open_package
from bihuan.foundation.files.rules.markup import attribute, parse_xml
from bihuan.foundation.files.rules.refusals import RemoteContent
from bihuan.foundation.files.vocabulary import FileKind

_HARMLESS = ("hyperlink", "image", "audio", "video", "media")
_ELSEWHERE = re.compile(r"^\s*(?:[a-z][a-z0-9+.-]*:)?(?://|\\\\)(?!/)|^\s*file:\s*[/\\]{2,}(?![/\\])[a-z0-9.-]{2,}[/\\]|^\s*mhtml:", re.I)


def external_targets(package: Package, kind: FileKind) -> list[tuple[str, str]]:
    """(relation type, target) of everything that points outside the package."""
    found = []
    for name in package.names():
        if name.endswith(".rels") and (data := package.read(name)):
            for relation in parse_xml(data, kind.label):
                if attribute(relation, "TargetMode") == "External":
                    found.append(((attribute(relation, "Type") or "").rpartition("/")[2], attribute(relation, "Target") or ""))
    return found


def refuse_remote(data: bytes, kind: FileKind) -> int:
    """How many links lead outside (none is followed). Raises RemoteContent for templates, frames and objects from elsewhere."""
    targets = external_targets(open_package(data, kind.label), kind)
    for relation, target in targets:
        if relation.lower() not in _HARMLESS and _ELSEWHERE.match(target):
            raise RemoteContent(target=target[:80])
    return len(targets)
