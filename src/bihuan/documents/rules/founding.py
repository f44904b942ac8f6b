"""What a campaign rests on and who decided it, as the opening words of its papers (M01)."""

from typing import Protocol

from bihuan.documents.rules.paper import Gap, Run
from bihuan.foundation.kernel import _

BASIS, DECIDED = _("依据文件"), _("决定机关")
"""What the campaign itself can be told when its plan did not say it; papers drafted from then on have it."""


class Founded(Protocol):
    """A campaign or its file: titles of the basis documents, numbers of documents, the deciding body."""

    @property
    def basis(self) -> "tuple[str, ...] | list[str]": ...
    @property
    def doc_numbers(self) -> "tuple[str, ...] | list[str]": ...
    @property
    def decided_by(self) -> str: ...


def basis_titles(founded: Founded) -> tuple[str, ...]:
    """The basis documents, each as it was written, with its number where one stood beside it; where no title is known, the numbers.

    A number alone is not put to a title: most plans bear one of their own, and a law has none.
    """
    return tuple(founded.basis) or tuple(founded.doc_numbers)


def founding(founded: Founded) -> tuple[Run, ...]:
    """根据……，经……研究决定，: what is known printed, what is not 待补."""
    basis: Run = "、".join(basis_titles(founded)) or Gap(BASIS)
    decided: Run = founded.decided_by.removesuffix("。").removesuffix("研究决定") or Gap(DECIDED)
    return (_("根据"), basis, _("，经"), decided, _("研究决定，"))
