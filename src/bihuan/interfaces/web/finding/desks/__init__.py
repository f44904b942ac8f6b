"""What of this room lies on the to-do page, a file for each part."""
