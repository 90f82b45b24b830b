"""Every form leads to a canonical address, or says by name what it may not send."""

from urllib.parse import urlencode, urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.app.drawing import lesson
from tests.app.routes.pages import assert_canonical, followed, opened, page_of
from tests.app.truth import truth
from tests.client import Client
from tests.reading import Element, read, submitted


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
    assert (now.edits, now.recipe) != (was.edits, was.recipe)
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
        # What is shared forgets it; the same page in another language says it as well.
        assert "dropped" not in target or target.startswith(("/share?", "/zh/")), target


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
        ({"data": "moons", "count": "0"}, "count"),
        ({"data": "moons", "noise": "abc"}, "noise"),
        ({"data": "moons", "noise": "-0.1"}, "noise"),
        ({"data": "moons", "data_seed": "1.5"}, "data_seed"),
        ({"data": "moons", "test": "0.95"}, "test"),
        ({"opt": "momentum", "beta": "1"}, "beta"),
        ({"opt": "adam", "beta2": "-1"}, "beta2"),
        ({"init": "constant", "value": "much"}, "value"),
        ({"batch": "some"}, "batch"),
    ],
)
def test_bad_settings_are_refused_by_name(client: Client, changes: dict[str, str], field: str) -> None:
    page = opened(client, page_of("open=settings"))
    response = client.get(submitted(page.by_id("settings").all("form")[0], **changes))
    assert response.status_code == 422
    (problem,) = read(response.text).all("section", role="alert")
    assert problem["data-field"] == field
    named = [one.text for one in problem.all("dd")]
    (label,) = [one.text for one in page.all("label") if one["for"] == f"set-{field}"]
    assert named[0] == label
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


FIELDS = {
    "preset": ["mazur", "xor", "mosher", "nobody"],
    "layers": ["2-2-2", "1-1", "2-3-2-2", "0"],
    "act1": ["relu", "softmax", "swish"],
    "act2": ["softmax", "leaky_relu"],
    "slope2": ["0.2", "2"],
    "loss": ["mse", "cross_entropy", "hinge"],
    "x": ["1,2", "1;2", "1,2;3,4", ""],
    "target": ["1,0", "0.5", "-1,0", "1,0;0,1"],
    "edit": ["w-1-1-1", "x-0-1", "target-2-1", "b-9-1", ""],
    "value": ["1", "-0.5", "1e999", "half", ""],
    "fit": ["1", "2-2-2-2", "2-2"],
    "at": ["loss", "dC_dx-0-1", "dL_dw-1-1", ""],
    "updates": ["0", "3", "10000", "-1"],
    "frozen": ["biases", "w1", "w99"],
    "set": ["w1:1", "w5:0.4@2", "w99:1"],
    "was": ["w-1-1-1:1", "x-0-1:1@2"],
    "init": ["normal", "constant", "magic"],
    "data": ["moons", "and", "moons:40:0.1:1", ""],
    "count": ["60", "1", "many"],
    "noise": ["0.1", "3"],
    "opt": ["adam", "momentum", "momentum:0.5"],
    "beta": ["0.5", "1"],
    "beta2": ["0.5"],
    "batch": ["", "all", "4"],
    "test": ["0", "0.3", "0.3:5"],
    "test_seed": ["5", "-5"],
    "draw": ["1"],
}


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.fixed_dictionaries({}, optional={name: st.sampled_from(values) for name, values in FIELDS.items()}))
def test_whatever_a_form_sends_it_gets_a_canonical_address_or_an_error(client: Client, fields: dict[str, str]) -> None:
    response = client.get(f"/change?{urlencode(fields)}")
    if response.status_code == 303:
        assert_canonical(response.headers["location"], "")
    else:
        assert response.status_code == 422
        assert read(response.text).all("section", role="alert")[0].all("dd")[0].text
