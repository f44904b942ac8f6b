"""Rule packs: the numbers that laws, Party rules and practice set, as versioned data with article, effective date and confidence.

`rule("T13")` gives the number in force. What an installation sets itself (and every uncertain number) is a setting on top, dated and
in the book. Not here: counting days (kernel.time), which day is worked (calendar), what a campaign tunes for itself (campaigns).
"""
