"""What commands write."""

from pathlib import Path

from bihuan.interfaces.cli.looking_up import write


def test_a_confidential_file_is_nobody_elses_from_its_first_byte_on(tmp_path: Path) -> None:
    target, left = tmp_path / "激活单.pdf", tmp_path / ".激活单.pdf.part"
    left.touch(mode=0o644)  # of a run that was killed
    target.touch(mode=0o644)
    write(target, b"codes", rights=0o600)
    assert (target.read_bytes(), target.stat().st_mode & 0o777, left.exists()) == (b"codes", 0o600, False)
