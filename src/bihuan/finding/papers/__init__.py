"""Papers made from what was found."""
