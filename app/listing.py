"""Equations one after the other: ``x₁ = 1, x₂ = −1``."""

from collections.abc import Iterable

from app.language import _


def one_by_one(parts: Iterable[str]) -> str:
    """The parts with what the language puts between them."""
    return _(", ").join(parts)
