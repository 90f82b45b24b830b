"""Trained models as layers of weights: PyTorch's ``Sequential``, scikit-learn's perceptrons, plain arrays.

None of these libraries is imported: a model is known by what it has.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from app.limits import MAX_LESSON_LAYERS, MAX_LESSON_NUMBER, MAX_LESSON_WIDTH
from engine.activations import ACTIVATIONS, Activation, DomainError
from engine.arrays import Array

_OF_TORCH = {
    "Sigmoid": "sigmoid", "Tanh": "tanh", "ReLU": "relu", "LeakyReLU": "leaky_relu", "Softplus": "softplus",
    "GELU": "gelu", "Softmax": "softmax",
}  # fmt: skip
_IDLE = ("Identity", "Dropout", "Flatten")
_OF_SKLEARN = {"identity": "linear", "logistic": "sigmoid", "tanh": "tanh", "relu": "relu", "softmax": "softmax"}

_MODULES = (
    "Sequential of Linear, each followed by at most one of"
    f" {', '.join(_OF_TORCH)}; {', '.join(_IDLE)} change nothing when a network is evaluated"
)
_ARRAYS = f"a list of (W, b, activation), W being out × in, the activation one of {', '.join(ACTIVATIONS)}"


class Unshowable(ValueError):
    """A model or its data cannot be shown as a lesson; the message says what is wrong and what is allowed."""

    def __init__(self, reason: str, allowed: str) -> None:
        """Both in one line."""
        super().__init__(f"{reason}. Allowed: {allowed}.")


@dataclass(frozen=True, eq=False)
class Model:
    """A network out of a notebook.

    Attributes:
        name: what it was, such as ``MLPClassifier``.
        layers: W (n_out, n_in), b (n_out,) and the activation of each layer.
        loss: that it was trained for, or "": it does not say.
        classes: the labels that targets may have, in the order of the outputs; () for none.
    """

    name: str
    layers: tuple[tuple[Array, Array, Activation], ...]
    loss: str = ""
    classes: tuple[Any, ...] = ()

    @property
    def sizes(self) -> tuple[int, ...]:
        """Neurons a layer, the inputs first."""
        return (self.layers[0][0].shape[1], *(len(b) for _, b, _ in self.layers))


def read_model(it: object, output: str = "") -> Model:
    """The layers of a trained model.

    Args:
        it: a ``torch.nn.Sequential`` (or one ``Linear``), an ``MLPClassifier`` or ``MLPRegressor``, or a list of
            ``(W, b, activation)``.
        output: the activation of the outputs, instead of the model's own: of a model that gives logits its loss knows.

    Raises:
        Unshowable: it is none of them, or something in it is not known here.
    """
    if hasattr(it, "coefs_") or hasattr(it, "out_activation_") or _is_perceptron(it):
        read = _of_sklearn(it)
    elif hasattr(it, "named_parameters"):
        read = _of_torch(it)
    elif isinstance(it, list | tuple):
        read = _of_arrays(it)
    else:
        kinds = f"torch.nn.Sequential, sklearn's MLPClassifier or MLPRegressor, or {_ARRAYS}"
        raise Unshowable(f"{type(it).__name__} is no model that is known here", kinds)
    layers = [*read.layers]
    if output:
        W, b, _ = layers[-1]
        layers[-1] = (W, b, _activation(output))
    _check(layers)
    return Model(read.name, tuple(layers), read.loss, read.classes)


def _is_perceptron(it: object) -> bool:
    return type(it).__name__ in ("MLPClassifier", "MLPRegressor")


def _of_sklearn(it: Any) -> Model:
    name = type(it).__name__
    if not hasattr(it, "coefs_"):
        raise Unshowable(f"this {name} is not fitted yet", "a model after fit(…)")
    functions = [*[it.activation] * (len(it.coefs_) - 1), it.out_activation_]
    layers = []
    for W, b, function in zip(it.coefs_, it.intercepts_, functions, strict=True):
        if function not in _OF_SKLEARN:
            raise Unshowable(f"the activation {function!r} of this {name} is not known here", ", ".join(_OF_SKLEARN))
        layers.append((_numbers("coefs_", W).T, _numbers("intercepts_", b), Activation(_OF_SKLEARN[function])))
    loss = {"softmax": "cross_entropy", "logistic": "binary_cross_entropy"}.get(it.out_activation_, "")
    classes = getattr(it, "classes_", ())
    return Model(name, tuple(layers), loss, tuple(np.asarray(classes).tolist()) if len(classes) else ())


def _of_torch(it: Any) -> Model:
    layers: list[tuple[Array, Array, Activation]] = []
    ended = True  # whether the last layer has its activation, or there is none that could have one
    for place, module in _flat(it):
        kind = type(module).__name__
        if kind == "Linear":
            W = _tensor(f"{place}.weight", module.weight)
            b = np.zeros(len(W)) if module.bias is None else _tensor(f"{place}.bias", module.bias)
            layers.append((W, b, Activation("linear")))
            ended = False
        elif kind in _OF_TORCH:
            if ended:
                where = "comes before the first Linear" if not layers else "follows another activation"
                raise Unshowable(f"{place} ({kind}) {where}", _MODULES)
            layers[-1] = (*layers[-1][:2], _of_module(place, kind, module))
            ended = True
        elif kind not in _IDLE:
            raise Unshowable(f"{place} is a {kind}, which is not known here", _MODULES)
    if not layers:
        raise Unshowable(f"there is no Linear in this {type(it).__name__}", _MODULES)
    return Model(type(it).__name__, tuple(layers))


def _flat(it: Any, place: str = "") -> Iterator[tuple[str, Any]]:
    """The modules in a Sequential, also in those within it, after their places such as ``[1][0]``."""
    if type(it).__name__ != "Sequential":
        yield place or "the module", it
        return
    for number, module in enumerate(it):
        yield from _flat(module, f"{place}[{number}]")


def _of_module(place: str, kind: str, module: Any) -> Activation:
    if kind == "LeakyReLU":
        return _activation("leaky_relu", float(module.negative_slope))
    if kind == "Softplus" and module.beta != 1:
        raise Unshowable(f"{place} is a Softplus with beta={module.beta}", "Softplus with beta=1")
    if kind == "GELU" and module.approximate != "none":
        raise Unshowable(f"{place} is a GELU with approximate={module.approximate!r}", 'GELU with approximate="none"')
    if kind == "Softmax" and module.dim not in (1, -1):
        raise Unshowable(f"{place} is a Softmax with dim={module.dim}", "Softmax with dim=1 or dim=-1")
    return Activation(_OF_TORCH[kind])


def _tensor(name: str, tensor: Any) -> Array:
    return _numbers(name, tensor.detach().cpu().tolist())


def _of_arrays(it: Sequence[Any]) -> Model:
    layers = []
    for number, layer in enumerate(it):
        if not isinstance(layer, list | tuple) or len(layer) != 3:
            raise Unshowable(f"[{number}] is no (W, b, activation)", _ARRAYS)
        W, b, function = layer
        activation = function if isinstance(function, Activation) else _activation(function)
        layers.append((_numbers(f"[{number}].W", W), _numbers(f"[{number}].b", b), activation))
    if not layers:
        raise Unshowable("there are no layers", _ARRAYS)
    return Model("network", tuple(layers))


def _activation(name: object, slope: float = 0.01) -> Activation:
    try:
        return Activation(str(name), slope)
    except DomainError as error:
        raise Unshowable(str(error), ", ".join(ACTIVATIONS)) from None


def _numbers(name: str, values: object) -> Array:
    """An array of float64; a float32 is widened, which changes no number."""
    try:
        array = np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError):
        raise Unshowable(f"{name} is no array of numbers", "numbers, the rows of one length") from None
    if not (np.abs(array) <= MAX_LESSON_NUMBER).all():
        raise Unshowable(f"{name} holds a number that is too large, or none", f"up to {MAX_LESSON_NUMBER:g}")
    return array + 0.0


def _check(layers: Sequence[tuple[Array, Array, Activation]]) -> None:
    """Nothing happens when the layers are a network that a lesson can show."""
    if len(layers) > MAX_LESSON_LAYERS:
        raise Unshowable(f"the model has {len(layers)} layers", f"at most {MAX_LESSON_LAYERS}")
    before: int | None = None
    for number, (W, b, activation) in enumerate(layers, 1):
        if W.ndim != 2 or b.shape != W.shape[:1]:
            raise Unshowable(f"layer {number} has weights {W.shape} and biases {b.shape}", "(n_out, n_in) and (n_out,)")
        if before is not None and W.shape[1] != before:
            raise Unshowable(f"layer {number} takes {W.shape[1]} inputs, but {before} neurons are before it", _ARRAYS)
        if not 1 <= min(W.shape) <= max(W.shape) <= MAX_LESSON_WIDTH:
            said = f"layer {number} has {W.shape[1]} inputs and {W.shape[0]} neurons"
            raise Unshowable(said, f"1 to {MAX_LESSON_WIDTH} of each")
        if activation.name == "softmax" and number < len(layers):
            raise Unshowable(f"softmax is the activation of layer {number}", "softmax in the last layer only")
        before = len(W)
