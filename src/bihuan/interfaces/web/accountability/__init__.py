"""Pages of what follows for people: the office, who decides, and above all the person."""
