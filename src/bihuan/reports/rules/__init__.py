"""What a figure means and how numbers are read in words: pure functions on plain values."""
