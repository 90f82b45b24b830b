"""The lesson over HTTP: every way on and back, every representation, every refusal."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest

from app import checkpoints
from app.limits import MAX_UPDATES
from app.lesson_url import parse, query
from app.presets import PRESETS
from app.routes.lessons import PANELS
from engine.operations import STEP_SIZES
from tests.app.drawing import lesson
from tests.app.truth import truth
from tests.client import Client
from tests.reading import Element, read, submitted

ROOT = Path(__file__).parents[3]
BACKWARD = ("dC_", "da_dC", "backward", "dL_", "w_new", "b_new", "L_new")


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


# stepping


@pytest.mark.parametrize("size", STEP_SIZES)
@pytest.mark.parametrize("address", ["preset=mazur&dx=1", "preset=xor&example=3", "layers=2-2-2-2&open=table&unfold=1"])
def test_as_many_steps_back_as_on_give_the_same_page_byte_for_byte(client: Client, address: str, size: str) -> None:
    length = len(lesson(address).program)
    here = page_of(f"{address}&step={size}")
    pages: list[tuple[str, bytes]] = []
    while not pages or lesson(urlsplit(here).query).time <= length + 3:
        response = client.get(here)
        assert response.status_code == 200
        pages.append((here, response.content))
        here = read(response.text).by_id("step")["href"]
    for here, content in reversed(pages):
        checkpoints.clear()
        response = client.get(here)
        assert response.content == content
        back = read(response.text).by_id("back")
        earlier = [address for address, _ in pages if address != here][: pages.index((here, content))]
        assert back.get("href") == (earlier[-1] if earlier else "")


@pytest.mark.parametrize("address", ["at=loss", "preset=mosher&updates=2&at=dC_dw-1-2&example=2&step=layer", "step=update"])
def test_a_step_asked_for_by_htmx_is_the_next_address(client: Client, address: str) -> None:
    page = opened(client, page_of(address))
    for name in ("step", "to-forward", "to-backward", "back", "to-update", "last"):
        control = page.by_id(name)
        if "href" not in control:
            continue
        fragment = client.get(control["hx-get"])
        assert fragment.status_code == 200
        assert fragment.text in client.get(control["href"]).text
        assert control["hx-push-url"] == control["href"]


@pytest.mark.parametrize("address", ["notes", "at=a-2-1", "at=dC_dw-1-1", "updates=1", "preset=mosher&updates=1&at=loss"])
def test_forward_shows_nothing_of_the_backward_pass(client: Client, address: str) -> None:
    fragment = opened(client, page_of(address).replace("/lesson", "/forward"))
    assert {"C", "L"} <= set(fragment.numbers)
    assert not [key for key in fragment.numbers if key.startswith(BACKWARD)]
    assert fragment.by_id("lesson")["data-phase"] == "loss"


@pytest.mark.parametrize("address", ["notes", "at=update-1-1", "updates=1", "preset=mosher&at=loss", "dx=1&at=z-1-1"])
def test_backward_shows_every_gradient_and_no_update(client: Client, address: str) -> None:
    fragment = opened(client, page_of(address).replace("/lesson", "/backward"))
    quantities = {key.split("-")[0] for key in fragment.numbers}
    assert {"dC_dy", "dC_da", "dC_dz", "dC_dw", "dC_db", "dL_dw", "dL_db"} <= quantities
    assert ("dC_dx" in quantities) == ("dx=1" in address)
    assert not quantities & {"w_new", "b_new", "L_new"}
    parameters = lesson(address).recipe.spec.n_parameters
    assert sum(key.startswith("dL_") for key in fragment.numbers) == parameters


COLD = """
import sys
from anyio.from_thread import start_blocking_portal
from app.main import create_app
from app.settings import Settings
from tests.client import Client
with start_blocking_portal() as portal:
    client = Client(portal, create_app(Settings()))
    for path in sys.argv[1:]:
        sys.stdout.buffer.write(client.get(path).content)
