"""What a paper is made of, how it is numbered, wrapped, counted and checked: pure functions on plain values."""
