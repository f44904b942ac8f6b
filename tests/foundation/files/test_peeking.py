"""How far a sheet reaches is read off its XML before anything takes memory for it, whatever its writer's habits."""

import pytest

from bihuan.foundation.files.rules.peeking import reach_of

_PLAIN = '<row r="{row}" spans="1:2"><c r="A{row}" t="s"><v>7</v></c><c s="1" r="B{row}"/></row>'
_PREFIXED = "<x:row r='{row}'><x:c r='a{row}'><x:v>7</x:v></x:c><x:c s='1' r = 'b{row}'/></x:row>"


@pytest.mark.parametrize("written", [_PLAIN, _PREFIXED])
@pytest.mark.parametrize("count", [1, 40_000])  # the longer one is looked at in pieces
def test_the_last_row_and_column_are_found_wherever_they_stand(written: str, count: int) -> None:
    rows = "".join(written.format(row=number) for number in range(1, count + 1))
    assert reach_of(rows.encode()) == (count, 2)
    for far in ('<c r="XFD1048576"/>', "<y:c s='2' r='xfd1048576'/>"):
        assert reach_of(f"{far}{rows}".encode()) == reach_of(f"{rows}{far}".encode()) == (1_048_576, 16_384)
        assert reach_of((rows[: len(rows) // 2].rpartition("<")[0] + far).encode()) == (1_048_576, 16_384)


def test_text_that_looks_like_a_place_and_an_empty_sheet_reach_nowhere() -> None:
    assert reach_of(b"") == (0, 0)
    assert reach_of(b'<row r="3"><c r="B3" t="inlineStr"><is><t>r="ZZ99" c r="ZZ99"</t></is></c></row>') == (3, 2)
