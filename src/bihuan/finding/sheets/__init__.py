"""Sheets of this room: Excel in and out."""
