"""What was found beside the content and is not in the working copy."""

from bihuan.foundation.files.vocabulary import Trace

Traces = set[Trace]


class Uncleanable(ValueError):
    """Sound, but what it tells cannot be taken away here."""
