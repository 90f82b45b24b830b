"""From the address of any page to what is shared of it: the moment, its title, and its sentence."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlsplit

from app.comparison import compared, comparison_query, parse_comparison
from app.drawing_lesson import seen
from app.drawing_links import DrawingLinks
from app.drawing_url import drawing_query, parse_drawing
from app.errors import BadInput
from app.ideas.catalogue import BY_NAME
from app.lesson import Lesson
from app.lesson_url import parse, query
from app.links import Links
from app.moment import moment
from app.panels.comparison_area import ComparisonLinks, comparison_area
from app.panels.digit_area import digit_area
from app.panels.guide import first_minute
from app.panels.share import Shareable
from app.panels.training_area import training_area
from app.panels.working_area import working_area
from app.roots import EMBED, FRONT
from app.training_run import run_of

ALLOWED = "path and query of a page of this site, such as /lesson?preset=mazur&at=loss"

Pairs = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Choices:
    """What the person who shares it has chosen; "" leaves a look as it is.

    Attributes:
        start: from the start rather than at this step.
        theme: ``auto``, ``light`` or ``dark``.
        notation: ``notes`` or ``common``.
    """

    start: bool = False
    theme: str = ""
    notation: str = ""

    @property
    def looks(self) -> dict[str, object]:
        """What of the view is chosen."""
        return {name: said for name, said in (("theme", self.theme), ("notation", self.notation)) if said}


def shareable(of: str, site: str, choices: Choices = Choices()) -> Shareable:
    """What is shared of the page at ``of``, which is below ``site`` and names neither scheme nor host.

    Raises:
        BadInput: no such page is shared; or its own parameters are refused.
    """
    try:
        parts = urlsplit(of)
    except ValueError as error:
        raise BadInput("of", of, ALLOWED, str(error)) from None
    path = parts.path
    if path == EMBED or path.startswith(f"{EMBED}/"):
        path = path.removeprefix(EMBED) or FRONT
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    name = path.removeprefix("/ideas/")
    if name in BY_NAME and path == f"/ideas/{name}":
        return _idea(name, pairs, site)
    if parts.scheme or parts.netloc or path not in _PAGES:
        raise BadInput("of", of, ALLOWED, "this is no page that can be shared")
    return _PAGES[path](pairs, site, choices)


def _from_start(lesson: Lesson, choices: Choices) -> Lesson:
    looked = lesson.viewed(**choices.looks)
    return looked.at(0).viewed(focus="", answers=()) if choices.start else looked


def _front(pairs: Pairs, site: str, choices: Choices) -> Shareable:
    return _moment(first_minute(parse(pairs)), site, choices)


def _lesson(pairs: Pairs, site: str, choices: Choices) -> Shareable:
    return _moment(parse(pairs), site, choices)


def _moment(lesson: Lesson, site: str, choices: Choices) -> Shareable:
    now = moment(_from_start(lesson, choices))
    view, looks = working_area(now, Links(now.lesson)), now.lesson.view
    return Shareable(site, FRONT, query(now.lesson), view.title, view.sentence, looks.theme, looks.notation)


def _train(pairs: Pairs, site: str, choices: Choices) -> Shareable:
    run = run_of(_from_start(parse(pairs), choices))
    view, looks = training_area(run, Links(run.lesson, path="/train")), run.lesson.view
    loss = view.curves.curves[0].readings[0]
    text = f"{view.heading} the {loss.name} loss is {loss.content}."
    return Shareable(site, "/train", query(run.lesson), view.title, text, looks.theme, looks.notation)


def _compare(pairs: Pairs, site: str, choices: Choices) -> Shareable:
    one, other = (_from_start(lesson, choices) for lesson in parse_comparison(pairs))
    view, looks = comparison_area(compared(one, other), ComparisonLinks(one, other, "")), one.view
    said = comparison_query(one, other)
    return Shareable(site, "/compare", said, view.title, view.heading, looks.theme, looks.notation)


def _digit(pairs: Pairs, site: str, choices: Choices) -> Shareable:
    drawing = parse_drawing(pairs)
    theme, notation = choices.theme or drawing.view.theme, choices.notation or drawing.view.notation
    drawing = replace(drawing, view=replace(drawing.view, theme=theme, notation=notation))
    shown = seen(drawing.within(0) if choices.start else drawing)
    view, looks = digit_area(shown, DrawingLinks(shown), ""), drawing.view
    return Shareable(
        site, "/digit", drawing_query(shown.drawing), view.title, view.sentence, looks.theme, looks.notation
    )


def _idea(name: str, pairs: Pairs, site: str) -> Shareable:
    idea = BY_NAME[name]
    return Shareable(site, f"/ideas/{name}", idea.query(idea.parse(pairs)), idea.title, idea.lead)


_PAGES: dict[str, Callable[[Pairs, str, Choices], Shareable]] = {
    "/": _front, FRONT: _lesson, "/train": _train, "/compare": _compare, "/digit": _digit,
}  # fmt: skip
