"""The poster of the public door (D17): one sheet whatever it says, and its code is that of the address."""

import io
import re
from dataclasses import replace

import pypdfium2
import pytest
import qrcode

from bihuan.documents.rendering import render_poster, squares_of
from bihuan.documents.rules.poster import Poster

POSTER = Poster(
    issuer="青石县纪委监委", title="监督举报二维码", about=("青石县作风专项整治", "县水利局 政务大厅 3 号窗口"),
    address="https://jb.example.invalid/e/gatjjhdw4q/", says=("手机扫一扫就能写，不用注册。", "内容一收到就密封。", "写完得到查询码。"),
    ways=(("监督电话", "0000-1234567"), ("紧急情况", "请打 110")), foot="入口代码 gatjjhdw4q",
)  # fmt: skip
MOST = replace(
    POSTER, issuer="青石县纪律检查委员会监察委员会驻县教育体育局纪检监察组", about=("青石县“推诿扯皮、慢作为、不作为”突出问题专项整治行动", "名" * 80),
    ways=tuple((name, "号" * 60) for name in ("监督电话", "举报邮箱", "来信来访", "接待时间", "紧急情况")),
)  # fmt: skip


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("poster", [POSTER, MOST])
def test_it_is_one_sheet_and_says_everything(poster: Poster, large: bool) -> None:
    with pypdfium2.PdfDocument(io.BytesIO(render_poster(replace(poster, large=large)))) as found:
        assert len(found) == 1
        told = "".join(found[0].get_textpage().get_text_range().split())
    for words in (poster.issuer, poster.title, poster.says[-1], poster.foot, *(value for _name, value in poster.ways)):
        assert "".join(words.split()) in told


def test_the_squares_are_those_of_the_address_with_white_around_them() -> None:
    code = qrcode.QRCode(border=4, error_correction=qrcode.constants.ERROR_CORRECT_Q)
    code.add_data(POSTER.address)
    code.make(fit=True)
    dark = {(x, y) for y, row in enumerate(code.get_matrix()) for x, is_dark in enumerate(row) if is_dark}
    drawn = squares_of(POSTER.address)
    assert {(int(x), int(y)) for x, y in re.findall(r"M(\d+) (\d+)h1v1h-1z", drawn.path)} == dark
    assert min(x for x, _y in dark) == 4 and max(x for x, _y in dark) == drawn.side - 5
