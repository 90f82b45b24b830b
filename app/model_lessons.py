"""The lesson about a trained model: its parameters, exactly, and the examples that it is shown with."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.address import grammar, network
from app.address.checks import check
from app.address.defaults import FIRST, prepared
from app.address.reading import put_all, texts
from app.address.table import TABLE
from app.errors import BadInput
from app.lesson import Lesson
from app.trained_models import Model, Unshowable
from engine.arrays import Array
from engine.losses import allowed_losses
from engine.recipe import Rows

_OWN = ("layers", "act", "w", "b", "x", "target", "preset", "data")


def lesson_of(model: Model, x: object, target: object, said: Mapping[str, str]) -> Lesson:
    """The lesson that starts from the model's parameters.

    Args:
        model: the network.
        x: inputs, one example or one row an example.
        target: targets likewise; labels become a 1 among zeros.
        said: other parameters of a lesson's address.

    Raises:
        Unshowable: model and examples do not fit each other, or a parameter is given that the model itself says.
        BadInput: a parameter is not allowed.
    """
    if x is None or target is None:
        raise Unshowable("a model needs examples", "x= and target=, one row an example")
    for name in _OWN:
        if name in said:
            raise Unshowable(f"{name} is given, but the model says it", "the parameters of an address but these")
    inputs = _rows("x", x, model.sizes[0])
    own = {
        "layers": network.write_sizes(model.sizes),
        "act": network.write_activations([activation for _, _, activation in model.layers]),
        "loss": _loss(model),
        "x": grammar.write_rows(inputs),
        "target": grammar.write_rows(_targets(model, target, len(inputs))),
        "w": grammar.write_layers([tuple(W.ravel().tolist()) for W, _, _ in model.layers]),
        "b": grammar.write_layers([tuple(b.tolist()) for _, b, _ in model.layers]),
    }
    # Read like an address, but for its length: it need not be one.
    lesson = put_all(prepared(FIRST), {**own, **texts(said.items(), TABLE, ())}, TABLE)
    try:
        check(lesson)
    except BadInput as problem:
        if problem.field != "loss" or model.layers[-1][2].name != "linear":
            raise
        hint = f'{problem.allowed}; or output="softmax" or output="sigmoid", where the model gives logits'
        raise Unshowable(f"loss: {problem.message}", hint) from None
    return lesson


def _loss(model: Model) -> str:
    """What it was trained for; where it does not say, cross-entropy after softmax, else half a square."""
    output = model.layers[-1][2].name
    if model.loss in allowed_losses(output):
        return model.loss
    return "cross_entropy" if output == "softmax" else "half_squared_error"


def _rows(name: str, values: object, width: int) -> Rows:
    """Rows of so many numbers; a flat list is one row, or, where a row has one number, all rows."""
    array = _array(name, values)
    if array.ndim < 2:
        array = array.reshape(-1, 1) if width == 1 else array.reshape(1, -1)
    if array.ndim != 2 or array.shape[1] != width or not len(array):
        raise Unshowable(f"{name} has the shape {array.shape}", f"one row an example, of {width} numbers")
    return tuple(tuple(row) for row in (array + 0.0).tolist())


def _targets(model: Model, target: object, count: int) -> Rows:
    """The target of every example, one number an output."""
    width = model.sizes[-1]
    flat = np.atleast_1d(_listed(target))
    if flat.ndim == 1 and len(flat) == count and (model.classes or width > 1):
        return _one_hot(model, flat.tolist(), width)
    rows = _rows("target", target, width)
    if len(rows) != count:
        raise Unshowable(f"target has {len(rows)} rows and x has {count}", "a target for each example")
    return rows


def _one_hot(model: Model, labels: Sequence[Any], width: int) -> Rows:
    classes = model.classes or tuple(range(width))
    for label in labels:
        if label not in classes:
            raise Unshowable(f"the target {label!r} is no class", ", ".join(map(repr, classes)))
    places = [classes.index(label) for label in labels]
    if width == 1:  # one output, which says how much it is the second of two classes
        return tuple((float(place),) for place in places)
    return tuple(tuple(float(place == n) for n in range(width)) for place in places)


def _array(name: str, values: object) -> Array:
    try:
        return _listed(values).astype(np.float64)
    except (TypeError, ValueError):
        raise Unshowable(f"{name} is no array of numbers", "one row an example") from None


def _listed(values: Any) -> NDArray[Any]:
    """An array, a tensor, a table or a list as an array, whatever it is of."""
    bare = values.tolist() if hasattr(values, "tolist") else getattr(values, "values", values)
    try:
        return np.asarray(bare)
    except ValueError:  # rows of several lengths
        return np.asarray(bare, dtype=object)
