"""One printed number of a published worked example, and how to write down a whole sheet of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.language import _, ngettext
from app.symbols import Symbols
from engine.words import N_

_FORMS = {
    "dC_dy": "∂C/∂{}", "dC_da": "∂C/∂{}", "dC_dw": "∂C/∂{}", "dC_db": "∂C/∂{}",
    "dL_dw": "∂L/∂{}", "dL_db": "∂L/∂{}",
}  # fmt: skip
_WORDS = {"C": N_("the loss C"), "L": N_("the loss L"), "L_new": N_("the loss")}


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as a source prints it, and the place on the page where the engine's own stands.

    Attributes:
        quantity: as in the ids of the page: ``z``, ``a``, ``dC_dw``, ``w_new``, ``C``, …
        layer: the receiving layer; 0 where the quantity has none.
        to: the receiving neuron, counted from 1; 0 where the quantity has none.
        source: the sending neuron of an edge, counted from 1; 0 where there is none.
        printed: digit by digit as the source has it (with a true minus sign).
        example: which example of the batch, counted from 1.
        updates: how many updates were made before the training step that the number belongs to.
        inputs: the input that the source puts in here, where it is not the preset's own.
        factor: the source prints this times the quantity.
        slack: by how many units of its last digit the source's own rounding on the way shifts the number.
        erratum: why the printed number is wrong; "" where it is right.
    """

    quantity: str
    layer: int
    to: int
    source: int
    printed: str
    example: int = 1
    updates: int = 0
    inputs: tuple[float, ...] = ()
    factor: float = 1.0
    slack: int = 0
    erratum: str = ""

    @property
    def after(self) -> int:
        """How many updates the number comes after."""
        return self.updates + (self.quantity == "L_new" or (self.quantity == "w_new" and not self.updates))

    def label(self, symbols: Symbols, *, updated: bool = False) -> str:
        """What it is, in words and in the letters of a network of the source's sizes.

        Args:
            symbols: the letters.
            updated: whether it is said already that it comes after one update.
        """
        name = self._name(symbols)
        words = _(_WORDS[self.quantity]) if self.quantity in _WORDS else _FORMS.get(self.quantity, "{}").format(name)
        if self.factor != 1.0:
            words = f"{self.factor} · {words}"
        if self.after > updated:
            words = ngettext(
                "{what} after one update", "{what} after {n:,} updates", self.after, what=words, n=self.after
            )
        if self.inputs:
            inputs = ", ".join(f"{value:g}" for value in self.inputs)
            words = _("{what} of the input ({inputs})", what=words, inputs=inputs)
        return _("example {n}: {what}", n=self.example, what=words) if self.example > 1 else words

    def _name(self, symbols: Symbols) -> str:
        if self.source:
            return symbols.weight(self.layer, self.to, self.source)
        match self.quantity:
            case "dC_db" | "dL_db":
                return symbols.bias(self.layer, self.to)
            case "z":
                return symbols.neuron(self.layer, self.to)
            case "dC_dz":
                return symbols.delta(self.layer, self.to)
        return symbols.activation(self.layer, self.to) if self.to else ""

    @property
    def reference(self) -> str:
        """The id on the page, like ``w_new-1-1-1`` or ``C``."""
        return "-".join([self.quantity, *(str(index) for index in (self.layer, self.to, self.source) if index)])

    @property
    def operation(self) -> str:
        """The key of the operation of the training step that computes it."""
        match self.quantity:
            case "C" | "L":
                return "loss"
            case "L_new":
                return ""
            case "w_new":
                return f"update-{self.layer}-{self.to}"
            case "dL_db":
                return f"dL_dw-{self.layer}-{self.to}"
            case "dC_db":
                return f"dC_dw-{self.layer}-{self.to}"
            case _:
                return f"{self.quantity}-{self.layer}-{self.to}"


@dataclass(frozen=True, slots=True)
class Sheet:
    """Writes down the figures of one source; those of one sheet share everything but their place and digits.

    Attributes:
        example: as in ``Figure``, like all that follow.
    """

    example: int = 1
    updates: int = 0
    inputs: tuple[float, ...] = ()
    factor: float = 1.0
    slack: int = 0

    def neurons(self, quantity: str, layer: int, printed: str) -> tuple[Figure, ...]:
        """One figure a neuron of the layer, first neuron first; ``_`` where the source prints none."""
        return tuple(
            self.figure(quantity, digits, layer, to) for to, digits in enumerate(printed.split(), 1) if digits != "_"
        )

    def weights(self, quantity: str, layer: int, printed: Sequence[str]) -> tuple[Figure, ...]:
        """One figure a weight of the layer; one text a neuron, its weights from the first input on."""
        return tuple(
            self.figure(quantity, digits, layer, to, source)
            for to, row in enumerate(printed, 1)
            for source, digits in enumerate(row.split(), 1)
            if digits != "_"
        )

    def figure(
        self, quantity: str, printed: str, layer: int = 0, to: int = 0, source: int = 0, erratum: str = ""
    ) -> Figure:
        """One figure by its place."""
        return Figure(
            quantity, layer, to, source, printed.replace("-", "−"),
            self.example, self.updates, self.inputs, self.factor, self.slack, erratum,
        )  # fmt: skip
