"""Excel out of this room."""
