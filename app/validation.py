"""What pydantic finds wrong with a body or a parameter, in the words of ``app.errors``."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.errors import BadInput, echo
from app.language import _, ngettext

ONE_EXAMPLE = "one example"
SEVERAL_EXAMPLES = "several examples"

# Parts of a location that name a place of the request or an arm of a union, not a field.
_NO_FIELDS = {"body", "path", "query", ONE_EXAMPLE, SEVERAL_EXAMPLES}


def bad_input(errors: Sequence[Mapping[str, Any]]) -> BadInput:
    """The first of pydantic's errors, naming the field and what is allowed there."""
    error = errors[0]
    field = field_name(error["loc"])
    context = error.get("ctx", {})
    match error["type"]:
        case "json_invalid":
            return BadInput(
                field, None, _("one JSON object"), _("The body is not JSON: {error}.", error=context["error"])
            )
        case "missing":
            return BadInput(field, None, _("a value"), _("{field} is missing.", field=field))
        case "extra_forbidden":
            allowed = _("only the fields of the documentation")
            return BadInput(field, error["input"], allowed, _("There is no field {field}.", field=field))
        case "too_long" | "too_short":
            allowed = _allowed(error["type"], context)
            return BadInput(
                field, error["input"], allowed, _("{field} must hold {allowed}.", field=field, allowed=allowed)
            )
        case kind:
            allowed = _allowed(kind, context) or error["msg"]
            return BadInput(
                field, error["input"], allowed, _("{field} must be {allowed}.", field=field, allowed=allowed)
            )


def field_name(location: Sequence[str | int]) -> str:
    """A place in a body as one writes it: ``layers[0].weights[1][2]``; the whole is ``body``."""
    name = ""
    for part in location:
        if isinstance(part, int):
            name += f"[{part}]"
        elif part not in _NO_FIELDS:
            # A field that does not exist may have a name of any length.
            name += f"{'.' if name else ''}{echo(part)}"
    return name or "body"


def _allowed(kind: str, context: Mapping[str, Any]) -> str:
    """What pydantic's error ``kind`` would have let pass, or "" for a kind that no field of ours can cause."""
    match kind:
        case "float_type" | "float_parsing" | "int_type" | "int_parsing":
            return _("a number")
        case "finite_number":
            return _("a finite number that float64 can hold")
        case "list_type":
            return _("a list")
        case "model_type" | "model_attributes_type" | "dict_type":
            return _("an object")
        case "literal_error":
            return _("one of {names}", names=context["expected"])
        case "greater_than_equal":
            return _("at least {n:g}", n=context["ge"])
        case "less_than_equal":
            return _("at most {n:g}", n=context["le"])
        case "less_than":
            return _("less than {n:g}", n=context["lt"])
        case "too_long":
            return _("at most {n} items", n=context["max_length"])
        case "too_short":
            least = context["min_length"]
            return ngettext("at least one item", "at least {n} items", least, n=least)
    return ""
