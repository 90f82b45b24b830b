"""Two runs side by side over HTTP."""

from collections.abc import Callable
from urllib.parse import parse_qsl, quote, urlsplit

import pytest

from app.comparison import comparison_query, parse_comparison
from engine.history import measured
from engine.lesson import replay
from tests.app.routes.pages import assert_canonical, followed, opened
from tests.client import Client
from tests.reading import Element, read, submitted
from tests.templates.test_lesson_page import assert_whole

MOONS = "layers=2-4-1&act=tanh,sigmoid&loss=binary_cross_entropy&data=moons:40:0.1:1&test=0.3&init=xavier&lr=0.5"
DIVERGING = "layers=2-8-1&act=relu,linear&loss=half_squared_error&data=moons:60:0.1:1&init=he&lr=50&reduction=mean"
BOTH = [
    (f"{MOONS}&updates=12&run=30&focus=w-1-1-1", "lr=1"),
    (f"{MOONS}&updates=12&focus=z-1-2", "layers=2-8-1"),
    (f"{MOONS}&updates=5", "layers=2-2-1"),
    (f"{MOONS}&updates=5", "layers=2-4-2&act=tanh,softmax&loss=cross_entropy"),
    (f"{MOONS}&batch=6&opt=adam&updates=9", "set=n3:out@2,lr:0.1@5,w1:frozen@6"),
    (f"{DIVERGING}&updates=300", "lr=0.1"),
    (f"{DIVERGING}&updates=40&run=300", "lr=40"),
    ("preset=notes", "act=relu"),
    ("preset=mosher&updates=2", "batch=1"),
    (MOONS, ""),
]


def address(one: str, vs: str, path: str = "/compare") -> str:
    pair = parse_comparison([*parse_qsl(one, keep_blank_values=True), ("vs", vs)])
    return f"{path}?{comparison_query(*pair)}"


@pytest.mark.parametrize(("one", "vs"), BOTH)
def test_a_comparison_is_whole_and_its_area_is_the_same_alone(client: Client, one: str, vs: str) -> None:
    response = client.get(address(one, vs))
    assert response.status_code == 200
    page = read(response.text)
    assert_whole(page)
    assert not page.all("style")
    assert len(page.all(class_="side")) == 2
    assert client.get(address(one, vs, "/panels/compare")).text.strip() in response.text


@pytest.mark.parametrize("root", ["", "/backprop"])
@pytest.mark.parametrize(("one", "vs"), BOTH[:7])
def test_its_links_are_canonical_and_keep_the_prefix(
    client_for: Callable[..., Client], root: str, one: str, vs: str
) -> None:
    client = client_for(root_path=root)
    page = opened(client, root + address(one, vs))
    assert len(page.targets) > 15
    for target in page.targets:
        assert_canonical(target, root)
    for element in page.walk():
        for name in ("href", "src", "action", "hx-get", "data-frames", "data-maps"):
            value = element.get(name)
            assert not value.startswith("/") or value.startswith(f"{root}/"), (element.tag, name, value)
    for target in sorted(page.targets)[::14]:
        assert client.get(target).status_code == 200, target


