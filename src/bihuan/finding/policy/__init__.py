"""What somebody is to the rows of this room, and which of them he sees."""
