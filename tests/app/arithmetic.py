r"""The arithmetic that a line of LaTeX claims, worked out again.

A line is cut at its relations; a side that consists of numbers alone (a symbol with its number under it counts as that
number) has a value, and neighbouring values have to stand in the relation that is written between them.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from math import log

from app.formula import Formula

_TOKEN = re.compile(r"\\[a-zA-Z]+|\\[,;]|[0-9]+(?:\.[0-9]+)?|#[^#]+#|\S")
_RELATIONS = {"=", r"\approx", r"\leftarrow"}
_SPACE = {r"\,", r"\;", r"\left", r"\right", r"\cdot"}
_STARTS = {"(", "[", r"\frac", r"\ln", r"\text", r"\underset"}


class Symbolic(Exception):
    """This side is not made of numbers alone."""


@dataclass
class _Side:
    tokens: list[str]
    number: Callable[[str], float]
    at: int = 0

    def peek(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def take(self, expected: str = "") -> str:
        token = self.peek()
        if expected and token != expected:
            raise Symbolic(f"{token} instead of {expected}")
        self.at += 1
        return token

    def sum(self) -> float:
        total = self.product()
        while self.peek() in ("+", "-"):
            sign = 1 if self.take() == "+" else -1
            total += sign * self.product()
        return total

    def product(self) -> float:
        if self.peek() == "-":
            self.take()
            return -self.product()
        value = self.power()
        while self.peek() in _STARTS or self.peek()[:1].isdigit():
            value *= self.power()
        return value

    def power(self) -> float:
        value = self.factor()
        if self.peek() == "^":
            self.take()
            self.take("2")
            value **= 2
        return value

    def factor(self) -> float:
        token = self.take()
        if token[:1].isdigit():
            return float(token)
        if token in ("(", "["):
            value = self.sum()
            self.take(")" if token == "(" else "]")
            return value
        match token:
            case r"\frac":
                above = self.braces()
                return above / self.braces()
            case r"\ln":
                return log(self.power())
            case r"\underset":
                value = self.braces()
                self.skip()
                return value
            case r"\text":
                self.take("{")
                if not self.peek().startswith("#"):
                    raise Symbolic(self.peek())
                value = self.number(self.take()[1:-1])
                self.take("}")
                return value
        raise Symbolic(token)

    def braces(self) -> float:
        self.take("{")
        value = self.sum()
        self.take("}")
        return value

    def skip(self) -> None:
        """Over a group in braces."""
        depth = 0
        while True:
            depth += {"{": 1, "}": -1}.get(self.take(), 0)
            if depth == 0:
                return


def printed(formula: Formula) -> Callable[[str], float]:
    """The numbers as they are printed."""

    def number(key: str) -> float:
        return float(formula.figures[key].content.strip("()").replace("−", "-").replace("∞", "inf"))

    return number


def full(formula: Formula) -> Callable[[str], float]:
    """The numbers with all their digits."""
    return lambda key: float(formula.figures[key].data)


def claims(formula: Formula, number: Callable[[str], float]) -> list[tuple[str, float, float]]:
    """The relations between neighbouring sides that are numbers: the relation, the left value, the right one."""
    sides: list[list[str]] = [[]]
    relations = []
    depth = 0
    for token in _TOKEN.findall(formula.latex):
        depth += {"{": 1, "}": -1}.get(token, 0)
        if token in _RELATIONS and depth == 0:
            relations.append(token)
            sides.append([])
        elif token not in _SPACE:
            sides[-1].append(token)
    values = [_value(_Side(tokens, number)) for tokens in sides]
    return [
        (relation, left, right)
        for relation, left, right in zip(relations, values[:-1], values[1:], strict=True)
        if left is not None and right is not None
    ]


def _value(side: _Side) -> float | None:
    try:
        value = side.sum()
        return value if side.at == len(side.tokens) else None
    except Symbolic:
        return None
