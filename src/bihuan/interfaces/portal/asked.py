"""The fields of the door's forms: what each is called, what helps to fill it in, what is wrong with it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from bihuan.foundation.sealedbox.published import Question
from bihuan.interfaces.portal.written import Fault, Written


@dataclass(frozen=True, slots=True)
class Asked:
    """One field. `rows` 1 is a line, more a text; `choices` are offered to be picked, none of them beforehand."""

    name: str
    label: str
    value: str = ""
    hint: str = ""
    rows: int = 1
    choices: tuple[str, ...] = ()
    fault: str = ""

    @property
    def described(self) -> str:
        """The ids of what stands beside it, for those who listen to the page."""
        return " ".join(([f"{self.name}-fault"] if self.fault else []) + ([f"{self.name}-hint"] if self.hint else []))


def fault_of(name: str, faults: Sequence[Fault]) -> str:
    """What is wrong with this field."""
    return next((one.told for one in faults if one.field == name), "")


def of_the_matter(written: Written, faults: Sequence[Fault]) -> list[Asked]:
    """What happened."""
    hint_text = _("什么事、怎么知道的、有什么可以查的线索，想到什么写什么。不要写能看出您是谁的细节，除非您愿意。")
    return [
        Asked("text", _("您要反映的事情（必填）"), written.text, hint_text, 9, fault=fault_of("text", faults)),
        Asked(
            "about",
            _("涉及谁或哪个单位"),
            written.about,
            _("知道多少写多少，不知道可以空着。"),
            2,
            fault=fault_of("about", faults),
        ),
        Asked("happened", _("什么时候、在哪里"), written.happened, _("大概的时间和地点也可以。"), 2, fault=fault_of("happened", faults)),
    ]


def of_the_person(written: Written, faults: Sequence[Fault]) -> list[Asked]:
    """Who reports, where somebody wants to say."""
    return [
        Asked("name", _("姓名或单位名称"), written.name, fault=fault_of("name", faults)),
        Asked("contact", _("联系方式"), written.contact, _("电话、住址或者邮箱，能找到您就行。"), fault=fault_of("contact", faults)),
        Asked("unit", _("所在单位或住处（可以不填）"), written.unit, fault=fault_of("unit", faults)),
    ]


def of_the_campaign(questions: Sequence[Question], written: Written, faults: Sequence[Fault]) -> list[Asked]:
    """The campaign's own questions; each may be left open."""
    return [
        Asked(
            f"q_{one.key}",
            one.label,
            written.answers.get(one.key, ""),
            rows=2,
            choices=one.choices,
            fault=fault_of(f"q_{one.key}", faults),
        )
        for one in questions
    ]
