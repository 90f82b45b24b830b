"""Arrays out of binary files, read without running or unpacking anything that was not asked for.

A ``.npz`` is a zip of ``.npy`` members (NumPy Enhancement Proposal 1); the sizes of all are looked at before the first
is unpacked, the shape of each before memory is set aside. Objects of Python (pickles) are never read.
"""

import io
import math
import zipfile

import numpy as np
from numpy.typing import NDArray

from app.errors import BadInput, echo
from app.language import _
from app.limits import MAX_WEIGHTS_ARRAYS, MAX_WEIGHTS_FILE
from engine.arrays import Array
from engine.words import N_

ALLOWED = N_(
    "JSON, .npz or .safetensors of at most {n} KB with the weights (out × in) and biases of each layer",
    n=MAX_WEIGHTS_FILE // 1024,
)
TO_JSON = (
    'python -c "import json, sys, torch; json.dump({name: array.tolist() for name, array in'
    " torch.load(sys.argv[1], map_location='cpu', weights_only=True).items()}, sys.stdout)\" model.pt > model.json"
)
"""Turns a PyTorch state_dict into JSON that is read here."""

Arrays = dict[str, Array]
"""Named arrays of numbers in the order of the file."""

_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1
_HEADERS = {(1, 0): np.lib.format.read_array_header_1_0, (2, 0): np.lib.format.read_array_header_2_0}


def refused(reason: str, value: object = None, allowed: str = ALLOWED) -> BadInput:
    """The error of a file of weights."""
    return BadInput("weights", value, _(allowed), reason)


def refused_pickle() -> BadInput:
    """The error of a file that holds a program."""
    return refused(
        _(
            "this is a file of PyTorch or a pickle; such a file can hold any program, so it is never opened here. Turn"
            " it into JSON with: {command}",
            command=TO_JSON,
        )
    )


def read_npz(data: bytes) -> tuple[Arrays, list[str]]:
    """The arrays of numbers of a ``.npz``, and the words of its member ``activations``, if there is one.

    Raises:
        BadInput: it is none, it is too large, or a member is neither numbers nor those words.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            if any(member.filename.endswith("data.pkl") for member in members):
                raise refused_pickle()
            _check_members(members)
            read = {member.filename.removesuffix(".npy"): _member(archive, member) for member in members}
    except BadInput:
        raise
    except Exception as error:  # what is wrong with a broken archive may be of any type
        fault = f"{type(error).__name__}: {echo(str(error))}"
        raise refused(_("the .npz cannot be read ({error})", error=fault)) from error
    words = read.pop("activations", None)
    if words is None:
        return _numbers(read), []
    if words.dtype.kind != "U" or words.ndim != 1:
        raise refused(_("“activations” must be a list of names"))
    return _numbers(read), [str(word) for word in words]


def _check_members(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MAX_WEIGHTS_ARRAYS:
        raise refused(_("{n} arrays are more than {most}", n=len(members), most=MAX_WEIGHTS_ARRAYS))
    if len({member.filename for member in members}) < len(members):
        raise refused(_("two arrays have the same name"))
    for member in members:
        name = echo(member.filename)
        if not member.filename.endswith(".npy"):
            raise refused(_("“{name}” is no array (.npy)", name=name))
        if member.compress_type not in _PACKINGS or member.flag_bits & _ENCRYPTED:
            raise refused(_("“{name}” is packed in a way that is not read here", name=name))
    if sum(member.file_size for member in members) > MAX_WEIGHTS_FILE:
        raise refused(_("unpacked, the arrays are larger than {n} KB", n=MAX_WEIGHTS_FILE // 1024))


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> NDArray[np.generic]:
    """One array; what its header says has to agree with the bytes that are there."""
    name = echo(member.filename)
    with archive.open(member) as packed:
        file = io.BytesIO(packed.read(MAX_WEIGHTS_FILE))
    try:
        shape, by_columns, dtype = _HEADERS[np.lib.format.read_magic(file)](file)
    except Exception as error:  # the header is Python's own notation, with whatever its parser finds wrong in it
        raise refused(_("“{name}” is no array that is read here", name=name)) from error
    if dtype.kind == "O":
        raise refused(_("“{name}” holds Python objects (a pickle), which are not read here", name=name))
    if dtype.kind not in "fiuU" or dtype.itemsize == 0:
        raise refused(_("“{name}” holds {kind} instead of numbers", name=name, kind=echo(str(dtype))))
    body = file.read()
    if len(shape) > 8 or min(shape, default=0) < 0 or math.prod(shape) * dtype.itemsize != len(body):
        places = {"name": name, "n": len(body), "shape": echo(str(shape))}
        raise refused(_("“{name}” has {n} bytes of numbers, but its shape is {shape}", **places))
    return np.frombuffer(body, dtype).reshape(shape, order="F" if by_columns else "C")


def read_safetensors(data: bytes) -> Arrays:
    """The arrays of a ``.safetensors``.

    Raises:
        BadInput: it is none, or the library that reads it is not installed.
    """
    try:
        from safetensors.numpy import load
    except ImportError:
        raise refused(
            _(
                "this server does not read .safetensors, as the library for it is not installed; its operator can add"
                " it with: {command}",
                command="pip install 'backprop-visualizer[safetensors]'",
            )
        ) from None
    try:
        read = load(data)
    except Exception as error:  # the library's own errors, and NumPy's for numbers that it does not have (bfloat16)
        fault = f"{type(error).__name__}: {echo(str(error))}"
        raise refused(_("the .safetensors cannot be read ({error})", error=fault)) from error
    if len(read) > MAX_WEIGHTS_ARRAYS:
        raise refused(_("{n} arrays are more than {most}", n=len(read), most=MAX_WEIGHTS_ARRAYS))
    return _numbers(read)


def _numbers(arrays: dict[str, NDArray[np.generic]]) -> Arrays:
    for name, array in arrays.items():
        if array.dtype.kind not in "fiu":
            kind = echo(str(array.dtype))
            raise refused(_("“{name}” holds {kind} instead of numbers", name=echo(name), kind=kind))
    with np.errstate(over="ignore"):  # what is too large becomes infinite, and is refused for that
        return {name: array.astype(np.float64) for name, array in arrays.items()}
