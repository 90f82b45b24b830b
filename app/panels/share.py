"""What is shared of a moment, in the words of each place that it can be put: a page, a book, a deck, a notebook."""

from dataclasses import dataclass, replace
from html import escape

from app.roots import EMBED, FRONT

HEIGHT = 560
"""Of a frame, in pixels, unless another is asked for: the picture, the controls and the sentence of a step."""

_SPECIAL = str.maketrans({letter: f"\\{letter}" for letter in "\\`*_[]<>$|"})


@dataclass(frozen=True, slots=True)
class Shareable:
    """A moment as it is given away.

    Attributes:
        site: scheme, host and prefix, such as ``https://example.org/backprop``.
        path: of its page, such as ``/lesson``.
        query: the canonical one, percent-encoded; "" for none.
        title: what it is called.
        text: what is seen there, in a sentence.
        theme: ``auto``, ``light`` or ``dark``; "" where the page has no such choice.
        notation: ``notes`` or ``common``; "" likewise.
    """

    site: str
    path: str
    query: str
    title: str
    text: str
    theme: str = ""
    notation: str = ""

    @property
    def link(self) -> str:
        """The address of the full page."""
        return self._asked(self.path)

    @property
    def embed(self) -> str:
        """The address of the same in the form that may be framed."""
        return self._asked(EMBED if self.path == FRONT else EMBED + self.path)

    @property
    def picture(self) -> str:
        """The address of its picture; "" where there is none."""
        return self._asked("/lesson.svg") if self.path == FRONT else ""

    @property
    def words(self) -> str:
        """Title and text in one line, for whoever does not see it."""
        return ": ".join(filter(None, (self.title, self.text)))

    def _asked(self, path: str) -> str:
        address = f"{self.site}{path}?{self.query}" if self.query else f"{self.site}{path}"
        # A parenthesis or a quotation mark would end the address in the languages below.
        return address.translate({ord(mark): f"%{ord(mark):02X}" for mark in "()'\"<>[]` "})


@dataclass(frozen=True, slots=True)
class Snippet:
    """One way to put it somewhere.

    Attributes:
        key: in the id of its field.
        label: where it is for.
        text: to be copied.
        help: what else there is to know; "" for nothing.
    """

    key: str
    label: str
    text: str
    help: str = ""

    @property
    def rows(self) -> int:
        """Lines of its field: what it has, and room for a long one to wrap."""
        return min(9, self.text.count("\n") + 1 + len(self.text) // 80)


@dataclass(frozen=True, slots=True)
class Share:
    """The dialog.

    Attributes:
        of: the path and query that it is about, as they came.
        it: what is shared, with the choices made.
        plain: the same with the title and the text that it has by itself.
        start: whether it is shared from its start.
        has_start: whether it has steps.
        height: of the frame, in pixels.
        snippets: the fields.
        preview: the embed, without scheme and host.
    """

    of: str
    it: Shareable
    plain: Shareable
    start: bool
    has_start: bool
    height: int
    snippets: tuple[Snippet, ...]
    preview: str


def share(of: str, plain: Shareable, words: tuple[str, str], start: bool, height: int, root: str) -> Share:
    """The dialog about ``plain`` below the prefix ``root``; its title and text are ``words`` where they are not ""."""
    title, text = words
    it = replace(plain, title=title or plain.title, text=text or plain.text)
    return Share(
        of, it, plain, start, not it.path.startswith("/ideas/"), height, snippets(it, height),
        root + it.embed.removeprefix(it.site),
    )  # fmt: skip


def quoted(text: str) -> str:
    """A text within double quotes, as HTML has it."""
    return escape(text, quote=False).replace('"', "&quot;")


def iframe(it: Shareable, width: str, height: str, source: str = "src") -> str:
    """The element that shows it in a frame of that size, both as HTML has them."""
    return (
        f'<iframe {source}="{quoted(it.embed)}" title="{quoted(it.words)}" width="{width}" height="{height}"'
        f' loading="lazy" style="border: 0"></iframe>'
    )


def snippets(it: Shareable, height: int) -> tuple[Snippet, ...]:
    """Every way to put it somewhere, with a frame of ``height`` pixels."""
    frame = iframe(it, "100%", str(height))
    slide = iframe(it, "100%", str(height), "data-src")
    caption = it.words.translate(_SPECIAL)
    extra = f'title="{quoted(it.words)}"'
    return (
        Snippet("link", "Link", it.link),
        Snippet("iframe", "HTML: Moodle, Canvas, WordPress, any page", frame, "No script is needed around it."),
        *_pictures(it, caption),
        Snippet(
            "myst", "MyST: Jupyter Book",
            f"```{{iframe}} {it.embed}\n:width: 100%\n\n{caption}\n```", "The frame is as wide as the text, 16:9.",
        ),
        Snippet("quarto", "Quarto: page or slide", f"```{{=html}}\n{frame}\n```"),
        Snippet(
            "reveal", "reveal.js", f"<section>\n  <h2>{quoted(it.title)}</h2>\n  {slide}\n</section>",
            "It is loaded when its slide is near.",
        ),
        Snippet(
            "jupyter", "Jupyter",
            "from IPython.display import IFrame\n\n"
            f"IFrame({it.embed!r}, width='100%', height={height}, extras=[{extra!r}])",
        ),
    )  # fmt: skip


def _pictures(it: Shareable, caption: str) -> tuple[Snippet, ...]:
    """A picture that leads to the page; where there is none, a link."""
    if not it.picture:
        return (Snippet("markdown", "Markdown", f"[{caption}]({it.link})"),)
    shown = f'<img src="{quoted(it.picture)}" alt="{quoted(it.words)}" width="100%">'
    return (
        Snippet("picture", "Picture with a link: HTML", f'<a href="{quoted(it.link)}">{shown}</a>'),
        Snippet("markdown", "Picture with a link: Markdown", f"[![{caption}]({it.picture})]({it.link})"),
    )
