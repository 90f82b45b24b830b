"""How a moment is cited: as a line of text, and for BibTeX."""

from dataclasses import dataclass

from app import RELEASED, __version__
from app.language import _

_SPECIAL = str.maketrans({mark: f"\\{mark}" for mark in "#$%&_{}"})


@dataclass(frozen=True, slots=True)
class Cited:
    """What is cited.

    Attributes:
        title: what the lesson is called.
        moment: which moment of it, in a few words.
        address: of the page, whole.
    """

    title: str
    moment: str
    address: str

    @property
    def name(self) -> str:
        """Title and moment in one line."""
        return f"{self.title}, {self.moment}"

    def line(self) -> str:
        """As a reference list has it."""
        return _(
            "{name}. Backprop Visualizer {version} ({date}). {address}",
            name=self.name, version=__version__, date=RELEASED, address=self.address,
        )  # fmt: skip

    def bibtex(self, key: str) -> str:
        """An entry for BibTeX or biblatex under a key; a year is that of the version."""
        fields = {
            "author": "{{Backprop Visualizer contributors}}",
            "title": f"{{{{{self.name.translate(_SPECIAL)}}}}}",
            "year": f"{{{RELEASED[:4]}}}",
            "howpublished": rf"{{\url{{{self.address}}}}}",
            "note": f"{{Backprop Visualizer {__version__}, {RELEASED}}}",
        }
        inner = "\n".join(f"  {name} = {value}," for name, value in fields.items())
        return f"@misc{{{key},\n{inner}\n}}"
