"""Below what every link of a page begins: the prefix of the site, or within it that of a language or of the embeds."""

from app.language import ENGLISH

EMBED = "/embed"
"""Below this path the site is served once more, in the form that may be framed."""

FRONT = "/lesson"
"""The page that an embed's root itself shows."""


class EmbedRoot(str):
    """The prefix of what is embedded, such as ``/backprop/embed``: a link below it stays in the frame.

    It is a type of its own because a site's prefix may end in ``/embed`` as well.
    """

    __slots__ = ()

    @property
    def site(self) -> str:
        """The prefix of the full pages."""
        return self.removesuffix(EMBED)


def language_prefix(tag: str) -> str:
    """What stands before the paths of a language: "" for English, else such as ``/zh``."""
    return "" if tag == ENGLISH else f"/{tag}"


def below(root: str, path: str) -> str:
    """A path below ``root``; the lesson of an embed is at the root itself, ``/embed?…``."""
    return str(root) if isinstance(root, EmbedRoot) and path == FRONT else f"{root}{path}"
