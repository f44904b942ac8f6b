"""D50 and D51 with their forms: from the rows, in words that say one thing only."""

from datetime import timedelta

import pytest

from bihuan.accountability import operations as do
from bihuan.accountability.models import Clarification, Tolerance
from bihuan.accountability.vocabulary.publicity import RightsPaper as K
from bihuan.accountability.vocabulary.publicity import RightsWord
from bihuan.documents.rendering import render_docx
from bihuan.documents.rendering.html import render_html
from bihuan.foundation.audit.models import Record
from bihuan.foundation.kernel import Missing, NotAllowed
from tests.accountability.ground import Bodies, by
from tests.accountability.test_clarification import POINT, approved, proposed
from tests.accountability.test_tolerance import asked, granted
from tests.factories.town import COLLEAGUE, GROUP, LEADER, OFFICIAL, TODAY

pytestmark = pytest.mark.django_db


def words(row: Tolerance | Clarification, kind: K, bodies: Bodies, who: str) -> str:
    paper = do.take_rights_paper(row, kind=kind, **by(bodies.place, who))
    assert render_docx(paper)[:2] == b"PK"
    return "".join(str(one) for one in render_html(paper))


@pytest.mark.mechanism("D50")
def test_the_tolerance_paper_answers_every_line(bodies: Bodies) -> None:
    row = granted(bodies)
    told = words(row, K.TOLERANCE, bodies, OFFICIAL)
    for part in ("先开工后补批", "已衡量", "出于公心", "雷峰、夕照", "补办审批手续", (TODAY + timedelta(20)).isoformat(), "不影响评优"):
        assert part in told, part
    draft = words(asked(bodies), K.TOLERANCE, bodies, OFFICIAL)
    assert "尚未决定" in draft
    with pytest.raises(NotAllowed):
        words(row, K.TOLERANCE, bodies, COLLEAGUE)
    with pytest.raises(Missing):
        words(row, K.LETTER, bodies, LEADER)


@pytest.mark.mechanism("D51")
def test_the_letter_clears_one_point_and_judges_nobody(bodies: Bodies) -> None:
    row = proposed(bodies)
    asking = words(row, K.ASKING, bodies, OFFICIAL)
    assert POINT in asking and "不希望澄清" in asking and "本人意愿" in asking
    with pytest.raises(Missing):
        words(row, K.LETTER, bodies, GROUP)
    approved(bodies, row)
    letter = words(row, K.LETTER, bodies, OFFICIAL)
    assert POINT in letter and "只就上述具体问题" in letter and "不对本人作全面评价" in letter
    assert "签到表" not in letter and "青纪线办" not in letter, "neither what it rests on nor the clue desk's paper"
    form = words(row, K.APPROVAL, bodies, GROUP)
    assert all(part in form for part in (POINT, "签到表", "青纪线办〔2026〕4 号", "书面澄清", "同意"))
    with pytest.raises(NotAllowed):
        words(row, K.APPROVAL, bodies, OFFICIAL)
    taken = Record.objects.filter(action=RightsWord.PAPER.value)
    assert taken.count() == 3 and not any("礼品" in str(one.changes) for one in taken)
