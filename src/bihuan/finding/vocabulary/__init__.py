"""Words of this room, a file for each channel."""
