"""English is counted and named like English: one of a thing is no plural, heads over several are, nothing of ours stays in Chinese."""

import re
from typing import Any

import pytest
from django.template import Context, Template
from django.test import Client
from django.utils import translation

from bihuan.interfaces.web.forms.views.filling import _in_words
from bihuan.problems.rules.telling import deeds_of
from tests.factories.town import OFFICE, Town, town
from tools import translations

ENGLISH = {"Accept-Language": "en"}
# A number from one upwards before a plural, in a text that knows no singular.
COUNTED = re.compile(
    r"%\((?:count|n)\)[sd] (?:(?:open|more|hidden) )?(?:errors|units|problems|tasks|cells|items|people|subjects|stages|days|files)\b"
)

# Said only where there are several of a name, or too many.
NEVER_ONE = frozenset({
    "有 %(count)d 个人叫这个名字，请在页面上逐个授予。", "有 %(count)d 个人符合，请选是哪一位。", "有 %(count)d 项，最多 %(most)d 项",
    "系统里“%(unit)s”有 %(count)d 个同名的人，分不清是哪一个，请填手机。", "这个单位有 %(count)d 个人叫这个名字，请留空，姓名和职务写进反映内容。",
    "叫“%(name)s”的有 %(count)d 位，请选是哪一位。",
})  # fmt: skip


@pytest.fixture
def place(settings: Any) -> Town:
    settings.BIHUAN_DEMO = True  # the office may sign in without a second factor
    return town()


def body_of(answer: Any) -> str:
    """The page as it was sent."""
    return str(answer.content.decode())


def office(place: Town) -> Client:
    client = Client(headers=ENGLISH)
    client.force_login(place.people[OFFICE].user)  # type: ignore[arg-type]
    return client


@pytest.mark.django_db
def test_heads_over_several_are_in_the_plural(place: Town) -> None:
    client = office(place)
    roster = body_of(client.get(f"/c/{place.campaign.code}/roster/"))
    assert all(word in roster for word in (">Subjects<", ">Participants<", ">Units<", ">Bodies<"))
    plan = body_of(client.get(f"/c/{place.campaign.code}/plan/"))
    assert ">Stages<" in plan and ">Bodies<" in plan and ">Tasks<" in plan
    assert ">Granted<" in body_of(client.get(f"/c/{place.campaign.code}/duties/"))


@pytest.mark.django_db
def test_one_problem_is_one_problem(place: Town) -> None:
    place.find()
    client = office(place)
    assert "<p>1 problem</p>" in body_of(client.get(f"/c/{place.campaign.code}/ledger/"))
    place.find()
    assert "<p>2 problems</p>" in body_of(client.get(f"/c/{place.campaign.code}/ledger/"))


def test_what_was_done_is_told_in_the_past() -> None:
    def said(action: str, **told: Any) -> str:
        return " ".join(one.said(translation.gettext) for one in deeds_of(action, "核定", told, {}))

    with translation.override("en"):
        assert said("analyse") == "analysed the cause"
        assert said("plan", measures=1) == "set measures (1)"


def test_a_kept_definition_is_read_in_the_readers_language() -> None:
    """It was kept in Chinese, behind the unit for which it was counted, and stood so on the English page."""
    with translation.override("en"):
        assert _in_words("县水利局：台账上的问题数") == f"县水利局: {translation.gettext('台账上的问题数')}"
        assert not re.search("[一-鿿]", _in_words("台账上的问题数"))


def test_a_text_that_may_count_one_has_a_singular_or_needs_none() -> None:
    entries = [one for one in translations.read_catalogue(translations.ENGLISH) if one.text and not one.plural]
    assert not [one.forms[0] for one in entries if COUNTED.search(one.forms[0]) and one.text not in NEVER_ONE]


def test_singular_and_plural_of_a_template_are_chosen_by_its_number() -> None:
    words = "{% load i18n %}{% blocktranslate count n=n %}另有 {{ n }} 个单位没有列出{% plural %}另有 {{ n }} 个单位没有列出{% endblocktranslate %}"
    with translation.override("en"):
        assert Template(words).render(Context({"n": 1})) == "1 more unit is not listed"
        assert Template(words).render(Context({"n": 5})) == "5 more units are not listed"


def test_what_a_rule_is_used_for_is_in_english() -> None:
    """The gatherer of texts passed over it, so that the page of rules said it in Chinese."""
    with translation.override("en"):
        assert translation.gettext("新建专项的起始值") == "the first values of a new campaign"
