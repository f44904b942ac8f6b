"""Every measurement belongs to `make bench` and is named among the claims."""

from pathlib import Path

from bench.__main__ import ALONE, BOTH, ON_A_PROVINCE, ON_SQLITE

_ROOT = Path(__file__).parents[2]
_NO_CLAIMS = {"__main__", "scene", "work", "clerks", "near_texts", "province", "province_rows", "shots", "mutating", "walking", "probes"}


def test_every_measurement_is_run_by_make_bench() -> None:
    found = {one.stem for one in (_ROOT / "bench").glob("*.py")}
    assert found - _NO_CLAIMS == {*ALONE, *BOTH}
    assert {*ON_A_PROVINCE, *ON_SQLITE} <= set(BOTH)


def test_every_measurement_is_named_among_the_claims() -> None:
    claims = (_ROOT / "docs" / "reference" / "claims.md").read_text(encoding="utf-8")
    assert not [one for one in (*ALONE, *BOTH) if f"bench.{one}" not in claims]
