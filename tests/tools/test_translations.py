"""The catalogue tools do without gettext what gettext does."""

import gettext
from pathlib import Path

import pytest

from tools import translations

CATALOGUE = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

#: somewhere.py
msgid "问题"
msgstr "problem"

msgctxt "档案"
msgid "卷"
msgstr ""
"a \\"file\\"\\n"
"of papers"

msgid "%(n)d 件"
msgid_plural "%(n)d 件问题"
msgstr[0] "one"
msgstr[1] "%(n)d of them"

#, fuzzy
msgid "猜的"
msgstr "guessed"
"""


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    path = tmp_path / "django.po"
    path.write_text(CATALOGUE, encoding="utf-8")
    return path


def test_a_compiled_catalogue_speaks(catalogue: Path) -> None:
    with translations.compile_catalogue(catalogue).open("rb") as compiled:
        spoken = gettext.GNUTranslations(compiled)
    assert spoken.gettext("问题") == "problem"
    assert spoken.pgettext("档案", "卷") == 'a "file"\nof papers'
    assert [spoken.ngettext("%(n)d 件", "%(n)d 件问题", n) for n in (1, 2)] == ["one", "%(n)d of them"]
    assert spoken.gettext("猜的") == "猜的"


def test_a_written_catalogue_reads_back(catalogue: Path) -> None:
    entries = translations.read_catalogue(catalogue)
    copy = catalogue.with_name("copy.po")
    copy.write_text("\n\n".join(map(translations._written, entries)), encoding="utf-8")
    assert translations.read_catalogue(copy) == entries


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('{% load i18n %}{% translate "甲" %}', [("甲", None)]),
        ("{% load i18n %}<a title=\"{% trans '乙（一）' %}\">", [("乙（一）", None)]),
        ('{{ _("丙 (二)")|title }}', [("丙 (二)", None)]),
        ("{% load i18n %}{% blocktranslate trimmed %}\n 丁\n 共 {{ n }} 件\n{% endblocktranslate %}", [("丁 共 %(n)s 件", None)]),
        ("{% load i18n %}{% blocktranslate count n=n %}一{% plural %}多{% endblocktranslate %}", [("一", "多")]),
    ],
)
def test_texts_of_templates_are_found(tmp_path: Path, source: str, found: list[tuple[str, str | None]]) -> None:
    path = tmp_path / "page.html"
    path.write_text(source, encoding="utf-8")
    assert [(entry.text, entry.plural) for entry in translations._texts_in(path)] == found


def test_texts_of_code_are_found(tmp_path: Path) -> None:
    path = tmp_path / "code.py"
    path.write_text('a = _("甲" "乙")\nb = ngettext("一", "多", n)\nc = pgettext("处", "词")\nd = _(name)\n', encoding="utf-8")
    assert {(entry.context, entry.text, entry.plural) for entry in translations._texts_in(path)} == {
        (None, "甲乙", None),
        (None, "一", "多"),
        ("处", "词", None),
    }
