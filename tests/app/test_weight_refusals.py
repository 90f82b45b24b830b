"""A file of weights that is broken, lies or would run something is refused, in words, and costs nothing."""

import io
import json
import pickle
import sys
import zipfile
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from safetensors.numpy import save

from app.errors import BadInput
from app.limits import MAX_WEIGHTS_FILE
from app.weight_files import read_weights
from tests.app.given_weights import B1, B2, GOOD, TORCH, W1, W2, as_json, lists, npz


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("W1.npy", bytes(200_000_000))
    return out.getvalue()


def member(body: bytes, name: str = "W1.npy", kind: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", kind) as archive:
        archive.writestr(name, body)
    return out.getvalue()


def npy(header: str, body: bytes = b"") -> bytes:
    text = header.encode() + b"\n"
    return b"\x93NUMPY\x01\x00" + len(text).to_bytes(2, "little") + text + body


def lying_zip() -> bytes:
    """An archive whose directory says that a member of megabytes has eight bytes."""
    data = bytearray(member(bytes(50_000_000)))
    place = data.rfind(b"PK\x01\x02")
    data[place + 24 : place + 28] = (8).to_bytes(4, "little")
    return bytes(data)


def many_members(count: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(count):
            archive.writestr(f"W{number}.npy", b"")
    return out.getvalue()


def lengthy(header: bytes, body: bytes = b"") -> bytes:
    """A file of safetensors: the length of its header, the header, the numbers."""
    return len(header).to_bytes(8, "little") + header + body


def tensor(shape: list[int], size: int) -> bytes:
    """One weight, of which the header says what it likes."""
    told = {"0.weight": {"dtype": "F64", "shape": shape, "data_offsets": [0, size]}}
    return lengthy(json.dumps(told).encode(), bytes(8))


class Evil:
    """What would run on being unpickled."""

    def __reduce__(self) -> tuple[Any, ...]:
        return (pytest.fail, ("it was unpickled",))


NAN = np.array([[1.0, np.nan], [0, 0], [0, 0]])
BAD: dict[str, tuple[bytes, list[str]]] = {
    "nothing": (b"", ["not JSON"]),
    "no JSON": (b'{"layers": [}', ["line 1, column 13", "not JSON"]),
    "noise": (b"\xff\xfe\x00\x01", ["no kind that is read here"]),
    "a list": (b"[1]", ["no layers"]),
    "an empty object": (b"{}", ["no layers"]),
    "no layers": (b'{"layers": []}', ["“layers” has 0"]),
    "nine layers": (as_json({"layers": [{"weights": [[1]]}] * 9}), ["“layers” has 9"]),
    "a name twice": (b'{"W1": [[1]], "W1": [[2]]}', ["“W1” is given more than once"]),
    "a layer's name twice": (b'{"layers": [{"weights": [[1]], "weights": [[2]]}]}', ["“weights” is given more than"]),
    "half a character": (b'{"W1": [["\\ud800"]]}', ["“W1”[0][0]"]),
    "half a character in a name": (b'{"\\ud800": 1}', ["\\ud800"]),
    "closed brackets": (b'{"W1": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", ["not JSON of weights"]),
    "braces": (b'{"a":' * 100_000, ["not JSON"]),
    "UTF-16": ('{"W1": [[1]]}'.encode("utf-16"), ["no kind that is read here"]),
    "a huge exponent": (b'{"W1": [[1e999999999]]}', ["“W1”[0][0]"]),
    "zeros": (bytes(100_000), ["not JSON"]),
    "an archive of nothing": (many_members(8_000), ["more than 64"]),
    "an archive in an archive": (member(bomb(), "W1.zip"), ["“W1.zip” is no array"]),
    "safetensors whose header is endless": ((2**63).to_bytes(8, "little") + b"{}", [""]),
    "safetensors of brackets": (lengthy(b"[" * 100_000), [""]),
    "safetensors of a huge shape": (tensor([2**40, 2**40], 2**60), [".safetensors cannot be read"]),
    "safetensors of a negative shape": (tensor([-1, -1], 8), [".safetensors cannot be read"]),
    "brackets": (b"[" * 100_000, ["not JSON"]),
    "a huge integer": (b'{"W1": [[' + b"9" * 10_000 + b"]]}", ["not JSON of weights"]),
    "a large integer": (b'{"W1": [[' + b"9" * 1000 + b"]]}", ["“W1”[0][0]", "-1000000 to 1000000"]),
    "NaN in JSON": (b'{"W1": [[NaN]]}', ["there is NaN"]),
    "a text for a number": (b'{"W1": [["1"]]}', ["“W1”[0][0]"]),
    "true for a number": (b'{"W1": [[true]]}', ["“W1”[0][0]"]),
    "ragged": (b'{"W1": [[1, 2], [3]]}', ["“W1”[1] and the first row are not of one length: 1 and 2"]),
    "too deep": (b'{"W1": [[[1]]]}', ["“W1”[0][0]"]),
    "too large a number": (b'{"layers": [{"weights": [[1, 2000000]]}]}', ["“layers[0].weights”[0][1]"]),
    "no weights": (b'{"layers": [{"biases": [1]}]}', ["layers[0] has no weights"]),
    "an unknown function": (b'{"layers": [{"weights": [[1]], "activation": "step"}]}', ["layers[0].activation"]),
    "a function of another kind": (b'{"layers": [{"weights": [[1]], "activation": 3}]}', ["layers[0].activation"]),
    "a slope": (
        b'{"layers": [{"weights": [[1]], "activation": "leaky_relu", "negative_slope": 2}]}',
        ["layers[0].negative_slope"],
    ),
    "one function of two": (
        b'{"layers": [{"weights": [[1]], "activation": "tanh"}, {"weights": [[1]]}]}',
        ["layers[1] has no activation"],
    ),
    "softmax inside": (as_json({"layers": [{"weights": [[1]], "activation": "softmax"}] * 2}), ["softmax can only be"]),
    "no chain": (lists({"0.weight": W1, "2.weight": W1}), ["“2.weight” takes 2 inputs", "“0.weight”", "3 neurons"]),
    "turned": (lists({"W1": W1.T, "W2": W2.T}), ["in × out"]),
    "turned, with biases": (lists({"W1": W1.T, "b1": B1, "W2": W2.T}), ["“b1” has the shape (3,)", "in × out"]),
    "other biases": (lists({"W1": W1, "b1": B2}), ["“b1” has the shape (1,)", "“W1” has 3 neurons"]),
    "biases alone": (lists({"b1": B1}), ["“b1” has no weights"]),
    "two of a kind": (lists({"W1": W1, "w1": W1}), ["“W1” and “w1”"]),
    "a vector": (lists({"W1": B1}), ["“W1” has the shape (3,)"]),
    "a convolution": (npz(**{"conv1.weight": np.ones((2, 2, 3, 3))}), ["“conv1.weight” has the shape (2, 2, 3, 3)"]),
    "a running mean": (npz(**{"bn.running_mean": B1}), ["“bn.running_mean” is neither"]),
    "too wide": (npz(W1=np.ones((33, 2))), ["“W1” is 33 × 2, more than 32"]),
    "empty": (npz(W1=np.ones((0, 2))), ["“W1” has the shape (0, 2)"]),
    "NaN": (npz(W1=NAN), ["“W1”[0][1] is not one"]),
    "infinite biases": (npz(W1=W1, b1=B1 + np.inf), ["“b1”[0]"]),
    "complex": (npz(W1=W1 * 1j), ["“W1.npy” holds complex128"]),
    "objects": (npz(W1=np.array([[Evil()]])), ["“W1.npy” holds Python objects (a pickle)"]),
    "names": (npz(W1=np.array([["a"]])), ["“W1” holds <U1"]),
    "names of functions": (npz(W1=W1, activations=np.array(["step"])), ["“step” is not one of them"]),
    "too few functions": (npz(W1=W1, W2=W2, activations=np.array(["tanh"])), ["not one for each of 2"]),
    "too many functions": (lists({"W1": W1}).replace(b"{", b'{"activations": ["tanh", "tanh"], '), ["2 activations"]),
    "numbers for functions": (npz(W1=W1, activations=B1), ["“activations” must be"]),
    "no names of functions": (b'{"W1": [[1]], "activations": "tanh"}', ["“activations” must be"]),
    "many arrays": (npz(**{f"W{k}": W1 for k in range(65)}), ["65 arrays are more than 64"]),
    "many lists": (lists({f"W{k}": W1 for k in range(65)}), ["65 arrays are more than 64"]),
    "many tensors": (save({f"W{k}": W1 for k in range(65)}), ["65 arrays are more than 64"]),
    "a bomb": (bomb(), ["larger than 1024 KB"]),
    "a bomb that lies": (lying_zip(), ["W1.npy"]),
    "a huge shape": (
        member(npy("{'descr': '<f8', 'fortran_order': False, 'shape': (1000000, 1000000), }", bytes(8))),
        ["8 bytes of numbers"],
    ),
    "a negative shape": (
        member(npy("{'descr': '<f8', 'fortran_order': False, 'shape': (-1, -1), }", bytes(8))),
        ["W1.npy"],
    ),
    "a broken header": (member(npy("(" * 5000)), ["“W1.npy” is no array"]),
    "a header that is an attack": (member(npy("-" * 9000 + "1")), ["“W1.npy” is no array"]),
    "no array": (member(b"text"), ["“W1.npy” is no array"]),
    "another member": (member(b"text", "readme.txt"), ["“readme.txt” is no array"]),
    "another packing": (member(b"text", kind=zipfile.ZIP_BZIP2), ["packed in a way"]),
    "half a zip": (npz(W1=W1)[:-30], [".npz cannot be read"]),
    "PyTorch": (member(b"", "archive/data.pkl"), ["never opened here", "torch.load"]),
    "a pickle": (pickle.dumps(Evil()), ["never opened here", "json.dump"]),
    "one array": (npy("{'descr': '<f8', 'fortran_order': False, 'shape': (1,), }", bytes(8)), ["numpy.savez"]),
    "half a safetensors": (save(TORCH)[:-8], [".safetensors cannot be read"]),
    "safetensors of truths": (save({"0.weight": W1 > 0}), ["“0.weight” holds bool"]),
    "too large": (b" " * (MAX_WEIGHTS_FILE + 1), ["larger than 1024 KB"]),
}  # fmt: skip


@pytest.mark.parametrize("kind", BAD)
def test_what_is_wrong_is_said_with_the_arrays_name(kind: str) -> None:
    data, parts = BAD[kind]
    with pytest.raises(BadInput) as caught:
        read_weights(data)
    assert caught.value.field == "weights"
    assert caught.value.allowed
    assert all(part in caught.value.message for part in parts), caught.value.message
    json.dumps(caught.value.as_json(), allow_nan=False)


@settings(deadline=None)
@given(st.binary(max_size=300), st.sampled_from(sorted(GOOD)), st.integers(0, 2000))
def test_damage_is_refused_or_read(noise: bytes, kind: str, at: int) -> None:
    data = bytearray(GOOD[kind])
    data[at : at + len(noise)] = noise
    for one in (bytes(data), noise, bytes(data[:at])):
        try:
            read_weights(one)
        except BadInput as error:
            json.dumps(error.as_json(), allow_nan=False)


def test_without_its_library_a_safetensors_is_refused_with_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "safetensors.numpy", None)
    with pytest.raises(BadInput, match=r"pip install 'backprop-visualizer\[safetensors\]'"):
        read_weights(save(TORCH))
