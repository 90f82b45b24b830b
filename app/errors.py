"""One tree of everything that can be refused, free of HTTP and of any representation.

``app.problems`` gives each of them its three forms: page, fragment and JSON.
"""

from typing import Any

from app.language import _
from app.limits import MAX_ECHO
from engine.words import N_


class Problem(Exception):
    """A request that is not answered, and why.

    Attributes:
        status: the HTTP status it becomes.
        message: one sentence for a person.
        field: the parameter or field that caused it, such as ``layers[0].weights[1][2]``, or None.
        value: what was sent there, short and representable in JSON, or None.
        allowed: what may be sent there, in words, or None.
    """

    status: int = 500

    def __init__(
        self, message: str, *, field: str | None = None, value: object = None, allowed: str | None = None
    ) -> None:
        """Keep a shortened copy of ``value`` beside the words; what no text can hold is spelt out in all of them."""
        super().__init__(message)
        self.message = _sayable(message)
        self.field = None if field is None else _sayable(field)
        shown = echo(value)
        self.value = _sayable(shown) if isinstance(shown, str) else shown
        self.allowed = allowed

    def as_json(self) -> dict[str, Any]:
        """The JSON form: ``{"error": {"field", "value", "message", "allowed"}}``."""
        return {"error": {"field": self.field, "value": self.value, "message": self.message, "allowed": self.allowed}}


class BadInput(Problem):
    """A parameter or field whose value is outside what is allowed (422)."""

    status = 422

    def __init__(self, parameter: str, value: object, allowed: str, reason: str) -> None:
        """Say which parameter, what it held, what it may hold, and why this is refused."""
        super().__init__(reason, field=parameter, value=value, allowed=allowed)


class BodyTooLarge(Problem):
    """A body of more bytes than ``limits.MAX_BODY_BYTES`` (413)."""

    status = 413


class Unavailable(Problem):
    """Something that this server should be able to do, and cannot do now (503)."""

    status = 503


class Busy(Unavailable):
    """Too many ask at once (503): the same request, some seconds later, is answered."""

    def __init__(self) -> None:
        """Say that nothing is lost; when to come back is said where it is sent."""
        super().__init__(N_("Too many people ask it for something at once. Nothing is lost."))


class Refused(Problem):
    """A request that no handler takes: an unknown address (404), a wrong method (405) and their like."""

    def __init__(self, status: int, message: str, *, allowed: str | None = None) -> None:
        """Carry a status that is known only when it happens."""
        super().__init__(message, allowed=allowed)
        self.status = status


def _sayable(said: str) -> str:
    """The same; with half a character in it (a lone surrogate, which JSON may smuggle in), that as its escape."""
    try:
        said.encode()
    except UnicodeEncodeError:
        return said.encode("utf-8", "backslashreplace").decode()
    return said


def echo(value: object) -> str | int | float | bool | None:
    """What an error may repeat of a refused value: a plain number, truth value or text, or at most a short description.

    A number that JSON does not know (NaN, an infinity, a huge integer) becomes its name, a list or object its size.
    """
    match value:
        case None | bool():
            return value
        case int() | float() if -1e308 <= value <= 1e308:
            return value
        case str():
            return value if len(value) <= MAX_ECHO else value[: MAX_ECHO - 1] + "…"
        case list() | tuple():
            return _("a list of {n}", n=len(value))
        case dict():
            return _("an object of {n}", n=len(value))
        case int():
            return _("an integer of {n} bits", n=value.bit_length())
        case _:
            return echo(str(value))
