"""Forms by which a campaign is prepared, started and set."""

from dataclasses import replace
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bihuan.campaigns.queries import with_house_values
from bihuan.campaigns.rules.campaign_file import BadCampaignFile, CampaignFile, Organisation, load
from bihuan.campaigns.rules.catalogues import READY, ready_catalogue
from bihuan.campaigns.rules.patterns import PATTERNS
from bihuan.campaigns.rules.switches import LABELS
from bihuan.campaigns.rules.threshold import understood
from bihuan.campaigns.vocabulary import CountBy, OrganisationPattern
from bihuan.interfaces.web.campaigns.forms.choosing import a_day, words
from bihuan.interfaces.web.campaigns.forms.organising import PATTERN_CHOICES, in_words
from bihuan.interfaces.web.shell.units import UnitField
from bihuan.organisation.vocabulary import PostRole
from bihuan.problems.vocabulary import Source, Weight


def _ready() -> list[tuple[str, Any]]:
    return [("", "—"), *((name, _(title)) for name, title in READY.items())]


def _optional(field: forms.Field) -> Any:
    field.required = False
    return field


class PrepareForm(forms.Form):
    """A ready catalogue or a file, where it runs, its own name and days."""

    ready = forms.ChoiceField(label=_("现成目录"), required=False, choices=_ready)
    file = forms.FileField(label=_("或者专项文件"), required=False, help_text=_("别的专项导出的 YAML 文件，可以先改好再用。"))
    root = UnitField(label=_("在哪个单位开展"))
    title = forms.CharField(label=_("专项名称"), max_length=200, required=False, help_text=_("留空则用目录或文件里的名称。"))
    start = _optional(a_day(_("开始"), help_text=_("目录或文件里写了起止日期的可以留空，没有写的请填。")))
    end = _optional(a_day(_("结束")))
    code = forms.CharField(label=_("专项代码"), max_length=31, required=False, help_text=_("留空则自动编号。"))

    pattern = forms.ChoiceField(
        label=_("组织方式"), required=False, widget=forms.RadioSelect, initial="",
        choices=lambda: [("", _("建立以后再定")), *((one.pattern.value, f"{_(one.pattern.label)}：{_(one.text)}") for one in PATTERN_CHOICES)],
        help_text=_("选定后照样子列出机构和席位，名称可改，再落实到人。"),
    )  # fmt: skip

    def _read(self, answers: dict[str, Any]) -> CampaignFile | None:
        if not answers.get("file"):
            return with_house_values(ready_catalogue(answers["ready"])) if answers.get("ready") else None
        try:
            return load(answers["file"].read())
        except BadCampaignFile as no:
            told = "；".join(str(fault) for fault in no.errors[:20])
            self.add_error("file", gettext("有 %(count)d 处要改，什么都没有写入：%(told)s") % {"count": len(no.errors), "told": told})
            return None

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        found = self._read(answers)
        if found is None and "file" not in self.errors:
            raise forms.ValidationError(gettext("请选一个现成目录，或者上传专项文件。"))
        for name in ("start", "end"):
            if found is not None and not answers.get(name) and getattr(found.period, name) is None and name not in self.errors:
                self.add_error(name, gettext("目录里没有写起止日期，请填写。"))
        if answers.get("start") and answers.get("end") and answers["end"] < answers["start"]:
            self.add_error("end", gettext("结束日期早于开始日期。"))
        self.found = found
        return answers

    def told(self) -> dict[str, Any]:
        """What the operation asks for."""
        answers = self.cleaned_data
        assert self.found is not None  # noqa: S101 (valid)
        period = replace(self.found.period, start=answers["start"] or self.found.period.start, end=answers["end"] or self.found.period.end)
        # a ready catalogue proposes bodies of its own; the pattern that was chosen takes their place
        found = replace(self.found, organisation=Organisation()) if answers["pattern"] and not answers["file"] else self.found
        file = replace(found, title=answers["title"].strip() or found.title, period=period)
        return {"file": file, "root": answers["root"], "code": answers["code"].strip()}

    def pattern_told(self) -> dict[str, Any]:
        """The pattern that was chosen with its bodies in the words of the reader; empty: it is settled later."""
        chosen = next((one for one in OrganisationPattern if one.value == self.cleaned_data["pattern"]), None)
        return {"pattern": chosen, "bodies": [in_words(one) for one in PATTERNS[chosen].bodies]} if chosen else {}


