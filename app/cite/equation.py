"""The equation of a step for a paper, in symbols and with its numbers."""

from collections.abc import Callable

from app.cite import latex
from app.formula import Formula
from app.language import ENGLISH, speaking
from app.moment import Moment
from app.panels.explanation import equation_lines
from app.panels.present import present


def equation(moment: Moment) -> tuple[str, str] | None:
    """The lines in symbols, and with the numbers that are known; None at the start, where nothing is computed yet.

    The numbers are printed as on the page; a comment has them at full precision, under their ids. Its few words are
    English, which every TeX has letters for.
    """
    with speaking(ENGLISH):
        lines = equation_lines(moment, present(moment))
    if not lines:
        return None
    return _block(lines, latex.symbols), "\n".join([_block(lines, latex.numbers), *filter(None, map(_exact, lines))])


def _exact(line: Formula) -> str:
    """A comment with the numbers of a line at full precision, under their ids on the page where they have one."""
    figures = ", ".join(f"{key.lstrip('=')} = {one.data}" for key, one in line.figures.items())
    return f"% {figures}" if figures else ""


def _block(lines: tuple[Formula, ...], write: Callable[[Formula], str]) -> str:
    inner = " \\\\\n".join(f"  {latex.aligned(write(line))}" for line in lines)
    return f"\\begin{{align*}}\n{inner}\n\\end{{align*}}"
