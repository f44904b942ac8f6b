"""Forms of handling: they check the shape of what was typed; what may be done is the operations' business."""

from bihuan.interfaces.web.accountability.forms.fields import a_choice, a_day, a_file, a_text, asking, long_text, one_of, words

__all__ = ["a_choice", "a_day", "a_file", "a_text", "asking", "long_text", "one_of", "words"]
