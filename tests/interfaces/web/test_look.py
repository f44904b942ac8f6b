"""The look: every component in all its states, readable colours, small files, a menu that shows only what exists."""

import json
import re
from pathlib import Path

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.translation import override

import bihuan.interfaces.web as web
from bihuan.interfaces.web.components.gallery import names, states
from bihuan.interfaces.web.components.samples import sample
from bihuan.interfaces.web.shell import context, errors, menu, styles
from bihuan.problems import queries as problems

WEB = Path(web.__file__).parent
README = (WEB / "components" / "README.md").read_text("utf-8")
KIB = 1024
PLAIN_ON = ("paper", "surface", "raised", "sunken")
# (what is written, what it is written on): WCAG 2.2 AA asks 4.5 for text, 3 for edges of fields and for shapes in charts.
TEXT = [(ink, ground) for ink in ("ink", "ink-2", "ink-3") for ground in (*PLAIN_ON, "pick")]
TEXT += [(state, ground) for state in ("ok", "near", "late", "done", "accent") for ground in ("surface", "raised", f"{state}-soft")]
TEXT += [
    ("fill-ink", "fill"),
    ("fill-ink", "fill-deep"),
    ("ink", "near-soft"),
    ("ink", "late-soft"),
    ("ink-2", "accent-soft"),
    ("accent", "paper"),
]
SHAPES = [("edge", ground) for ground in ("surface", "raised", "paper")] + [("focus", ground) for ground in ("surface", "paper")]
SHAPES += [(f"c-{state}", "surface") for state in ("ok", "near", "late", "done")] + [("c1", "surface"), ("c2", "surface")]


def tokens(theme: str) -> dict[str, str]:
    """The colours of a theme by their names."""
    text = (WEB / "static" / "css" / "tokens" / f"{theme}.css").read_text("utf-8")
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", text))


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb (WCAG 2.2)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("pairs", "least"), [(TEXT, 4.5), (SHAPES, 3.0)], ids=["text", "shapes"])
def test_colours_can_be_told_apart(theme: str, pairs: list[tuple[str, str]], least: float) -> None:
    colours = tokens(theme)
    weak = {f"{ink} on {ground}": round(contrast(colours[ink], colours[ground]), 2) for ink, ground in pairs}
    assert not {pair: value for pair, value in weak.items() if value < least}


def test_both_themes_name_the_same_tokens() -> None:
    assert tokens("light").keys() == tokens("dark").keys()


def test_styles_use_tokens_that_exist_and_no_colour_of_their_own() -> None:
    text = styles.bundle()
    known = set(re.findall(r"--([\w-]+):", text))
    assert not set(re.findall(r"var\(--([\w-]+)", text)) - known
    assert not re.findall(r"#[0-9a-f]{6}", styles.layer("base"))


def test_a_day_is_as_wide_as_a_day() -> None:
    """On a desktop the field for a date ran across the whole form."""
    assert re.search(r"\[type=date\] ?\{ ?max-width: ?200px", styles.bundle())


def test_the_style_sheet_stays_small() -> None:
    _mark, plain, packed = styles.packed(0)
    assert len(plain) <= 52 * KIB
    assert len(packed) <= 12 * KIB


@pytest.mark.parametrize("path", sorted((WEB / "static" / "js").glob("*.js")), ids=lambda path: path.name)
def test_each_script_stays_small(path: Path) -> None:
    assert path.stat().st_size <= 10 * KIB


def test_pages_rules_stay_small() -> None:
    assert not [path.name for path in (WEB / "static" / "css" / "pages").glob("*.css") if path.stat().st_size > 8 * KIB]


@pytest.mark.parametrize("name", names())
def test_a_component_shows_in_every_state(name: str) -> None:
    told = sample(name)
    shown = list(states(name, RequestFactory().get("/")))
    assert told.about
    assert len(shown) == len(told.states) >= 1
    assert all(html.strip() for _, html in shown)


@pytest.mark.parametrize("name", names())
def test_a_component_is_in_the_list_for_colleagues(name: str) -> None:
    assert re.search(rf"(\| |`{{% |/ ){name}\b", README)


def test_every_icon_is_drawn() -> None:
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', (WEB / "static" / "icons.svg").read_text("utf-8")))
    wanted = {item.icon for section in menu.MENU for item in section.items}
    for path in WEB.rglob("*.html"):
        wanted |= set(re.findall(r'{% icon "([\w-]+)"', path.read_text("utf-8")))
    assert not wanted - drawn


def test_a_lamp_has_shape_word_and_colour() -> None:
    shown = Template('{% lamp "overdue" "超 3 天" %}').render(Context())
    assert shown == '<span class="lamp late">超 3 天</span>'
    css = styles.layer("components")
    assert all(f".lamp.{state}::before" in css for state in ("ok", "near", "late", "done"))


def test_marks_of_a_search_escape_what_people_wrote() -> None:
    shown = Template("{% marked text words %}").render(Context({"text": "<b>投诉</b>无人牵头", "words": "投诉 牵头 ("}))
    assert shown == "&lt;b&gt;<mark>投诉</mark>&lt;/b&gt;无人<mark>牵头</mark>"


def test_dark_values_are_sent_for_choice_and_for_system() -> None:
    text = styles.bundle()
    assert text.count("--paper:#141619") == 2
    assert ":root[data-theme=auto]" in text


def test_the_menu_shows_only_what_exists_and_what_is_meant_for_one() -> None:
    entries = menu.menu_for(None, ())
    shown = [entry.href for _, items in entries for entry in items]
    assert all(href.startswith("/") for href in shown)
    assert not any("/c/" in href for href in shown)


