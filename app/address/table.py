"""The table of an address's parameters: the parser reads by it, the printer writes by it, README shows it.

Its order is that of a canonical address, and each row may rely on the rows above it.
"""

from app.address import grammar, network
from app.address.entry import Entry
from app.address.moment_entries import MOMENT_ENTRIES
from app.address.reading import markdown
from app.address.recipe_entries import RECIPE_ENTRIES
from app.lesson import Lesson
from engine.words import N_

VERSION = "1"

TABLE: tuple[Entry[Lesson], ...] = (
    Entry(
        "v", f"`{VERSION}`", f"`{VERSION}`",
        N_("the version of this table; an address keeps its meaning"),
        lambda _: VERSION, lambda lesson, _: lesson,
        lambda text, _: grammar.choice(text, (VERSION,)), lambda _: VERSION,
    ),
    *RECIPE_ENTRIES,
    *MOMENT_ENTRIES,
    Entry(
        "fit", N_("absent"), N_("`1`, or the `layers` that all the other values belonged to"),
        N_("drop what does not fit these layers, activations and loss, and name it in `dropped`;"
        " it is gone from the canonical address"),
        lambda _: "", lambda lesson, _: lesson,
        lambda text, _: text if text == "1" else network.sizes(text), lambda _: "",
    ),
)  # fmt: skip
"""Every parameter, in the order of a canonical address."""

BY_NAME = {entry.name: entry for entry in TABLE}


def parameter_table() -> str:
    """The table in Markdown."""
    return markdown(TABLE)
