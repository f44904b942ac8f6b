"""Cards of the overview, a file for each part of the room."""
