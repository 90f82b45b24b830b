"""Floats as text: one rule of digits for every number on a page.

Three significant digits. A number that this says exactly is written without trailing zeros (4, 0.48); one that had to
be rounded keeps them (0.470), so a reader sees which is which. The minus is a true minus sign.
"""

import math
from decimal import Decimal
from functools import lru_cache

MINUS = "\N{MINUS SIGN}"
DIGITS = 3


@lru_cache(maxsize=20_000)
def text(value: float, digits: int = DIGITS) -> str:
    """The number as it is printed on a page: ``0.864``, ``−0.0903``, ``4``, ``1.23e−7``, ``∞``.

    Args:
        value: any float; ``-0.0`` prints as 0.
        digits: significant digits of a number that has more.
    """
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "∞" if value > 0 else f"{MINUS}∞"
    if value == 0:
        return "0"
    exact = plain(value) if 1e-4 <= abs(value) < 1e6 else ""
    if exact and len(exact.lstrip("-0.").replace(".", "")) <= max(digits, len(str(int(abs(value))))):
        return exact.replace("-", MINUS)
    return _rounded(value, digits).replace("-", MINUS)


def telling_digits(new: float, old: float) -> int:
    """How many significant digits a new value needs so that its change from the old one shows, at most nine."""
    change = abs(new - old)
    if not math.isfinite(change) or change == 0 or new == 0:
        return DIGITS
    return min(9, max(DIGITS, math.floor(math.log10(abs(new))) - math.floor(math.log10(change)) + 1))


def data(value: float) -> str:
    """The number at full precision, as ``data-value`` carries it: the shortest text that reads back as this float."""
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    return repr(float(value))


def plain(value: float) -> str:
    """The shortest text for an address or a field: ``1`` rather than ``1.0``; reads back as the same float."""
    return repr(float(value)).removesuffix(".0")


def is_exact(value: float, digits: int = DIGITS) -> bool:
    """Whether the printed text is the very number, so that an equals sign before it tells the truth."""
    printed = text(value, digits).replace(MINUS, "-").replace("∞", "inf")
    return math.isfinite(value) and float(printed) == value


def like(value: float, printed: str) -> str:
    """The number rounded to as many places after the point as a printed figure has."""
    places = len(printed.partition(".")[2])
    return str(Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-places))).replace("-", MINUS)


def _rounded(value: float, digits: int) -> str:
    scientific = f"{value:.{digits - 1}e}"
    mantissa, exponent = scientific.split("e")
    power = int(exponent)
    if power < -4 or power >= 6:
        if float(scientific) == value:
            mantissa = mantissa.rstrip("0").rstrip(".")
        return f"{mantissa}e{power}"
    return f"{value:.{max(digits - 1 - power, 0)}f}"
