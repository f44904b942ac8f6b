"""Units, people and the roster import: the pages of whoever keeps the organisation."""
