"""Files of weights as somebody may give them: one network in every kind of file."""

import io
import json
from typing import Any

import numpy as np
from safetensors.numpy import save

from app.weight_files import Weights
from engine.arrays import Array

W1, B1 = np.array([[1.0, -2.0], [0.5, 0.25], [3.0, 1e-7]]), np.array([0.0, 1.0, -1.0])
W2, B2 = np.array([[1.0, 2.0, 3.0]]), np.array([0.125])
API = {"layers": [{"weights": W1.tolist(), "biases": B1.tolist(), "activation": "tanh"},
                  {"weights": W2.tolist(), "biases": B2.tolist(), "activation": "sigmoid"}]}  # fmt: skip


def npz(**arrays: Any) -> bytes:
    out = io.BytesIO()
    np.savez_compressed(out, **arrays)
    return out.getvalue()


def as_json(value: object) -> bytes:
    return json.dumps(value).encode()


def lists(arrays: dict[str, Array]) -> bytes:
    return as_json({name: array.tolist() for name, array in arrays.items()})


TORCH = {"0.weight": W1, "0.bias": B1, "2.weight": W2, "2.bias": B2}
NUMBERED = {"W1": W1, "b1": B1, "W2": W2, "b2": B2}
WORDS = {"weights_2": W2, "biases_2": B2, "weights_1": W1, "biases_1": B1}
LAST_FIRST = {"fc10.weight": W2, "fc10.bias": B2, "fc2.weight": W1, "fc2.bias": B1}
UNNUMBERED = {"hidden.weight": W1, "hidden.bias": B1, "a_out.weight": W2, "a_out.bias": B2}
COLUMNS = {"W1": W1, "b1": B1[:, np.newaxis], "W2": W2, "b2": B2[np.newaxis]}

GOOD = {
    "the API's JSON": as_json(API),
    "with a mark": b"\xef\xbb\xbf" + as_json(API),
    "a whole body": as_json(API | {"loss": "cross_entropy", "inputs": [1, 2]}),
    "names as JSON": lists(TORCH),
    "npz of PyTorch's names": npz(**TORCH),
    "npz of numbered names": npz(**NUMBERED),
    "npz of words": npz(**WORDS),
    "npz in no order": npz(**LAST_FIRST),
    "npz of names without numbers": npz(**UNNUMBERED),
    "npz with columns of biases": npz(**COLUMNS),
    "npz by columns": npz(W1=np.asfortranarray(W1), b1=B1, W2=W2, b2=B2),
    "npz of other numbers": npz(W1=W1.astype(">f8"), b1=B1.astype(np.int8), W2=W2.astype(np.float32), b2=B2),
    "safetensors": save(TORCH),
    "safetensors in no order": save(LAST_FIRST),
}


def same(weights: Weights, *expected: Array) -> None:
    found = [array for layer in weights.layers for array in layer]
    assert len(found) == len(expected)
    assert all(np.array_equal(one, other) for one, other in zip(found, expected, strict=True))
