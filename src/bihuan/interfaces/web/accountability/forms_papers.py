"""Forms of papers, of records and of the Party group's desk."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bihuan.accountability.vocabulary.papers import PaperKind, PaperPurpose
from bihuan.accountability.vocabulary.party import PartyMeans
from bihuan.interfaces.web.accountability.forms import a_choice, a_day, a_text, asking, long_text, one_of, words

_OTHERS = tuple(one for one in PaperPurpose if one is not PaperPurpose.OWN)


def paper_form(offered: Iterable[PaperKind], *, own: bool) -> type[forms.Form]:
    """Which paper, and what for; the person takes his own for himself."""
    fields: dict[str, forms.Field] = {"kind": one_of(_("文书"), words(offered))}
    return asking(**fields) if own else asking(**fields, purpose=one_of(_("用途"), words(_OTHERS)))


def record_form() -> type[forms.Form]:
    """How a measure was carried out."""
    return asking(
        on=a_day(_("日期")), place=a_text(_("地点"), 120, required=False), present=a_text(_("参加人"), 300, help_text=_("谈话人、记录人、其他参加人。")),
        text=long_text(_("情况"), rows=5, help_text=_("谈了什么、做了什么；本人看得到。")),
        reply=long_text(_("本人意见"), required=False, help_text=_("照本人说的记，不删改。")),
        outcome=long_text(_("结果"), required=False, help_text=_("停职、培训期满的结果；整改完成的情况。")),
    )  # fmt: skip


def said_form(bodies: Iterable[Any]) -> type[forms.Form]:
    """What the Party group says to the unit."""
    return asking(
        body=a_choice(_("决定机构"), [(str(one.pk), one.name) for one in bodies]), means=one_of(_("方式"), words(PartyMeans)),
        text=long_text(_("指出的问题和要求"), rows=5, help_text=_("对单位说，不写个人姓名；要处理个人的，另按处理程序办理。")),
        document=a_text(_("文号"), 80, required=False, help_text=_("通报必填。")),
        talk_on=a_day(_("约谈日期"), required=False), talk_place=a_text(_("约谈地点"), 120, required=False),
    )  # fmt: skip
