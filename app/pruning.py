"""A page of ours without the controls of some groups: all else of it stays, letter for letter."""

import re
from collections.abc import Iterable
from functools import cache
from html import escape
from html.parser import HTMLParser
from typing import NamedTuple

from app.control_places import PLACES, Action

_VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"})
_GONE = frozenset(
    {"action", "for", "href", "method", "rel", "tabindex", "target", "download", "enctype", "role", "aria-disabled"}
)
_BECOMES = {"a": "span", "form": "div", "label": "span"}
_SIMPLE = re.compile(r"(?P<tag>[a-z][a-z0-9]*)?(?:#(?P<id>[\w-]+\*?))?(?:\.(?P<css>[\w-]+))?")


class _Simple(NamedTuple):
    tag: str
    id: str
    css: str


class _Element(NamedTuple):
    tag: str
    id: str
    classes: frozenset[str]
    end: str
    stilled: bool


def pruned(page: str, hidden: Iterable[str]) -> str:
    """The page, or a part of one, without the controls of these groups.

    Args:
        page: HTML as our templates write it: every element that needs an end tag has one.
        hidden: names of groups.
    """
    reader = _Reader(page, _places(tuple(sorted(hidden))))
    reader.feed(page)
    reader.close()
    return reader.written()


@cache
def _places(groups: tuple[str, ...]) -> tuple[tuple[tuple[_Simple, ...], Action], ...]:
    """The chains of all selectors of these groups; a chain's last part is the element itself."""
    return tuple((_chain(place.selector), place.action) for group in groups for place in PLACES[group])


def _chain(selector: str) -> tuple[_Simple, ...]:
    return tuple(_Simple(*(part or "" for part in _parts(one))) for one in selector.split())


def _parts(text: str) -> tuple[str | None, str | None, str | None]:
    match = _SIMPLE.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is no selector of this kind")
    return match["tag"], match["id"], match["css"]


class _Reader(HTMLParser):
    """Walks through a page, and notes what of it is written otherwise."""

    def __init__(self, page: str, places: tuple[tuple[tuple[_Simple, ...], Action], ...]) -> None:
        super().__init__(convert_charrefs=False)
        self.page = page
        self.places = places
        self.lines = [0, *(match.end() for match in re.finditer("\n", page))]
        self.open: list[_Element] = []
        self.out: list[str] = []
        self.done = 0
        self.dropped = 0  # how many elements are open since the one that is left out, itself included
        self.chosen: str | None = None  # of a field with choices: what is chosen, None outside of one
        self.option = 0

    def written(self) -> str:
        return "".join((*self.out, self.page[self.done :]))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._start(tag, attrs, closed=tag in _VOID)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._start(tag, attrs, closed=True)

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID or not self.open:
            return
        begin = self._here()
        end = self.page.index(">", begin) + 1
        element = self.open.pop()
        if self.dropped:
            if tag == "option" and self.option:
                self.chosen, self.option = self.page[self.option : begin], 0
            self.dropped -= 1
            if not self.dropped:
                self.done = end
                if tag == "select" and self.chosen is not None:
                    self.out.append(f'<b class="locked">{self.chosen}</b>')
                    self.chosen = None
        elif element.end:
            self._replace(begin, end, element.end)

    def _start(self, tag: str, attrs: list[tuple[str, str | None]], *, closed: bool) -> None:
        begin = self._here()
        end = begin + len(self.get_starttag_text() or "")
        named = {name: value or "" for name, value in attrs}
        parent_stilled = bool(self.open) and self.open[-1].stilled
        element = _Element(tag, named.get("id", ""), frozenset(named.get("class", "").split()), "", parent_stilled)
        if self.dropped:
            self.dropped += not closed
            if tag == "option" and ("selected" in named or self.chosen == ""):
                self.option = end
            if not closed:
                self.open.append(element)
            return
        actions = {action for chain, action in self.places if self._matches(chain, element)}
        stilled = parent_stilled or "still" in actions
        if "drop" in actions or (stilled and _leaves(tag, named)):
            self._replace(begin, end, "")
            if tag == "select" and "drop" not in actions:
                self.chosen = ""
            if not closed:
                self.dropped = 1
                self.open.append(element)
            return
        closing = ""
        if stilled and tag == "input":
            self._replace(begin, end, _value(named))
        elif stilled and tag in _BECOMES:
            drawn = tag == "a" and any(one.tag == "svg" for one in self.open)
            name = "g" if drawn else _BECOMES[tag]
            self._replace(begin, end, _opened(name, named, drawn=drawn))
            closing = f"</{name}>"
        if not closed:
            self.open.append(element._replace(end=closing, stilled=stilled))

    def _here(self) -> int:
        line, column = self.getpos()
        return self.lines[line - 1] + column

    def _replace(self, begin: int, end: int, text: str) -> None:
        self.out += (self.page[self.done : begin], text)
        self.done = end

    def _matches(self, chain: tuple[_Simple, ...], element: _Element) -> bool:
        *within, itself = chain
        if not _is(itself, element):
            return False
        around = iter(reversed(self.open))
        return all(any(_is(one, outer) for outer in around) for one in reversed(within))


def _is(simple: _Simple, element: _Element) -> bool:
    if simple.tag and simple.tag != element.tag:
        return False
    if simple.css and simple.css not in element.classes:
        return False
    if simple.id.endswith("*"):
        return element.id.startswith(simple.id[:-1])
    return not simple.id or simple.id == element.id


def _leaves(tag: str, named: dict[str, str]) -> bool:
    """Whether a stilled control has nothing to read itself: a button, a field that is not seen, a slider, choices."""
    if tag in ("button", "select"):
        return True
    return tag == "input" and named.get("type", "text") not in ("text", "number")


def _value(named: dict[str, str]) -> str:
    kept = "".join(f' {name}="{escape(named[name])}"' for name in ("id", "data-ref", "data-value") if name in named)
    return f'<b class="locked"{kept}>{escape(named.get("value", ""))}</b>'


def _opened(name: str, named: dict[str, str], *, drawn: bool) -> str:
    """The start of an element that says what the control said; within a picture its name stays, for it has no other."""
    gone = _GONE if drawn else _GONE | {"aria-label", "aria-describedby", "title"}
    kept = "".join(
        f' {key}="{escape(value)}"' for key, value in named.items() if key not in gone and not key.startswith("hx-")
    )
    role = ' role="img" tabindex="-1"' if drawn and "aria-label" in named else ""
    return f"<{name}{kept}{role}>"
