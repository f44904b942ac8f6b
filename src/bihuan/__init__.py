"""闭环 Bihuan: a campaign of rectification from its plan to the last closed item.

The folder names tell the business from the ground up; see docs/architecture.md.
"""
