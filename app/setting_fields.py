"""The fields of the settings' form: their names for a person, and those of which several make one parameter."""

from collections.abc import Callable

from app.address import grammar
from app.address.grammar import Unreadable
from app.errors import BadInput
from app.language import _
from app.limits import MAX_NOISE, MAX_SEED, MAX_TABLE_ROWS
from app.numbers import plain
from engine.datasets import DATASETS
from engine.words import N_

LABELS = {
    "layers": N_("Layers"),
    "loss": N_("Loss"),
    "data": N_("Data"),
    "count": N_("Points"),
    "noise": N_("Noise"),
    "data_seed": N_("Seed of the data"),
    "test": N_("Kept for testing"),
    "x": N_("Inputs"),
    "target": N_("Targets"),
    "reduction": N_("Over the examples"),
    "init": N_("Initialisation"),
    "value": N_("its value"),
    "seed": N_("Seed"),
    "lr": N_("Learning rate η"),
    "opt": N_("Optimiser"),
    "beta": "β",
    "beta1": "β₁",
    "beta2": "β₂",
    "batch": N_("Batch"),
    "frozen": N_("Frozen"),
    "dx": "∂C/∂x",
}
"""What each field is called, by the name that it sends."""

_WHOLE = N_("a whole number from {low} to {high}", low=0, high=MAX_SEED)
_BELOW_ONE = N_("a number from 0 up to, but not including, 1")
ALLOWED = {
    "count": N_("a whole number from {low} to {high}", low=1, high=MAX_TABLE_ROWS),
    "noise": N_("a number from {low} to {high}", low=0, high=plain(MAX_NOISE)),
    "data_seed": _WHOLE,
    "test_seed": _WHOLE,
    "beta": _BELOW_ONE,
    "beta1": _BELOW_ONE,
    "beta2": _BELOW_ONE,
    "value": N_("a number"),
}
"""What the fields that are only a part of a parameter may hold, in words."""


def put_together(fields: dict[str, str]) -> None:
    """One text a parameter out of the form's fields, in place; a field that means nothing with the others is dropped.

    Raises:
        BadInput: such a part is no number of its range; it is named itself.
    """
    parts = {name: fields.pop(name) for name in ALLOWED if name in fields}
    if fields.get("init") in ("normal", "constant"):
        _join(fields, "init", parts, "value")
    if fields.get("data") in DATASETS:
        _join(fields, "data", parts, "count", "noise", "data_seed")
    if "data" in fields and not fields["data"]:
        fields.pop("test", None)
    if fields.get("test") and ":" not in fields["test"]:
        _join(fields, "test", parts, "test_seed")
    if fields.get("opt") in ("momentum", "adam"):
        _join(fields, "opt", parts, *(("beta",) if fields["opt"] == "momentum" else ("beta1", "beta2")))
    if fields.get("batch") == "":
        fields["batch"] = "all"


def _join(fields: dict[str, str], name: str, parts: dict[str, str], *which: str) -> None:
    for part in which:
        if not parts.get(part):
            return
        try:
            _READ[part](parts[part])
        except Unreadable as error:
            raise BadInput(part, parts[part], _(ALLOWED[part]), str(error)) from None
        fields[name] += f":{parts[part]}"


def _within(highest: float, *, below: bool = False) -> Callable[[str], float]:
    def read(text: str) -> float:
        value = grammar.number(text)
        if value < 0 or value > highest or (below and value == highest):
            raise Unreadable(_("{value} is not between them", value=plain(value)))
        return value

    return read


_READ: dict[str, Callable[[str], float]] = {
    "count": lambda text: grammar.whole(text, 1, MAX_TABLE_ROWS),
    "noise": _within(MAX_NOISE),
    "data_seed": lambda text: grammar.whole(text, 0, MAX_SEED),
    "test_seed": lambda text: grammar.whole(text, 0, MAX_SEED),
    "beta": _within(1.0, below=True),
    "beta1": _within(1.0, below=True),
    "beta2": _within(1.0, below=True),
    "value": grammar.number,
}
