"""Pages of the clue desk."""
