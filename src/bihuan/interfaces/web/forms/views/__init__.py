"""Views of the superior's forms."""
