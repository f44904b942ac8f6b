"""The pieces pages are made of: one folder per piece, its template and its samples for the gallery (README.md lists them).

They show what they are given and compute nothing about the business.
"""