@pytest.mark.parametrize(("one", "vs"), BOTH[:9])
def test_every_number_is_that_of_its_own_run(client: Client, one: str, vs: str) -> None:
    pair = parse_comparison([*parse_qsl(one, keep_blank_values=True), ("vs", vs)])
    page = opened(client, address(one, vs))
    truth = []
    for lesson in pair:
        state = replay(lesson.recipe, lesson.edits, lesson.time // len(lesson.program))
        truth.append((measured(lesson.recipe, lesson.edits, state), state))
    (table,) = page.all("table", class_="compared")
    names = {"training loss": "loss", "test loss": "test_loss", "training accuracy": "accuracy",
             "test accuracy": "test_accuracy"}  # fmt: skip
    rows = {row.all("th")[0].text: row.all("td") for row in table.all("tbody")[0].all("tr")}
    assert "training loss" in rows
    for words, cells in rows.items():
        assert [float(cell["data-value"]) for cell in cells] == [getattr(of, names[words]) for of, _ in truth]
    for side, (of, state) in zip(page.all(class_="side"), truth, strict=True):
        drawn = [float(line["data-value"]) for line in side.all("path") if "data-value" in line]
        assert drawn == [value for layer in state.layers for value in layer.W.ravel().tolist()]
        assert f"after {of.updates:,} update" in side.text


def test_what_differs_is_said(client: Client) -> None:
    said = opened(client, address(MOONS, "lr=1&opt=adam")).all("p", class_="status")[0].text
    assert "learning rate η: A 0.5, B 1" in said
    assert "optimiser: A gd, B adam" in said
    assert "the same lesson" in opened(client, address(MOONS, "")).all("p", class_="status")[0].text


def test_an_address_in_other_words_is_sent_to_the_canonical_one(client_for: Callable[..., Client]) -> None:
    for root in ("", "/backprop"):
        client = client_for(root_path=root)
        response = client.get(f"{root}/compare?vs={quote('lr=1.0&act=sigmoid')}&lr=0.5")
        assert (response.status_code, response.headers["location"]) == (303, f"{root}/compare?vs=lr%3D1")


@pytest.mark.parametrize(
    ("asked", "field", "value", "allowed"),
    [
        ("vs=lr%3D1&vs=lr%3D2", "vs", "", "with another value"),
        ("vs=theme%3Ddark", "vs", "theme=dark", "with another value"),
        ("vs=lr%3D0", "lr", "0", "above 0"),
        ("vs=data%3Dmoon", "data", "moon", "xor"),
        ("vs=lr%3D1&updates=x", "updates", "x", "whole number"),
    ],
)
def test_bad_input_is_named(client: Client, asked: str, field: str, value: str, allowed: str) -> None:
    for path in ("/compare", "/panels/compare"):
        response = client.get(f"{path}?{asked}")
        assert response.status_code == 422
        assert response.text.startswith("<!doctype html>") == (path == "/compare")
        text = read(response.text).text
        assert field in text
        assert value in text
        assert allowed in text


def test_who_names_nothing_is_shown_two_runs_that_differ(client: Client) -> None:
    page = followed(client, client.get("/compare"))
    (difference,) = [one.text for one in page.all(class_="status")]
    assert difference == "learning rate η: A 0.5, B 2"
    losses = [cell["data-value"] for cell in page.all("table", class_="compared")[0].all("td")[:2]]
    assert losses[0] != losses[1]


def test_who_names_one_lesson_chooses_what_is_to_differ(client: Client) -> None:
    page = followed(client, client.get("/compare?lr=1"))
    assert "choose below what differs" in page.text
    (choice,) = page.all("select", id="differ-name")
    offered = {one["value"]: one.text for one in choice.all("option")}
    assert offered["lr"] == "learning rate η"
    assert (offered["init"], offered["opt"]) == ("initialisation", "optimiser")


def test_what_if_opens_where_a_difference_is_seen_and_says_it_in_words(client: Client) -> None:
    for start in ("/train", "/lesson"):
        page = read(client.get(f"{start}?{MOONS}", follow_redirects=True).text)
        (link,) = [one["href"] for one in page.all("a", class_="size") if one.text == "η doubled from here on"]
        seen = read(client.get(link, follow_redirects=True).text)
        assert "by hand: A none, B η = 1" in seen.text
        losses = [cell["data-value"] for cell in seen.all("table", class_="compared")[0].all("td")[:2]]
        assert losses[0] != losses[1]
        assert "After 50 updates" in seen.text


def test_a_comparison_is_kept_by_its_address(client: Client) -> None:
    for path in ("/compare", "/panels/compare"):
        where = address(*BOTH[0], path)
        response = client.get(where)
        tag = response.headers["etag"]
        assert client.get(where, headers={"if-none-match": tag}).status_code == 304
        other = where.replace("updates=12", "updates=13")
        assert client.get(other, headers={"if-none-match": tag}).status_code == 200


def differing(page: Element) -> dict[str, str]:
    (link,) = page.all("link", rel="canonical")
    asked = dict(parse_qsl(urlsplit(link["href"]).query, keep_blank_values=True))
    return dict(parse_qsl(asked["vs"], keep_blank_values=True))


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("lr", " 2 ", {"lr": "2"}),
        ("opt", "adam", {"lr": "1", "opt": "adam"}),
        ("act", "leaky_relu:0.2,sigmoid", {"lr": "1", "act": "leaky_relu:0.2,sigmoid"}),
        ("data", "spiral:30:0.1:1", {"lr": "1", "data": "spiral:30:0.1:1"}),
        ("lr", "0.5", {}),
    ],
)
def test_the_form_lets_one_thing_more_differ(client: Client, name: str, value: str, expected: dict[str, str]) -> None:
    page = opened(client, address(*BOTH[0]))
    page = followed(client, client.get(submitted(page.by_id("differ"), name=name, value=value)))
    assert differing(page) == expected


@pytest.mark.parametrize("value", ["1&seed=3", "1+1", "%31", "x", ""])
def test_what_is_typed_there_is_a_value_and_nothing_else(client: Client, value: str) -> None:
    page = opened(client, address(*BOTH[0]))
    response = client.get(submitted(page.by_id("differ"), name="lr", value=value))
    assert response.status_code == 422
    assert f"“{value}”" in read(response.text).text or not value
    response = client.get("/compare/change?vs=lr%3D1&name=lr")
    assert response.status_code == 422


def test_where_one_has_ended_the_other_goes_on(client: Client) -> None:
    page = opened(client, address(f"{DIVERGING}&updates=300", "lr=0.1"))
    one, other = page.all(class_="side")
    assert "not finite" in one.text
    assert "after 300 updates" in other.text
    step = page.by_id("step")
    assert "updates=301" in step["href"]
    further = opened(client, step["href"])
    assert "after 301 updates" in further.all(class_="side")[1].text
    back = opened(client, page.by_id("back-100")["href"])
    assert "not finite" in back.all(class_="side")[0].text
