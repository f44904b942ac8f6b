"""Cards of this room's parts on the page of to-dos."""
