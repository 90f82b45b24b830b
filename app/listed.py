"""Several things in words: ``z₁, z₂ and z₃``."""

from collections.abc import Sequence

from app.language import _


def listed(names: Sequence[str]) -> str:
    """The names with what the language puts between them; "" of none."""
    if len(names) < 2:
        return "".join(names)
    return _("{names} and {last}", names=_(", ").join(names[:-1]), last=names[-1])
