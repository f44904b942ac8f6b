"""What a docx or PDF that somebody holds says: its text in reading order, and what it tells of where it comes from.

Nothing is stored and nothing is executed. What the words mean is decided by `rules.checking`.
"""

from bihuan.documents.readers.held import read_held
from bihuan.documents.readers.paragraphs import read_paragraphs

__all__ = ["read_held", "read_paragraphs"]
