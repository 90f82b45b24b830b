import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.address.grammar import Unreadable
from app.ink import BLANK, LENGTH, PIXELS, pixels, read, written

drawings = st.binary(min_size=PIXELS, max_size=PIXELS).map(lambda data: bytes(byte & 15 for byte in data))


@given(drawings)
def test_a_drawing_reads_back_as_itself(ink: bytes) -> None:
    assert read(written(ink)) == ink
    assert len(written(ink)) in (0, LENGTH)


def test_four_bits_a_pixel_are_enough() -> None:
    assert LENGTH * 6 < PIXELS * 4 + 6


def test_the_first_pixels_are_the_first_characters() -> None:
    ink = bytearray(PIXELS)
    ink[0], ink[1], ink[2] = 15, 1, 2
    # 1111 0001 0010 0000 … in sixes: 111100 010010 0000…
    assert written(bytes(ink)).startswith("8SA")


def test_a_blank_drawing_is_no_text() -> None:
    assert written(BLANK) == ""
    assert read("") == BLANK


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("A" * (LENGTH - 1), "171 characters, not 170"),
        ("A" * (LENGTH + 1), "171 characters, not 172"),
        ("A" * (LENGTH - 1) + "!", "A–Z"),
        ("A" * (LENGTH - 1) + "+", "not how any drawing is written"),
        ("A" * (LENGTH - 1) + "é", "A–Z"),
        ("A" * LENGTH, "not how any drawing is written"),
        ("A" * (LENGTH - 1) + "B", "not how any drawing is written"),
    ],
)
def test_what_is_no_drawing_is_refused(text: str, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        read(text)


@given(drawings)
def test_pixels_are_what_the_network_was_shown(ink: bytes) -> None:
    x = pixels(ink)
    assert x.shape == (PIXELS,)
    assert np.array_equal(np.rint(x * 15).astype(int), list(ink))
    with pytest.raises(ValueError, match="read-only"):
        x[0] = 1