"""


def test_a_cold_process_gives_the_same_bytes(client: Client) -> None:
    paths = [
        page_of("preset=mazur&updates=3&at=dC_dz-1-2&open=figures,table&focus=w-1-1-1"),
        "/backward?" + query(lesson("preset=xor&updates=137&example=2&step=pass")),
        "/panels/picture?" + query(lesson("layers=8-16-10&act=relu,softmax&loss=cross_entropy&seed=3&updates=2")),
        "/",
        "/lesson.csv?preset=mosher&updates=1&at=gradient",
    ]
    warm = b"".join(client.get(path).content for path in paths)
    run = subprocess.run([sys.executable, "-c", COLD, *paths], cwd=ROOT, capture_output=True, check=True, timeout=60)
    assert run.stdout == warm


# representations


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
    assert page.by_id("C")["data-value"].startswith("0.298371109")
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
    assert {key: value for key, value in said["numbers"].items() if not key.startswith("C_term")} == drawn
    assert said["not_finite"] == []
    response = client.get(f"/lesson.csv?{asked}")
    assert response.headers["content-type"].startswith("text/csv")
    lines = [line.split(",") for line in response.text.splitlines()]
    assert lines[0] == ["table", "name", "what", "quantity", "id", "value"]
    assert {line[-2]: float(line[-1]) for line in lines[1:]}.items() <= said["numbers"].items()


# addresses


def assert_canonical(target: str, root: str) -> None:
    """A link keeps the prefix, names a path that exists, and says its lesson in the one canonical way."""
    parts = urlsplit(target)
    assert parts.path.startswith(f"{root}/"), target
    path = parts.path.removeprefix(root)
    known = {"/", "/lesson", "/step", "/forward", "/backward", "/api", "/change", "/lesson.csv", "/lesson.json"}
    assert path in known or path.startswith(("/panels/", "/static/")), target
    if path.startswith(("/static/", "/api")):
        return
    now = parse(parse_qsl(parts.query, keep_blank_values=True))
    assert query(now) == parts.query, target
    if path == "/step":
        assert now.stepped(+1).time <= now.last_time, target


STATES = [
    "preset=notes",
    "at=loss&focus=w-3-1-1&guide=ask",
    "at=loss&focus=w-3-1-1&guide=falls",
    "at=loss&guide=all",
    "at=dC_dz-2-1&unfold=1&focus=w-2-1-1&zoom=2",
    "at=dC_dw-2-1&focus=z-2-1&open=figures,settings,table",
    "preset=mosher&at=dL_dw-1-1&example=2&focus=C&open=settings",
    "preset=mazur&focus=w-1-1-2&frozen=w5,biases,w1",
    "preset=softmax&at=loss&focus=z-1-2&notation=common",
    "set=w5:0.4,b1:1000000@2&updates=3&focus=b-1-1&at=dC_dz-1-1",
    "frozen=w9,w3,layer1&focus=w-2-1-1&dx=1&at=dC_dx-0-1&screen=projector",
    f"preset=xor&updates={MAX_UPDATES}&at=gradient&step=pass&focus=x-0-2",
    f"preset=xor&updates={MAX_UPDATES}&at=update-1-1",
    "layers=4-8-5&at=dC_dz-1-3&focus=z-1-3&open=table",
    "layers=8-16-10&act=relu,softmax&loss=cross_entropy&at=dC_da-1-3&focus=z-2-1",
    "layers=2-2&act=linear&loss=mse&lr=1000&x=1e6,1e6&updates=60&focus=w-1-1-1&open=settings,table",
]


@pytest.mark.parametrize("root", ["", "/backprop"])
def test_every_link_leads_to_a_canonical_address(client_for: Callable[..., Client], root: str) -> None:
    client = client_for(root_path=root)
    for address in STATES:
        page = opened(client, root + page_of(address))
        assert len(page.targets) > 20
        for target in page.targets:
            assert_canonical(target, root)


@pytest.mark.parametrize("root", ["", "/backprop"])
def test_the_links_of_a_page_are_answered(client_for: Callable[..., Client], root: str) -> None:
    client = client_for(root_path=root)
    page = opened(client, f"{root}{page_of('preset=mosher&updates=1&at=dC_dz-1-1&focus=w-1-1-1&open=settings,table')}")
    for target in sorted(page.targets)[::5]:
        assert client.get(target).status_code == 200, target


@pytest.mark.parametrize(
    ("asked", "canonical"),
    [
        ("preset=notes", "/lesson"),
        ("at=loss&preset=mazur", "/lesson?preset=mazur&at=loss"),
        ("lr=0.50", "/lesson"),
        ("at=update-3-2", "/lesson?updates=1"),
        ("focus=z%2D2-1", "/lesson?focus=z-2-1"),
        ("frozen=b1,w2,w1", "/lesson?frozen=w1,w2,b1"),
        ("layers=2-2&fit=2-2-2-2&w=1,2,3,4;1,2,3,4;1,2,3,4", None),
        ("v=1", "/lesson"),
    ],
)
def test_another_way_to_say_it_is_sent_to_the_canonical_address(
    client_for: Callable[..., Client], asked: str, canonical: str | None
) -> None:
    for root in ("", "/backprop"):
        client = client_for(root_path=root)
        response = client.get(f"{root}/lesson?{asked}")
        assert response.status_code == 303
        target = response.headers["location"]
        assert_canonical(target, root)
        assert canonical is None or target == root + canonical
        assert client.get(target).status_code == 200


def test_the_canonical_link_names_the_lesson_with_host_and_prefix(client_for: Callable[..., Client]) -> None:
    for root in ("", "/backprop"):
        page = opened(client_for(root_path=root), f"{root}/lesson?at=loss")
        (link,) = page.all("link", rel="canonical")
        assert link["href"] == f"http://testserver{root}/lesson?at=loss"


def test_pages_and_fragments_are_kept_under_their_address(client: Client) -> None:
    for path in ("/", "/lesson?at=loss", "/panels/picture?at=loss", "/step?at=loss", "/lesson.json", "/lesson.csv"):
        first = client.get(path)
        assert first.headers["cache-control"] == "public, no-cache"
        again = client.get(path, headers={"if-none-match": first.headers["etag"]})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
    tags = {client.get(f"/{kind}?at=loss").headers["etag"] for kind in ("lesson", "panels/lesson", "panels/picture")}
    assert len(tags) == 3
    assert client.get("/step?at=loss").headers["etag"] == client.get("/panels/lesson?at=dC_dy-3-1").headers["etag"]


# forms


def the_form(page: Element, key: str) -> Element:
    """The form that changes one value."""
    (form,) = [one for one in page.all("form") if one.all("input", name="edit", value=key)]
    return form


@pytest.mark.parametrize(
    ("address", "focus", "key", "value"),
    [
        ("updates=1&at=dC_dz-1-1", "w-2-1-2", "w-2-1-2", "−0.25"),
        ("preset=mazur&updates=2", "b-1-2", "b-1-2", "0.5"),
        ("preset=mosher&example=3&at=loss", "x-0-1", "x-0-1", "2"),
        ("preset=mosher&example=2&at=dC_dw-1-1", "C", "target-2-3", "0.5"),
        ("layers=2-2-2&init=normal&seed=3", "w-1-1-1", "w-1-1-1", "0.7"),
    ],
)
def test_a_value_typed_in_is_what_every_number_follows_from(
    client: Client, address: str, focus: str, key: str, value: str
) -> None:
    before = opened(client, page_of(f"{address}&focus={focus}"))
    response = client.get(submitted(the_form(before, key), value=value))
    after = followed(client, response)
    now = lesson(urlsplit(response.headers["location"]).query)
    numbers = truth(now)
    assert numbers[key] == float(value.replace("−", "-"))
    assert {name: float(one["data-value"]) for name, one in after.numbers.items()}.items() <= numbers.items()
    assert set(after.numbers) == set(before.numbers)
    was = lesson(f"{address}&focus={focus}")
    assert (now.time, now.recipe.initialisation, now.view.focus) == (was.time, was.recipe.initialisation, focus)
    assert {name for name in now.edits} or now.recipe != was.recipe
    undone = opened(client, after.by_id("undo")["href"])
    assert {name: one["data-value"] for name, one in undone.numbers.items()} == {
        name: one["data-value"] for name, one in before.numbers.items()
    }


@pytest.mark.parametrize("value", ["half", "NaN", "1e999", "", "-1e7"])
def test_what_is_no_value_is_refused_by_name_with_what_is_allowed(client: Client, value: str) -> None:
    page = opened(client, page_of("focus=w-2-1-2"))
    response = client.get(submitted(the_form(page, "w-2-1-2"), value=value))
    assert response.status_code == 422
    assert response.text.startswith("<!doctype html>")
    problem = read(response.text).all("section", role="alert")[0].text
    assert "value" in problem
    assert "a number from −1000000 to 1000000" in problem


@pytest.mark.parametrize(
    ("address", "key", "allowed"), [("softmax", "target-1-1", "from 0"), ("mosher", "target-2-1", "from 0 to 1")]
)
def test_a_target_outside_the_losss_domain_is_refused(client: Client, address: str, key: str, allowed: str) -> None:
    page = opened(client, page_of(f"preset={address}&focus=C"))
    response = client.get(submitted(the_form(page, key), value="-0.5"))
    assert response.status_code == 422
    assert allowed in read(response.text).all("section", role="alert")[0].text


SETTINGS = [
    "preset=notes",
    "preset=mosher&updates=2&at=dL_dw-1-1&example=2&focus=w-1-1-1",
    "layers=2-3-2&act=leaky_relu:0.2,leaky_relu:0.3&loss=mse&init=normal:0.5&seed=9&dx=1&at=dC_dx-0-1",
    "preset=mazur&set=w5:0.4,b3:-2@1&updates=2&frozen=w1,biases&step=layer&theme=dark&notation=common",
    "layers=1-1&act=softmax&loss=cross_entropy&init=constant:-2&w=&b=0.25",
]


@pytest.mark.parametrize("address", SETTINGS)
def test_settings_applied_without_a_change_change_nothing(client: Client, address: str) -> None:
    page = opened(client, page_of(f"{address}&open=settings"))
    response = client.get(submitted(page.by_id("settings").all("form")[0]))
    assert response.headers["location"] == page_of(f"{address}&open=settings")
    assert opened(client, response.headers["location"]).numbers.keys() == page.numbers.keys()


@pytest.mark.parametrize(
    ("address", "changes", "kept", "dropped"),
    [
        ("preset=notes", {"lr": "0.25"}, "lr=0.25", ()),
        ("updates=2", {"layers": "2-3-2-2"}, "updates=2", ("weights", "biases")),
        ("at=loss", {"act1": "relu", "act3": "softmax", "loss": "cross_entropy"}, "at=loss", ()),
        ("preset=notes", {"loss": "cross_entropy", "target": "-1,0"}, "", ("targets",)),
        ("preset=mosher&example=3", {"x": "1,2", "target": "0,0,0,1"}, "x=1,2", ("example",)),
        ("set=w5:0.4", {"draw": "1", "seed": "7"}, "seed=7", ()),
        ("preset=notes", {"init": "normal", "value": "0.5", "draw": "1"}, "init=normal:0.5", ()),
        ("at=dC_dz-1-1", {"dx": "1"}, "dx=1&at=dC_dz-1-1", ()),
        ("frozen=w12,layer1", {"layers": "2-2-2"}, "frozen=layer1", ("frozen",)),
    ],
)
def test_a_change_of_settings_keeps_what_fits_and_says_what_it_dropped(
    client: Client, address: str, changes: dict[str, str], kept: str, dropped: tuple[str, ...]
) -> None:
    page = opened(client, page_of(f"{address}&open=settings"))
    response = client.get(submitted(page.by_id("settings").all("form")[0], **changes))
    after = followed(client, response)
    assert kept in response.headers["location"]
    now = lesson(urlsplit(response.headers["location"]).query)
    assert set(dropped) <= set(now.view.dropped)
    said = " ".join(one.text for one in after.all("p", class_="dropped"))
    assert all(name in said for name in now.view.dropped)
    assert bool(said) == bool(now.view.dropped)
    for target in after.targets:
        assert_canonical(target, "")
        assert "dropped" not in target


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"layers": "2-0-2"}, "layers"),
        ({"layers": "two"}, "layers"),
        ({"x": "1,NaN"}, "x"),
        ({"target": "1,1e999"}, "target"),
        ({"lr": ""}, "lr"),
        ({"lr": "-1"}, "lr"),
        ({"seed": "1.5"}, "seed"),
        ({"frozen": "w99"}, "frozen"),
        ({"act3": "tanh", "loss": "cross_entropy"}, "loss"),
        ({"init": "normal", "value": "-1"}, "init"),
        ({"x": "1,2;3,4"}, "target"),
    ],
)
def test_bad_settings_are_refused_by_name(client: Client, changes: dict[str, str], field: str) -> None:
    page = opened(client, page_of("open=settings"))
    response = client.get(submitted(page.by_id("settings").all("form")[0], **changes))
    assert response.status_code == 422
    named = [one.text for one in read(response.text).all("section", role="alert")[0].all("dd")]
    assert named[0] == field
    assert named[-1]


def test_freezing_holds_a_weight_and_letting_go_lets_it_learn(client: Client) -> None:
    page = opened(client, page_of("preset=mazur&at=update-2-1&focus=w-2-1-1"))
    assert page.by_id("w_new-2-1-1")["data-value"] != page.by_id("w-2-1-1")["data-value"]
    frozen = opened(client, page.by_id("freeze")["href"])
    assert frozen.by_id("w_new-2-1-1")["data-value"] == frozen.by_id("w-2-1-1")["data-value"]
    assert "frozen" in frozen.by_id("edge-2-1-1")["class"].split()
    again = opened(client, frozen.by_id("freeze")["href"])
    assert again.by_id("w_new-2-1-1")["data-value"] == page.by_id("w_new-2-1-1")["data-value"]


def test_an_examples_numbers_are_one_click_away(client: Client) -> None:
    page = opened(client, page_of("preset=mosher&at=dL_dw-2-1"))
    for number in (1, 2, 3):
        shown = page if number == 1 else opened(client, page.by_id(f"example-{number}")["href"])
        numbers = truth(lesson(f"preset=mosher&example={number}"))
        assert {key: float(one["data-value"]) for key, one in shown.numbers.items()}.items() <= numbers.items()


# refusals


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


@pytest.mark.parametrize("address", [f"preset=xor&updates={MAX_UPDATES}&at=update-1-2", "preset=xor&updates=10000&step=update"])
def test_the_last_step_of_a_lesson_has_none_after_it(client: Client, address: str) -> None:
    page = opened(client, page_of(address))
    step = page.by_id("step")
    assert "href" not in step
    assert step["aria-disabled"] == "true"
    assert step["title"] == "this lesson ends after 10,000 updates"
    assert "href" not in page.by_id("to-update")
    assert "10,000 updates" in page.all("p", class_="question")[0].text
    response = client.get(page_of(address).replace("/lesson", "/step"))
    assert response.status_code == 422
    assert [one.text for one in read(response.text).all("dd")][0] == "updates"
    assert "this lesson ends after 10000 updates" in response.text
    for target in page.targets:
        assert_canonical(target, "")


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    checkpoints.clear()
    yield
