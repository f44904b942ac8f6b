"""Evidence on its page: working copy by default, the original for office and group and in the book; a photograph used twice is flagged (F10)."""

import io
from typing import Any

import pytest
from django.urls import reverse
from PIL import Image

from bihuan.foundation.audit.models import Record
from bihuan.foundation.files.looks import look_over
from bihuan.foundation.kernel import BadInput
from bihuan.problems import queries
from bihuan.problems.jobs import ask_for_new_evidence, look_over_evidence
from bihuan.problems.models import Evidence, Problem
from bihuan.problems.operations import attach_evidence
from bihuan.problems.policy import visible
from bihuan.problems.queries import twins
from tests.factories.pictures import MARK, jpeg, photo
from tests.factories.town import FOREST, GROUP, HEAD, LIAISON, NOW, OFFICE, OFFICIAL, OTHER_LIAISON, OTHER_OFFICIAL, Town, town

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(settings: Any, tmp_path: Any) -> Town:
    settings.BIHUAN_FILES, settings.BIHUAN_DEMO = tmp_path / "files", True
    return town()


def _proof(place: Town, row: Problem, data: bytes, by: str, name: str = "整改前后 对比.jpg") -> Evidence:
    return attach_evidence(problem=row, data=data, name=name, label="窗口照片", actor=place.actor(by), now=NOW)


def _address(one: Evidence, name: str = "evidence", **more: int) -> str:
    return reverse(f"problems:{name}", kwargs={"code": one.problem.campaign.code, "number": one.problem.number, "pk": one.pk, **more})


def _copy_of(seed: int) -> bytes:
    held = io.BytesIO()
    photo(seed).resize((480, 360)).save(held, "JPEG", quality=55)
    return held.getvalue()


def test_working_copy_by_default_and_the_original_is_recorded(place: Town) -> None:
    one = _proof(place, place.find(), jpeg(), OFFICIAL)
    for name in (OFFICIAL, LIAISON, HEAD, GROUP, OFFICE):
        answer = place.client(name).get(_address(one, "evidence_copy"))
        assert answer.status_code == 200 and MARK.encode() not in answer.getvalue()
    assert "attachment" in answer["Content-Disposition"] and "filename*=utf-8''%E6%95%B4%E6%94%B9" in answer["Content-Disposition"]
    assert answer["X-Content-Type-Options"] == "nosniff" and "sandbox" in answer["Content-Security-Policy"]
    for name in (OFFICIAL, LIAISON, HEAD):
        assert place.client(name).post(_address(one, "evidence_original")).status_code == 403
    assert not Record.objects.filter(action="take_original").exists()
    for name in (GROUP, OFFICE):
        assert place.client(name).post(_address(one, "evidence_original")).getvalue() == jpeg()
    told = Record.objects.filter(action="take_original").order_by("position")
    assert [(each.actor_name, each.changes["problem"]) for each in told] == [(GROUP, "0001"), (OFFICE, "0001")]


def test_the_page_shows_a_picture_made_by_us_and_what_the_copy_lacks(place: Town) -> None:
    one = _proof(place, place.find(), jpeg(), OFFICIAL)
    page = place.client(OFFICIAL).get(_address(one)).content.decode()
    assert "hx-get" in page and "取原件" not in page, "still to be made: it follows as a fragment"
    part = place.client(OFFICIAL).get(_address(one), headers={"HX-Request": "true"}).content.decode()
    assert "拍摄地点" in part and _address(one, "evidence_shot", order=0) in part and MARK not in part
    assert _address(one, "evidence_shot", order=0) in place.client(OFFICE).get(_address(one)).content.decode(), "made: at once"
    shot = place.client(OFFICIAL).get(_address(one, "evidence_shot", order=0))
    assert shot["Content-Type"] == "image/webp" and Image.open(io.BytesIO(shot.getvalue())).size == (480, 640)
    assert place.client(OFFICIAL).get(_address(one, "evidence_shot", order=1)).status_code == 404


def test_words_of_a_file_never_become_markup(place: Town) -> None:
    one = _proof(place, place.find(), "<script>alert(1)</script>\n情况说明".encode(), OFFICIAL, "说明.txt")
    page = place.client(OFFICIAL).get(_address(one) + "?make=1").content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page and "<script>alert" not in page and "情况说明" in page


def test_a_broken_file_says_so(place: Town) -> None:
    one = _proof(place, place.find(), b"\xff\xd8\xff\xe0" + bytes(64), OFFICIAL)
    assert "已损坏" in place.client(OFFICIAL).get(_address(one) + "?make=1").content.decode()
    assert place.client(OFFICIAL).get(_address(one, "evidence_copy")).status_code == 422


def test_the_same_photograph_on_two_items_is_flagged_for_group_and_office_only(place: Town) -> None:
    first, second, third = (place.find() for _item in range(3))
    far = place.find(unit=FOREST, person=OTHER_OFFICIAL)
    mine = _proof(place, first, jpeg(1), OFFICIAL)
    same = _proof(place, second, jpeg(1), OFFICIAL)
    near = _proof(place, far, _copy_of(1), OTHER_OFFICIAL)
    other = _proof(place, third, jpeg(2), OFFICIAL)
    for each in (mine, same, near, other):
        look_over(each.file)
    reach = queries.reach(place.actor(GROUP), place.campaign.pk)
    found = queries.twins_of(reach, first, [mine])[mine.pk]
    assert [(twin.evidence.pk, twin.exact) for twin in found] == [(same.pk, True), (near.pk, False)]
    assert not queries.twins_of(reach, third, [other])
    for name, told in ((GROUP, True), (OFFICE, True), (LIAISON, False), (OFFICIAL, False), (HEAD, False)):
        ledger = place.client(name).get(reverse("problems:problem", args=[place.campaign.code, first.number])).content.decode()
        page = place.client(name).get(_address(mine)).content.decode()
        assert ("另处也用" in ledger, "同一文件也用在" in page, "照片相似" in page) == (told, told, told), name
        listed = place.client(name).get(reverse("problems:repeated", args=[place.campaign.code]))
        assert (listed.status_code == 200) == told
        if told:
            text = listed.content.decode()
            assert text.count("repeat-row") == 1 and all(f"{row.number:04d}" in text for row in (first, second, far))
            assert _address(other) not in text
    place.to("confirmed", first)  # nothing is held back by it
    assert place.client(OTHER_LIAISON).get(_address(mine)).status_code == 404


