"""A network and a run written for other programs: the API's JSON, ``.npz``, and the curves as CSV.

The same numbers give the same bytes; every number reads back as the very same float.
"""

import csv
import io
import json
import zipfile
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.address.network import write_activations
from app.numbers import data
from engine.history import History
from engine.network import Layer

_LONG_AGO = (1980, 1, 1, 0, 0, 0)


def state_json(layers: Sequence[Layer], **more: Any) -> str:
    """A network in the API's form; with ``inputs`` beside it, it can be sent to ``/api/forward`` as it is.

    Args:
        layers: the network.
        more: other fields of the API's body, such as ``loss``, ``inputs``, ``targets`` and ``learning_rate``.
    """
    return json.dumps({"layers": [_layer(layer) for layer in layers], **more}) + "\n"


def _layer(layer: Layer) -> dict[str, Any]:
    function = layer.activation
    said: dict[str, Any] = {"weights": layer.W.tolist(), "biases": layer.b.tolist(), "activation": function.name}
    return said | {"negative_slope": function.negative_slope} if function.name == "leaky_relu" else said


def state_npz(layers: Sequence[Layer]) -> bytes:
    """A network as ``.npz``: W1 (out × in), b1, W2, … and ``activations``, their names as in an address."""
    arrays: dict[str, NDArray[Any]] = {}
    for number, layer in enumerate(layers, 1):
        arrays |= {f"W{number}": layer.W, f"b{number}": layer.b}
    arrays["activations"] = np.array([write_activations([layer.activation]) for layer in layers])
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, array in arrays.items():
            body = io.BytesIO()
            np.lib.format.write_array(body, np.ascontiguousarray(array), version=(1, 0), allow_pickle=False)
            # numpy.savez would write the time of day.
            member = zipfile.ZipInfo(f"{name}.npy", _LONG_AGO)
            member.create_system, member.external_attr = 3, 0o644 << 16
            archive.writestr(member, body.getvalue())
    return out.getvalue()


def history_csv(run: History) -> str:
    """The curves of a run: a row a count of updates, a column a curve; a curve that does not exist has none."""
    curves = {
        "update": run.updates,
        "loss": run.loss,
        "test_loss": run.test_loss,
        "accuracy": run.accuracy,
        "test_accuracy": run.test_accuracy,
        **{f"gradient_norm_{number}": norms for number, norms in enumerate(run.gradient_norms.T, 1)},
        "learning_rate": run.learning_rate,
    }
    there = {name: curve.tolist() for name, curve in curves.items() if len(curve) == len(run.updates)}
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(there)
    writer.writerows(
        [one if isinstance(one, int) else data(one) for one in row] for row in zip(*there.values(), strict=True)
    )
    return out.getvalue()
