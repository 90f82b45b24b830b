"""Below what every link of a page begins: the prefix of the site, in it that of a language, an embed, a course."""

from app.language import ENGLISH, LANGUAGES

EMBED = "/embed"
"""Below this path the site is served once more, in the form that may be framed."""

FRONT = "/lesson"
"""The page that an embed's root itself shows."""


class EmbedRoot(str):
    """The prefix of what is embedded, such as ``/backprop/embed``: a link below it stays in the frame.

    It is a type of its own because a site's prefix may end in ``/embed`` as well.

    Attributes:
        site: the prefix of the full pages.
        front: whether the lesson is at the root itself; within a course, that is the page of its moment.
    """

    __slots__ = ("front", "site")

    site: str
    front: bool

    def __new__(cls, root: str, site: str, *, front: bool = True) -> "EmbedRoot":
        """The prefix ``root`` of what ``site`` is the full prefix of."""
        self = super().__new__(cls, root)
        self.site = site
        self.front = front
        return self


def language_prefix(tag: str) -> str:
    """What stands before the paths of a language: "" for English, else such as ``/zh``."""
    return "" if tag == ENGLISH else f"/{tag}"


def below(root: str, path: str) -> str:
    """A path below ``root``; the lesson of an embed is at the root itself, ``/embed?…``."""
    return str(root) if isinstance(root, EmbedRoot) and root.front and path == FRONT else f"{root}{path}"


def split(path: str) -> tuple[str, str]:
    """The language of a path below the site's prefix, and the rest of the path."""
    first = path.split("/")[1] if path.startswith("/") else ""
    if first in LANGUAGES and first != ENGLISH:
        return first, path.removeprefix(f"/{first}") or "/"
    return ENGLISH, path
