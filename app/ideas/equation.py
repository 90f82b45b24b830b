"""Equations of an idea that is about no network: symbols with their numbers under them, each tied to the picture's."""

from app.formula import Figure, Formula
from app.numbers import data, is_exact, text


class Equation:
    """Writes one line; it remembers whether every number on it is printed exactly."""

    def __init__(self) -> None:
        """Start with no numbers."""
        self._figures: dict[str, Figure] = {}
        self._exact = True

    def number(self, ref: str, value: float, *, brackets: bool = False) -> str:
        """The place of the number that the picture has under the id ``ref``; a negative one in brackets if asked."""
        self._exact = self._exact and is_exact(value)
        printed = bracketed(value) if brackets else text(value)
        key = f"={len(self._figures)}"
        self._figures[key] = Figure(printed, data(value), ref)
        return rf"\text{{#{key}#}}"

    def under(self, symbol: str, ref: str, value: float | None) -> str:
        """A symbol tied to its number, with the number under it; the symbol alone while that is covered."""
        if value is None:
            return symbol
        return rf"\underset{{{self.number(ref, value, brackets=True)}}}{{\class{{ref-{ref}}}{{{symbol}}}}}"

    def result(self, ref: str, value: float) -> str:
        """«= value», or «≈ value» where something on the line had to be rounded."""
        place = self.number(ref, value)
        return ("= " if self._exact else r"\approx ") + place

    def line(self, latex: str) -> Formula:
        """The finished line."""
        return Formula(latex, self._figures)


def bracketed(value: float) -> str:
    """A number that follows a dot: in brackets where it has a minus."""
    return f"({text(value)})" if value < 0 else text(value)
