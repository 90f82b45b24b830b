"""Text that is English by itself and can be said in another language later.

The engine speaks English and knows no other language; whoever shows its words may. So a text keeps the template and
the values that it was made of. ``N_`` makes one, and is the mark by which messages are found (as gettext has it).
"""

from typing import Any


class Words(str):
    """A text in English, with what it was made of.

    Attributes:
        template: the message, with a place in braces for each value.
        values: what stands in the places; words among them can be said in another language as well.
    """

    __slots__ = ("template", "values")

    template: str
    values: dict[str, Any]

    def __new__(cls, template: str, values: dict[str, Any]) -> "Words":
        """The English text: the template with the values in its places, or as it is where there are none."""
        text = super().__new__(cls, template.format(**values) if values else template)
        text.template, text.values = template, values
        return text

    def __getnewargs__(self) -> tuple[str, dict[str, Any]]:  # type: ignore[override]
        """What a copy is made of; ``str`` would give its text alone."""
        return self.template, self.values


def N_(template: str, /, **values: Any) -> Words:
    """``template`` marked as a message, its places filled with ``values``."""
    return Words(template, values)


def words(error: Exception) -> str:
    """What an error was raised with, still as the ``Words`` that it was, where ``str(error)`` is English for good."""
    return error.args[0] if error.args and isinstance(error.args[0], str) else str(error)
