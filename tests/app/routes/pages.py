"""Pages of lessons over HTTP, read back."""

from urllib.parse import parse_qsl, urlsplit

import httpx

from app.comparison import comparison_query, parse_comparison
from app.ideas.catalogue import BY_NAME
from app.lesson_url import parse, query
from tests.app.drawing import lesson
from tests.client import Client
from tests.reading import Element, read


def opened(client: Client, address: str) -> Element:
    """The page at an address, which must be there."""
    response = client.get(address)
    assert response.status_code == 200, address
    return read(response.text)


def page_of(address: str) -> str:
    """The canonical address of a lesson's page."""
    said = query(lesson(address))
    return f"/lesson?{said}" if said else "/lesson"


def followed(client: Client, response: httpx.Response) -> Element:
    """The page that a form leads to, at once and canonically."""
    assert response.status_code == 303, response.text
    return opened(client, response.headers["location"])


def assert_canonical(target: str, root: str) -> None:
    """A link keeps the prefix, names a path that exists, and says its lesson in the one canonical way."""
    parts = urlsplit(target)
    assert parts.path.startswith(f"{root}/"), target
    path = parts.path.removeprefix(root).removeprefix("/zh")  # the same page in another language
    if path in ("/share", "/cite"):
        assert_canonical(root + dict(parse_qsl(parts.query, strict_parsing=True))["of"], root)
        return
    known = {
        "/",
        "/lesson",
        "/step",
        "/forward",
        "/backward",
        "/api",
        "/change",
        "/lesson.csv",
        "/lesson.json",
        "/worksheet",
    }
    trained = {"/train", "/train/maps.png", "/compare", "/own"}
    trained |= {"/train/curves.csv", "/train/network.json", "/train/network.npz"}
    assert path in known | trained or path.startswith(("/panels/", "/static/", "/digit", "/ideas", "/course")), target
    if path.startswith(("/static/", "/api", "/digit", "/own")):
        return
    said = parse_qsl(parts.query, keep_blank_values=True)
    if path in ("/compare", "/panels/compare"):
        assert comparison_query(*parse_comparison(said)) == parts.query, target
        return
    if path.startswith("/ideas/"):
        idea = BY_NAME[path.removeprefix("/ideas/")]
        if idea.query(idea.parse(said)) == parts.query:
            return  # else it says a lesson, in a lesson's way
    now = parse(said)
    assert query(now) == parts.query, target
    if path == "/step":
        assert now.stepped(+1).time <= now.last_time, target
