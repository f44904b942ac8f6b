"""Forms by which a review, a clearing, an announcement begins, and those that their steps ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bihuan.accountability import operations, queries
from bihuan.accountability.queries import rights
from bihuan.accountability.vocabulary.bodies import BodyKind
from bihuan.accountability.vocabulary.clarification import Outcome, Wish
from bihuan.accountability.vocabulary.publicity import Audience, Channel
from bihuan.accountability.vocabulary.tolerance import Asker
from bihuan.campaigns import queries as campaigns
from bihuan.interfaces.web.accountability.forms.fields import a_choice, a_day, a_text, long_text, one_of, words
from bihuan.interfaces.web.shell.days import today_of
from bihuan.interfaces.web.shell.units import UnitField
from bihuan.problems import queries as ledger

if TYPE_CHECKING:
    from bihuan.campaigns.models import Campaign
    from bihuan.foundation.kernel import Actor


def ticks(label: Any, choices: Any, *, required: bool = True, help_text: Any = "") -> forms.MultipleChoiceField:
    """Some of several."""
    return forms.MultipleChoiceField(
        label=label, choices=list(choices), required=required, help_text=help_text, widget=forms.CheckboxSelectMultiple
    )


def _offer(form: forms.Form, name: str, rows: Any, label: Any = str) -> dict[str, Any]:
    known = {str(one.pk): one for one in rows}
    field: Any = form.fields[name]
    field.choices = [("", "—"), *((key, label(one)) for key, one in known.items())]
    return known


def _case(one: Any) -> str:
    return f"{one.number:04d}　{one.person.name if one.person else one.unit.name}"


def who_may_ask(actor: Actor, campaign: Campaign) -> list[Asker]:
    """As what somebody may ask for a review."""
    found = [Asker.PERSON] if rights.own_unit(actor) else []
    found += [Asker.UNIT] if rights.headed_unit(actor, campaign) else []
    return [*found, *([Asker.BODY] if queries.bodies_that_handle(actor, campaign) else [])]


class ToleranceForm(forms.Form):
    """Who asks, about what, for whom."""

    asker = one_of(_("以什么身份申请"))
    handling = a_choice(_("对应的处理"), required=False, help_text=_("还没有处理、只想先申请的，可以不选。"))
    person = a_choice(_("为谁申请"), required=False, help_text=_("单位为本单位干部申请时选；本人申请的不选。"))
    matter = a_text(_("事项"), help_text=_("一句话写明是什么事。"))
    text = long_text(_("申请理由"), rows=6, help_text=_("当时的条件、为什么这样做、走了哪些程序、事后怎样补救。"))
    handler = a_choice(_("受理机构"), help_text=_("对应一件处理的，由它的承办机构受理。"), required=False)

    def __init__(self, *args: Any, actor: Actor, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor, self.headed, may = actor, rights.headed_unit(actor, campaign), who_may_ask(actor, campaign)
        asker: Any = self.fields["asker"]
        asker.choices = words(may)
        asker.initial = may[0].value if len(may) == 1 else None
        self.cases = _offer(
            self, "handling", rights.cases_to_tolerate(actor, campaign)[:200], _case
        )  # a chooser: open cases of one hand are few
        people = campaigns.people_of(campaign, self.headed) if self.headed else []
        self.people = _offer(self, "person", [one for one in people if one.pk != actor.person_id], lambda one: one.name)
        self.bodies = _offer(self, "handler", queries.bodies_of(campaign), lambda one: one.name)
        for name, known in (("handling", self.cases), ("person", self.people)):
            if not known:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """A case knows whom it is about and who takes it in; without one both are told."""
        given = super().clean() or {}
        case, asker = self.cases.get(given.get("handling", "")), given.get("asker")
        if asker == Asker.BODY and case is None:
            self.add_error("handling" if "handling" in self.fields else "asker", _("办理机构申请的，请选对应的处理。"))
        if case is None and not given.get("handler"):
            self.add_error("handler", _("请选受理机构。"))
        return given

    def told(self) -> dict[str, Any]:
        """What the operation asks for."""
        given, case = self.cleaned_data, self.cases.get(self.cleaned_data.get("handling", ""))
        asker = Asker(given["asker"])
        person, unit = (case.person, case.unit) if case else self._whom(asker, given.get("person", ""))
        handler = case.handler if case else self.bodies[given["handler"]]
        asked = operations.Asking(person=person, unit=unit, asker=asker, matter=given["matter"], text=given["text"], handling=case)
        return {"handler": handler, "asked": asked}

    def _whom(self, asker: Asker, key: str) -> tuple[Any, Any]:
        if asker is Asker.UNIT:
            return self.people.get(key), self.headed
        return rights.own_person(self.actor), rights.own_unit(self.actor)


def _bodies_that_clear(campaign: Campaign) -> list[Any]:
    return [one for one in queries.bodies_of(campaign) if one.kind != BodyKind.OFFICE]


class ApplyForm(forms.Form):
    """What is to be cleared of oneself, and how one wishes it."""

    matter = long_text(_("需要澄清的具体问题"), rows=4, help_text=_("一份申请只写一件事。"))
    handling = a_choice(_("对应的处理"), required=False, help_text=_("有已经结束的处理的，可以选。"))
    body = a_choice(_("向哪个机构申请"), help_text=_("谁核实、谁澄清。"))
    wish = one_of(_("希望怎样澄清"), words([Wish.SAME, Wish.QUIET]))

    def __init__(self, *args: Any, actor: Actor, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        self.bodies = _offer(self, "body", _bodies_that_clear(campaign), lambda one: one.name)
        own = [
            one for one in rights.cases_to_clear(actor, campaign)[:200] if one.person_id == actor.person_id
        ]  # a chooser of one's own few
        self.cases = _offer(self, "handling", own, _case)
        if not own:
            del self.fields["handling"]

    def told(self) -> dict[str, Any]:
        """What the operation asks for."""
        given, body = self.cleaned_data, self.bodies[self.cleaned_data["body"]]
        case = self.cases.get(given.get("handling", ""))
        unit: Any = case.unit if case else rights.own_unit(self.actor)
        about = operations.About(
            unit=unit, matter=given["matter"], handler=body, body=body, person=rights.own_person(self.actor), handling=case
        )
        return {"about": about, "wish": Wish(given["wish"])}


class ProposeForm(forms.Form):
    """What verifying brought, whose name it is, which single matter."""

    handler = a_choice(_("核实机构"))
    unit = UnitField(label=_("单位"))
    person = a_text(_("对象"), 40, required=False, help_text=_("姓名；空着就是为单位澄清。"))
    matter = long_text(_("需要澄清的具体问题"), help_text=_("只写这一个问题，不写对人的评价。"))
    outcome = one_of(_("核实结论"), words(Outcome))
    grounds = long_text(_("核实情况和依据"))
    document = a_text(_("认定文号"), 80, required=False, help_text=_("认定为诬告陷害的必填：设区的市级以上党委或者纪检监察机关的认定。"))
    paper = a_text(_("线索办理文书编号"), 80, required=False, help_text=_("从线索办理文书上手工抄录；不写举报人和举报内容。"))
    handling = a_choice(_("对应的处理"), required=False)
    problem = forms.IntegerField(
        label=_("台账序号"), required=False, min_value=1, help_text=_("因不实反映列入台账的，批准后从各种清单撤下。")
    )
    body = a_choice(_("审批机构"), help_text=_("由核实机关的负责人审批。"))

    def __init__(self, *args: Any, actor: Actor, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor, self.campaign = actor, campaign
        field: Any = self.fields["unit"]
        field.offer(campaigns.units_of(campaign, today_of(campaign).day))
        self.handlers = _offer(self, "handler", queries.bodies_that_handle(actor, campaign), lambda one: one.name)
        self.bodies = _offer(self, "body", _bodies_that_clear(campaign), lambda one: one.name)
        self.cases = _offer(self, "handling", rights.cases_to_clear(actor, campaign)[:200], _case)  # a chooser: cases that ended so are few

    def clean(self) -> dict[str, Any]:
        """Who is meant by the name: one of that unit's people, and only one."""
        given = super().clean() or {}
        name, unit = given.get("person", "").strip(), given.get("unit")
        found = [one for one in campaigns.people_of(self.campaign, unit) if one.name == name] if name and unit else []
        if name and unit and len(found) != 1:
            self.add_error("person", _("这个单位没有这个人，或者有同名的人。"))
        given["whom"] = found[0] if len(found) == 1 else None
        return given

    def told(self) -> dict[str, Any]:
        """What the operation asks for."""
        given = self.cleaned_data
        problem = ledger.find(self.actor, self.campaign, given["problem"]) if given.get("problem") else None
        about = operations.About(
            unit=given["unit"], matter=given["matter"], handler=self.handlers[given["handler"]], body=self.bodies[given["body"]],
            person=given["whom"], handling=self.cases.get(given.get("handling", "")), problem=problem, paper=given["paper"],
        )  # fmt: skip
        return {"about": about, "verified": operations.Verified(Outcome(given["outcome"]), given["grounds"], given["document"])}


class WordingForm(forms.Form):
    """The words of an announcement, and their end."""

    title = a_text(_("标题"), 120)
    text = long_text(_("内容"), rows=6)
    ends_on = a_day(_("公布到哪天"))
    no_private = forms.BooleanField(label=_("已核对：不含家庭、健康等个人隐私"), required=False)


class AnnouncementForm(WordingForm):
    """What is announced about a handling, to whom, by what, until when."""

    named = forms.BooleanField(label=_("点名"), required=False, help_text=_("默认不点名。点名要等决定不再变，还要另一个人审批。"))
    audience = one_of(_("范围"), words(Audience))
    channels = ticks(_("渠道"), words(Channel))
    body_ = a_choice(_("审批机构"))

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["audience"].initial, self.fields["channels"].initial = Audience.UNIT.value, [Channel.PAGE.value]
        self.bodies = _offer(self, "body_", queries.bodies_of(campaign), lambda one: one.name)

    def body(self) -> Any:
        """Which body approves."""
        return self.bodies[self.cleaned_data["body_"]]

    def told(self) -> Any:
        """The words with their scope."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "body_"}
        scope = {"audience": Audience(given["audience"]), "channels": [Channel(one) for one in given["channels"]]}
        return operations.Wording(**{**given, **scope})
