"""What somebody who walks the rooms needs to find his way: a way back from each form, lists that open, rows in the order of the work."""

import re
from typing import Any

import pytest
from django.urls import reverse

from bihuan.foundation.jobs.running import Turn
from bihuan.interfaces.web.shell import styles
from bihuan.problems.operations.likening import compare_waiting
from bihuan.problems.vocabulary import Source
from tests.factories import town as factory
from tests.factories.town import FOREST, OFFICE, OTHER_OFFICIAL, WATER, Town

_FORMS = (
    ("inspections:new_plan", "inspections:overview"),
    ("inspections:new_checklist", "inspections:overview"),
    ("inspections:ask_recusal", "inspections:overview"),
    ("inspections:new_note", "inspections:overview"),
    ("finding:register_instruction", "finding:instructions"),
    ("finding:register_instruction", "finding:overview"),
    ("finding:instructions", "finding:overview"),
    ("finding:return_self_checks", "finding:self_checks"),
    ("finding:deal_self_checks", "finding:self_checks"),
)


@pytest.fixture
def place(db: None, settings: Any) -> Town:
    settings.BIHUAN_DEMO = True  # no second factor
    return factory.town()


def at(place: Town, name: str, *given: Any) -> str:
    return reverse(name, args=[place.campaign.code, *given])


def page_of(place: Town, address: str) -> str:
    answer = place.client(OFFICE).get(address)
    assert answer.status_code == 200, address
    return str(answer.content.decode())


@pytest.mark.parametrize(("page", "above"), _FORMS)
def test_a_way_back_stands_above_every_form(place: Town, page: str, above: str) -> None:
    way = re.search(r"<nav[^>]*crumbs.*?</nav>", page_of(place, at(place, page)), re.S)
    assert way and f'href="{at(place, above)}"' in way[0]


def test_urging_one_item_leads_back_to_it_and_a_text_cut_short_says_so(place: Town) -> None:
    """The form stood without a way; what is carried over ended in the middle of a word."""
    row = place.to("rectifying", place.find(text="窗口" * 30))
    way = re.search(r"<nav[^>]*crumbs.*?</nav>", page_of(place, at(place, "problems:remind", row.number)), re.S)
    assert way and f'href="{at(place, "problems:problem", row.number)}"' in way[0]
    assert "窗口" * 19 + "窗…" in page_of(place, at(place, "problems:left"))


def test_what_a_hearing_lacks_is_told_with_the_next_step(place: Town) -> None:
    told = {"kind": "hearing", "unit": place.units[WATER].pk, "held_on": "2026-03-02", "presided": "柳浪", "record": "听取整改情况"}
    form = page_of(place, at(place, "inspections:new_hearing"))
    told["kind"] = re.findall(r'name="kind".*?<option value="(\w+)"', form, re.S)[0]
    answer = place.client(OFFICE).post(at(place, "inspections:new_hearing"), told, follow=True)
    page = answer.content.decode()
    assert "还没有部署任务" in page and "还没有研判" in page


def test_steps_of_a_unit_stand_in_the_order_of_the_way(place: Town) -> None:
    """They stood as the database gave them: analysed, asked, closed, and only then recorded."""
    place.to("closed", place.find())
    place.find(text="办事指南三个月没有更新，群众跑了两趟")
    row = place.find(text="窗口午间无人值守，十二名群众等到下午")
    place.to("analysed", row)
    told = re.findall(r"已建账 1，已剖析 1，已销号 1", page_of(place, at(place, "inspections:progress")))
    assert told
    assert 'data-label="超期"' in page_of(place, at(place, "inspections:progress")), "folded on a phone it stood there as a bare number"
    assert f"对{WATER}提出意见" in page_of(place, at(place, "inspections:remark", place.units[WATER].pk))


def test_texts_that_are_alike_are_folded_and_the_beginning_stands_at_the_head(place: Town) -> None:
    """Twenty groups of them made a page of seven screens, and what begins a rule lay under it."""
    text = "督办件在办理期限最后一天才开始看，项目后续工作跟着顺延"
    place.find(text=text)
    place.find(Source.SUPERVISION, FOREST, OTHER_OFFICIAL, text=text)
    compare_waiting(place.campaign, Turn())
    page = page_of(place, at(place, "institutions:overview"))
    assert re.search(r"<details><summary>.*?2 个单位.*?" + text, page, re.S)
    assert page.index(at(place, "institutions:new_institution")) < page.index("几个单位，文字相近")


