"""The preview: same text, every number a link, everything escaped."""

import re
from html import unescape

import pytest

from bihuan.documents.rendering import render_html
from bihuan.documents.rules.paper import Paper, Para
from bihuan.documents.vocabulary import Kind
from bihuan.foundation.kernel import Figure
from tests.documents.samples import paper, unfounded


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_has_a_preview_with_its_text(kind: Kind) -> None:
    text = unescape(re.sub(r"<[^>]+>", "", render_html(paper(kind))))
    assert "全县65家单位共查摆问题2742条，已销号1530条。" in text
    assert "二、存在问题" in text


def test_every_number_links_to_its_rows() -> None:
    link = '<a class="paper-figure" data-figure="O01" title="本专项全部问题" href="/c/sample/ledger/?figure=O01">2742</a>'
    assert link in render_html(paper())


def test_addresses_of_other_sites_and_scripts_become_no_links() -> None:
    for address in ("javascript:alert(1)", "//elsewhere.example/", "https://elsewhere.example/"):
        assert "href" not in render_html(Paper(Kind.LEDGER, "台账", (Para((Figure("x", 1, "", address),)),)))


def test_hostile_text_is_escaped_everywhere() -> None:
    nasty = '<img src=x onerror="alert(1)">'
    shown = render_html(Paper(Kind.NOTICE, nasty, (Para((nasty,)),), issuer=nasty, number=nasty, addressee=nasty, note=nasty))
    assert "<img" not in shown


def test_gaps_are_marked() -> None:
    assert '<mark class="paper-gap">【待补：制定依据】</mark>' in render_html(unfounded())
    assert "草稿 · 待补5处" in render_html(unfounded())
    assert "【印发时编号】" in render_html(unfounded())
