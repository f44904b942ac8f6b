"""What may be done with the rows of this room."""
