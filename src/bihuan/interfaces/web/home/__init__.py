"""My work: what is due from me, by date, with the button that does it."""
