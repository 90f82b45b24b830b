import re
from collections.abc import Sequence

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from app.panels.digit_tiles import STRENGTHS, Tone, ink_tones, sign_marks, signed_pictures, signed_tones

_PIECE = re.compile(r"M(\d+) (\d+)h(\d+)v1h-(\d+)z")
values = st.lists(st.floats(-2, 2), min_size=256, max_size=256)


def painted(tones: Sequence[Tone]) -> dict[tuple[int, int], tuple[str, float]]:
    """What colour and strength every pixel has, read back from the paths; a pixel is painted once at most."""
    found: dict[tuple[int, int], tuple[str, float]] = {}
    for tone in tones:
        assert _PIECE.sub("", tone.path) == ""
        for column, row, there, back in _PIECE.findall(tone.path):
            assert there == back
            for step in range(int(there)):
                place = (int(row), int(column) + step)
                assert place not in found
                assert place[1] < 16
                found[place] = (tone.css, float(tone.opacity))
    return found


@given(st.lists(st.integers(0, 15), min_size=256, max_size=256))
def test_every_level_of_ink_is_its_own_strength(levels: list[int]) -> None:
    seen = painted(ink_tones([level / 15 for level in levels]))
    for index, level in enumerate(levels):
        place = divmod(index, 16)
        assert (place in seen) == (level > 0)
        if level:
            css, opacity = seen[place]
            assert css == "ink"
            assert abs(opacity - level / 15) < 1e-3


@given(values)
def test_a_signed_picture_shows_sign_and_magnitude(drawn: list[float]) -> None:
    top = max(map(abs, drawn))
    seen = painted(signed_tones(drawn, top))
    for index, value in enumerate(drawn):
        css, opacity = seen.get(divmod(index, 16), ("", 0.0))
        assert abs(opacity - abs(value) / (top or 1)) <= 0.5 / STRENGTHS + 1e-3
        assert css in ("", "plus" if value > 0 else "minus")


@given(st.lists(values, min_size=1, max_size=3))
def test_pictures_drawn_together_are_those_drawn_alone(drawn: list[list[float]]) -> None:
    top = np.abs(drawn).max()
    assert signed_pictures(np.array(drawn), top) == tuple(signed_tones(one, top) for one in drawn)


def test_what_is_beyond_the_scale_has_the_full_colour() -> None:
    (tone,) = signed_tones([0.0] * 255 + [-9.0], 1.0)
    assert (tone.css, tone.opacity, tone.path) == ("minus", "1", "M15 15h1v1h-1z")


def test_nothing_is_drawn_on_no_scale() -> None:
    assert signed_tones([0.0] * 256, 0.0) == ()


@given(values)
def test_a_strong_pixel_bears_its_sign(drawn: list[float]) -> None:
    top = max(map(abs, drawn))
    plus, minus = sign_marks(drawn, top)
    strong = np.abs(drawn) > 0.5 * top
    assert plus.count("h.5") == plus.count("v.5")
    assert plus.count("h.5") >= np.sum(strong & (np.array(drawn) > 0))
    assert minus.count("h.5") >= np.sum(strong & (np.array(drawn) < 0))
    assert "v" not in minus