def test_a_row_that_opens_looks_like_it_and_stands_under_its_heading() -> None:
    """Lists of several rooms showed their links as plain ink; the first column stood six pixels left of the heading."""
    css = styles.bundle()
    assert re.search(r":where\(p,\.plain-table\) a:not\(\[class\]\),\.link\{color:var\(--accent\)", css)
    assert ".flush tr>:first-child{padding-left:var(--s4)}" in css


def test_a_folded_card_shows_that_it_opens() -> None:
    assert re.search(r'details:is\(\.card,\.card>\*,\.folded\):not\(\.menu\)>summary::before\{content:"▸ "', styles.bundle())


def test_a_list_shows_the_beginning_of_a_long_text_and_the_page_the_whole(place: Town) -> None:
    """Four thousand signs of one finding pushed the other columns into threads of one sign, and the list over ten screens."""
    from bihuan.inspections.models import Observation

    text = "窗口无人值守，群众等候两小时；" * 200
    told = {
        "unit": place.units[WATER].pk,
        "text": text,
        "seen_on": str(factory.TODAY),
        "focus": "matter",
        "kind": "party",
        "force": "task_force",
    }
    answer = place.client(OFFICE).post(at(place, "inspections:new_observation"), told)
    assert answer.status_code == 302, answer.content.decode()
    listed = page_of(place, at(place, "inspections:observations"))
    assert f"{text[:120]}…" in listed and text[:140] not in listed and 'class="who"' in listed
    assert text in page_of(place, at(place, "inspections:observation", Observation.objects.get().pk))


def test_points_written_beside_a_ready_made_checklist_are_kept(place: Town) -> None:
    """They were dropped without a word."""
    from bihuan.inspections.models import Checklist

    told = {"title": "窗口检查单", "source": "subjects", "points": "窗口：有没有人替岗"}
    assert place.client(OFFICE).post(at(place, "inspections:new_checklist"), told).status_code == 302
    page = page_of(place, at(place, "inspections:checklist", Checklist.objects.get().pk))
    assert "有没有人替岗" in page and "无故迟到" in page


def test_nothing_said_is_not_told_to_be_registered(place: Town) -> None:
    """The page answered “registered” when nothing was written."""
    from bihuan.finding.models import Gathering

    office = place.client(OFFICE)
    told = {"form": "seminar", "title": "座谈会", "group": "served", "held_on": str(factory.TODAY), "place": "二楼"}
    assert office.post(at(place, "finding:new_gathering"), told).status_code == 302
    answer = office.post(at(place, "finding:gathering", Gathering.objects.get().pk), {"unit_1": "", "text_1": " "})
    assert answer.status_code == 422 and "请至少写一条意见" in answer.content.decode()


def test_a_long_name_is_short_in_the_way_and_whole_in_the_heading(place: Town) -> None:
    title = "关于进一步规范和加强全县各乡镇街道窗口服务首问负责限时办结一次告知制度落实情况的专项督促检查" * 2
    told = {"title": title[:80], "source": "subjects", "points": ""}
    answer = place.client(OFFICE).post(at(place, "inspections:new_checklist"), told)
    page = page_of(place, answer["Location"])
    way = re.search(r'<nav class="crumbs".*?</nav>', page, re.S)
    assert way and title[:30] in way[0] and title[:41] not in way[0]
    assert f"<h1>{title[:80]}</h1>" in page


def test_the_page_for_the_spot_has_a_way_back(place: Town) -> None:
    """It stands without the menu, and nothing led from it to the room."""
    assert f'href="{at(place, "inspections:overview")}"' in page_of(place, at(place, "inspections:spot"))


def test_english_separates_as_english_does(place: Town) -> None:
    answer = place.client(OFFICE).get(at(place, "campaigns:pattern"), headers={"Accept-Language": "en"})
    told = re.search(r"<main.*</main>", answer.content.decode(), re.S)
    assert told and "Head: " in told[0] and "：" not in told[0] and "；" not in told[0]


@pytest.mark.parametrize(("word", "told"), [("run", "BIHUAN_BIND=127.0.0.1:8080"), ("phone", "BIHUAN_PHONE_BIND=127.0.0.1:8002")])
def test_the_help_of_a_server_says_how_another_port_is_chosen(word: str, told: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Who typed --port was refused, and the help to which he was sent did not say how."""
    from bihuan.interfaces.cli.main import main

    with pytest.raises(SystemExit):
        main([word, "-h"])
    assert told in "".join(capsys.readouterr().out.split())
