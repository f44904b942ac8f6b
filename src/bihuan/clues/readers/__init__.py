"""Reading papers of the desk that somebody brings back."""
