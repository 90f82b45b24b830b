"""A lesson in a notebook: ``from app.notebook import show``.

It needs no server and no network: the cell holds the lesson as one file, which asks nobody for anything. Nothing of
IPython, PyTorch or scikit-learn is needed either; what is shown only has a method that notebooks call.
"""

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from html import escape
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode, urlsplit

import numpy as np

from app.address import grammar, network
from app.errors import BadInput
from app.language import ENGLISH, LANGUAGES, speaking
from app.lesson import Lesson
from app.lesson_url import parse, query
from app.limits import MAX_ADDRESS
from app.model_lessons import lesson_of
from app.one_file import most_moments, one_file
from app.panels.figures import preset_of
from app.panels.headline import title
from app.span import span
from app.trained_models import Unshowable, read_model
from engine.operations import STEP_SIZES, StepSize

HEIGHT = 640
_PAGES = ("/lesson", "/embed", "/lesson.html")
_OTHERS = ("/train", "/digit", "/compare", "/ideas/")


@dataclass(frozen=True, slots=True)
class Shown:
    """A lesson as a notebook shows it.

    Attributes:
        title: what it is called.
        address: of the lesson, from its path on.
        source: of the frame: "" where it holds the file itself.
        file: the lesson as one HTML file; "" where the frame has an address instead.
        height: of the frame, in pixels.
    """

    title: str
    address: str
    source: str
    file: str
    height: int

    def _repr_html_(self) -> str:
        # Within quotes nothing else has to be escaped, and a file has many other marks.
        file = self.file.replace("&", "&amp;").replace('"', "&quot;")
        holds = f'src="{escape(self.source)}"' if self.source else f'srcdoc="{file}"'
        return (
            f'<iframe {holds} title="{escape(self.title)}" width="100%" height="{self.height}" style="border: 0"'
            ' sandbox="allow-scripts allow-popups" loading="lazy"></iframe>'
        )

    def __repr__(self) -> str:
        """What is seen where HTML is not."""
        return f"<{self.title}: {self.address[:200]}>"


def show(
    what: object = "",
    x: object = None,
    target: object = None,
    *,
    output: str = "",
    server: str = "",
    height: int = HEIGHT,
    count: int = 1,
    lang: str = "",
    **parameters: object,
) -> Shown:
    """A lesson to look at, the last expression of a cell.

    Args:
        what: a lesson's address or its query (``"preset=mazur&at=loss"``); or a trained model: a
            ``torch.nn.Sequential``, an ``MLPClassifier`` or ``MLPRegressor``, or a list of ``(W, b, activation)``.
        x: the inputs, one example or one row an example; needed with a model.
        target: the targets likewise; of a classifier the labels will do.
        output: with a model: the activation of the outputs where the model leaves it to its loss (``"softmax"``).
        server: the address of a running server, such as ``"http://127.0.0.1:8000"``: the frame then shows its page,
            which also trains and changes; without one the cell holds all it needs.
        height: of the frame, in pixels.
        count: how many training steps, without a server.
        lang: the language, ``"en"`` or ``"zh"``; "": that of the address.
        parameters: of the lesson's address: ``at="loss"``, ``step="layer"``, ``lr=0.5``, ``loss="mse"``, ``updates=3``.

    Raises:
        Unshowable: what is wrong, and what is allowed.
    """
    begun = _address(what) if isinstance(what, str) else None
    lang = lang or (begun.language if begun else ENGLISH)
    if lang not in LANGUAGES:
        raise Unshowable(f"lang={lang!r} is no language of this product", ", ".join(LANGUAGES))
    said = {name: _text(value) for name, value in parameters.items()}
    with speaking(lang) if lang != ENGLISH else nullcontext():
        try:
            if begun is None:
                model = read_model(what, output)
                lesson, name = lesson_of(model, x, target, said), f"{model.name} {network.write_sizes(model.sizes)}"
            else:
                said = {**begun.said, **said, **_examples(x, target)}
                if begun.path not in _PAGES:
                    return _from_server(
                        server, f"/embed{begun.path}?{urlencode(said)}".rstrip("?"), begun.path, height, lang
                    )
                lesson, name = parse(said.items()), ""
            if server:
                framed = f"/embed?{query(lesson)}".rstrip("?")
                return _from_server(server, framed, title(lesson, preset_of(lesson)), height, lang)
            return _alone(lesson, name, height, count, chosen="step" in said)
        except BadInput as problem:
            raise Unshowable(f"{problem.field}: {problem.message}", str(problem.allowed)) from None


