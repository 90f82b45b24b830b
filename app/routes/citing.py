"""The page «Cite this step» of any moment, and the files that it offers."""

from urllib.parse import parse_qsl, quote, urlsplit

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from app.caching import cached
from app.cite.citation import Cited
from app.cite.cited import FILES, Piece, content_of, pieces
from app.deps import prefix
from app.drawing_lesson import seen
from app.drawing_url import parse_drawing
from app.errors import BadInput, Refused, echo
from app.guard import GuardedRoute
from app.language import _
from app.lesson_url import parse
from app.moment import Moment, moment
from app.panels.guide import first_minute
from app.render import html
from app.routes.shareable import shareable
from app.training_run import run_of

router = APIRouter(route_class=GuardedRoute)

EXAMPLE = "/lesson?preset=mazur&at=dC_dz-1-1"
_PAGES = ("/", "/lesson", "/train", "/digit", "/embed", "/embed/lesson", "/embed/train", "/embed/digit")


def _asked(request: Request) -> str:
    """The path and query that is cited.

    Raises:
        BadInput: there is none, or another parameter, or a page that is no moment.
    """
    allowed = _("path and query of a lesson, a training page or a drawing, such as /lesson?preset=mazur&at=loss")
    given = request.query_params.multi_items()
    for name, text in given:
        if name != "of":
            raise BadInput(name, text, "of", _("there is no such parameter"))
    if len(given) != 1:
        raise BadInput("of", None, allowed, _("it has to be given once"))
    of = given[0][1]
    try:
        path = urlsplit(of).path
    except ValueError as error:
        raise BadInput("of", of, allowed, str(error)) from None
    if path not in _PAGES:
        raise BadInput("of", of, allowed, _("this page is no single moment with numbers to cite"))
    return of


def _moment(of: str) -> Moment:
    """The moment that a page shows."""
    parts = urlsplit(of)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    match parts.path.removeprefix("/embed"):
        case "/digit":
            return seen(parse_drawing(pairs)).moment
        case "/train":
            return moment(run_of(parse(pairs)).lesson)
        case "/" if parts.path == "/":
            return moment(first_minute(parse(pairs)))
    return moment(parse(pairs))


def _pieces(request: Request, of: str) -> tuple[Cited, tuple[Piece, ...]]:
    shared, now = shareable(of, str(request.base_url).rstrip("/")), _moment(of)
    operation = now.lesson.operation
    step = now.lesson.update + 1
    at = _("training step {step}, {operation}", step=step, operation=operation.key) if operation else _("at the start")
    cited = Cited(shared.title, at, shared.link)
    return cited, pieces(now, cited, shared.text)


@router.get("/cite", include_in_schema=False)
def page(request: Request) -> Response:
    """The page: a field for each form, which can be copied or loaded as a file; of nothing, how to come to one."""
    if not request.url.query and "text/html" in request.headers.get("Accept", ""):
        return html(request, "cite_begin.html", example=quote(EXAMPLE, safe="/"))
    of = _asked(request)

    def make() -> Response:
        cited, found = _pieces(request, of)
        root = prefix(request)
        files = {piece.key: f"{root}/cite/{piece.file}?of={quote(of, safe='/')}" for piece in found}
        return html(request, "cite.html", cited=cited, pieces=found, files=files)

    return cached(request, f"/cite?{request.url.query}", make)


@router.get("/cite/{file}", include_in_schema=False)
def load(request: Request, file: str) -> Response:
    """One of them as a file."""
    if file not in FILES:
        raise Refused(404, _("There is no file “{file}”.", file=echo(file)), allowed=", ".join(FILES))
    of = _asked(request)

    def make() -> Response:
        text = content_of(file, _pieces(request, of)[1])
        return PlainTextResponse(text, headers={"Content-Disposition": f'attachment; filename="{file}"'})

    return cached(request, f"/cite/{file}?{request.url.query}", make)
