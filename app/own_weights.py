"""Weights of one's own as an address says them: within it where they are short, else by name, ``w=~<name>``."""

from app import tokens
from app.errors import BadInput
from app.limits import MAX_WEIGHTS_FILE


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
    w, line, b = tokens.text_of(name, "weights", MAX_WEIGHTS_FILE).partition("\n")
    if not line or "\n" in b:
        raise BadInput(
            "weights", name, "weights that were uploaded to this server", "there are no weights of that name"
        )
    return w, b
