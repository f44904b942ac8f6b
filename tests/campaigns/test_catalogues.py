"""The five ready catalogues: exact counts, customary names, and where each entry comes from."""

import re

import jsonschema
import pytest
import yaml

from bihuan.campaigns.models import Campaign, Manifestation
from bihuan.campaigns.operations import Listed, freeze_roster, prepare_campaign, start_campaign
from bihuan.campaigns.rules.campaign_file import CAMPAIGN_SCHEMA, dump, load
from bihuan.campaigns.rules.catalogues import READY, catalogue_text, ready_catalogue
from bihuan.campaigns.vocabulary import MeasureKind, Origin, RosterRole
from bihuan.foundation.kernel import Missing
from bihuan.problems.operations import Finding, record_many
from bihuan.problems.vocabulary import Source
from tests.factories.town import NOW, OFFICE, OFFICIAL, TODAY, WATER, town


def counts(name):
    return [len(category.manifestations) for category in ready_catalogue(name).catalogue.categories]


def entries(name):
    return [entry for category in ready_catalogue(name).catalogue.categories for entry in category.manifestations]


@pytest.mark.parametrize("name", READY)
def test_each_file_is_readable_stable_and_by_the_schema(name):
    text = catalogue_text(name)
    assert dump(load(text)) == text
    jsonschema.validate(yaml.safe_load(text), CAMPAIGN_SCHEMA)
    assert ready_catalogue(READY[name]) == ready_catalogue(name)


@pytest.mark.parametrize("name", READY)
def test_every_entry_says_where_it_comes_from(name):
    for entry in entries(name):
        assert entry.origin in (Origin.SEED, Origin.ADAPTED) and re.match(r"(改编自)?源文 00\d", entry.origin_note)
    assert [entry.number for entry in entries(name)] == [str(n + 1) for n in range(len(entries(name)))]
    assert len({entry.text for entry in entries(name)}) == len(entries(name))


def test_an_unknown_name_is_answered_with_those_that_exist():
    with pytest.raises(Missing, match="六治六提"):
        catalogue_text("七治")


@pytest.mark.mechanism("M34")
def test_the_phenomenon_is_the_top_level_and_can_be_shared():
    tops = {name: ready_catalogue(name).catalogue.umbrella for name in READY}
    assert all(tops.values())
    assert tops["five-tendencies"] == tops["lying-flat"]
    assert ready_catalogue("five-tendencies").catalogue.words == tuple("庸懒散慢拖甩")


@pytest.mark.mechanism("M34")
def test_two_campaigns_stand_under_one_top_level_and_show_it(db, settings):
    settings.BIHUAN_DEMO = True  # no second factor
    place = town()
    for name in READY:
        made = begun(place, name)
        shown = f"<p>总称：{made.catalogue.umbrella}</p>"
        page = place.client(OFFICE).get(f"/c/{made.code}/plan/").content.decode()
        assert shown in re.sub(r"<p[^>]*>", "<p>", page), name
    under = Campaign.objects.filter(catalogue__umbrella="“躺平”现象").order_by("code")
    assert [one.title for one in under] == [ready_catalogue(name).title for name in ("five-tendencies", "lying-flat")]


def begun(place, name):
    """A campaign prepared from a ready catalogue."""
    return prepare_campaign(
        file=ready_catalogue(name), root=place.campaign.root, code=f"A-{name}", actor=place.actor(OFFICE), now=NOW
    )  # fmt: skip


@pytest.mark.mechanism("M35")
def test_five_tendencies_by_their_customary_names():
    names = [category.name for category in ready_catalogue("five-tendencies").catalogue.categories]
    assert names == [
        "工作不争先、落后是常态",
        "困难绕着走、有责不担当",
        "遇事尽量推、具体落实少",
        "守局不破局、整改不落实",
        "“为官”架子大、服务群众差",
    ]


@pytest.mark.mechanism("M36")
def test_a_finding_points_to_any_of_the_thirty_and_each_keeps_where_it_comes_from(db):
    place = town()
    made = begun(place, "five-tendencies")
    entries = list(Manifestation.objects.filter(category__catalogue__campaign=made))
    assert (made.catalogue.categories.count(), len(entries)) == (5, 30)
    assert sorted(one.origin for one in entries) == ["adapted"] * 28 + ["seed"] * 2
    assert all("源文" in one.origin_note for one in entries)
    units = [place.units[WATER]]
    people = [Listed(place.people[OFFICIAL], units[0], RosterRole.SUBJECT, "科长", "")]
    freeze_roster(campaign=made, units=units, people=people, on=TODAY, actor=place.machine, now=NOW)
    start_campaign(campaign=made, actor=place.machine, now=NOW)
    findings = [Finding(unit=units[0], source=Source.SUPERVISION, text="查出的情形", manifestation=one) for one in entries]
    rows = record_many(campaign=made, findings=findings, actor=place.machine, now=NOW)
    assert [(row.manifestation, row.category) for row in rows] == [(one, one.category) for one in entries]


def test_thirty_manifestations_of_which_two_are_known():
    assert sum(counts("five-tendencies")) == 30
    known = [entry for entry in entries("five-tendencies") if entry.origin is Origin.SEED]
    assert [entry.text for entry in known] == ["不与先进对标，反与落后比试", "棘手问题向上看，繁重任务向下交"]
    assert all("源文 000" in entry.origin_note for entry in known)
    assert sum(entry.origin is Origin.ADAPTED for entry in entries("five-tendencies")) == 28


