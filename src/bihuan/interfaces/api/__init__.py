"""The machine door: the same queries and operations as the pages. Not yet open."""
