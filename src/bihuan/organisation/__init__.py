"""Units (a tree), people, posts and ranks over time, and the roster import."""
