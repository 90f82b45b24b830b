"""From the address of any page to what is shared of it: the moment, its title, and its sentence."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from urllib.parse import parse_qsl, urlsplit

from app.address.grammar import Unreadable
from app.comparison import compared, comparison_query, parse_comparison
from app.controls import ALL, allowed, named, read
from app.course import Course
from app.drawing_lesson import seen
from app.drawing_links import DrawingLinks
from app.drawing_url import drawing_query, parse_drawing
from app.errors import BadInput
from app.ideas.catalogue import BY_NAME
from app.language import ENGLISH, _, language, speaking
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
from app.roots import EMBED, FRONT, language_prefix, split
from app.training_run import run_of
from engine.words import N_

ALLOWED = N_("path and query of a page of this site, such as /lesson?preset=mazur&at=loss")

Pairs = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Choices:
    """What the person who shares it has chosen; "" leaves a look as it is.

    Attributes:
        start: from the start rather than at this step.
        theme: ``auto``, ``light`` or ``dark``.
        notation: ``notes`` or ``common``.
        language: the tag of one; "" leaves that of the page.
        without: the groups of controls that its frame does without; None leaves those of the page.
    """

    start: bool = False
    theme: str = ""
    notation: str = ""
    language: str = ""
    without: frozenset[str] | None = None

    @property
    def looks(self) -> dict[str, object]:
        """What of the view is chosen."""
        return {name: said for name, said in (("theme", self.theme), ("notation", self.notation)) if said}


def shareable(
    of: str, site: str, choices: Choices = Choices(), courses: Mapping[str, Course] = MappingProxyType({})
) -> Shareable:
    """What is shared of the page at ``of``, which is below ``site`` and names neither scheme nor host.

    Args:
        of: path and query.
        site: scheme, host and prefix, with that of the language spoken.
        choices: what is shared of it.
        courses: those that there are, by their names.

    Raises:
        BadInput: no such page is shared; or its own parameters are refused.
    """
    try:
        parts = urlsplit(of)
    except ValueError as error:
        raise BadInput("of", of, _(ALLOWED), str(error)) from None
    if parts.scheme or parts.netloc:
        raise BadInput("of", of, _(ALLOWED), _("this is no page that can be shared"))
    site = site.removesuffix(language_prefix(language()))
    tag, path = split(parts.path)
    tag = choices.language or (tag if tag != ENGLISH else language())
    groups, path = _controls(path)
    if choices.without is not None:
        groups = ALL - choices.without
    with speaking(tag):
        it = _page(
            path, parse_qsl(parts.query, keep_blank_values=True), site + language_prefix(tag), choices, of, courses
        )
    return replace(it, controls=groups, language=tag)


def _controls(path: str) -> tuple[frozenset[str], str]:
    """The controls that the path of an embed names, and the path of its page."""
    if path != EMBED and not path.startswith(f"{EMBED}/"):
        return ALL, path
    said, inside = named(path.removeprefix(EMBED))
    try:
        return (ALL if said is None else read(said)), inside or FRONT
    except Unreadable as error:
        raise BadInput("of", path, allowed(), str(error)) from None


def _page(path: str, pairs: Pairs, site: str, choices: Choices, of: str, courses: Mapping[str, Course]) -> Shareable:
    """What is shared of a page below the site, in the language spoken."""
    _root, mark, rest = path.partition("/course/")
    name, _slash, rest = rest.partition("/")
    if mark and not _root and name in courses:
        called, _slash, inside = rest.partition("/")
        return _of_course(courses[name], called, f"/{inside}" if inside else "", pairs, site, choices, of, courses)
    name = path.removeprefix("/ideas/")
    if name in BY_NAME and path == f"/ideas/{name}":
        return _idea(name, pairs, site, choices)
    if path not in _PAGES:
        raise BadInput("of", of, _(ALLOWED), _("this is no page that can be shared"))
    return _PAGES[path](pairs, site, choices)


def _of_course(
    course: Course, called: str, inside: str, pairs: Pairs, site: str, choices: Choices, of: str,
    courses: Mapping[str, Course],
) -> Shareable:  # fmt: skip
    """The page of a course, of an item as it was prepared, or of what somebody has made of that."""
    if not called and not pairs:
        return Shareable(site, f"/course/{course.name}", "", str(course.title), " ".join(course.lead.paragraphs))
    place = course.place(called)
    if place is None or inside.startswith("/course"):
        raise BadInput("of", of, _(ALLOWED), _("this is no page that can be shared"))
    item = course.items[place]
    if not inside:
        inside, pairs = item.path, [*parse_qsl(item.query, keep_blank_values=True), *pairs]
    it = _page(inside, pairs, site, choices, of, courses)
    return replace(it, title=str(item.title), within=f"/course/{course.name}/{item.name}")


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


def _idea(name: str, pairs: Pairs, site: str, choices: Choices) -> Shareable:
    """An idea has a look of its own where it is about a lesson."""
    idea = BY_NAME[name]
    rows = {entry.name: entry for entry in idea.table}
    looks = {key: said for key, said in choices.looks.items() if key in rows}
    state = idea.parse(
        [pair for pair in pairs if pair[0] not in looks] + [(key, str(said)) for key, said in looks.items()]
    )
    theme, notation = (str(rows[key].of(state)) if key in rows else "" for key in ("theme", "notation"))
    return Shareable(site, f"/ideas/{name}", idea.query(state), str(_(idea.title)), _(idea.lead), theme, notation)


_PAGES: dict[str, Callable[[Pairs, str, Choices], Shareable]] = {
    "/": _front, FRONT: _lesson, "/train": _train, "/compare": _compare, "/digit": _digit,
}  # fmt: skip