@pytest.mark.parametrize("status", [400, 403, 404, 413, 429, 500, 503])
def test_error_pages_speak(status: int) -> None:
    answer = errors.page(None, status)
    text = answer.content.decode()
    assert answer.status_code == status
    assert str(errors.ERRORS[status].todo) in text


def test_the_scripts_words_are_json() -> None:
    shown = Template("{% words %}").render(Context())
    assert "offline" in json.loads(re.sub(r"<[^>]+>", "", shown))


def test_a_remembered_part_sees_only_what_it_is_given_in_the_readers_language_with_his_own_token() -> None:
    """What is drawn once for many must not hold anything of one of them."""
    page = Template('{% remembered "shell/parts/bottom_bar.html" thumbs=thumbs todo=todo face=face %}')
    nav = Template('{% remembered "shell/parts/nav.html" menu=menu todo=todo nav=nav %}')

    def shown(template: Template, **given: object) -> str:
        return template.render(Context({"frame": "柳浪的页面", "request": "柳浪的问题", **given}))

    first, again = (shown(nav, menu=(), todo="7", nav="open", csrf_token=word) for word in ("甲的令牌", "乙的令牌"))
    assert "甲的令牌" in first
    assert "甲的令牌" not in again
    assert first.replace("甲的令牌", "乙的令牌") == again
    assert "柳浪" not in first
    with override("en"):
        assert "Menu" in shown(page, thumbs=(), todo="", face="x") or "More" in shown(page, thumbs=(), todo="", face="x")
    assert "更多" in shown(page, thumbs=(), todo="", face="x")
    entry = menu.Entry("待办<", "/todo/", "inbox", current=True, count="todo", thumb=True)
    assert "待办&lt;" in shown(page, thumbs=(entry,), todo="3", face="x")
    assert shown(page, thumbs=(entry,), todo="3", face="x") != shown(page, thumbs=(entry,), todo="4", face="x")


def test_the_badge_adds_up_every_campaign_and_stops_where_it_tells_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    waits, asked = {1: 3, 2: 4, 3: problems.MOST + 1, 4: 5}, list[int]()
    monkeypatch.setattr(context, "reach_of", lambda _request, pk: pk)
    monkeypatch.setattr(context, "house_count", lambda _request: 0)
    monkeypatch.setattr(problems, "count_within", lambda _mine, pk: asked.append(pk) or waits[pk])
    some = [context.CampaignChoice(f"c{pk}", "专项", pk=pk) for pk in waits]
    assert context.todo_count(None, some[:2]) == 7  # type: ignore[arg-type]
    asked.clear()
    assert context.todo_count(None, some) > problems.MOST and asked == [1, 2, 3]  # type: ignore[arg-type]


def test_on_a_phone_the_band_of_a_draft_lies_above_its_words() -> None:
    text = (WEB / "static" / "css" / "pages" / "paper.css").read_text(encoding="utf-8")
    phone = text.split("@media (max-width: 760px)", 1)[1].split("\n}", 1)[0]
    assert re.search(r"\.paper-draft \{ position: static; rotate: none;", phone)


MADE = re.compile(r"(grow-|paper-|source-)[\w-]+|fr\d|h[1-6]|htmx-request")
"""Classes that are put together (the weight of a stage, the level of a line) or that htmx sets."""


def test_no_rule_is_kept_for_a_class_that_nothing_wears() -> None:
    """What nobody uses any more would be sent to every phone all the same."""
    rooms, readable = WEB.parents[1], "utf-8"
    makers = [*WEB.rglob("*.html"), *WEB.rglob("*.py"), *WEB.glob("static/js/*.js")]
    makers += [*(rooms / "documents" / "rendering").glob("*.py"), *rooms.glob("*/vocabulary.py")]
    texts = [path.read_text(readable) for path in makers]
    worn = {
        name
        for text in texts
        for value in re.findall(r"""["'`][^"'`\n]*["'`]|(?:class=|body_class %})[\w-]+""", text)
        for name in re.findall(r"[\w-]+", value)
    }
    sheets = "".join(path.read_text(readable) for path in (WEB / "static" / "css").rglob("*.css"))
    rules = re.sub(r"/\*.*?\*/|url\([^)]*\)", "", sheets, flags=re.S)
    named = {name for rule in re.findall(r"([^{}]*)\{", rules) for name in re.findall(r"\.([a-z][\w-]*)", rule)}
    assert not {name for name in named - worn if not MADE.fullmatch(name)}


def test_on_paper_the_states_are_light_whatever_the_screen_is() -> None:
    """Somebody who works in dark would print pale words on black pills."""
    paper = (WEB / "static" / "css" / "print" / "print.css").read_text("utf-8")
    light, printed = tokens("light"), dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", paper))
    states = {f"{state}{part}" for state in ("ok", "near", "late", "done", "accent") for part in ("", "-soft", "-line")}
    assert {name: printed.get(name) for name in states} == {name: light[name] for name in states}


def test_whoever_has_a_console_or_a_beginning_finds_it_under_his_thumb() -> None:
    """A bar with nothing but "more" in it, or a first page that names a page without opening it, is no first page."""
    for duties, least in (
        (("business", "founder"), "/plans/"),
        (("business", "keeper"), "/organisation/"),
        (("system_admin",), "/administration/"),
    ):
        assert least in [entry.href for _, items in menu.menu_for(None, duties) for entry in items if entry.thumb]


def test_an_error_page_promises_nothing_that_may_be_untrue() -> None:
    """What fails after a write has been written; whoever has no to-dos or no keyboard cannot follow such a hint."""
    assert "没有生效" not in str(errors.ERRORS[500].kept)
    assert not [word for word in ("待办", "Ctrl") if word in str(errors.ERRORS[404].todo)]
