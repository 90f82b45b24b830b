"""The lesson in its representations, cached and refused."""

from urllib.parse import urlsplit

import pytest

from app.lesson_url import query
from app.presets import PRESETS
from app.routes.lessons import PANELS
from tests.app.drawing import lesson
from tests.app.routes.pages import assert_canonical, opened, page_of
from tests.app.truth import truth
from tests.client import Client
from tests.reading import read


@pytest.mark.parametrize("address", ["notes", "preset=mosher&at=dL_dw-1-1&example=2&open=settings,table&focus=C"])
@pytest.mark.parametrize("panel", PANELS)
def test_a_panel_alone_is_the_panel_on_the_page(client: Client, address: str, panel: str) -> None:
    page = client.get(page_of(address)).text
    response = client.get(page_of(address).replace("/lesson", f"/panels/{panel}"))
    assert response.status_code == 200
    read(response.text)
    if panel != "guide":
        assert response.text.strip()
    assert response.text.strip() in page


@pytest.mark.parametrize("name", PRESETS)
def test_the_front_page_leads_into_every_prepared_lesson(client: Client, name: str) -> None:
    front = opened(client, "/")
    titles = {card.text: card for card in front.by_id("lessons").all("a") if card["href"].startswith("/lesson")}
    preset = PRESETS[name]
    page = opened(client, titles[preset.title]["href"])
    assert preset.title in page.all("h1")[0].text
    assert {"C", "z-1-1"} <= set(page.numbers)
    numbers = truth(lesson(urlsplit(titles[preset.title]["href"]).query))
    assert float(page.by_id("C")["data-value"]) == numbers["C"]


@pytest.mark.parametrize("address", ["layers=2-1", "preset=mazur&updates=2", "updates=10000&theme=dark"])
def test_the_front_page_of_another_lesson_has_only_true_links(client: Client, address: str) -> None:
    page = opened(client, f"/?{query(lesson(address))}")
    for target in page.targets:
        assert_canonical(target, "")


def test_mazurs_example_opens_and_learns_as_published(client: Client) -> None:
    front = opened(client, "/")
    (link,) = [one for one in front.all("a") if one.text == PRESETS["mazur"].title]
    page = opened(client, link["href"])
    assert f"{float(page.by_id('C')['data-value']):.9f}" == "0.298371109"
    page = opened(client, page.by_id("to-update")["href"])
    assert f"{float(page.by_id('w_new-1-1-1')['data-value']):.9f}" == "0.149780716"
    assert f"{float(page.by_id('L_new')['data-value']):.9f}" == "0.291027774"
    assert float(page.by_id("b_new-1-1")["data-value"]) == 0.35
    panel = opened(client, page.by_id("toggle-figures")["href"]).by_id("figures")
    rows = [[cell.text for cell in row.all() if cell.tag in ("th", "td")] for row in panel.all("tr")]
    figures = {row[0]: row[1:] for row in rows}
    assert figures["the loss C"][:2] == ["0.298371109", "0.298371109"]
    assert figures["w₁ after one update"][:2] == ["0.149780716", "0.149780716"]
    loss = figures["the loss after one update"]
    assert (loss[1], loss[2][0]) == ("0.291027774", "✗")


@pytest.mark.parametrize("address", ["preset=mosher&updates=1&at=dL_dw-1-1&example=2", "dx=1&updates=2"])
def test_the_numbers_as_json_and_csv_are_those_of_the_page(client: Client, address: str) -> None:
    page = opened(client, page_of(address))
    asked = query(lesson(address))
    said = client.get(f"/lesson.json?{asked}").json()
    drawn = {key: float(one["data-value"]) for key, one in page.numbers.items()}
    assert said["address"] == asked
    assert drawn.items() <= said["numbers"].items()
    assert {key.split("-")[0] for key in said["numbers"].keys() - drawn.keys()} <= {"C_term"}
    assert said["not_finite"] == []
    response = client.get(f"/lesson.csv?{asked}")
    assert response.headers["content-type"].startswith("text/csv")
    lines = [line.split(",") for line in response.text.splitlines()]
    assert lines[0] == ["table", "name", "what", "quantity", "id", "value"]
    assert {line[-2]: float(line[-1]) for line in lines[1:]}.items() <= said["numbers"].items()


def test_pages_and_fragments_are_kept_under_their_address(client: Client) -> None:
    for path in ("/", "/lesson?at=loss", "/panels/picture?at=loss", "/step?at=loss", "/lesson.json", "/lesson.csv"):
        first = client.get(path)
        assert first.headers["cache-control"] == "public, no-cache"
        again = client.get(path, headers={"if-none-match": first.headers["etag"]})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
    tags = {client.get(f"/{kind}?at=loss").headers["etag"] for kind in ("lesson", "panels/lesson", "panels/picture")}
    assert len(tags) == 3
    assert client.get("/step?at=loss").headers["etag"] == client.get("/panels/lesson?at=dC_dy-3-1").headers["etag"]


@pytest.mark.parametrize("path", ["/lesson", "/step", "/forward", "/backward", "/panels/picture", "/lesson.json", "/"])
def test_an_address_that_says_no_lesson_is_refused_in_the_form_asked_for(client: Client, path: str) -> None:
    response = client.get(f"{path}?lr=fast")
    assert response.status_code == 422
    assert response.headers["cache-control"] == "no-store"
    if path.endswith(".json"):
        assert response.json()["error"]["field"] == "lr"
    else:
        assert response.text.startswith("<!doctype html>") == (path in ("/", "/lesson"))
        assert [one.text for one in read(response.text).all("dd")][:2] == ["lr", "fast"]


def test_a_panel_that_is_not_there_is_not_found_and_not_repeated_at_length(client: Client) -> None:
    response = client.get("/panels/" + "n" * 3000)
    assert response.status_code == 404
    assert len(response.text) < 1000
    assert "picture" in response.text
    assert "“<b>”" not in client.get("/panels/<b>").text
