"""Addresses of static files change with their content, and the files are found at them by everything that serves them."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.test import Client

from bihuan.interfaces.web.shell import stamped

LINKED = re.compile(r'(?:href|src)="(/static/[^"]+)"')


def test_an_edited_file_has_another_address(tmp_path: Path, settings: Any) -> None:
    settings.STATICFILES_DIRS = [tmp_path]
    finders.get_finder.cache_clear()
    sheet = tmp_path / "sheet.css"
    addresses = []
    try:
        for text in ("a{}", "b{}"):
            for known in (stamped._place, stamped._mark):
                known.cache_clear()  # another process
            sheet.write_text(text)
            addresses.append(static("sheet.css"))
    finally:
        for known in (stamped._place, stamped._mark, finders.get_finder):
            known.cache_clear()
    assert len(set(addresses)) == 2 and all(re.fullmatch(r"/static/sheet\.css\?[0-9a-f]{6}", one) for one in addresses)
    assert static("nirgends.css") == "/static/nirgends.css"


@pytest.mark.django_db
def test_every_sheet_and_script_of_a_page_bears_its_mark_and_is_there() -> None:
    told = LINKED.findall(Client().get("/documents/verify/").content.decode())
    assert len(told) >= 4 and all(re.search(r"\?[0-9a-f]{6}(#|$)", one) for one in told)
    assert {Client().get(one).status_code for one in told if "/vendor/" not in one} == {200}
