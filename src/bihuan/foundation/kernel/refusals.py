"""A refusal is a named exception with a sentence for the user. Doors turn it into a page, a status or an exit code."""

from collections.abc import Callable

from bihuan.foundation.kernel.terms import _
from bihuan.foundation.kernel.told import Told, said_again


class Refused(Exception):
    """Something was asked that cannot be done. `sentence` says what happened and what to do, in Chinese; `%(name)s` places
    in it are filled from `facts`, so that the sentence stays translatable."""

    default = _("这一步现在不能办。")

    def __init__(self, sentence: str = "", **facts: object) -> None:
        self.template = sentence or self.default
        self.facts = facts
        super().__init__(self.sentence)

    @property
    def sentence(self) -> str:
        """The Chinese sentence with its facts filled in; it remembers this refusal (`in_words_of`)."""
        return Said(self.template % self.facts if self.facts else self.template, self)

    @property
    def told(self) -> str:
        """The sentence as it is kept for readers of any language, with the terms that it names."""
        if isinstance(self.template, Said):
            return self.template.refusal.told
        if isinstance(self.template, Told):
            return self.template
        return Told(self.template, **{name: _kept(value) for name, value in self.facts.items()})

    def said(self, translate: Callable[[str], str]) -> str:
        """The sentence in the reader's language, with the terms that it names."""
        if isinstance(self.template, Said):  # a refusal that passes on what another one said
            return self.template.refusal.said(translate)
        if isinstance(self.template, Told):
            return said_again(self.template.kept, translate)
        facts = {name: in_words_of(value, translate) if isinstance(value, str) and value else value for name, value in self.facts.items()}
        return translate(self.template) % facts if facts else translate(self.template)


class Said(str):
    """The sentence of a refusal, kept in lists of what was refused and why: a Chinese text that still knows its refusal."""

    refusal: Refused

    def __new__(cls, text: str, refusal: Refused) -> "Said":
        said = super().__new__(cls, text)
        said.refusal = refusal
        return said

    def __reduce__(self) -> tuple[type[str], tuple[str]]:
        """Elsewhere it is its text."""
        return str, (str(self),)


def _kept(fact: object) -> object:
    """A fact of a refusal so that it is translated where it is said again, as `said` does."""
    if isinstance(fact, Said):
        return fact.refusal.told
    return Told(fact) if isinstance(fact, str) and fact and not isinstance(fact, Told) else fact


def in_words_of(sentence: str, translate: Callable[[str], str]) -> str:
    """A reason out of such a list, or any marked text, in the reader's language."""
    return sentence.refusal.said(translate) if isinstance(sentence, Said) else translate(sentence)


class NotAllowed(Refused):
    """The actor holds no duty that may do this."""

    default = _("您没有办理这一步的职责。如需办理，请联系专班。")


class NotNow(Refused):
    """The row is in a state from which the step does not start."""

    default = _("当前环节不能办这一步，请刷新后再看。")


class NeedsUnmet(Refused):
    """A condition of the step is missing; `needs` lists the unmet ones."""

    default = _("条件还不齐，办不了这一步。")

    def __init__(self, sentence: str = "", needs: tuple[str, ...] = (), **facts: object) -> None:
        super().__init__(sentence, **facts)
        self.needs = needs

    def said(self, translate: Callable[[str], str]) -> str:
        """Each need in the reader's language."""
        if not self.needs:
            return super().said(translate)
        return translate("；").join(map(translate, self._each())) + translate("。")

    @property
    def told(self) -> str:
        """Each need by itself, so that it can be said again."""
        if not self.needs:
            return super().told
        parts = [part for need in self._each() for part in (Told("；"), Told(need))][1:] + [Told("。")]
        return Told("".join(f"%(part{at})s" for at in range(len(parts))), **{f"part{at}": one for at, one in enumerate(parts)})

    def _each(self) -> list[str]:
        return self.template.rstrip("。").split("；")


class Conflict(Refused):
    """Somebody else changed the row meanwhile."""

    default = _("这一条刚被别人改过，请核对后再提交。您填写的内容没有丢。")


class Missing(Refused):
    """No such row, or none that the actor may see: both look alike."""

    default = _("没有找到，或者不在您的范围内。")


class BadInput(Refused):
    """Input that cannot be taken: says what, where and what to do. `errors` lists one entry per place."""

    default = _("填写的内容有误，请改正后再提交。")

    def __init__(self, sentence: str = "", errors: tuple[object, ...] = (), **facts: object) -> None:
        super().__init__(sentence, **facts)
        self.errors = errors
