"""Pages of the clue desk (问题线索): the only door to the room, and open to few."""
