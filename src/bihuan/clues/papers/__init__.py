"""Papers of this room: what is hung up and published about the door, and what leaves the desk about clues."""

from bihuan.clues.papers.door import address_of, channels_paper, is_for_trying, poster_of, site

__all__ = ["address_of", "channels_paper", "is_for_trying", "poster_of", "site"]
