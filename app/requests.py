"""What the page's forms send, turned into the parameters of an address."""

from app.errors import BadInput, echo
from app.language import _
from app.setting_fields import put_together

_PARTS = ("value", "edit", "draw")


def form_pairs(pairs: list[tuple[str, str]]) -> tuple[list[tuple[str, str]], tuple[str, str] | None]:
    """The parameters that a form's fields say, and the value that it sets by hand, if any.

    A form has one field a thing (``act1`` and its ``slope1``, …; a scheme and its value; a data set, its count and its
    noise), an address one parameter (``act``, ``init``, ``data``). ``draw`` forgets all weights that were given, so
    that they are drawn from the seed. Where data is named, the examples that the form showed before are out of date.

    Raises:
        BadInput: a field is sent twice, or one that makes a parameter together with others is no number.
    """
    fields: dict[str, str] = {}
    for name, text in pairs:
        if name in fields:
            raise BadInput(str(echo(name)), text, _("once"), _("{name} is given twice", name=echo(name)))
        fields[name] = text.strip()
    if fields.get("data"):
        fields.pop("x", None)
        fields.pop("target", None)
    edit = (fields["edit"], fields.get("value", "")) if "edit" in fields else None
    if "act1" in fields:
        _join_activations(fields)
    if edit is None:
        put_together(fields)
    if fields.pop("draw", ""):
        fields |= {"w": "", "b": ""}
        fields.pop("set", None)
    return [(name, text) for name, text in fields.items() if name not in _PARTS], edit


def _join_activations(fields: dict[str, str]) -> None:
    """One ``act`` out of a field a layer; a layer that the form did not show yet gets the last hidden layer's."""
    shown: list[str] = []
    while f"act{len(shown) + 1}" in fields:
        slope = fields.pop(f"slope{len(shown) + 1}", "")
        name = fields.pop(f"act{len(shown) + 1}")
        shown.append(f"{name}:{slope}" if name == "leaky_relu" and slope else name)
    wanted = fields.get("layers", "").count("-")
    if 1 <= wanted <= 64 and wanted != len(shown):
        hidden = shown[:-1] or ["sigmoid" if shown[-1] == "softmax" else shown[-1]]
        shown = [*(hidden[min(n, len(hidden) - 1)] for n in range(wanted - 1)), shown[-1]]
    fields["act"] = ",".join(shown)
