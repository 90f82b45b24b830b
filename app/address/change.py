"""A change of settings under way."""

from dataclasses import dataclass, field

from app.address.defaults import resized
from app.lesson import Lesson
from engine.lesson import Recipe


@dataclass(slots=True)
class Change:
    """An address whose layers, activations or loss have changed, while the rest is being made to fit them.

    Attributes:
        texts: each parameter's text; what is mended here is meant for the parser.
        preset: the lesson of its preset.
        before: the sizes that the texts belonged to, or None: not known.
        after: the sizes that they have to fit.
        dropped: the names of what was let go.
    """

    texts: dict[str, str]
    preset: Lesson
    before: tuple[int, ...] | None
    after: tuple[int, ...]
    dropped: set[str] = field(default_factory=set)

    @property
    def default(self) -> Recipe:
        """What holds for the new sizes where the address says nothing."""
        return resized(self.preset, self.after).recipe

    @property
    def batch(self) -> int:
        """How many examples the address has by now."""
        return self.texts["x"].count(";") + 1 if "x" in self.texts else self.default.batch

    def keeps(self, layer: int, *, inputs: bool) -> bool:
        """Whether a layer (counted from 1) is still there with as many neurons, and ``inputs``: as many inputs.

        Where the sizes before are not known, that it is there must do.
        """
        if not 1 <= layer < len(self.after):
            return False
        if self.before is None:
            return True
        here = slice(layer - 1 if inputs else layer, layer + 1)
        return self.before[here] == self.after[here]

    def drop(self, name: str, parameter: str, text: str | None = None) -> None:
        """Name what is let go, and remove its parameter, or leave this text of it."""
        self.dropped.add(name)
        if text is None:
            self.texts.pop(parameter, None)
        else:
            self.texts[parameter] = text
