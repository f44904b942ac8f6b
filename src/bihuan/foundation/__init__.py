"""The floor that knows nothing of the business: words, accounts, time, the book, files."""