@pytest.mark.mechanism("M37")
def test_six_cures_each_with_its_raise():
    categories = ready_catalogue("six-cures").catalogue.categories
    raised = dict(zip("拖庸浮僵奢散", ("责任", "进取", "公仆", "开拓", "自律", "规矩"), strict=True))
    assert all(f"{raised[category.words[0]]}意识" in category.raise_ for category in categories)
    assert [category.words for category in categories] == [(word,) for word in "拖庸浮僵奢散"]
    assert all(category.name.startswith("治") and category.raise_.endswith("意识") for category in categories)
    assert counts("six-cures") == [3, 3, 3, 3, 4, 4]


def test_item_twenty_is_the_catch_all_and_wants_a_text():
    assert [entry.number for entry in entries("six-cures") if entry.needs_text] == ["20"]
    assert [entry.number for entry in entries("six-cures") if entry.strict_check] == ["13", "14", "15", "16"]


@pytest.mark.mechanism("M39")
def test_four_ills_with_dimension_and_sixty_seven_traits():
    categories = ready_catalogue("four-ills").catalogue.categories
    assert [(category.name, category.dimension) for category in categories] == [
        ("庸", "工作能力"),
        ("懒", "工作效率"),
        ("散", "工作作风"),
        ("软", "责任意识"),
    ]
    assert counts("four-ills") == [18, 15, 18, 16] and len(entries("four-ills")) == 67


def test_both_ladders_of_the_four_ills_with_one_chosen():
    ladders = ready_catalogue("four-ills").ladders
    assert [(ladder.default, len(ladder.rungs)) for ladder in ladders] == [(True, 3), (False, 2)]
    kinds = [{measure.kind for measure in rung.measures} for rung in ladders[0].rungs]
    assert kinds == [{MeasureKind.EDUCATION}, {MeasureKind.EDUCATION}, {MeasureKind.ORGANISATIONAL, MeasureKind.DISCIPLINARY}]


@pytest.mark.mechanism("M40")
def test_five_areas_with_unit_limit_and_measures():
    categories = ready_catalogue("five-areas").catalogue.categories
    assert [len(category.measures) for category in categories] == [5, 4, 5, 5, 4]
    assert all(category.responsible_units == ("局属各单位",) and category.deadline for category in categories)
    assert len({measure for category in categories for measure in category.measures}) == 13 + 2


@pytest.mark.mechanism("M40")
def test_a_campaign_carries_the_five_areas_as_work_packages(db, settings):
    settings.BIHUAN_DEMO = True  # no second factor
    place, areas = town(), ready_catalogue("five-areas").catalogue.categories
    made = begun(place, "five-areas")
    page = place.client(OFFICE).get(f"/c/{made.code}/plan/").content.decode()
    kept = [(one.name, one.responsible_units, one.deadline, one.measures) for one in made.catalogue.categories.order_by("order")]
    assert kept == [(one.name, list(one.responsible_units), one.deadline, list(one.measures)) for one in areas]
    for name, units, deadline, measures in kept:
        told = page.split(f"<b>{name}</b>")[-1].split("</ol>")[0]
        assert f"责任单位：{units[0]}" in told and f"时限：{deadline}" in told
        assert re.findall(r"<li>(.*?)</li>", told) == measures


def test_the_departmental_template_has_seven_steps():
    names = [step.name for step in ready_catalogue("five-areas").steps]
    assert names == ["思想发动", "剖析原因", "制定整改清单", "取得实效", "逐一销号", "形成报告", "建章立制"]


@pytest.mark.mechanism("M41")
def test_lying_flat_covers_all_groups():
    names = ["太平官、糊弄官", "政治上", "观念上", "行动上", "重点工作无起色", "处事原则", "遇到任务挑拣遥控", "有酬才上心"]
    assert [category.name for category in ready_catalogue("lying-flat").catalogue.categories] == names
    assert counts("lying-flat") == [7, 6, 8, 9, 4, 2, 9, 2] and len(entries("lying-flat")) == 47
    assert all(entry.origin is Origin.SEED and "源文 004" in entry.origin_note for entry in entries("lying-flat"))


def test_the_code_of_conduct_has_six_standards_of_four_characters():
    conduct = ready_catalogue("lying-flat").code_of_conduct
    assert [len(one.standard) for one in conduct] == [4] * 6
    assert all(one.meaning for one in conduct)


def test_no_sentence_of_the_sources_is_copied(seeds_dir):
    """Customary names and short trait terms are fine; nothing longer is taken over."""
    from opencc import OpenCC

    simplify = OpenCC("t2s").convert
    source = "".join(re.sub(r"\([a-z]+\)|\s", "", simplify(path.read_text(encoding="utf-8"))) for path in sorted(seeds_dir.glob("*.txt")))
    source = source.replace(",", "，")
    for name in READY:
        texts = [entry.text for entry in entries(name)] + [m for c in ready_catalogue(name).catalogue.categories for m in c.measures]
        for text in texts:
            copied = next((text[i : i + 16] for i in range(len(text) - 15) if text[i : i + 16] in source), None)
            assert copied is None, (name, text)
