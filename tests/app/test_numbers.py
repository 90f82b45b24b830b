import math
import re
from decimal import Context, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.numbers import MINUS, data, is_exact, like, plain, telling_digits, text

PRINTED = re.compile(r"−?(?P<mantissa>[0-9]+(\.[0-9]+)?)(e−?[0-9]+)?")

finite = st.floats(allow_nan=False, allow_infinity=False)
near_one = st.floats(-2000, 2000) | st.integers(-9999, 9999).map(lambda n: n / 1000)
powers = st.builds(lambda n, power: n * 10.0**power, st.integers(-99, 99), st.integers(-9, 9))
everyday = st.one_of(near_one, powers, st.floats(-1e7, 1e7), finite)


def read(printed: str) -> Decimal:
    return Decimal(printed.replace(MINUS, "-"))


@given(everyday)
def test_a_number_is_rounded_to_three_digits_or_to_its_whole_part(value: float) -> None:
    exact = Decimal(value)
    whole = 1000 <= abs(value) < 999_999.5
    rounded = exact.quantize(Decimal(1)) if whole else Context(prec=3).plus(exact)
    assert read(text(value)) in (rounded, Decimal(repr(value)))
    if read(text(value)) != rounded:
        assert is_exact(value)


@given(everyday)
def test_zeros_at_the_end_say_that_it_was_rounded(value: float) -> None:
    match = PRINTED.fullmatch(text(value))
    assert match
    mantissa = match["mantissa"]
    assert is_exact(value) == (float(read(text(value))) == value)
    digits = mantissa.replace(".", "").lstrip("0")
    if is_exact(value):
        assert not ("." in mantissa and mantissa.endswith("0"))
        assert len(digits) <= max(3, len(mantissa.partition(".")[0]))
    else:
        assert len(digits) == 3 or ("." not in mantissa and len(digits) > 3)


@given(everyday.filter(bool))
def test_the_minus_is_a_true_minus(value: float) -> None:
    assert "-" not in text(value)
    assert text(-abs(value)) == MINUS + text(abs(value))


@given(st.floats())
def test_full_precision_reads_back_as_the_very_float(value: float) -> None:
    assert float(data(value)) == value or math.isnan(value)
    assert math.copysign(1, float(data(value))) == math.copysign(1, value) or math.isnan(value)


@given(finite)
def test_the_text_of_a_field_reads_back_as_the_very_float(value: float) -> None:
    assert float(plain(value)) == value
    assert not plain(value).endswith(".0")


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (0.0, "0"),
        (-0.0, "0"),
        (4.0, "4"),
        (0.48, "0.48"),
        (0.4700001, "0.470"),
        (0.1 + 0.2, "0.300"),
        (-0.09032, "−0.0903"),
        (0.99951, "1.00"),
        (9.9951, "10.0"),
        (123456.7, "123457"),
        (1200.0, "1200"),
        (1234.5, "1234"),
        (999_999.7, "1.00e6"),
        (1e6, "1e6"),
        (2.5e6, "2.5e6"),
        (1234567.0, "1.23e6"),
        (0.0001, "0.0001"),
        (0.00001, "1e−5"),
        (-1.2345e-7, "−1.23e−7"),
        (float("inf"), "∞"),
        (float("-inf"), "−∞"),
        (float("nan"), "NaN"),
    ],
)
def test_by_example(value: float, printed: str) -> None:
    assert text(value) == printed


def test_more_digits_can_be_asked_for() -> None:
    assert (text(0.37068, 4), text(0.5, 4)) == ("0.3707", "0.5")


@pytest.mark.parametrize(
    ("value", "printed", "ours"),
    [
        (0.2983711087600027, "0.298371109", "0.298371109"),
        (-1.5, "−2", "−2"),
        (2.0, "2.00", "2.00"),
        (0.0000004, "0.000", "0.000"),
    ],
)
def test_a_number_is_rounded_like_a_printed_one(value: float, printed: str, ours: str) -> None:
    assert like(value, printed) == ours


@pytest.mark.parametrize(
    ("new", "old", "printed"),
    [
        (0.149780716, 0.15, "0.1498"),
        (-1.00329, -1.0, f"{MINUS}1.003"),
        (2.0225, 2.0, "2.02"),
        (0.0229, 0.0, "0.0229"),
        (1.0000000001, 1.0, "1.00000000"),
        (0.5, 0.5, "0.5"),
    ],
)
def test_a_new_value_has_the_digits_in_which_its_change_shows(new: float, old: float, printed: str) -> None:
    assert text(new, telling_digits(new, old)) == printed


@given(st.floats(-1000, 1000), st.floats(-1000, 1000) | st.floats(-1e-5, 1e-5))
def test_the_change_of_a_new_value_shows_unless_it_is_less_than_nine_digits_say(old: float, change: float) -> None:
    new = old + change
    digits = telling_digits(new, old)
    assert 3 <= digits <= 9
    if new != old and digits < 9:
        assert text(new, digits) != text(old, digits)
        assert (read(text(new, digits)) > Decimal(old)) == (new > old)
    assert telling_digits(old, old) == telling_digits(math.inf, old) == telling_digits(math.nan, old) == 3
