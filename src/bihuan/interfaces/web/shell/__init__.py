"""The frame around every page: base and plain pages, menu, context, error pages, the one style sheet, the gallery.

Knows who is signed in and which addresses exist; holds no business rule and shows no business row of its own.
"""
