"""Writes runs of a paper: figures between bookmarks in their order, gaps shaded, labels in 黑体."""

from dataclasses import replace

from bihuan.documents.rendering.docx.fonts import HEI
from bihuan.documents.rendering.docx.wordml import PLAIN, Face, bookmark, run
from bihuan.documents.rules.bindings import Binding, bindings
from bihuan.documents.rules.laid import Laid
from bihuan.documents.rules.paper import Gap, Paper, Run, Strong, run_text
from bihuan.foundation.kernel import Figure

GAP_SHADE = "FFF2CC"


class Pen:
    """Goes through a paper once, from its first line to its last; knows which figure comes next."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.laid = Laid(paper)
        self.bound = iter(bindings(paper))

    def runs(self, runs: tuple[Run, ...], face: Face = PLAIN) -> str:
        """A line of runs."""
        return "".join(self.one(each, face) for each in runs)

    def one(self, each: Run, face: Face = PLAIN) -> str:
        """One run in its face."""
        if isinstance(each, Figure):
            return self._figure(each, next(self.bound), face)
        if isinstance(each, Gap):
            return run(str(each), _shaded(face))
        return run(str(each), Face(HEI, face.size) if isinstance(each, Strong) else face)

    @staticmethod
    def _figure(figure: Figure, binding: Binding, face: Face) -> str:
        shown = face if figure.value is not None else _shaded(face)
        return bookmark(run(run_text(figure), shown), binding.order, binding.bookmark)


def _shaded(face: Face) -> Face:
    return replace(face, shade=GAP_SHADE)