def test_of_very_many_repetitions_the_latest_come_first_and_none_is_lost(place: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not those whose fingerprints happen to come first; and only as many as this actor sees are counted."""
    monkeypatch.setattr(twins, "MOST_REPEATS", 3)
    monkeypatch.setattr(twins, "MOST", 2)
    rows = [place.find() for _n in range(3)]
    for n in range(8):
        for row in rows[: 2 if n < 7 else 3]:
            _proof(place, row, f"第{n}份说明".encode(), OFFICIAL, "说明.txt")
    hidden = [place.find(unit=FOREST, person=OTHER_OFFICIAL) for _n in range(2)]
    for n in range(6):
        for row in hidden:
            _proof(place, row, f"林业第{n}份".encode(), OTHER_OFFICIAL, "说明.txt")
    client, address = place.client(OFFICE), reverse("problems:repeated", args=[place.campaign.code])
    found, pages = list[int](), 0
    while address and pages < 9:
        answer = client.get(address)
        shown = answer.context["repeats"]
        found += [repeat.evidence[-1].pk for repeat in shown.shown]
        address = answer.context["next"] and reverse("problems:repeated", args=[place.campaign.code]) + answer.context["next"]
        pages += 1
    assert pages == 5 and len(found) == 14 and found == sorted(found, reverse=True)
    group, office = (queries.reach(place.actor(who), place.campaign.pk) for who in (GROUP, OFFICE))
    mine = queries.repeats(group, place.campaign.pk)
    seen = set(Problem.objects.filter(visible(group)).values_list("pk", flat=True))
    assert all(one.problem_id in seen for repeat in mine.shown for one in repeat.evidence)
    thrice = queries.repeats(office, place.campaign.pk, 3).shown[0]
    places = Evidence.objects.filter(file__sha256=thrice.evidence[0].file.sha256).order_by("pk").values_list("pk", flat=True)
    assert thrice.many == len(places) == 3 and [one.pk for one in thrice.evidence] == list(places)[-2:], "the latest places are named"
    page = client.get(reverse("problems:repeated", args=[place.campaign.code]), {"page": "3"}).content.decode()
    assert "3 处" in page and "列出最近的 2 处" in page


def test_more_likenesses_of_a_file_than_are_named_are_told(place: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(twins, "MOST", 2)
    rows = [place.find() for _n in range(5)]
    proofs = [_proof(place, row, "一份说明".encode(), OFFICIAL, "说明.txt") for row in rows]
    found = queries.twins_of(queries.reach(place.actor(OFFICE), place.campaign.pk), rows[0], proofs[:1])[proofs[0].pk]
    assert [twin.left for twin in found] == [0, 2]
    assert "还有 2 处没有列出" in place.client(OFFICE).get(_address(proofs[0])).content.decode()


def test_pictures_that_were_not_compared_are_told(place: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(twins, "MOST_PICTURES", 1)
    for n in range(3):
        look_over(_proof(place, place.find(), jpeg(n + 1), OFFICIAL).file)
    page = place.client(OFFICE).get(reverse("problems:repeated", args=[place.campaign.code])).content.decode()
    assert "最早的 2 张没有逐张比相似" in page


def test_what_items_share_and_what_is_void_is_no_repetition(place: Town) -> None:
    first, second = place.find(), place.find()
    one, other = _proof(place, first, jpeg(1), OFFICIAL), _proof(place, second, jpeg(1), OFFICIAL)
    reach = queries.reach(place.actor(OFFICE), place.campaign.pk)
    assert queries.twins_of(reach, first, [one])
    Evidence.objects.filter(pk=other.pk).update(file=one.file)  # the very file, as a sharing writes it
    assert not queries.twins_of(reach, first, [one])


def test_evidence_is_looked_over_in_the_background_once(place: Town) -> None:
    one = _proof(place, place.find(), jpeg(1), OFFICIAL)
    broken = _proof(place, place.find(), b"\xff\xd8\xff\xe0" + bytes(64), OFFICIAL)
    assert ask_for_new_evidence(NOW) and ask_for_new_evidence(NOW)
    assert look_over_evidence.call()["text"] == "已整理 2 个文件"
    assert not ask_for_new_evidence(NOW) and look_over_evidence.call()["text"] == "已整理 0 个文件"
    assert "拍摄地点" in place.client(OFFICIAL).get(_address(one)).content.decode()
    assert "已损坏" in place.client(OFFICIAL).get(_address(broken)).content.decode()


def test_the_same_file_proves_one_item_once(place: Town) -> None:
    row, other = place.find(), place.find()
    _proof(place, row, jpeg(), OFFICIAL)
    with pytest.raises(BadInput, match="已经有内容相同的佐证“整改前后 对比.jpg”"):
        _proof(place, row, jpeg(), OFFICIAL, "又一次.jpg")
    _proof(place, other, jpeg(), OFFICIAL)
    row.refresh_from_db()
    assert (Evidence.objects.filter(problem=row).count(), row.evidence_count) == (1, 1)
