"""Ties of a form's cells and rows, and what a form's words suggest: pure functions on plain values."""
