"""Background work as programs are told of it: what came of it and why it failed, in the reader's language."""

from typing import Any

from django.utils.translation import gettext as _

from bihuan.foundation.kernel import said_again


def words_of(job: Any) -> dict[str, Any]:
    """What came of a job (`text`) and why it ended without (`fault`): as it was kept to be said again, else as it was written."""
    written = {"text": str(job.answer.get("text") or ""), "fault": job.fault}
    return {name: (said_again(job.words.get(name), _) or _(text)) if text else "" for name, text in written.items()}
