"""Forms of the clue desk."""
