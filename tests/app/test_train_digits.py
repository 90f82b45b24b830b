"""The command that trains the digit networks: a short run says its figures and repeats itself byte for byte."""

from pathlib import Path

import pytest

from app.train_digits import main
from engine.digit_networks import digit_spec, unpack

SHORT = ["32-relu", "16-16-tanh", "--updates", "300", "--strokes", "60", "--variations", "1"]


def test_a_short_run_writes_the_same_weights_every_time(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for folder in ("one", "other"):
        main([*SHORT, "--folder", str(tmp_path / folder)])
    for name in ("32-relu", "16-16-tanh"):
        data = (tmp_path / "one" / f"{name}.bin").read_bytes()
        assert data == (tmp_path / "other" / f"{name}.bin").read_bytes()
        unpack(digit_spec(name), data)
    said = capsys.readouterr().out
    assert "images in" in said
    assert "32-relu: 300 updates in" in said
    assert "% of fresh strokes" in said
    assert "% of 1797 scans" in said


def test_a_comparison_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main([*SHORT, "--check", "--folder", str(tmp_path / "none")])
    assert not list(tmp_path.iterdir())
    assert "not the weights that ship" in capsys.readouterr().out


def test_judging_by_other_people_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main([*SHORT, "--hold-out", "--folder", str(tmp_path / "none")])
    assert not list(tmp_path.iterdir())
    assert "% of 449 scans" in capsys.readouterr().out
