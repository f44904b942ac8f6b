"""Files: what may come into the house, and where it is kept.

`rules` looks at bytes (kind by content, sizes, zip and macro dangers, marks of state secrets) and knows no database;
the room keeps each content once, under its sha256. It does not know what a file proves: that is the business of the
room that points to it. Nothing here reads a plan; see `plan_import.readers`.
"""
