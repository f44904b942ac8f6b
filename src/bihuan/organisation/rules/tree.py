"""The tree of units as text: a branch is one range of paths."""

KEY_WIDTH = 7  # ten million units; 255 characters of path hold 31 levels


def path_under(parent_path: str, key: int) -> str:
    """The path of the unit with this key under a parent ("" at the top)."""
    return f"{parent_path}{key:0{KEY_WIDTH}d}/"
