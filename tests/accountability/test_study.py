"""Study has topics, forms, dates and numbers present; never names, never who read."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import models

from bihuan.accountability import operations as do
from bihuan.accountability.models import StudyMaterial, StudyPlan, StudySession
from bihuan.accountability.operations.study import Held, LaidOut
from bihuan.accountability.queries import study as read
from bihuan.accountability.vocabulary.study import MaterialKind, StudyForm
from bihuan.campaigns.models import Category
from bihuan.campaigns.operations import switch_mechanisms
from bihuan.foundation.audit.models import Record
from bihuan.foundation.kernel import BadInput, NotAllowed, NotNow
from tests.accountability.ground import by
from tests.factories.town import FOREST, HEAD, LIAISON, OFFICE, OFFICIAL, TODAY, WATER, Town

pytestmark = pytest.mark.django_db
TOPICS = [f"专题{n}" for n in "一二三四五六"]
FORMS = [StudyForm.PARTY_GROUP, StudyForm.CENTRE_GROUP, StudyForm.BRANCH, StudyForm.SELF_STUDY]


def plan(place: Town, **more: Any) -> StudyPlan:
    told = {"title": "九月集中学习", "topics": TOPICS, "forms": FORMS, "days": (TODAY, TODAY + timedelta(30)), **more}
    return do.plan_study(campaign=place.campaign, **told, **by(place, OFFICE))


def session(place: Town, who: str = LIAISON, unit: str = WATER, **more: Any) -> StudySession:
    held = Held(**{"topic": "专题一", "form": StudyForm.BRANCH, "held_on": TODAY, "present": 12, **more})
    return do.hold_session(campaign=place.campaign, unit=place.units[unit], held=held, **by(place, who))


@pytest.mark.mechanism("M158")
@pytest.mark.both
def test_a_plan_lists_topics_and_forms_and_sessions_have_number_date_and_topic(place: Town) -> None:
    row = plan(place)
    assert row.topics == TOPICS and row.forms == [one.value for one in FORMS], "six topics in four forms"
    for wrong in ({"topics": [" "]}, {"forms": []}, {"days": (TODAY, TODAY - timedelta(1))}):
        with pytest.raises(BadInput):
            plan(place, **wrong)
    with pytest.raises(NotAllowed):
        do.plan_study(campaign=place.campaign, title="x", topics=["一"], forms=FORMS, days=(TODAY, TODAY), **by(place, LIAISON))
    one = session(place)
    assert (one.topic, one.held_on, one.present) == ("专题一", TODAY, 12)
    do.correct_session(one, held=Held("专题一", StudyForm.BRANCH, TODAY, 11), reason="数错", **by(place, HEAD))
    assert StudySession.objects.get().present == 11
    for wrong in ({"present": 0}, {"held_on": TODAY + timedelta(1)}, {"topic": " "}):
        with pytest.raises(BadInput):
            session(place, **wrong)
    do.end_study_plan(row, **by(place, OFFICE))
    assert not read.plans_of(place.actor(OFFICIAL), place.campaign).exists()


@pytest.mark.mechanism("M159")
def test_a_centre_group_or_a_branch_records_its_own_sessions(place: Town) -> None:
    for form in (StudyForm.CENTRE_GROUP, StudyForm.BRANCH):
        session(place, HEAD, topic="权力观、政绩观、事业观", form=form)
    assert [one.form for one in read.sessions_of(place.actor(OFFICIAL), place.campaign)] == ["branch", "centre_group"]
    for who, unit in ((LIAISON, FOREST), (OFFICIAL, WATER)):
        with pytest.raises(NotAllowed):
            session(place, who, unit)


@pytest.mark.mechanism("M160")
def test_a_training_has_its_material_inside(place: Town) -> None:
    session(place, OFFICE, form=StudyForm.TRAINING, topic="问题目录怎么用")
    told = LaidOut(MaterialKind.MATERIAL, "问题目录讲解", text="先看类别，再看表现。")
    row = do.lay_out_material(campaign=place.campaign, told=told, file=("讲义.txt", "讲义".encode()), **by(place, OFFICE))
    assert row.file is not None and row.file.name == "讲义.txt"


@pytest.mark.mechanism("M42")
def test_material_is_attached_to_a_catalogue_and_the_ten_kinds_are_not_invented(place: Town) -> None:
    category = Category.objects.filter(catalogue__campaign=place.campaign).first()
    told = LaidOut(MaterialKind.MATERIAL, "10种“躺平”表现", "杂志文章，只有标题")
    with pytest.raises(BadInput, match="内容"):  # a title alone is no material, and nothing is filled in for it
        do.lay_out_material(campaign=place.campaign, told=told, category=category, **by(place, OFFICE))
    whole = LaidOut(told.kind, told.title, told.source, "原文见杂志")
    row = do.lay_out_material(campaign=place.campaign, told=whole, category=category, **by(place, OFFICE))
    assert (row.category, row.text) == (category, "原文见杂志")
    from bihuan.accountability.rules import visits as _rules

    assert not any("十种" in str(one) or "10种" in str(one) for one in vars(_rules).values())
    assert StudyMaterial.objects.count() == 1, "nothing is laid out that nobody put there"


@pytest.mark.mechanism("M162")
@pytest.mark.mechanism("M163")
def test_a_reading_list_and_a_text_on_discipline_ask_nobody_whether_he_read_them(place: Town) -> None:
    texts = (
        LaidOut(MaterialKind.READING, "形势教育阅读书目", text="一、省情。二、市情。三、县情。"),
        LaidOut(MaterialKind.DISCIPLINE, "工作作风无小事", text="工作时间不空岗。"),
    )
    rows = [do.lay_out_material(campaign=place.campaign, told=one, **by(place, OFFICE)) for one in texts]
    before = Record.objects.count()
    seen = read.materials_of(place.actor(OFFICIAL), place.campaign)
    assert [one.pk for one in seen] == [rows[1].pk, rows[0].pk]
    assert read.find_material(place.actor(OFFICIAL), place.campaign, rows[0].pk).text.startswith("一、省情")
    assert Record.objects.count() == before, "no reading is recorded"
    do.take_in_material(rows[1], **by(place, OFFICE))
    assert [one.pk for one in seen.all()] == [rows[0].pk]


def test_there_is_no_column_for_who_was_present_and_none_for_who_read() -> None:
    """No person and no list stands in a row of study, and no other table points to one (M158, M162, M163)."""
    study = {StudyPlan, StudySession, StudyMaterial}
    people = [
        f"{model.__name__}.{field.name}"
        for model in study
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey | models.ManyToManyField)
        and field.related_model._meta.label in ("organisation.Person", "accounts.User")
        and not field.name.endswith("_by")
    ]
    assert not people
    names = re.compile(r"name(?!d)|reader|read_|seen|attend|who|acknowledg|minutes_|duration|签收|阅读人|姓名|时长")
    strange = [
        f"{one.__name__}.{each.name}" for one in study for each in one._meta.fields if names.search(f"{each.name} {each.verbose_name}")
    ]
    assert not strange
    pointing = {
        model._meta.label
        for model in apps.get_models()
        for field in model._meta.fields
        if isinstance(field, models.ForeignKey) and field.related_model in study
    }
    assert pointing == {"accountability.StudySession"}, "a session under its plan; nothing tells who read a material"
    assert {one.name for one in StudySession._meta.fields if isinstance(one, models.JSONField | models.TextField)} == set()


def test_a_campaign_may_do_without(place: Town) -> None:
    switch_mechanisms(campaign=place.campaign, switches={"study": False}, **by(place, OFFICE))
    with pytest.raises(NotNow, match="学习教育"):
        session(place)
