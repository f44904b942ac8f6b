"""A case in the order of its procedure: what stands, what is still missing, what may be done next. Every part is told in words; nothing is counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from bihuan.accountability import queries
from bihuan.accountability.queries import cases, listing, rights, steps
from bihuan.accountability.rules.measures import find_measure, of_plan, on_two_rungs
from bihuan.accountability.rules.pack import pack
from bihuan.accountability.vocabulary.handling import HandlingAction as A
from bihuan.accountability.vocabulary.handling import HandlingNeed as N
from bihuan.accountability.vocabulary.handling import HandlingState as S
from bihuan.campaigns.queries import switches_for
from bihuan.interfaces.web.accountability.forms.weighing import givers, principles
from bihuan.interfaces.web.accountability.shapes import about, at, call_line, moment, plain
from bihuan.interfaces.web.shell.days import now
from bihuan.problems import queries as ledger

if TYPE_CHECKING:
    from bihuan.accountability.models import Fact, Handling
    from bihuan.campaigns.models import Campaign
    from bihuan.foundation.kernel import Actor
    from bihuan.problems.queries import Reach

_ORDER = (
    (noop("核实拟办"), (S.DRAFT,)), (noop("建议"), (S.PROPOSED,)), (noop("告知、陈述"), (S.NOTICED,)), (noop("决定"), (S.SUBMITTED, S.REFERRED)),
    (noop("送达本人"), (S.DECIDED,)), (noop("影响期和跟踪"), (S.IN_FORCE,)),
)  # fmt: skip
_BOTH = {N.LIGHT_BODY, N.OUTSIDE}
_NEXT = {S.DRAFT: (A.PROPOSE, A.REFER), S.NOTICED: (A.SUBMIT,), S.SUBMITTED: (A.DECIDE,), S.IN_FORCE: (A.LIFT,)}
_MAIN = {
    S.DRAFT: (A.PROPOSE, A.REFER, A.DROP), S.PROPOSED: (A.NOTICE, A.TAKE_BACK, A.DROP), S.NOTICED: (A.SUBMIT, A.TAKE_BACK, A.DROP),
    S.SUBMITTED: (A.DECIDE, A.TOLERATE, A.NOT_HANDLE, A.SEND_BACK, A.DROP), S.REFERRED: (A.RECORD_DECISION, A.RECORD_NONE, A.DROP),
    S.DECIDED: (A.SERVE,), S.IN_FORCE: (A.FOLLOW, A.LIFT, A.RECORD_LIFT),
}  # fmt: skip
"""The buttons of each state, the step that leads on first."""
_LEADING = (A.PROPOSE, A.REFER, A.NOTICE, A.SUBMIT, A.RECORD_DECISION, A.SERVE, A.FOLLOW)
"""What leads on stands out. Of what a decider may decide nothing does: the page urges him to none of it."""


def support() -> dict[str, str]:
    """Whom somebody in distress may turn to; said wherever health and workload are asked about (P14)."""
    text = _(
        "先问本人：身体吃得消吗？手上还有哪些事？有没有几头指令打架？\n"
        "有这些情况的，先减负、先协调、先请休，再看要不要处理。\n"
        "本人情绪不好的，请他信任的领导、工会或者组织人事部门陪一陪；%(line)s，有危险时打 120。"
    ) % {"line": call_line()}
    return {"title": _("问在前面"), "text": text}


def path_of(row: Handling) -> list[dict[str, Any]]:
    """Where the procedure stands; empty where it went another way."""
    place = next((n for n, (_word, states) in enumerate(_ORDER) if row.state in states), None)
    if place is None and row.state not in (S.ENDED, S.LIFTED):
        return []
    here = len(_ORDER) if place is None else place
    return [{"label": _(word), "state": "past" if n < here else "now" if n == here else "next"} for n, (word, _s) in enumerate(_ORDER)]


def missing_words(row: Handling, actor: Actor) -> list[str]:
    """What the step that leads on still asks for."""
    asked = [set(steps.missing_for(row, actor, one, now())) for one in _NEXT.get(S(row.state), ()) if one in steps.open_steps(actor, row)]
    if not asked:
        return []
    both = set.union(*asked) if len(asked) > 1 else set()
    left = min(asked, key=len) - (_BOTH if len(asked) > 1 and both else set())
    return [_(one.label) for one in N if one in left]


def acts_of(row: Handling, actor: Actor) -> list[dict[str, Any]]:
    """The next steps as buttons: those that the table opens and that ask for nothing more."""
    opened = steps.open_steps(actor, row)
    ready = steps.ready(row, actor, [one for one in _MAIN.get(S(row.state), ()) if one in opened], now())
    return [{"label": _(one.label), "href": at("step", row.campaign.code, row.number, one.value), "lead": one in _LEADING} for one in ready]


class Case:
    """One case as one actor sees it: its parts in the order of the procedure."""

    def __init__(self, row: Handling, actor: Actor, mine: Reach) -> None:
        self.row, self.actor, self.mine, self.code = row, actor, mine, row.campaign.code
        self.opened = steps.open_steps(actor, row)
        self.whole = cases.works_on(actor, row)
        self.measure = find_measure(row.measure) if row.measure else None

    def parts(self) -> list[dict[str, Any]]:
        """For those who work on it all of them; for the personnel department the decision and what follows."""
        if not self.whole:
            return [self._decided(), self._in_effect()]
        found = [
            self._facts(), self._asked(), self._class(), self._weight(), self._origin(), self._tolerance(), self._chosen(), self._heard(),
            self._decided(), self._in_effect(), self._appeals(), self._two_inquiries(),
        ]  # fmt: skip
        return [one for one in found if one]

    def _acts(self, *actions: A) -> list[dict[str, str]]:
        ready = steps.ready(self.row, self.actor, [one for one in actions if one in self.opened], now())
        return [{"label": _(one.label), "href": at("step", self.code, self.row.number, one.value)} for one in ready]

    def _part(self, title: str, *, facts: Any = (), missing: str = "", acts: Any = (), **more: Any) -> dict[str, Any]:
        shown = [(label, plain(value)) for label, value in facts if value not in (None, "")]
        return {"title": title, "facts": shown, "missing": missing, "acts": list(acts), **more}

    def _facts(self) -> dict[str, Any]:
        rows = list(cases.facts_of(self.row))
        return self._part(
            _("事实和依据"), lines=[self._fact(one, self._linked(rows)) for one in rows], acts=self._acts(A.ADD_FACT),
            missing="" if rows else _("还没有写入事实。"),
        )  # fmt: skip

    def _linked(self, rows: list[Fact]) -> frozenset[int]:
        """Items of the ledger that this actor may open."""
        keys = [one.problem_id for one in rows if one.problem_id]
        seen = ledger.visible_to(self.mine, self.row.campaign_id).filter(pk__in=keys) if keys else ()
        return frozenset(one.pk for one in seen)

    def _fact(self, one: Fact, seen: frozenset[int]) -> dict[str, Any]:
        notes = [_("依据：%(text)s") % {"text": one.evidence}] if one.evidence else []
        notes.append(_("写入：%(who)s") % {"who": moment(one.written_at, one.written_by)})
        if one.verified_at:
            notes.append(_("核实：%(who)s，%(how)s") % {"who": moment(one.verified_at, one.verified_by), "how": one.verified_how})
        acts = []
        if A.VERIFY_FACT in self.opened and not one.verified_at and one.written_by_id != self.actor.user_id:
            acts.append({"label": _("核实"), "href": at("fact_step", self.code, one.pk, "verify")})
        if A.DROP_FACT in self.opened:
            acts.append({"label": _("删去"), "href": at("fact_step", self.code, one.pk, "drop")})
        return {"text": one.text, "notes": notes, "links": [*self._source(one, seen), *self._paper(one)], "acts": acts,
                "tag": "" if one.verified_at else _("待核实"), "colour": "near"}  # fmt: skip

    def _source(self, one: Fact, seen: frozenset[int]) -> list[dict[str, str]]:
        return [{"label": origin_of(one), "href": at_ledger(self.code, one) if one.problem_id in seen else ""}] if one.problem_id else []

    def _paper(self, one: Any) -> list[dict[str, str]]:
        return [{"label": one.file.name, "href": at("paper", self.code, self.row.number, one.file_id)}] if one.file_id else []

    def _asked(self) -> dict[str, Any]:
        row = self.row
        told = [(_("身体状况"), row.health and _(row.get_health_display())), (_("工作负担"), row.workload and _(row.get_workload_display())),
                (_("指令冲突"), row.orders and _(row.get_orders_display()))]  # fmt: skip
        missing = "" if row.workload and row.orders else _("还没有问过身体状况、工作负担和指令是否冲突；先问，再分类。")
        return self._part(_("先问清楚"), facts=told, missing=missing, acts=self._acts(A.ASK_FIRST), note=_("只记问过、考虑过没有。"))

    def _class(self) -> dict[str, Any]:
        row = self.row
        offered = [_(one.name) for one in queries.measures_at(row, None)]
        told = [(_("分类"), row.case_class and _(row.get_case_class_display())), (_("理由"), row.class_reason),
                (_("这一类可以采取的措施"), "、".join(offered))]  # fmt: skip
        missing = "" if row.case_class else _("还没有分类。")
        return self._part(_("分类"), kind="lines", facts=told, missing=missing, acts=self._acts(A.SORT))

    def _weight(self) -> dict[str, Any]:
        row = self.row
        missing = "" if row.circumstances and row.effect else _("还没有衡量情节轻重和影响程度。")
        told = [(_("情节轻重"), row.circumstances), (_("影响程度"), row.effect)]
        return self._part(_("情节和影响"), kind="lines", facts=told, missing=missing, acts=self._acts(A.WEIGH))

    def _origin(self) -> dict[str, Any]:
        row = self.row
        told = [(_("考虑"), row.origin and _(row.get_origin_display())), (_("怎样考虑"), row.origin_text)]
        missing = "" if row.origin else _("还没有看清各项事实由谁先发现。")
        return self._part(_("由谁发现"), kind="lines", facts=[*told, *origins(row)], missing=missing, acts=self._acts(A.WEIGH_ORIGIN))

    def _tolerance(self) -> dict[str, Any]:
        told = reviewed(self.row)
        missing = "" if told else _("还没有做容错审查。")
        asks = A.CHECK_TOLERANCE in self.opened and switches_for(self.row.campaign).tolerance
        ask = [{"label": _("申请容错审查"), "href": at("new_tolerance", self.code)}] if asks else []
        lines = [self._review(one) for one in rights.tolerances_that_count(self.row)]
        return self._part(
            _("容错审查"), kind="lines", facts=told, lines=lines, missing=missing, acts=[*self._acts(A.CHECK_TOLERANCE), *ask]
        )

    def _review(self, one: Any) -> dict[str, Any]:
        """A review of this case, or one that was granted to the same person: it stands wherever it would count (M173)."""
        own = one.handling_id == self.row.pk
        notes = [one.matter, _("本件的审查") if own else _("此前予以容错的，不作为处理的依据")]
        links = [{"label": _("看容错审查"), "href": at("tolerance", self.code, one.pk)}] if rights.works_on(self.actor, one) else []
        return {"text": _(one.get_state_display()), "notes": notes, "links": links, "acts": []}

    def _chosen(self) -> dict[str, Any]:
        row, one = self.row, self.measure
        told: list[tuple[str, Any]] = measure_facts(row)
        if row.earlier:
            told += [(_("此前的教育"), _("第 %(n)d 号 %(what)s") % {"n": row.earlier.number, "what": _(queries.measure_name(row.earlier))}),
                     (_("仍不改正的依据"), row.unchanged)]  # fmt: skip
        missing = "" if one else _("还没有拟定措施和依据。")
        acts = self._acts(A.CHOOSE, A.LINK_EDUCATION)
        return self._part(_("措施和依据"), kind="lines", facts=told, missing=missing, acts=acts, warning=two_rungs(row))

    def _heard(self) -> dict[str, Any]:
        row = self.row
        if row.proposed_at is None and row.noticed_at is None:
            return {}
        told = [(_("提出建议"), moment(row.proposed_at, row.proposed_by)), (_("告知本人"), moment(row.noticed_at, row.noticed_by)),
                (_("陈述期限"), row.respond_on), (_("表示不陈述"), moment(row.waived_at, row.waived_by))]  # fmt: skip
        rows = [self._statement(one) for one in cases.statements_of(row)]
        missing = _("本人还没有陈述。") if row.noticed_at and not rows and not row.waived_at else ""
        return self._part(_("告知和陈述"), facts=told, lines=rows, missing=missing, acts=self._acts(A.STATE))

    def _statement(self, one: Any) -> dict[str, Any]:
        notes = [f"{one.stated_on:%Y-%m-%d} {_(one.get_how_display())}"]
        if one.answered_at:
            notes.append(_("答复：%(text)s（%(who)s）") % {"text": one.answer, "who": moment(one.answered_at, one.answered_by)})
        answers = A.ANSWER in self.opened and not one.answered_at
        acts = [{"label": _("书面答复"), "href": at("answer", self.code, one.pk)}] if answers else []
        return {"text": one.text, "notes": notes, "links": self._paper(one), "acts": acts,
                "tag": "" if one.answered_at else _("待答复"), "colour": "near"}  # fmt: skip

    def _decided(self) -> dict[str, Any]:
        row, one = self.row, self.measure
        if row.submitted_at is None and row.decided_at is None and not row.outside_body:
            return {}
        told: list[tuple[str, Any]] = [
            (_("提请决定"), moment(row.submitted_at, row.submitted_by)), (_("决定机构"), row.body.name if row.body else ""),
            (_("有权机关"), row.outside_body), (_("措施"), _(one.name) if one and row.decided_on and row.served_at is not None else ""),
            (_("决定日期"), row.decided_on), (_("文号"), row.document), (_("情节轻重"), row.circumstances), (_("影响程度"), row.effect),
            (_("依据的规定"), row.rule), (_("决定理由"), row.decision), (_("对陈述的采纳情况"), row.heard_text),
            (_("集体研究人员"), row.present), (_("登记"), moment(row.decided_at, row.decided_by)),
        ]  # fmt: skip
        return self._part(_("决定"), kind="lines", facts=told)

    def _in_effect(self) -> dict[str, Any]:
        row, one = self.row, self.measure
        if row.served_at is None:
            return {}
        told = [
            (_("送达情况"), f"{row.served_on:%Y-%m-%d} {_(row.get_served_how_display())}"), (_("影响期至"), row.ends_on),
            (_("影响期内"), _(one.effect) if one and one.effect else ""), (_("最迟跟踪日期"), row.follow_on), (_("申诉期限"), row.appeal_until_on),
            (_("结束"), moment(row.over_at, row.over_by)), (_("结束的理由"), row.reason if row.over_at else ""),
        ]  # fmt: skip
        rows = [{"text": each.text, "notes": [moment(each.followed_at, each.followed_by)], "links": [], "acts": []}
                for each in cases.follow_ups_of(row)] if self.whole else []  # fmt: skip
        on = row.state == S.IN_FORCE and switches_for(row.campaign).publicity_of_handlings and rights.handles(self.actor, row)
        announces = [{"label": _("拟公布处理结果"), "href": at("new_announcement", self.code, row.number)}] if on else []
        return self._part(_("送达、影响期和跟踪"), facts=told, lines=rows, acts=announces)

    def _appeals(self) -> dict[str, Any]:
        rows = [
            {"text": _(one.get_state_display()), "notes": [f"{one.filed_on:%Y-%m-%d}", one.body.name if one.body else one.passed_to],
             "links": [{"label": _("看申诉"), "href": at("appeal", self.code, one.pk)}], "acts": []}
            for one in cases.appeals_against(self.row)
        ]  # fmt: skip
        takes = cases.may_take_appeal(self.actor, self.row)
        acts = [{"label": _("代录申诉"), "href": at("take_appeal", self.code, self.row.number)}] if takes else []
        return self._part(_("申诉"), lines=rows, acts=acts) if rows or acts else {}

    def _two_inquiries(self) -> dict[str, Any]:
        row, acts = self.row, self._acts(A.MARK_TYPICAL) if not self.row.typical else []
        rows = [
            {"text": _("领导责任核查：第 %(n)d 号，%(who)s") % {"n": one.number, "who": about(one)},
             "notes": [_(one.get_level_display()), _(one.get_state_display())],
             "links": [{"label": _("打开"), "href": at("handling", self.code, one.number)}], "acts": []}
            for one in listing.inquiries_of(row, self.actor)
        ]  # fmt: skip
        missing = _("典型案件：领导责任核查没有结束，本案不能办结。") if row.typical else ""
        return self._part(_("一案双查"), lines=rows, acts=acts, missing=missing) if rows or acts or row.typical else {}


def at_ledger(code: str, fact: Fact) -> str:
    """Where the item of a fact stands."""
    return reverse("problems:problem", args=[code, fact.problem.number]) if fact.problem else ""


def origin_of(fact: Fact) -> str:
    """Who found it first, and when, as the ledger keeps it (M55)."""
    row = fact.problem
    if row is None:
        return ""
    told = {"n": row.number, "source": _(row.get_source_display()), "day": row.found_on, "who": moment(row.recorded_at, row.recorded_by)}
    return _("台账第 %(n)04d 号，%(source)s，%(day)s 发现，%(who)s 建账") % told


def origins(row: Handling) -> list[tuple[str, str]]:
    """Each fact with who found it first."""
    return [(one.text[:40], origin_of(one) or _("不在台账里")) for one in cases.facts_of(row)]


def reviewed(row: Handling) -> list[tuple[str, str]]:
    """Every line of the tolerance review with its answer (M172)."""
    told, met = row.tolerance or {}, {"yes": _("是"), "no": _("不是"), "unclear": _("还不清楚")}
    if not told.get("text"):
        return []
    found = [(_(one.text), str(told["distinctions"].get(one.id, ""))) for one in pack().distinctions]
    found += [(_(one.text), met.get(told["conditions"].get(one.id), "")) for one in pack().conditions]
    found += [(_(one), str(told["principles"].get(one, ""))) for one in principles(row.campaign)]
    found.append((_("审查的人认为"), _("应当容错") if told.get("applies") else _("不属于容错情形")))
    return [*found, (_("审查意见"), str(told["text"]))]


def measure_facts(row: Handling) -> list[tuple[str, Any]]:
    """The measure with its kind, who may give it, its rule and reason, and what follows from it (M128, M134, M135)."""
    if not row.measure:
        return []
    one = find_measure(row.measure)
    months = _("%(n)d 个月") % {"n": one.months} if one.months else ""
    return [
        (_("措施"), _(one.name)), (_("性质"), f"{_(one.kind.label)}　{_(one.form.label)}"), (_("谁可以决定"), givers(one)),
        (_("阶梯"), _rung(row)), (_("依据的规定"), row.rule), (_("轻重理由"), row.weight_reason), (_("整改期限"), row.mend_on),
        (_("期限至"), row.until_on), (_("已安排的学习培训"), row.after_training), (_("影响期"), months),
        (_("影响期内"), _(one.effect) if one.effect else ""), (_("措施的出处"), _(one.article) if one.article else _("本专项方案")),
    ]  # fmt: skip


def _rung(row: Handling) -> str:
    ladder = queries.ladder_of(row.campaign)
    rung = next((one for one in ladder.rungs if one.step == row.step), None) if ladder else None
    return f"{ladder.name}　{rung.step}　{rung.trigger}" if ladder and rung else ""


def two_rungs(row: Handling) -> str:
    """The warning where the measure stands on two rungs of the ladder in use (A08)."""
    ladder = queries.ladder_of(row.campaign)
    name = find_measure(row.measure).name if row.measure else ""
    found = next((one for one in on_two_rungs(ladder) if one.measure == name), None) if ladder else None
    return _two(found.measure, found.steps) if found else ""


def _two(name: str, steps_of: tuple[int, ...]) -> str:
    told = {"name": _(name), "steps": "、".join(str(one) for one in steps_of)}
    return _("“%(name)s”同时列在阶梯的第 %(steps)s 级，看不出有多重：请在轻重理由里写清。") % told


def ladders_shown(campaign: Campaign) -> list[dict[str, Any]]:
    """Every ladder of the plan, told apart: which is in use, each rung with its measures, their kind and who decides them (M133, M134)."""
    used = queries.ladder_of(campaign)
    return [
        {
            "name": one.name, "used": one == used, "note": one.origin_note, "warnings": [_two(two.measure, two.steps) for two in on_two_rungs(one)],
            "rungs": [{"step": rung.step, "trigger": rung.trigger, "measures": [(_(each.name), _(each.kind.label), givers(each))
                       for each in map(of_plan, rung.measures)]} for rung in one.rungs],
        }
        for one in queries.ladders_of(campaign)
    ]  # fmt: skip


def before_deciding(row: Handling) -> list[dict[str, Any]]:
    """What whoever decides reads above the form: facts with their origin, weight, statements, tolerance, the proposal."""
    facts = "\n".join(f"{one.text}（{origin_of(one) or _('不在台账里')}）" for one in cases.facts_of(row))
    said = "\n".join(f"{one.text}\n{_('答复')}：{one.answer}" for one in cases.statements_of(row))
    told = [(_("事实"), facts), (_("情节轻重"), row.circumstances), (_("影响程度"), row.effect), (_("由谁发现"), row.origin_text),
            (_("陈述和答复"), said), (_("容错审查"), "\n".join(f"{label}：{value}" for label, value in reviewed(row))),
            (_("建议"), "\n".join(f"{label}：{value}" for label, value in measure_facts(row) if value))]  # fmt: skip
    return [{"title": title, "text": text} for title, text in told if text]


def head_of(row: Handling) -> list[tuple[str, Any]]:
    """Whom it is about, and who opened it."""
    parent = (
        _("第 %(n)d 号案件的领导责任核查，%(level)s") % {"n": row.parent.number, "level": _(row.get_level_display())} if row.parent else ""
    )
    return [
        (_("处理对象"), about(row)), (_("处理事由"), row.matter), (_("承办机构"), row.handler.name), (_("提出人和时间"), moment(row.opened_at, row.opened_by)),
        *([(_("来由"), parent)] if parent else []),
    ]  # fmt: skip
