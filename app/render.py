"""The one Jinja environment: templates to text, and the names that every page may use."""

from functools import lru_cache
from typing import Any, Literal

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from latex2mathml.converter import convert
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse

from app import __version__
from app.build import TEMPLATES, build_id
from app.controls import hidden
from app.course_view import course_item
from app.deps import prefix, site_root, within
from app.escaping import Generator
from app.formula import Formula, filled
from app.language import LANGUAGES, _, gettext, language, nplain
from app.prepared_runs import PREPARED_RUNS
from app.pruning import pruned
from app.raster import available
from app.roots import EmbedRoot, language_prefix
from app.template_calls import DirectEnvironment, translated
from app.text_width import digits_wide


@lru_cache(maxsize=4096)
def mathml(latex: str, display: Literal["inline", "block"] = "inline") -> Markup:
    """``latex`` as native MathML; for formulas of our own making only, as it is not escaped again."""
    return Markup(convert(latex, display=display))


def formula(it: Formula) -> Markup:
    """A formula as MathML with its numbers in it, each symbol tied to its number on the picture."""
    return Markup(filled(mathml(it.latex, "block"), it))


@lru_cache(maxsize=20_000)
def coordinate(value: float) -> str:
    """A coordinate to a tenth of a pixel, as short as possible."""
    return f"{round(value, 1):g}"


def _environment() -> Environment:
    environment = DirectEnvironment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
        extensions=["jinja2.ext.i18n"],
    )
    environment.code_generator_class = Generator
    environment.install_gettext_callables(gettext, nplain, newstyle=True)  # type: ignore[attr-defined]
    environment.globals.update(gettext=translated, _=translated)
    environment.filters.update(mathml=mathml, formula=formula, n=coordinate, say=_, digits=digits_wide)
    environment.globals.update(
        version=__version__,
        build=build_id(),
        first_run=PREPARED_RUNS[0].address,
        framed=False,
        full="",
        shared="",
        png=available(),
        language=language,
        languages=LANGUAGES,
        translations=(),
        course=None,
    )
    return environment


_ENVIRONMENT = _environment()


def render(name: str, **context: Any) -> str:
    """The text of template ``name``, without the controls that are hidden; a name that nobody gives is an error."""
    said = _ENVIRONMENT.get_template(name).render(context)
    return pruned(said, hidden()) if hidden() else said


def templates_load() -> None:
    """Compile every template."""
    for name in _ENVIRONMENT.list_templates():
        _ENVIRONMENT.get_template(name)


def html(request: Request, name: str, *, status: int = 200, **context: Any) -> HTMLResponse:
    """Template ``name`` as a response; like every page it also knows ``root``, the prefix of each link.

    One that has a ``canonical`` address knows as ``shared`` what of that is below the prefix, and as ``site`` the rest.
    Within a course it knows that ``course``, and as ``home`` the prefix of the links that lead out of it.
    In an embed it knows as well that it is ``framed``, and the address of its ``full`` page, the canonical one; and no
    control of it fills the history of the page around the frame.
    """
    root = prefix(request)
    home = root.removesuffix(within(request))
    context["home"] = home
    if "course" in request.scope:
        course, place = request.scope["course"]
        context["course"] = course_item(course, place, home)
    if "canonical" in context:
        site = str(request.base_url).rstrip("/").removesuffix(within(request))
        context = {"site": site, "shared": context["canonical"].removeprefix(site), **context}
    context = {"translations": translations(request, context.get("shared", "")), **context}
    if not isinstance(root, EmbedRoot):
        return HTMLResponse(render(name, root=root, **context), status)
    full = full_address(request)
    said = render(name, **{**context, "root": root, "framed": True, "full": full, "canonical": full})
    return HTMLResponse(said.replace(' hx-push-url="', ' hx-replace-url="'), status)


def translations(request: Request, shared: str = "") -> tuple[tuple[str, str, str], ...]:
    """The tag, the prefix and the address of this page in each language; ``shared`` is the part below the prefix."""
    url, site = request.url, site_root(request)
    below = shared or within(request) + url.path.removeprefix(prefix(request)) + (f"?{url.query}" if url.query else "")
    return tuple((tag, site + language_prefix(tag), f"{site}{language_prefix(tag)}{below}") for tag in LANGUAGES)


def full_address(request: Request) -> str:
    """The address of what is asked for, outside of any frame."""
    url = request.url
    root = prefix(request)
    site = root.site if isinstance(root, EmbedRoot) else root
    return str(url.replace(path=site + url.path.removeprefix(root)))
