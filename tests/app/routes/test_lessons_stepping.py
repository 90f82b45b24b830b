"""Every way on and back: by addresses, as fragments, and in a process that has met nothing before."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from app import checkpoints
from app.build import build_id
from app.lesson_url import query
from app.limits import MAX_UPDATES
from engine.operations import STEP_SIZES
from tests.app.drawing import lesson
from tests.app.routes.pages import assert_canonical, opened, page_of
from tests.client import Client
from tests.reading import read

ROOT = Path(__file__).parents[3]
BACKWARD = ("dC_", "backward", "dL_", "w_new", "b_new", "L_new")


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    checkpoints.clear()
    yield
    checkpoints.clear()


@pytest.mark.parametrize("size", STEP_SIZES)
@pytest.mark.parametrize("address", ["preset=mazur&dx=1&open=table&unfold=1", "preset=xor&example=3"])
def test_as_many_steps_back_as_on_give_the_same_page_byte_for_byte(client: Client, address: str, size: str) -> None:
    length = len(lesson(address).program)
    here = page_of(f"{address}&step={size}")
    pages: list[tuple[str, bytes]] = []
    while not pages or lesson(urlsplit(here).query).time <= length + 3:
        response = client.get(here)
        assert response.status_code == 200
        pages.append((here, response.content))
        here = read(response.text).by_id("step")["href"]
    for number in reversed(range(len(pages))):
        here, content = pages[number]
        checkpoints.clear()
        response = client.get(here)
        assert response.content == content
        assert read(response.text).by_id("back").get("href") == (pages[number - 1][0] if number else "")


@pytest.mark.parametrize(
    "address", ["at=loss", "preset=mosher&updates=2&at=dC_dw-1-2&example=2&step=layer", "step=update"]
)
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


@pytest.mark.parametrize(
    "address", ["notes", "at=a-2-1", "at=dC_dw-1-1", "updates=1", "preset=mosher&updates=1&at=loss"]
)
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
from app.build import build_id
from app.main import create_app
from app.settings import Settings
from tests.client import Client
with start_blocking_portal() as portal:
    client = Client(portal, create_app(Settings()))
    for path in sys.argv[1:]:
        sys.stdout.write(client.get(path).text.replace(build_id(), "BUILD"))
"""


def test_a_cold_process_gives_the_same_bytes(client: Client) -> None:
    paths = [
        page_of("preset=mazur&updates=3&at=dC_dz-1-2&open=figures,table&focus=w-1-1-1"),
        "/backward?" + query(lesson("preset=xor&updates=137&example=2&step=pass")),
        "/panels/picture?" + query(lesson("layers=8-16-10&act=relu,softmax&loss=cross_entropy&seed=3&updates=2")),
        "/",
        "/lesson.csv?preset=mosher&updates=1&at=gradient",
    ]
    warm = "".join(client.get(path).text.replace(build_id(), "BUILD") for path in paths)
    run = subprocess.run([sys.executable, "-c", COLD, *paths], cwd=ROOT, capture_output=True, check=True, timeout=60)
    assert run.stdout.decode() == warm


@pytest.mark.parametrize("asked", ["at=update-1-2", "step=update"])
def test_the_last_step_of_a_lesson_has_none_after_it(client: Client, asked: str) -> None:
    address = f"preset=xor&updates={MAX_UPDATES}&{asked}"
    page = opened(client, page_of(address))
    step = page.by_id("step")
    assert "href" not in step
    assert step["aria-disabled"] == "true"
    assert step["title"] == "this lesson ends after 10,000 updates"
    assert "href" not in page.by_id("to-update")
    assert "10,000 updates" in page.all("p", class_="question")[0].text
    response = client.get(page_of(address).replace("/lesson", "/step"))
    assert response.status_code == 422
    assert read(response.text).all("dd")[0].text == "updates"
    assert "this lesson ends after 10000 updates" in response.text
    for target in page.targets:
        assert_canonical(target, "")
