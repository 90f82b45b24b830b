"""The width of texts that no browser has laid out yet."""

import pytest

from app.text_width import WIDE, clipped, digits_wide, widest


@pytest.mark.parametrize(
    ("text", "digits"), [("", 0), ("0.5 %", 5), ("训练", 2 * WIDE), ("第 3 层", 2 * WIDE + 3), ("∂C/∂z₁₂", 7)]
)
def test_a_chinese_character_is_nearly_two_digits_wide(text: str, digits: float) -> None:
    assert digits_wide(text) == pytest.approx(digits)


def test_the_widest_is_not_the_one_of_most_letters() -> None:
    assert widest(["abcd", "训练集"]) == pytest.approx(3 * WIDE)


@pytest.mark.parametrize(
    ("text", "most", "left"),
    [
        ("y₁: A", 5, "y₁: A"), ("y₁: willow", 6, "y₁: w…"), ("y₁: A B", 6, "y₁: A…"),
        ("训练集", 5, "训练…"), ("训练集", 4, "训…"), ("训练", 4, "训练"),
    ],
)  # fmt: skip
def test_what_is_too_wide_ends_early(text: str, most: float, left: str) -> None:
    said = clipped(text, most)
    assert said == left
    assert digits_wide(said) <= most
