"""All forms in which a moment can be taken into a paper, a report or a program."""

import hashlib
from dataclasses import dataclass

from app import __version__
from app.cite.citation import Cited
from app.cite.equation import equation
from app.cite.network import MOST_DRAWN, MOST_LABELLED, network
from app.cite.numpy_program import numpy_program
from app.cite.program import Program
from app.cite.torch_program import torch_program
from app.errors import Refused
from app.language import _
from app.limits import MAX_CITED_NUMBERS, MAX_CITED_TEXT
from app.moment import Moment

FILES = ("equation.tex", "network.tex", "numpy.py", "pytorch.py", "citation.txt", "citation.bib")


@dataclass(frozen=True, slots=True)
class Piece:
    """One form.

    Attributes:
        key: in the id of its field.
        label: what it is.
        text: what is copied; "" where there is none, and ``help`` says why.
        file: the name under which it can be loaded.
        help: what it needs.
        whole: the text of the file, where that is more than what is copied.
    """

    key: str
    label: str
    text: str
    file: str
    help: str = ""
    whole: str = ""

    @property
    def short(self) -> bool:
        """Whether it is shown, and not a file alone."""
        return len(self.text) <= MAX_CITED_TEXT

    @property
    def kilobytes(self) -> int:
        """The size of the file."""
        return -(-len(self.content.encode()) // 1000)

    @property
    def rows(self) -> int:
        """Lines of its field."""
        return min(16, self.text.count("\n") + 1 + len(self.text) // 80)

    @property
    def content(self) -> str:
        """The text of the file."""
        return self.whole or self.text.rstrip("\n") + "\n"


def pieces(moment: Moment, cited: Cited, sentence: str) -> tuple[Piece, ...]:
    """Every form of a moment that is called so; ``sentence`` says what its step did."""
    about = (cited.name, *([sentence] if sentence else ()), cited.address, f"Backprop Visualizer {__version__}")
    comment = "".join(f"% {line}\n" for line in about)
    hyperref = _("It needs the package url or hyperref.")
    return (
        *_equations(moment, comment), _network(moment, comment), *_programs(Program(moment, about)),
        Piece("citation", _("Citation"), cited.line(), "citation.txt"),
        Piece("bibtex", "BibTeX", cited.bibtex(_key(cited)), "citation.bib", hyperref),
    )  # fmt: skip


def content_of(file: str, all_pieces: tuple[Piece, ...]) -> str:
    """The text of a file.

    Raises:
        Refused: this moment has no such file.
    """
    piece = next(piece for piece in all_pieces if piece.file == file)
    if not piece.text:
        raise Refused(422, piece.help)
    return piece.content


def _equations(moment: Moment, comment: str) -> tuple[Piece, Piece]:
    found = equation(moment)
    in_symbols, in_numbers = found or ("", "")
    amsmath = _("It needs the package amsmath.")
    here = amsmath if found else _("Nothing is computed yet: there is an equation after the first step.")
    whole = _document("article", "amsmath", comment, in_symbols, in_numbers) if found else ""
    return (
        Piece("symbols", _("The equation in symbols: LaTeX"), in_symbols, "equation.tex", here, whole),
        Piece("numbers", _("The equation with its numbers: LaTeX"), in_numbers, "equation.tex", here, whole),
    )


def _network(moment: Moment, comment: str) -> Piece:
    drawn, edges = network(moment), moment.lesson.recipe.spec.n_edges
    label = _("The network: TikZ")
    if drawn is None:
        why = _("A network of {n} edges is too large: at most {most} are drawn.", n=edges, most=MOST_DRAWN)
        return Piece("network", label, "", "network.tex", why)
    said = _("It needs the package tikz.")
    if edges > MOST_LABELLED:
        said = _(
            "It needs the package tikz. Of more than {most} edges the numbers could not be read, so they have none.",
            most=MOST_LABELLED,
        )
    return Piece("network", label, drawn, "network.tex", said, _document("standalone", "tikz", comment, drawn))


def _programs(program: Program) -> tuple[Piece, Piece]:
    long = program.count > MAX_CITED_NUMBERS
    why = _(
        "Its {n} numbers are too many for a program, which holds at most {most}: choose a smaller batch.",
        n=program.count, most=MAX_CITED_NUMBERS,
    )  # fmt: skip
    exact = _("It holds the parameters of this very update, and prints every figure of this training step.")
    return (
        Piece("numpy", "NumPy", "" if long else numpy_program(program), "numpy.py", why if long else exact),
        Piece("pytorch", "PyTorch", "" if long else torch_program(program), "pytorch.py", why if long else exact),
    )


def _document(kind: str, packages: str, comment: str, *bodies: str) -> str:
    """A whole document, which can be typeset as it is."""
    options = "[border=4pt]" if kind == "standalone" else ""
    lines = [rf"\documentclass{options}{{{kind}}}", rf"\usepackage{{{packages}}}"]
    return comment + "\n".join([*lines, r"\begin{document}", *bodies, r"\end{document}", ""])


def _key(cited: Cited) -> str:
    return f"backprop-{hashlib.sha256(cited.address.encode()).hexdigest()[:8]}"
