"""A change of settings under way."""

from dataclasses import dataclass, field

from app.address import grammar
from app.address.defaults import resized
from app.address.grammar import Unreadable
from app.errors import BadInput
from app.lesson import Lesson
from app.lesson_data import examples_of, read_data, read_split
from app.limits import MAX_TABLE_ROWS
from engine.datasets import split
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
    def examples(self) -> int:
        """How many training examples there are by now."""
        if self.texts.get("data"):
            return self._of_data()
        return self.texts["x"].count(";") + 1 if "x" in self.texts else len(self.default.inputs)

    @property
    def batch(self) -> int:
        """How many of them an update learns from."""
        size = self.texts.get("batch", str(self.default.batch_size or "all"))
        return self.examples if size == "all" else min(self.examples, grammar.whole(size, 1, MAX_TABLE_ROWS))

    def _of_data(self) -> int:
        try:
            data, part = read_data(self.texts["data"]), read_split(self.texts.get("test", "0"))
            return 1 if data is None else len(split(len(examples_of(data).x), part.share, part.seed)[0])
        except (Unreadable, BadInput):  # the parser says what is wrong with it
            return 1

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
