"""A file of a report, unsealed for whoever opens it before it is registered."""

from datetime import datetime
from io import BytesIO

from bihuan.clues.models import Tip
from bihuan.clues.operations.filing import pieces_of
from bihuan.clues.operations.opening import open_tip, own_keys
from bihuan.foundation.kernel import Actor, Missing
from bihuan.foundation.sealedbox.contents import FileNote
from bihuan.foundation.sealedbox.streams import unseal_stream


def read_tip_file(tip: Tip, *, digest: str, session: str, actor: Actor, now: datetime) -> tuple[FileNote, bytes]:
    """The file with this digest, with what its reporter's device told of it. Missing where the report does not open or has no such file."""
    contents = open_tip(tip, session=session, actor=actor, now=now)
    found = next((one for content in contents for one in content.files if one.digest == digest), None)
    if found is None:
        raise Missing
    into = BytesIO()
    unseal_stream(pieces_of(found, tip.place), found.sealed_size, own_keys(session=session, actor=actor, now=now), into)
    return found, into.getvalue()
