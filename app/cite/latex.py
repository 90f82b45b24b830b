"""LaTeX for a paper out of the LaTeX that a page is typeset from: no hooks for style sheets, and the numbers in it.

It needs the package amsmath and nothing else.
"""

import re

from app.formula import Formula
from app.numbers import MINUS, text

_PLACE = re.compile(r"\\text\{#([^#]+)#\}")
_POWER = re.compile(r"([0-9.]+)e(-?[0-9]+)")
_RELATIONS = (" = ", r" \approx ", r" \leftarrow ")
_NEXT = r",\quad "


def symbols(formula: Formula) -> str:
    """The line without its numbers."""
    bare = unnumbered(plain(formula.latex))
    return _NEXT.join("".join(_kept(part)) for part in split(bare, (_NEXT,))[::2])


def numbers(formula: Formula) -> str:
    """The line with a number under every symbol that has one, and with what comes out."""
    line = plain(formula.latex)

    def written(place: re.Match[str]) -> str:
        it = tex(formula.figures[place[1]].content)
        return f"({it})" if "^" in it and line.startswith("^", place.end()) else it

    return _PLACE.sub(written, line)


def number(value: float, digits: int) -> str:
    """A number as a page prints it with so many significant digits, in LaTeX."""
    return tex(text(value, digits))


def tex(content: str) -> str:
    r"""The text of a number in LaTeX's mathematics: ``-0.388``, ``1.23 \times 10^{-7}``."""
    if "NaN" in content:
        return r"\text{NaN}"
    return _POWER.sub(r"\1 \\times 10^{\2}", content.replace(MINUS, "-").replace("∞", r"\infty "))


def plain(latex: str) -> str:
    r"""The same without ``\class{…}``, which ties a symbol to a picture."""
    while (begin := latex.find(r"\class{")) >= 0:
        middle = _end(latex, begin + len(r"\class"))
        end = _end(latex, middle)
        latex = latex[:begin] + latex[middle + 1 : end - 1] + latex[end:]
    return latex


def unnumbered(latex: str) -> str:
    """The same without the numbers under its symbols."""
    begin = 0
    while (begin := latex.find(r"\underset{", begin)) >= 0:
        middle = _end(latex, begin + len(r"\underset"))
        end = _end(latex, middle)
        latex = latex[:begin] + latex[middle + 1 : end - 1] + latex[end:]
    return latex


def aligned(line: str) -> str:
    """The line with the mark at which lines are aligned: before its first relation."""
    parts = split(line, _RELATIONS)
    return line if len(parts) == 1 else "".join([parts[0], " &", parts[1].lstrip(), *parts[2:]])


def split(latex: str, marks: tuple[str, ...]) -> list[str]:
    """The pieces between marks that stand in no braces or brackets, with the marks at the odd places."""
    pieces, depth, begin, at = [], 0, 0, 0
    while at < len(latex):
        depth += {"{": 1, "(": 1, "[": 1, "}": -1, ")": -1, "]": -1}.get(latex[at], 0)
        mark = next((one for one in marks if depth == 0 and latex.startswith(one, at)), "")
        if mark:
            pieces += [latex[begin:at], mark]
            begin = at = at + len(mark)
        else:
            at += 1
    return [*pieces, latex[begin:]]


def _kept(line: str) -> list[str]:
    """What of a chain of relations holds no number, with the relations before it."""
    first, *rest = split(line, _RELATIONS)
    return [first, *(mark + part for mark, part in zip(rest[::2], rest[1::2], strict=True) if not _PLACE.search(part))]


def _end(latex: str, begin: int) -> int:
    """Behind the brace that closes the one at ``begin``."""
    depth = 0
    for at in range(begin, len(latex)):
        depth += {"{": 1, "}": -1}.get(latex[at], 0)
        if depth == 0:
            return at + 1
    raise ValueError(f"a brace is not closed: {latex}")
