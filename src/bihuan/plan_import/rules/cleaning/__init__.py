"""Text as read becomes cleaned text, with a map back to the original and a list of repairs.

Each step is one file: it looks at the text and proposes edits; `working` applies them and keeps the map.
Nothing here knows what a plan is.
"""

from bihuan.plan_import.rules.cleaning.cleaned import Cleaned, clean

__all__ = ["Cleaned", "clean"]
