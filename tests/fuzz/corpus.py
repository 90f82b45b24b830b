"""Addresses that are right, found by following the site's own links: what is broken afterwards began as something."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import parse_qsl

from fastapi import FastAPI

from app.address.drawing_entries import DRAWING_TABLE
from app.address.table import TABLE
from app.csv_data import read_table
from app.ideas.catalogue import IDEAS
from app.ideas.worksheet_address import SHEET_TABLE
from app.own_data import token_of
from tests.fuzz.asking import Answer, Asked
from tests.fuzz.places import routes, spelled

Pairs = tuple[tuple[str, str], ...]

TABLE_TEXT = "size,weight,kind\n1,2,a\n3,4,b\n5,7,a\n"
TOKEN = token_of(read_table(TABLE_TEXT))
"""A table of someone's own, as text and as it stands in an address."""

SEEDS = (
    "/?guide=down", "/lesson?preset=mazur&updates=1&at=dC_dz-1-1",
    "/lesson?layers=2-3-3&act=relu,softmax&loss=cross_entropy", "/lesson?cover=z-1-1,sign:dC_dz-2-1&answers=z-1-1:1",
    "/lesson?set=0:w-2-1-1:0.5&frozen=b-1-1&opt=adam:0.9:0.999",
    "/lesson?data=moons:40:0.1:3&layers=2-4-1&act=tanh,sigmoid&loss=binary_cross_entropy&batch=8&test=0.3:5",
    "/lesson?x=1,-1;0,2&target=1,0;0,1&n=2&reduction=mean&notation=common&screen=projector&view=both&digits=5",
    "/train?data=spiral:60:0.05:1&layers=2-6-1&act=tanh,sigmoid&loss=binary_cross_entropy&updates=20&run=40&lr=0.3",
    "/frames?first=0&count=3&stride=2", "/compare?vs=lr%3D1", "/compare/change?name=lr&value=2",
    "/answer?cover=z-1-1&asked=z-1-1&answer=1", "/change?edit=w-1-1-1&value=0.5", "/train/change?edit=lr&value=0.5",
    "/worksheet?blanks=4&of=forward&sheet=2&rules=1&key=1", f"/own/data?table={TOKEN}",
    f"/own/train?table={TOKEN}&c1=input&c2=input&c3=target&kind=auto&scale=raw",
    "/share?of=/lesson?preset=mazur&from=start&theme=dark&title=a&text=b&height=400", "/panels/share?of=/train",
    "/oembed?url=http://testserver/lesson&maxwidth=300&maxheight=200&format=json", "/cite?of=/digit?at=C",
    "/cite/numpy.py?of=/lesson", "/cite/pytorch.py?of=/train", "/cite/network.tex?of=/lesson?at=loss",
    "/cite/equation.tex?of=/lesson?at=loss", "/cite/citation.bib?of=/digit", "/animate?of=/lesson",
    "/digit?class=3&outputs=sigmoid&net=16-16-relu&at=C&focus=x-0-37", "/digit/weights.png?build=a", "/lesson?lang=zh",
    "/embed?controls=step", "/ideas/loss?lesson=1", "/panels/digit-peek?focus=z-1-5",
    "/train/maps.png?data=moons:40:0.1:3&layers=2-4-1&act=tanh,sigmoid&loss=binary_cross_entropy",
)  # fmt: skip
"""Addresses that say more than a route's own first one; some are refused, and all are broken further."""

_LINKS = re.compile(r'(?:href|hx-get|src|action|data-[a-z]+)="(/[^"#]*)')
_KEPT = 24
_VALUES = 60


@dataclass
class Corpus:
    """What was found.

    Attributes:
        queries: of each path, pairs of names and values.
        values: of each name, values that it had somewhere.
        posts: the paths that a form is sent to.
        own: the paths of the routes themselves, without what stands before them in a language or a course.
    """

    queries: dict[str, list[Pairs]] = field(default_factory=dict)
    values: dict[str, list[str]] = field(default_factory=dict)
    own: list[str] = field(default_factory=list)
    posts: frozenset[str] = frozenset()

    @property
    def size(self) -> int:
        """How many addresses there are."""
        return sum(map(len, self.queries.values()))

    def add(self, target: str) -> bool:
        """Take an address in; whether it was new, and there was room for it."""
        path, _, query = target.partition("?")
        pairs = tuple(parse_qsl(query, keep_blank_values=True))
        for name, value in pairs:
            known = self.values.setdefault(name, [])
            if value not in known and len(known) < _VALUES:
                known.append(value)
        kept = self.queries.setdefault(path, [])
        if pairs in kept or len(kept) >= _KEPT:
            return False
        kept.append(pairs)
        return True


def names() -> list[str]:
    """Every parameter of every table of addresses."""
    tables: Iterable[Iterable[object]] = (TABLE, DRAWING_TABLE, SHEET_TABLE, *(idea.table for idea in IDEAS))
    return sorted({entry.name for table in tables for entry in table})  # type: ignore[attr-defined]


def corpus(app: FastAPI, get: Callable[[Asked], Answer], pages: int) -> Corpus:
    """The addresses of all routes, the seeds, and what so many pages link to."""
    found = Corpus()
    found.own = [path for one in routes(app) for path in spelled(one)]
    found.posts = frozenset(path for one, methods in routes(app).items() if "POST" in methods for path in spelled(one))
    for path in found.posts:
        found.add(path)
    waiting = [path for path in found.own if path not in found.posts]
    waiting = [target for target in (*waiting, *SEEDS) if found.add(target)]
    for name in names():
        found.values.setdefault(name, [])
    while waiting and pages:
        target = waiting.pop(0)
        answer = get(Asked("GET", target.replace(" ", "%20")))
        to = answer.headers.get("location", "")
        if to.startswith("/") and found.add(to):
            waiting.insert(0, to)
        if answer.media != "text/html" or answer.status != 200:
            continue
        pages -= 1
        for link in _LINKS.findall(answer.text):
            link = unescape(link)
            if link.isascii() and not link.startswith("/static/") and found.add(link):
                waiting.append(link)
    return found