class StartForm(forms.Form):
    """Who is covered: people already in the tree, or a roster sheet; `kept` names the one that was looked at (`shell.covering`)."""

    subjects = forms.MultipleChoiceField(
        label=_("整治对象"), required=False, widget=forms.CheckboxSelectMultiple, help_text=_("其余人员作为参与人员列入名册。"),
        choices=lambda: words(PostRole),
    )  # fmt: skip
    sheet = forms.FileField(label=_("或者上传干部名册"), required=False, help_text=_("按模板填写的 Excel；上传后以名册为准。"))
    on = a_day(_("名册确定日"))
    gaps_reason = forms.CharField(
        label=_("带着缺口启动的理由"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("有单位还没有明确责任领导、具体负责人员（联络员）的，写明为什么先启动、由谁什么时候补齐；没有缺口的不用写。"),
    )  # fmt: skip
    kept = forms.IntegerField(required=False, widget=forms.HiddenInput)
    cells: Any = ()
    file: Any = None

    def __init__(self, *args: Any, keeps: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["subjects"].initial = [PostRole.LEADER.value, PostRole.SECTION_HEAD.value]
        if not keeps:
            del self.fields["sheet"]


class SwitchesForm(forms.Form):
    """Which mechanisms the campaign uses, in groups as they are shown."""

    GROUPS: ClassVar = (
        (_("查摆问题"), ("self_checks", "pledges", "critique", "letters", "gatherings", "screening", "talks", "home_visits")),
        (_("组织联查与倒查"), ("joint_check", "instructions", "red_black_list", "back_checks")),
        (_("组织推动与督导"), ("meetings", "chasing", "inspections", "covert_visits", "look_back", "strict_checks")),
        (_("共性问题与长效"), ("sibling_checks", "institutions", "survey")),
        (_("处理与申诉"), ("handlings", "tolerance", "clarification", "publicity_of_handlings")),
        (_("回访与学习"), ("return_visits", "study")),
        (_("评定与红黄牌（另须引用本地制度）"), ("ratings", "cards")),
    )

    reason = forms.CharField(label=_("为什么改"), max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown = {name: forms.BooleanField(label=gettext(label), required=False) for name, label in LABELS.items()}
        self.fields = {**shown, **self.fields}

    @property
    def groups(self) -> list[tuple[Any, list[Any]]]:
        """The boxes to tick, group by group."""
        return [(title, [self[name] for name in names]) for title, names in self.GROUPS]

    def told(self) -> dict[str, Any]:
        """What the operation asks for."""
        return {"switches": {name: self.cleaned_data[name] for name in LABELS}, "reason": self.cleaned_data["reason"]}


class SettingsForm(forms.Form):
    """What the plan leaves open. Limits are those of the campaign file."""

    SETTINGS: ClassVar = (
        "near_days", "default_days", "quick_days", "sample_percent", "approve_measures", "publicity_step", "publicity_days", "objection_days",
        "likeness", "stage_gates", "clue_assign_days", "clue_close_days",
        "rank_threshold", "quick_weights",
        "quick_sources", "weekly_by", "weekly_cutoff",
    )  # fmt: skip
    near_days = forms.IntegerField(label=_("临期提前几个工作日提醒"), min_value=0, max_value=60)
    default_days = forms.IntegerField(label=_("没有写明时限的，整改几天"), min_value=1, max_value=365)
    quick_days = forms.IntegerField(
        label=_("立行立改的，没有写明时限时几天改好"),
        min_value=1,
        max_value=365,
        help_text=_("各地一般定 7 到 30 天；只对今后登记的问题起作用。"),
    )
    sample_percent = forms.IntegerField(
        label=_("立行立改的抽查比例（%）"),
        min_value=0,
        max_value=100,
        help_text=_("督导组从已改的里抽查这么多，一条不合格整批退回。填 0 不抽查。"),
    )
    approve_measures = forms.BooleanField(label=_("整改措施须经责任领导审定"), required=False)
    publicity_step = forms.BooleanField(
        label=_("销号前公示"), required=False, help_text=_("走完整流程的问题核验通过后先公示，期满没有待答复的异议才能销号；公示期间停表。")
    )
    publicity_days = forms.IntegerField(label=_("公示几个工作日"), min_value=1, max_value=60)
    objection_days = forms.IntegerField(
        label=_("归属异议几个工作日内提出"), min_value=1, max_value=60, help_text=_("自告知单位的次日起算；提出后停表，到专班裁定为止。")
    )
    clue_assign_days = forms.IntegerField(
        label=_("线索收到后几个工作日内交办"),
        min_value=1,
        max_value=60,
        help_text=_("问题线索的时限从收到之日的次日起算，超期的提交审批人。"),
    )
    clue_close_days = forms.IntegerField(label=_("线索交办后几天内办结"), min_value=1, max_value=365)
    likeness = forms.IntegerField(
        label=_("问题文字相似到百分之几，提示疑似重复"), min_value=0, max_value=100,
        help_text=_("按两字词在较短一条里的占比，60 到 100；数字、人名、地名不同的不算。填 0 不比对。只作提示，由人判断。"),
    )  # fmt: skip
    stage_gates = forms.BooleanField(
        label=_("查摆结束后方可整改"), required=False,
        help_text=_("第一阶段宣布结束之前只剖析、不制定措施（立行立改不受限）；前一阶段没有宣布结束，后一阶段不算开始。边查边改的不要勾选。"),
    )  # fmt: skip
    rank_threshold = forms.CharField(
        label=_("职级界线"), max_length=60, required=False,
        help_text=_("例如：副科级以上。名册上低于界线的整治对象会列出来，由专班决定是否改列参与人员。"),
    )  # fmt: skip
    quick_weights = forms.MultipleChoiceField(
        label=_("哪些程度可以立行立改"), required=False, widget=forms.CheckboxSelectMultiple, choices=lambda: words(Weight)
    )
    quick_sources = forms.MultipleChoiceField(
        label=_("哪些来源可以立行立改"), required=False, widget=forms.CheckboxSelectMultiple, choices=lambda: words(Source),
        help_text=_("程度和来源都符合的走立行立改，其余走完整流程；只对今后登记的问题起作用。"),
    )  # fmt: skip
    weekly_by = forms.ChoiceField(
        label=_("周报期内的数按什么时间算"), choices=lambda: words(CountBy),
        help_text=_("登记时间：期内记进台账、期内办理销号的；发生时间：期内发现、期内销号的。补记、作废、退回的，下期都在上期更正里说明。"),
    )  # fmt: skip
    weekly_cutoff = forms.TimeField(
        label=_("周报数据截止的钟点"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=_("例如 17:00；不填则到当天终了。此后的变动列入下一期。"),
    )  # fmt: skip
    reason = forms.CharField(label=_("为什么改"), max_length=300, required=False)

    def clean_weekly_cutoff(self) -> str | None:
        """As the campaign file writes it; none for the end of the day."""
        given = self.cleaned_data["weekly_cutoff"]
        return f"{given:%H:%M}" if given else None

    def clean_rank_threshold(self) -> str:
        """A rank that can be compared."""
        text: str = self.cleaned_data["rank_threshold"].strip()
        if text and not understood(text):
            raise forms.ValidationError(gettext("看不出是哪一级，请写成“处级以上”“副科级以上”这样的话。"))
        return text

    def told(self) -> dict[str, Any]:
        """What the operation asks for."""
        return {"settings": {name: self.cleaned_data[name] for name in self.SETTINGS}, "reason": self.cleaned_data["reason"]}