def _alone(lesson: Lesson, name: str, height: int, count: int, *, chosen: bool) -> Shown:
    """The lesson as one file; ``name`` says what it was made from, where that is no address."""
    address = f"/lesson?{query(lesson)}".rstrip("?")
    lesson = lesson.viewed(screen="page", zoom=1, guide="", panels=(), focus="", cover=(), answers=())
    written = _file(lesson, name or address, count, (lesson.view.step,) if chosen else STEP_SIZES)
    return Shown(name or title(lesson, preset_of(lesson)), address, "", written, height)


def _file(lesson: Lesson, source: str, count: int, sizes: Sequence[StepSize]) -> str:
    """The file with the smallest of these steps for which it has room."""
    first, *larger = sizes
    try:
        return one_file(span(lesson.viewed(step=first), "step", count, most_moments(lesson)), source)
    except BadInput:
        if not larger and count == 1:
            allowed = "a smaller network or fewer examples; or server= with the address of a running server"
            raise Unshowable("not even one training step of this network fits one file", allowed) from None
        if not larger:
            raise
    return _file(lesson, source, count, larger)


def _from_server(server: str, framed: str, name: str, height: int, lang: str) -> Shown:
    """A page of a server, in the form that may be framed."""
    if not server:
        raise Unshowable(f"{name} is no lesson", "a lesson; or server= with the address of a running server")
    parts = urlsplit(server)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment:
        raise Unshowable(f"server={server!r} is no address of a server", "such as http://127.0.0.1:8000")
    if len(framed) > MAX_ADDRESS:
        much = f"{len(framed)} characters of weights and examples do not fit an address"
        raise Unshowable(much, f"at most {MAX_ADDRESS}; or no server=, where there is no such limit")
    language = "" if lang == ENGLISH else f"/{lang}"
    return Shown(name, framed, f"{server.rstrip('/')}{language}{framed}", "", height)


class _Address(NamedTuple):
    """An address as it was given: its page below any prefix, its parameters, and its language."""

    path: str
    said: dict[str, str]
    language: str = ENGLISH


def _address(what: str) -> _Address:
    """An address, or a mere query, which is that of a lesson."""
    parts = urlsplit(what)
    if not (parts.query or parts.path.startswith("/") or parts.scheme in ("http", "https")):
        return _Address(_PAGES[0], dict(parse_qsl(what, keep_blank_values=True)))
    path = parts.path.replace("/embed/", "/")
    begin = next((path.rindex(one) for one in (*_PAGES, *_OTHERS) if one in path), len(path))
    before, page = path[:begin], path[begin:]
    if not page and (before.endswith("/") or before.lstrip("/") in ("", *LANGUAGES)):  # the front page
        page = _PAGES[0]
    if page not in _PAGES and not page.startswith(_OTHERS):
        raise Unshowable(f"{path} is no page of this product", ", ".join((*_PAGES, *_OTHERS)))
    language = next((tag for tag in LANGUAGES if tag in before.split("/")), ENGLISH)
    return _Address(page, dict(parse_qsl(parts.query, keep_blank_values=True)), language)


def _text(value: object) -> str:
    """A parameter as an address says it."""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, str | int):
        return str(value)
    if isinstance(value, float | np.floating):
        return repr(float(value)).removesuffix(".0")
    return grammar.write_rows(tuple(row) for row in np.atleast_2d(np.asarray(value, dtype=np.float64)).tolist())


def _examples(x: object, target: object) -> dict[str, str]:
    return {name: _text(rows) for name, rows in (("x", x), ("target", target)) if rows is not None}
