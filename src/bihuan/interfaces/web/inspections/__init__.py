"""Pages of 督导检查."""
