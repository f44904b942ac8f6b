"""Forms of one's own matters."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bihuan.interfaces.web.shell.uploads import name_and_content
from bihuan.organisation.vocabulary import RecusalGround

if TYPE_CHECKING:
    from bihuan.organisation.models import Person

IN_PERSON = "请求当面陈述"
"""As it stands before the words of a statement."""


def _long(label: Any, help_text: Any, rows: int = 7) -> forms.CharField:
    return forms.CharField(label=label, max_length=8000, help_text=help_text, widget=forms.Textarea(attrs={"rows": rows}))


class StatementForm(forms.Form):
    """What one has to say, with a file where there is one."""

    text = _long(_("陈述"), _("写您知道的情况、理由和希望怎样处理。陈述不会加重处理。"))
    material = forms.FileField(label=_("证明材料"), required=False, help_text=_("照片、PDF、Word、Excel 等，一次一份，可以分几次交。"))
    in_person = forms.BooleanField(label=_("请求当面陈述"), required=False)

    def told(self) -> dict[str, Any]:
        """What the operation asks for."""
        given = self.cleaned_data
        return {"text": given["text"], "material": name_and_content(given["material"]), "asks": [IN_PERSON] if given["in_person"] else []}


class ToleranceForm(forms.Form):
    """Why one thinks that it should be tolerated (P21)."""

    text = _long(
        _("理由"), _("例如：先行先试、没有明确限制、为推动发展而无意造成，勤勉尽责、没有谋取私利、知错就改。写您认为符合的情形和依据。")
    )


class AppealForm(forms.Form):
    """To whom one appeals, and why; what was decided outside has no choice."""

    body = forms.ChoiceField(label=_("向哪个机构申诉"), help_text=_("都不是提出建议或者作出决定的机构。"))
    text = _long(_("申诉理由"), _("写明不服什么、为什么，希望怎样处理。申诉不会加重处理。"))

    def __init__(self, *args: Any, bodies: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if bodies:
            self.fields["body"].choices = [("", "—"), *bodies]  # type: ignore[attr-defined]
        else:
            del self.fields["body"]


class KeepAwayForm(forms.Form):
    """Who should keep away from one's matter, on which ground. No relation is named."""

    who = forms.ChoiceField(label=_("请谁回避"), help_text=_("这里列的是承办和决定这件事的人。"))
    ground = forms.ChoiceField(label=_("情形"), choices=lambda: [(one.value, _(one.label)) for one in RecusalGround])
    reason = _long(_("说明"), _("写明为什么可能影响公正；不用写明是什么亲属关系。只有他本人、您和作决定的人看得到。"), 4)

    def __init__(self, *args: Any, people: "Sequence[Person]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._people = {str(one.pk): one for one in people}
        self.fields["who"].choices = [("", "—"), *((key, one.name) for key, one in self._people.items())]  # type: ignore[attr-defined]

    def told(self) -> dict[str, Any]:
        """What the operation asks for."""
        given = self.cleaned_data
        return {"person": self._people[given["who"]], "ground": RecusalGround(given["ground"]), "reason": given["reason"]}
