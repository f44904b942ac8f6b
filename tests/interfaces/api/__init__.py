"""The machine door, asked as programs ask it."""
