"""What pydantic finds wrong with a body or a parameter, in the words of ``app.errors``."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.errors import BadInput, echo

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
            return BadInput(field, None, "one JSON object", f"The body is not JSON: {context['error']}.")
        case "missing":
            return BadInput(field, None, "a value", f"{field} is missing.")
        case "extra_forbidden":
            return BadInput(
                field, error["input"], "only the fields of the documentation", f"There is no field {field}."
            )
        case "too_long" | "too_short":
            allowed = _allowed(error["type"], context)
            return BadInput(field, error["input"], allowed, f"{field} must hold {allowed}.")
        case kind:
            allowed = _allowed(kind, context) or error["msg"]
            return BadInput(field, error["input"], allowed, f"{field} must be {allowed}.")


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
            return "a number"
        case "finite_number":
            return "a finite number that float64 can hold"
        case "list_type":
            return "a list"
        case "model_type" | "model_attributes_type" | "dict_type":
            return "an object"
        case "literal_error":
            return f"one of {context['expected']}"
        case "greater_than_equal":
            return f"at least {context['ge']:g}"
        case "less_than_equal":
            return f"at most {context['le']:g}"
        case "less_than":
            return f"less than {context['lt']:g}"
        case "too_long":
            return f"at most {context['max_length']} items"
        case "too_short":
            least = context["min_length"]
            return f"at least {least} items" if least > 1 else "at least one item"
    return ""
