"""A change of settings: what no longer fits is dropped from an address, and named there.

The settings form sends all that its lesson had, with other layers, activations or another loss among it. What still
fits stays: the parameters of every layer that keeps its shape, the names and places that still exist. What cannot
be read at all, or did not fit before either, is left where it is, for the parser to refuse.
"""

from collections.abc import Callable

from app.address import grammar, network
from app.address.change import Change
from app.address.defaults import FIRST, prepared
from app.address.fitting_data import examples
from app.address.fitting_moment import cursor, edits, example, focus, frozen
from app.address.fitting_network import activations, biases, weights
from app.address.grammar import Unreadable
from app.address.moment_entries import DROPPED
from app.address.recipe_entries import RECIPE_ENTRIES
from app.presets import PRESETS

_INHERITED = ("act", "x", "target", "w", "b", "frozen")
_FITTINGS: tuple[Callable[[Change], None], ...] = (
    activations, weights, biases, examples, frozen, edits, cursor, example, focus,
)  # fmt: skip


def fitted(texts: dict[str, str]) -> dict[str, str]:
    """The parameters that fit the layers, activations and loss among them, and ``dropped``, which names what did not.

    Args:
        texts: each parameter's text; ``fit`` holds the layers that they belonged to, or ``1`` when that is not known.
    """
    try:
        preset = prepared(grammar.choice(texts.get("preset", FIRST), PRESETS))
        after = network.sizes(texts["layers"]) if "layers" in texts else preset.recipe.sizes
        before = None if texts.get("fit", "1") == "1" else network.sizes(texts["fit"])
    except Unreadable:
        return texts
    change = Change({**texts, "dropped": ""}, preset, before, after)
    change.texts.pop("was", None)  # the way back leads to other settings
    if before != after:  # and so do questions about other numbers
        change.texts.pop("cover", None)
        change.texts.pop("answers", None)
    if before in (None, preset.recipe.sizes) and after != preset.recipe.sizes:
        given = ("x", "target") if texts.get("data") else ()
        for entry in RECIPE_ENTRIES:
            if entry.name in _INHERITED and entry.name not in given:
                change.texts.setdefault(entry.name, entry.write(preset))
    for fit in _FITTINGS:
        try:
            fit(change)
        except Unreadable:
            continue
    change.texts["dropped"] = ",".join(name for name in DROPPED if name in change.dropped)
    return change.texts
