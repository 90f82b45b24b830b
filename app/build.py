"""Where the served files are, and a name for exactly this build."""

import hashlib
import platform
from functools import cache
from pathlib import Path

import numpy as np
from threadpoolctl import threadpool_info

import engine
from app import __version__
from app.raster import available

_APP = Path(__file__).parent


def _folder(name: str) -> Path:
    """The folder ``name`` inside the installed package, or beside it in a checkout."""
    installed = _APP / name
    return installed if installed.is_dir() else _APP.parent / name


TEMPLATES = _folder("templates")
STATIC = _folder("static")


@cache
def build_id() -> str:
    """A short name that changes whenever the bytes of a page may.

    That is with the code and the files served, with Python and NumPy, with whether pictures are drawn in pixels, and
    with the kernels of BLAS for this kind of processor, which round sums in an order of their own.
    """
    kernels = sorted(
        f"{one.get('internal_api')} {one.get('version')} {one.get('architecture')}"
        for one in threadpool_info()
        if one.get("user_api") == "blas"
    )
    made_of = (__version__, platform.python_version(), platform.machine(), np.__version__, str(available()), *kernels)
    digest = hashlib.sha256(" ".join(made_of).encode())
    for folder in (_APP, Path(engine.__file__).parent, TEMPLATES, STATIC):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(path.relative_to(folder).as_posix().encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
