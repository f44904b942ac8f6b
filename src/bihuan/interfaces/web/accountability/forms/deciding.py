"""What the steps ask for by which somebody is told, heard, decided about, served, looked after."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from bihuan.accountability import operations, queries
from bihuan.accountability.rules.measures import find_measure, may_give, not_heavier
from bihuan.accountability.rules.pack import pack
from bihuan.accountability.vocabulary.bodies import BodyKind
from bihuan.accountability.vocabulary.handling import Heard, Served
from bihuan.foundation.kernel import BadInput
from bihuan.foundation.kernel import _ as noop
from bihuan.interfaces.web.accountability.forms.fields import a_choice, a_day, a_file, a_text, long_text, one_of, words
from bihuan.interfaces.web.accountability.forms.weighing import Fields, Given, measure_line
from bihuan.interfaces.web.shell.uploads import name_and_content

_TAKEN_DOWN = [one for one in Heard if one is not Heard.HIMSELF]


def nothing(*_row: Any) -> Fields:
    return {}


def a_reason(*_row: Any) -> Fields:
    return {"reason": long_text(lazy("理由"))}


def statement_fields(*_row: Any) -> Fields:
    return {
        "how": one_of(lazy("方式"), words(_TAKEN_DOWN)),
        "text": long_text(lazy("陈述"), rows=5, help_text=lazy("照本人说的、写的录，不删改。")),
        "on": a_day(lazy("陈述日期")),
        "file": a_file(lazy("书面材料或者记录")),
    }


def take_down(row: Any, given: Given, by: Given) -> Any:
    paper, how = name_and_content(given.pop("file")), Heard(given.pop("how"))
    return operations.take_down_statement(row, how=how, paper=paper, **given, **by)


def body_fields(row: Any, *_more: Any) -> Fields:
    found = queries.bodies_that_decide(row, find_measure(row.measure)) if row.measure else []
    note = lazy("只列有权采取这项措施、又不是提出建议的机构。") if found else lazy("还没有可以决定这项措施的机构，请先在“办理机构”里设立。")
    return {"body": a_choice(lazy("决定机构"), [(str(one.pk), one.name) for one in found], help_text=note)}


def submit(row: Any, given: Given, by: Given) -> Any:
    found = {str(one.pk): one for one in queries.bodies_that_decide(row, find_measure(row.measure))}
    return operations.submit_handling(row, body=found[given["body"]], **by)


def lighter(row: Any, *, same: bool) -> list[tuple[str, Any]]:
    """What may be decided where the person was told `row.measure`: that (`same`), or something lighter that is decided here."""
    told = [find_measure(row.measure)] if same else []
    told += [one for one in pack().measures.values() if one.id != row.measure and not one.outside and not_heavier(one.id, row.measure)]
    fits = [one for one in told if row.person_id is not None or one.units]
    return [(one.id, measure_line(one)) for one in fits]


def decision_fields(row: Any, *_more: Any) -> Fields:
    return {
        "measure": a_choice(lazy("决定的措施"), lighter(row, same=True), help_text=lazy("照建议，或者更轻；不能比告知本人的更重。")),
        "document": a_text(lazy("决定文号"), 80),
        "present": a_text(lazy("集体研究人员"), 300),
        "reasons": long_text(lazy("决定理由")),
        "heard": long_text(lazy("对陈述的采纳情况"), help_text=lazy("逐条写采纳、不采纳和为什么。本人没有陈述的，写明。")),
    }


def outside_fields(*_row: Any) -> Fields:
    return {"to": a_text(lazy("移送给哪个有权机关"), 120)}


def outside_decision_fields(row: Any, *_more: Any) -> Fields:
    measures = [(one.id, measure_line(one)) for one in pack().measures.values() if row.person_id is not None or one.units]
    return {
        "measure": a_choice(lazy("决定的措施"), measures),
        "document": a_text(lazy("决定文号"), 80),
        "decided_on": a_day(lazy("决定日期")),
        "until_on": a_day(
            lazy("期限至"), required=False, help_text=lazy("决定书写明期限的，照写；停职、培训和只写“组织处理”“纪律处分”的必填。")
        ),
    }


def service_fields(*_row: Any) -> Fields:
    return {"how": one_of(lazy("送达方式"), words(Served)), "on": a_day(lazy("送达日期"))}


def serve(row: Any, given: Given, by: Given) -> Any:
    return operations.serve_handling(row, how=Served(given["how"]), on=given["on"], **by)


def follow_fields(*_row: Any) -> Fields:
    return {"text": long_text(lazy("情况"), help_text=lazy("本人怎样、有什么困难、帮了什么。不作评价。")), "on": a_day(lazy("日期"))}


def one_text(name: str, label: Any, help_text: Any = "") -> Any:
    return lambda *_row: {name: long_text(label, rows=5, help_text=help_text)}


def appeal_fields(row: Any, *_more: Any) -> Fields:
    found = [(str(one.pk), one.name) for one in queries.bodies_that_review(row)]
    return {
        "how": one_of(lazy("方式"), words(_TAKEN_DOWN)),
        "text": long_text(lazy("申诉理由"), rows=5),
        "on": a_day(lazy("提出日期")),
        "body": a_choice(
            lazy("受理机构"), [*found, ("outside", _("本专项以外的有权机关"))], help_text=lazy("不能是提出建议或者作出决定的机构。")
        ),
    }


def file_appeal(row: Any, given: Given, by: Given) -> Any:
    known = {str(one.pk): one for one in queries.bodies_that_review(row)}
    body = known.get(given.pop("body"))
    return operations.file_appeal(row, body=body, how=Heard(given.pop("how")), **given, **by)


def passing_fields(*_row: Any) -> Fields:
    return {"to": a_text(lazy("转往哪个机关"), 120)}


def outcome_fields(*_row: Any) -> Fields:
    return {"outcome": long_text(lazy("处理意见"), rows=5), "document": a_text(lazy("文号"), 80)}


def changed_fields(row: Any, *_more: Any) -> Fields:
    given = {one.id for one in pack().measures.values() if row.body is not None and may_give(one, BodyKind(row.body.kind))}
    found = [one for one in lighter(row.handling, same=False) if one[0] in given]
    return {"measure": a_choice(lazy("变更为"), found, help_text=lazy("只能变轻。")), **outcome_fields()}


def outside_changed_fields(row: Any, *_more: Any) -> Fields:
    told = outside_decision_fields(row.handling)
    return {"measure": told["measure"], "until_on": told["until_on"], **outcome_fields()}


def outside_lift_fields(*_row: Any) -> Fields:
    return {"reason": long_text(lazy("理由")), "document": a_text(lazy("决定文号"), 80)}


def one_named(name: str) -> Any:
    """The one person of this name; unit/name tells namesakes apart."""
    from bihuan.organisation import queries as people

    found = people.people_named(name.strip())
    if len(found) != 1:
        raise BadInput(noop("没有找到“%(name)s”，或者不止一个。同名的写成“单位/姓名”。"), name=name)
    return found[0][0]
