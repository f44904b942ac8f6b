"""The page of a clue hands out working copies; the original is one link further."""

import pytest

from bihuan.clues.models import Clue
from tests.clues.ground import HANDLER, INTAKE, Desk
from tests.factories.pictures import MARK, jpeg
from tests.factories.town import HEAD, OFFICE
from tests.interfaces.web.test_clue_pages import At, at_desk, desk, go, read_by, reported

pytestmark = pytest.mark.django_db
__all__ = ["at_desk", "desk"]  # fixtures


def test_a_working_copy_tells_neither_the_phone_nor_its_owner(desk: Desk, at_desk: At) -> None:  # noqa: F811
    _reporter, tip = reported(desk, files={"张三的手机.jpg": jpeg(), "说明.zip": b"PK\x03\x04" + b"x" * 60})
    go(at_desk(INTAKE), "register", tip.pk, data={"people": HEAD})
    clue, handler = Clue.objects.get(tip=tip), at_desk(HANDLER)
    pictures = [one for one in clue.pieces.filter(number=0)]  # noqa: C416
    assert go(handler, "clue_copy", clue.pk, pictures[0].file).status_code == 302, "first it is asked what for"
    page = read_by(handler, clue)
    assert "工作副本" in page
    answers = [go(handler, "clue_copy", clue.pk, one.file) for one in pictures]
    (picture,) = [one for one in answers if one.status_code == 200]
    assert MARK.encode() not in b"".join(picture.streaming_content) and "%E5%BC%A0%E4%B8%89" not in picture["Content-Disposition"]
    assert "sandbox" in picture["Content-Security-Policy"] and picture["Cache-Control"] == "no-store"
    (refused,) = [one for one in answers if one.status_code != 200]
    assert refused.status_code in {400, 422}
    for person in (HEAD, OFFICE):
        assert go(at_desk(person, unlocked=False), "clue_copy", clue.pk, pictures[0].file).status_code == 404
