"""The engine's own data: handwritten digits, stroke templates and trained weights; see LICENSE.txt beside them."""

from importlib.resources import files


def read(name: str) -> bytes:
    """The bytes of one file of this folder.

    Args:
        name: the file's name.

    Raises:
        FileNotFoundError: when there is no such file.
    """
    return files(__name__).joinpath(name).read_bytes()
