"""Where a problem came from, as a link: a room that finds problems names the page of its finding here.

The target answers "nothing there" to whoever may not open it, so that a link tells nothing of its own."""

from collections.abc import Mapping

from bihuan.interfaces.web.shell.menu import address

ORIGINS: Mapping[str, str] = {
    "back_check": "finding:back_check",
    "feedback": "finding:report",
    "inspection_tour": "finding:report",
    "naming": "finding:report",
    "red_black": "finding:red_black_list",
    "screening": "finding:one_screening",
    "talk": "finding:talk",
    "critique": "finding:critique_meeting",
    "opinion": "finding:opinion",
    "instruction": "finding:instruction",
    "self_check": "finding:self_check_of",
    "observation": "inspections:observation",
    "sibling": "institutions:check_answer",
}
"""Kind of origin → url name; it takes the campaign's code and the reference."""


def origin_href(code: str, kind: str, reference: str) -> str:
    """The page from which a problem came; "" where there is none."""
    return address(ORIGINS[kind], code, reference) if reference and kind in ORIGINS else ""
