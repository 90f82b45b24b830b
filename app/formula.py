r"""Formulas with their numbers: LaTeX of our own making in which every symbol is tied to a number of the picture.

A formula's text depends on the network's shape alone, so it is typeset once; its numbers are put in afterwards.
``\class{ref-ID}{…}`` ties a symbol to the number with that id, ``\text{#ID#}`` stands for the number itself.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from math import isnan

from app.moment import Moment, id_of
from app.numbers import MINUS, data, is_exact, text


@dataclass(frozen=True, slots=True)
class Figure:
    """A number inside a formula.

    Attributes:
        content: as printed.
        data: at full precision.
        ref: the id of the number on the picture, or "".
    """

    content: str
    data: str
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Formula:
    """One line of an equation.

    Attributes:
        latex: the symbols, with places for the numbers.
        figures: the number for each place.
    """

    latex: str
    figures: dict[str, Figure]


_TIE = re.compile(r'class="ref-([^"]+)"')
_PLACE = re.compile(r"<mtext>#([^#]+)#</mtext>")


class Writer:
    """Writes formulas about one moment; collects the numbers that they mention."""

    def __init__(self, moment: Moment) -> None:
        """Start with no numbers."""
        self.moment = moment
        self._figures: dict[str, Figure] = {}
        self._exact = True

    def known(self, quantity: str, *place: int) -> bool:
        """Whether the number has been computed by now; if not, only its symbol may be written."""
        return self.moment.known(quantity, *place)

    def value(self, quantity: str, *place: int, brackets: bool = False) -> str:
        """The place of a number, to stand on the line; in brackets when it is negative and they are asked for.

        A covered one is a question mark, here and in whatever else is written.
        """
        if self.moment.hides(quantity, *place):
            return self._asked()
        key = id_of(quantity, *place)
        value, digits = self.moment.number(quantity, *place), self.moment.digits(quantity, *place)
        self._figures[key] = Figure(_bracketed(text(value, digits), brackets), data(value), key)
        self._exact = self._exact and is_exact(value, digits)
        return rf"\text{{#{key}#}}"

    def bare(self, name: str, value: float, *, brackets: bool = False) -> str:
        """The place of a number that is not on the picture.

        Args:
            name: unlike every other in this formula.
            value: the number.
            brackets: whether a negative number is put in brackets.
        """
        if isnan(value) and self.moment.open:
            return self._asked()
        self._figures[f"={name}"] = Figure(_bracketed(text(value), brackets), data(value))
        self._exact = self._exact and is_exact(value)
        return rf"\text{{#={name}#}}"

    def term(self, symbol: str, quantity: str, *place: int) -> str:
        """A symbol tied to its number, with the number under it once it is known."""
        key = id_of(quantity, *place)
        tied = rf"\class{{ref-{key}}}{{{symbol}}}"
        if not self.moment.shown(quantity, *place):
            return tied
        return rf"\underset{{{self.value(quantity, *place)}}}{{{tied}}}"

    def result(self, quantity: str, *place: int) -> str:
        """«= value» or «≈ value» once it is known: equal only when every number on the line is printed exactly."""
        if not self.moment.shown(quantity, *place):
            return ""
        value = self.value(quantity, *place)
        return (" = " if self._exact else r" \approx ") + value

    def _asked(self) -> str:
        self._exact = True  # a sign of rounding would say something about it
        return r"\text{?}"

    def rounded(self) -> None:
        """The result of this line is no decimal number, whatever float64 makes of it."""
        self._exact = False

    def sign(self) -> str:
        """The relation that the numbers on the line so far allow."""
        return " = " if self._exact else r" \approx "

    def line(self, latex: str) -> Formula:
        """The finished line; the writer is empty again."""
        figures, self._figures, self._exact = self._figures, {}, True
        return Formula(latex, figures)


def _bracketed(printed: str, brackets: bool) -> str:
    return f"({printed})" if brackets and printed.startswith(MINUS) else printed


def partial(above: str, below: str) -> str:
    """∂above/∂below."""
    return rf"\frac{{\partial {above}}}{{\partial {below}}}"


def sum_of(count: int, write: Callable[[int], str], most: int = 5) -> str:
    """write(1) + … + write(count), shortened in the middle when there are more than ``most`` (2 or more) terms."""
    shown = range(1, count + 1) if count <= most else range(1, max(most - 2, 1) + 1)
    terms = [write(number) for number in shown]
    return " + ".join(terms if count <= most else [*terms, r"\cdots", write(count)])


def filled(mathml: str, formula: Formula) -> str:
    """Typeset symbols with the ties made and the numbers put in their places.

    Args:
        mathml: what ``formula.latex`` is typeset to.
        formula: the formula.
    """

    def number(match: re.Match[str]) -> str:
        figure = formula.figures[match[1].replace("&#x0003D;", "=")]
        ref = f' data-ref="{figure.ref}"' if figure.ref else ""
        side = " back" if figure.ref.startswith(("dC_", "dL_", "backward")) else ""
        return f'<mn class="figure{side}"{ref} data-value="{figure.data}">{figure.content}</mn>'

    # A plain string: text that knows itself to be markup would escape the quotes that a substitution writes into it.
    return _PLACE.sub(number, _TIE.sub(r'data-ref="\1"', str(mathml)))
