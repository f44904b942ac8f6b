"""What the fields of a problem are called, once for all that tells of them: its history, what changed between two days, its texts."""

from dataclasses import dataclass

from bihuan.foundation.kernel import Term, _
from bihuan.problems.vocabulary import CauseKind, OwnerLevel, Path, State, Weight


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a problem: its word, the terms of its values, whether only some may read it."""

    name: str
    label: str
    words: type[Term] | None = None
    private: bool = False


FIELDS = (
    Field("state", _("环节"), State), Field("due_on", _("完成时限")), Field("unit", _("责任单位")), Field("section", _("责任科室")),
    Field("person", _("责任人")), Field("doer", _("整改责任人")), Field("leader", _("责任领导")), Field("owner_name", _("问题主体")),
    Field("category", _("类别")), Field("manifestation", _("具体表现"), private=True), Field("weight", _("程度"), Weight),
    Field("owner_level", _("问题层面"), OwnerLevel), Field("path", _("办理流程"), Path), Field("priority", _("重点")), Field("found_on", _("发现日期")),
    Field("external_number", _("外部编号")), Field("text", _("问题"), private=True), Field("cause_kind", _("原因性质"), CauseKind),
    Field("cause", _("原因剖析"), private=True), Field("measures_text", _("整改措施"), private=True), Field("how", _("怎么改的"), private=True),
    Field("progress_text", _("整改进展"), private=True), Field("evidence_count", _("佐证件数")), Field("extended", _("延期次数")),
    Field("returned", _("退回次数")), Field("awaits_sample", _("抽查待核")), Field("awaits_look_back", _("待回头看")),
)  # fmt: skip
_BY_NAME = {one.name: one for one in FIELDS}
COMPARED = tuple(one for one in FIELDS if one.name != "path")
"""What may have changed between two days, in the order in which it is shown; the path follows from others."""
MOVED = tuple(_BY_NAME[name] for name in (
    "person", "doer", "leader", "unit", "section", "category", "manifestation", "owner_name", "found_on", "external_number", "weight",
    "owner_level", "path",
))  # fmt: skip
"""Of these the history says what they were and what they are, in this order."""
TEXTS = {name: _BY_NAME[name].label for name in ("text", "cause", "how", "measures_text", "progress_text")} | {"text": _("问题表述")}
"""Of these it says that they were changed, and shows both wordings to whoever may read them; each with its word in a sentence."""
