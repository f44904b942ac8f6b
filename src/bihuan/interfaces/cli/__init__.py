"""The bihuan command: translates arguments into queries and operations."""
