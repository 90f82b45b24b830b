"""Weights of one's own as an address says them: within it where they are short, else by name, ``w=~<name>``."""

from functools import lru_cache
from itertools import pairwise

from app import tokens
from app.address import grammar
from app.address.grammar import Numbers
from app.errors import BadInput
from app.language import _
from app.limits import MAX_WEIGHTS_FILE

Layers = tuple[Numbers | None, ...]
"""The numbers of each layer, as a recipe has its weights or biases."""


def is_name(text: str) -> bool:
    """Whether the text of the parameter ``w`` is a name instead of weights."""
    return text.startswith("~")


def keep(w: str, b: str) -> str:
    """The name, ``~…``, under which the store now keeps the texts of the parameters ``w`` and ``b``.

    Raises:
        Unavailable: it cannot keep them.
    """
    return tokens.kept(f"{w}\n{b}")


def resolve(name: str) -> tuple[str, str]:
    """The texts of ``w`` and ``b`` that a name stands for.

    Raises:
        BadInput: this server does not have them (any longer).
        Unavailable: the store cannot be read.
    """
    w, line, b = tokens.text_of(name, "w", "weights", MAX_WEIGHTS_FILE).partition("\n")
    if not line or "\n" in b:
        allowed = _("weights that were uploaded to this server")
        raise BadInput("w", name, allowed, _("there are no weights of that name"))
    return w, b


def numbers_of(name: str, sizes: tuple[int, ...]) -> tuple[Layers, Layers]:
    """The weights and the biases that a name stands for, in a network of these sizes.

    Raises:
        Unreadable: they are those of a network of other sizes.
        BadInput, Unavailable: as ``resolve``.
    """
    tokens.note_use(name)
    return _numbers_of(name, sizes)


@lru_cache(maxsize=16)
def _numbers_of(name: str, sizes: tuple[int, ...]) -> tuple[Layers, Layers]:
    w, b = resolve(name)
    return grammar.layers(w, [n_in * n_out for n_in, n_out in pairwise(sizes)]), grammar.layers(b, sizes[1:])
