"""What the inspector offers beside the equations: fields to change by hand, freezing, splitting, and all digits."""

from dataclasses import dataclass, replace

from app.address import network
from app.language import _
from app.lesson import Lesson
from app.links import Go, Links
from app.moment import Moment, id_of
from app.numbers import data, plain
from engine.parameters import Parameter, parameter_name


@dataclass(frozen=True, slots=True)
class Field:
    """A value that can be changed by hand.

    Attributes:
        key: the id of the number: ``w-2-1-1``, ``b-2-1``, ``x-0-1``, ``target-3-1``.
        name: its letter.
        value: at full precision.
        less: the same lesson with the value a tenth lower; None where it may not be lower.
        more: the same lesson with the value a tenth higher; None where it may not be higher.
    """

    key: str
    name: str
    value: str
    less: Go | None
    more: Go | None


def field(moment: Moment, links: Links, quantity: str, place: tuple[int, ...], name: str) -> Field:
    """The field of one value of the training step that is shown."""
    key, value = id_of(quantity, *place), moment.number(quantity, *place)
    return Field(
        key, name, plain(value), links.changed(key, _moved(value, -0.1)), links.changed(key, _moved(value, 0.1))
    )


def _moved(value: float, by: float) -> float:
    """A tenth more or less, without the dust of binary fractions."""
    return float(f"{value + by:.12g}")


def freeze(moment: Moment, links: Links, parameter: Parameter) -> tuple[str, Go] | None:
    """Holds a parameter fixed, or lets it learn again; None where a group holds it."""
    name = parameter_name(moment.sizes, parameter)
    held = moment.lesson.recipe.frozen
    if name in held:
        names = tuple(one for one in held if one != name)
        return _("let it learn"), links.to(_holding(moment, names))
    if moment.is_frozen(parameter.kind, parameter.layer, parameter.to, parameter.source):
        return None
    return _("freeze it"), links.to(_holding(moment, (*held, name)))


def _holding(moment: Moment, names: tuple[str, ...]) -> Lesson:
    held = network.frozen(",".join(names), moment.sizes)
    return replace(moment.lesson, recipe=replace(moment.lesson.recipe, frozen=held))


def split(moment: Moment, links: Links, layer: int) -> tuple[str, Go] | None:
    """∂C/∂z is split only as far as there is something to differentiate."""
    if moment.step.gradients.layers[layer - 1].da_dz is None:
        return None
    deepest = 1 if layer == moment.last else 2
    now = min(moment.lesson.view.unfold, deepest)
    if now < deepest:
        return _("split {name} further", name=moment.symbols.deltas), links.viewed(unfold=now + 1)
    return _("fold {name} again", name=moment.symbols.deltas), links.viewed(unfold=0)


def digits(
    moment: Moment, place: tuple[int, ...], quantities: tuple[str, ...], name: str, function: str = ""
) -> tuple[tuple[str, str, str], ...]:
    """The name, id and full value of each known number of a place."""
    forms = {
        "w": "{}",
        "b": "{}",
        "x": "{}",
        "z": "{}",
        "C": "C",
        "L": "L",
        "L_new": _("{name} after the update", name="L"),
        "forward": f"{{}} · {_('input')}",
        "backward": f"{{}} · {moment.symbols.deltas}",
        "dC_dw": "∂C/∂{}",
        "dC_db": "∂C/∂{}",
        "dL_dw": "∂L/∂{}",
        "dL_db": "∂L/∂{}",
        "w_new": _("{name} after the update", name="{}"),
        "b_new": _("{name} after the update", name="{}"),
        "dC_dx": "∂C/∂{}",
        "a": f"{function or 'σ'}({{}})",
        "da_dz": "σ′({})",
        "dC_da": "∂C/∂σ({})",
        "dC_dz": "∂C/∂{}",
    }
    if place and len(place) == 2 and place[0]:
        forms["dC_da"] = f"∂C/∂{moment.symbols.activation(*place)}"
        forms["dC_dz"] = moment.symbols.delta(*place)
        forms["a"] = moment.symbols.activation(*place)
    return tuple(
        (forms[quantity].format(name), id_of(quantity, *place), data(moment.number(quantity, *place)))
        for quantity in quantities
        if moment.known(quantity, *place)
    )
