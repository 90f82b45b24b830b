"""Text by which an address carries other text: packed into it, or by its name in the store.

``.`` and the text, compressed (zlib) and in base64url, where it is short; else ``~`` and a name. An address keeps the
token as it was made: another release of zlib packs otherwise, and unpacks the same.
"""

import re
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Literal

from app import store
from app.errors import BadInput
from app.language import _

_PACKED = re.compile(r"\.[A-Za-z0-9_-]+")
_NAMED = re.compile(rf"~[A-Za-z0-9_-]{{{store.NAME_LENGTH}}}")


def packed(text: str) -> str:
    """The text within a token."""
    return "." + urlsafe_b64encode(zlib.compress(text.encode(), 9)).decode().rstrip("=")


def kept(text: str) -> str:
    """The token of a text that the store now keeps.

    Raises:
        Unavailable: it cannot keep it.
    """
    return "~" + store.current().put(text.encode())


def text_of(token: str, parameter: str, what: Literal["data", "weights"], most: int) -> str:
    """The text that a token stands for.

    Args:
        token: as ``packed`` or ``kept`` made it.
        parameter: where it stood, for an error.
        what: it is, for an error.
        most: bytes of the text; of a longer one no more is unpacked.

    Raises:
        BadInput: it is no token, or this server does not have that text (any longer).
        Unavailable: the store cannot be read.
    """
    if _NAMED.fullmatch(token):
        content = store.current().get(token[1:])
        if content is None:
            raise BadInput(parameter, token, *_forgotten(what))
    elif _PACKED.fullmatch(token):
        content = _unpacked(token, parameter, most)
    else:
        raise _broken(token, parameter, _("this is neither packed text nor a name"))
    if len(content) > most:
        raise _broken(token, parameter, _("it is longer than {n} KB", n=most // 1024))
    try:
        return content.decode()
    except UnicodeDecodeError:
        raise _broken(token, parameter, _("this is no text")) from None


def note_use(token: str) -> None:
    """The text of this token is in use, even where nobody asks the store for it again."""
    if token.startswith("~"):
        store.current().note_use(token[1:])


def _unpacked(token: str, parameter: str, most: int) -> bytes:
    body = token[1:]
    unpack = zlib.decompressobj()
    try:
        content = unpack.decompress(urlsafe_b64decode(body + "=" * (-len(body) % 4)), most + 1)
    except ValueError:
        raise _broken(token, parameter, _("this is not base64url of whole bytes")) from None
    except zlib.error:
        raise _broken(token, parameter, _("the packed text is damaged")) from None
    if len(content) <= most and (not unpack.eof or unpack.unused_data):
        raise _broken(token, parameter, _("the packed text is damaged"))
    return content


def _forgotten(what: Literal["data", "weights"]) -> tuple[str, str]:
    """What is allowed instead of a name that nothing is kept under, and the reason."""
    if what == "data":
        return (
            _("data that was uploaded to this server"),
            _("this server does not (any longer) have data with that name; upload it again"),
        )
    return (
        _("weights that were uploaded to this server"),
        _("this server does not (any longer) have weights with that name; upload it again"),
    )


def _broken(token: str, parameter: str, reason: str) -> BadInput:
    return BadInput(parameter, token, _("text packed by this application, from a whole address"), reason)
