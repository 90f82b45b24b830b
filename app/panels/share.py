"""What is shared of a moment, in the words of each place that it can be put: a page, a book, a deck, a notebook."""

from dataclasses import dataclass, replace
from html import escape
from urllib.parse import quote

from app.controls import ALL, GROUPS, segment
from app.language import ENGLISH, _
from app.roots import EMBED, FRONT

HEIGHT = 560
"""Of a frame, in pixels, unless another is asked for: the picture, the controls and the sentence of a step."""

_SPECIAL = str.maketrans({letter: f"\\{letter}" for letter in "\\`*_[]<>$|"})
_PICTURES = {FRONT: "/lesson.svg", "/train": "/train.svg", "/digit": "/digit.svg"}
_PNG = {FRONT: "/lesson.png", "/train": "/train.png", "/digit": "/digit-network.png"}


@dataclass(frozen=True, slots=True)
class Shareable:
    """A moment as it is given away.

    Attributes:
        site: scheme, host and prefix, that of the language included, such as ``https://example.org/backprop/zh``.
        path: of its page, such as ``/lesson``.
        query: the canonical one, percent-encoded; "" for none.
        title: what it is called.
        text: what is seen there, in a sentence.
        theme: ``auto``, ``light`` or ``dark``; "" where the page has no such choice.
        notation: ``notes`` or ``common``; "" likewise.
        within: the item of the course that it is in, such as ``/course/mine/loss``; "" for none.
        controls: the groups of controls that its embed has.
        language: the tag of the one that it opens in.
    """

    site: str
    path: str
    query: str
    title: str
    text: str
    theme: str = ""
    notation: str = ""
    within: str = ""
    controls: frozenset[str] = ALL
    language: str = ENGLISH

    @property
    def link(self) -> str:
        """The address of the full page."""
        return self._asked(self.within + self.path)

    @property
    def embed(self) -> str:
        """The address of the same in the form that may be framed."""
        page = "" if self.path == FRONT and not self.within else self.within + self.path
        return self._asked(EMBED + segment(self.controls) + page)

    @property
    def picture(self) -> str:
        """The address of its picture; "" where there is none."""
        return self._asked(_PICTURES[self.path]) if self.path in _PICTURES else ""

    @property
    def on_paper(self) -> str:
        """The address of its picture in pixels, which every printing press takes; "" where there is none."""
        return self._asked(_PNG[self.path]) if self.path in _PNG else ""

    @property
    def files(self) -> tuple[tuple[str, str], ...]:
        """What else there is of it, to be put anywhere: label and address."""
        if self.path not in _PICTURES:
            return ()
        of = quote(f"{self.path}?{self.query}" if self.query else self.path, safe="/")
        return (
            (_("Picture, SVG"), self.picture),
            (_("Picture, PNG"), self.on_paper),
            *(((_("Animation, GIF"), f"{self.site}/animate?of={of}"),) if self.path != "/digit" else ()),
            *(((_("One file that needs no server, HTML"), self._asked("/lesson.html")),) if self.path == FRONT else ()),
            (_("Cite it: LaTeX, TikZ, NumPy, PyTorch"), f"{self.site}/cite?of={of}"),
        )

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

    @property
    def hidden(self) -> str:
        """The groups of controls that its frame does without, in words; "" for none."""
        return _(", ").join(_(group.label) for group in GROUPS if group.name not in self.it.controls)


def share(of: str, plain: Shareable, words: tuple[str, str], start: bool, height: int) -> Share:
    """The dialog about ``plain``; its title and text are ``words`` where they are not ""."""
    title, text = words
    it = replace(plain, title=title or plain.title, text=text or plain.text)
    # An idea has no steps, and a course's page no moment.
    has_start = not it.path.startswith("/ideas/") and bool(it.path) and not it.path.startswith("/course/")
    return Share(of, it, plain, start, has_start, height, snippets(it, height), f"/{it.embed.split('/', 3)[3]}")


def quoted(text: str) -> str:
    """A text within double quotes, as HTML has it."""
    return escape(text, quote=False).replace('"', "&quot;")


def iframe(it: Shareable, width: str, height: str, kind: str = "") -> str:
    """The element that shows it in a frame of that size, both as HTML has them, of a class where one is named."""
    named = f'class="{kind}" ' if kind else ""
    return (
        f'<iframe {named}src="{quoted(it.embed)}" title="{quoted(it.words)}" width="{width}" height="{height}"'
        f' loading="lazy" style="border: 0"></iframe>'
    )


def snippets(it: Shareable, height: int) -> tuple[Snippet, ...]:
    """Every way to put it somewhere, with a frame of ``height`` pixels."""
    frame = iframe(it, "100%", str(height))
    # With data-src reveal.js unloads a frame and adds to the history each time; without the class it may be too high.
    slide = iframe(it, "100%", str(height), "r-stretch")
    caption = it.words.translate(_SPECIAL)
    extra = f'title="{quoted(it.words)}"'
    return (
        Snippet("link", _("Link"), it.link),
        Snippet("iframe", _("HTML: Moodle, Canvas, WordPress, any page"), frame, _("No script is needed around it.")),
        *_pictures(it, caption),
        Snippet(
            "myst", "MyST: Jupyter Book", _directive(it, caption),
            _("The frame is as wide as the text. Sphinx and books before Jupyter Book 2 take the HTML above."),
        ),
        Snippet("quarto", _("Quarto: page or slide"), f"```{{=html}}\n{frame}\n```"),
        Snippet(
            "reveal", "reveal.js", f"<section>\n  <h2>{quoted(it.title)}</h2>\n  {slide}\n</section>",
            _("It takes the room that the title leaves on its slide, and is loaded when the slide is near."),
        ),
        Snippet(
            "jupyter", "Jupyter",
            "from IPython.display import IFrame\n\n"
            f"IFrame({it.embed!r}, width='100%', height={height}, extras=[{extra!r}])",
        ),
    )  # fmt: skip


def _directive(it: Shareable, caption: str) -> str:
    """The frame as MyST has it; its options are read as they stand. Without a page, on paper, it is the picture."""
    options = {"width": "100%", "title": it.words, "placeholder": it.on_paper}
    lines = (f":{name}: {said}\n" for name, said in options.items() if said)
    return f"```{{iframe}} {it.embed}\n{''.join(lines)}\n{caption}\n```"


def _pictures(it: Shareable, caption: str) -> tuple[Snippet, ...]:
    """A picture that leads to the page; where there is none, a link."""
    if not it.picture:
        return (Snippet("markdown", "Markdown", f"[{caption}]({it.link})"),)
    shown = f'<img src="{quoted(it.picture)}" alt="{quoted(it.words)}" width="100%">'
    return (
        Snippet("picture", _("Picture with a link: HTML"), f'<a href="{quoted(it.link)}">{shown}</a>'),
        Snippet("markdown", _("Picture with a link: Markdown"), f"[![{caption}]({it.picture})]({it.link})"),
    )
