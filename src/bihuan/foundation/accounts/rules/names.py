"""Sign-in names on plain values: when two of them are one name, differently typed."""

import unicodedata


def spelled(name: str) -> str:
    """A name as it is told from others: small letters, signs of plain width, one blank for several, without signs that nobody sees."""
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    return " ".join("".join(one for one in plain if unicodedata.category(one) != "Cf").split())
