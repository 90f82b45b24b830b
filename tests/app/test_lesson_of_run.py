"""The stepper inside a run: with many examples, batches and an optimiser's memory every number is still the engine's.

θ, what the optimiser remembers and the new values come from a loop of its own; the rest from ``tests.app.truth``, told
of a network with these very parameters and of the batch alone.
"""

from dataclasses import replace

import numpy as np
import pytest

from app.lesson import Lesson
from app.lesson_url import query
from app.moment import moment
from app.panels.readout import readout
from engine.arrays import Array
from engine.backward import backward
from engine.batches import batch_rows
from engine.edits import Edit, ExampleEdit, FreezeEdit, RateEdit, conditions
from engine.forward import forward
from engine.lesson import start
from engine.network import Layer
from engine.optimisers import Optimiser
from engine.recipe import Recipe, Rows
from tests.app.drawing import drawn
from tests.app.drawing import lesson as lesson_of
from tests.app.truth import computed, truth
from tests.client import Client
from tests.reading import Element, read, submitted
from tests.templates.test_lesson_page import assert_whole

MOONS = "layers=2-4-1&act=tanh,sigmoid&loss=binary_cross_entropy&data=moons:200:0.1:1&test=0.3&init=xavier&lr=0.5"
FOUR = "layers=2-4-4&act=tanh,softmax&loss=cross_entropy&data=four:23:0.1:1&init=xavier&lr=0.3&reduction=mean"
LESSONS = [
    f"{MOONS}&updates=3&at=gradient&example=140",
    f"{MOONS}&reduction=mean&opt=momentum&updates=3&at=gradient&example=77",
    f"{MOONS}&batch=10&opt=adam&updates=20&at=gradient&example=3&dx=1",
    # 140 is 15 batches of 9 and one of 5; update 16 learns from the rest, update 17 begins anew.
    f"{MOONS}&reduction=mean&batch=9&opt=momentum&updates=15&at=gradient&example=9",
    f"{MOONS}&reduction=mean&batch=9&opt=adam:0.8:0.9&updates=16&at=dL_dw-2-1&example=2",
    f"{MOONS}&batch=9&updates=31&at=dC_dz-2-1",
    f"{FOUR}&batch=11&opt=adam&updates=2&at=gradient",  # a rest of one
    f"{FOUR}&batch=1&opt=momentum:0.5&updates=30&at=gradient",
    f"{FOUR}&batch=4&opt=adam&updates=14&at=gradient&set=w1:0.5@3,lr:0.1@5,n4:out@6,w2:frozen@7,n4:in@9,n5:out@14,w2:free@12",
]


def flat(layers: tuple[Layer, ...]) -> Array:
    return np.concatenate([np.column_stack([layer.W, layer.b]).ravel() for layer in layers])


def shaped(parameters: Array, layers: tuple[Layer, ...]) -> tuple[Layer, ...]:
    made, begin = [], 0
    for layer in layers:
        end = begin + layer.W.size + layer.b.size
        matrix = parameters[begin:end].reshape(len(layer.b), -1)
        made.append(Layer(matrix[:, :-1].copy(), matrix[:, -1].copy(), layer.activation))
        begin = end
    return tuple(made)


def place_of(recipe: Recipe, edit: Edit) -> int:
    at, sizes = edit.parameter, recipe.sizes
    begin = sum((sizes[k] + 1) * sizes[k + 1] for k in range(at.layer - 1))
    width = sizes[at.layer - 1] + 1
    return begin + (at.to - 1) * width + (at.source - 1 if at.kind == "w" else width - 1)


def places_of(recipe: Recipe, name: str) -> list[int]:
    """The places of a weight's name, counted layer by layer."""
    places, begin = [], 0
    for n_in, n_out in zip(recipe.sizes[:-1], recipe.sizes[1:], strict=True):
        places += [begin + to * (n_in + 1) + source for to in range(n_out) for source in range(n_in)]
        begin += (n_in + 1) * n_out
    return [places[int(name[1:]) - 1]]


def loop(lesson: Lesson) -> tuple[Array, Array, tuple[int, ...]]:
    """θ before and after the update that is shown, and the rows of its batch."""
    recipe, it = lesson.recipe, lesson.recipe.optimiser
    layers = start(recipe).layers
    theta = flat(layers)
    m, s = np.zeros_like(theta), np.zeros_like(theta)
    x, targets = np.array(recipe.inputs), np.array(recipe.targets)
    rate, held, out = recipe.learning_rate, set[int](), set[int]()
    before, rows = theta, ()
    for t in range(1, lesson.update + 2):
        for edit in (one for one in lesson.edits if one.updates == t - 1):
            match edit:
                case Edit(_, value):
                    theta = theta.copy()
                    theta[place_of(recipe, edit)] = value
                case RateEdit(value):
                    rate = value
                case FreezeEdit(name, frozen):
                    held = held | set(places_of(recipe, name)) if frozen else held - set(places_of(recipe, name))
                case ExampleEdit(number, gone):
                    out = out | {number - 1} if gone else out - {number - 1}
        present = tuple(row for row in range(len(x)) if row not in out)
        rows = tuple(batch_rows(present, recipe.batch_size, recipe.seed, t - 1).tolist())
        now = shaped(theta, layers)
        back = backward(now, forward(now, x[list(rows)]), targets[list(rows)], recipe.loss, recipe.reduction)
        g = np.concatenate([np.column_stack([one.dC_dW, one.dC_db]).ravel() for one in back.layers])
        mask = np.array([place not in held for place in range(len(theta))], dtype=float)
        before = theta
        if it.name == "adam":
            m, s = (it.beta * m + (1 - it.beta) * g) * mask, (it.beta2 * s + (1 - it.beta2) * g**2) * mask
            slope = m / (1 - it.beta**t) / (np.sqrt(s / (1 - it.beta2**t)) + 1e-8)
        else:
            m = (it.beta * m + g) * mask
            slope = m if it.name == "momentum" else g
        theta = theta - rate * slope * mask
    return before, theta, rows


def expected(lesson: Lesson) -> dict[str, float]:
    """Every number of the training step that is shown."""
    recipe = lesson.recipe
    before, after, rows = loop(lesson)
    layers = start(recipe).layers

    def some(of: Rows) -> Rows:
        return tuple(of[row] for row in rows)

    alone = replace(
        recipe, inputs=some(recipe.inputs), targets=some(recipe.targets), test_inputs=(), test_targets=(),
        optimiser=Optimiser(), batch_size=0, frozen=(),
    )  # fmt: skip
    view = replace(lesson.view, example=min(lesson.view.example, len(rows)))

    def at(parameters: Array) -> dict[str, float]:
        made = shaped(parameters, layers)
        weights = tuple(tuple(layer.W.ravel().tolist()) for layer in made)
        biases = tuple(tuple(layer.b.tolist()) for layer in made)
        return truth(Lesson(lesson.preset, replace(alone, weights=weights, biases=biases), view=view))

    here, there = at(before), at(after)
    moved = {f"{key[0]}_new{key[1:]}": value for key, value in there.items() if key[:2] in ("w-", "b-")}
    return here | moved | {"L_new": there["L"]}


@pytest.mark.parametrize("address", LESSONS)
def test_every_number_of_the_readout_is_right(client: Client, address: str) -> None:
    now = lesson_of(address)
    right = expected(now)
    for lesson in (now, now.within(len(now.program))):
        said = client.get(f"/lesson.json?{query(lesson)}").json()
        assert said == readout(moment(lesson))
        assert said["not_finite"] == []
        known = computed(lesson)
        assert set(said["numbers"]) >= known
        for key in said["numbers"]:
            assert said["numbers"][key] == pytest.approx(right[key], rel=1e-10, abs=1e-13), key
        rows = loop(now)[2]
        assert said["example"] == rows[min(now.view.example, len(rows)) - 1] + 1
        rate = conditions(now.recipe.learning_rate, (), now.edits, now.update).learning_rate
        assert said["learning_rate"] == rate


@pytest.mark.parametrize("address", LESSONS)
def test_the_page_draws_these_numbers(client: Client, address: str) -> None:
    for lesson in (
        lesson_of(address),
        lesson_of(address).viewed(focus="w-2-1-1", panels=("figures", "gradient", "table")),
    ):
        right = expected(lesson)
        response = client.get(f"/lesson?{query(lesson)}")
        assert response.status_code == 200
        page = read(response.text)
        assert_whole(page)
        assert "nan" not in words_of(page)
        assert len(page.numbers) > 20
        for key, one in page.numbers.items():
            assert float(one["data-value"]) == pytest.approx(right[key], rel=1e-10, abs=1e-13), key


def words_of(page: Element) -> set[str]:
    return {word.strip(".,:;()").lower() for word in page.text.split()}


def test_the_rest_of_an_epoch_is_a_batch_of_its_own() -> None:
    sizes = [len(lesson_of(f"{MOONS}&batch=9&updates={n}&at=input").rows) for n in range(14, 18)]
    assert sizes == [9, 5, 9, 9]
    assert len(lesson_of(f"{FOUR}&batch=11&updates=2&at=input").rows) == 1


@pytest.mark.parametrize("updates", [180, 181, 182, 500])
def test_a_lesson_that_diverged_shows_the_update_that_did_it(client: Client, updates: int) -> None:
    address = (
        "layers=2-8-1&act=relu,linear&loss=half_squared_error&data=moons:200:0.1:1&init=he&lr=50&reduction=mean"
        f"&updates={updates}&at=gradient&open=table"
    )
    lesson = lesson_of(address)
    assert_whole(drawn(lesson))
    response = client.get(f"/lesson?{query(lesson)}")
    assert response.status_code == 200
    said = client.get(f"/lesson.json?{query(lesson)}").json()
    assert said["not_finite"]
    assert said["updates"] == min(updates, 180)


def test_from_the_end_of_a_run_that_diverged_one_step_back_is_one_step(client: Client) -> None:
    address = "layers=2-8-1&act=relu,linear&loss=half_squared_error&data=moons:200:0.1:1&init=he&lr=50&reduction=mean"
    page = read(client.get(f"/lesson?{query(lesson_of(f'{address}&updates=500'))}").text)
    back = page.by_id("back")["href"]
    assert "updates=180&at=update-" in back
    shown = client.get(back.replace("/lesson?", "/lesson.json?")).json()
    assert (shown["updates"], shown["operation"]) == (180, back.partition("&at=")[2].partition("&")[0])
    (canonical,) = page.all("link", rel="canonical")
    assert "updates=181" in canonical["href"]


@pytest.mark.parametrize(
    ("batch", "updates", "count"), [("all", 3, 140), ("100", 0, 100), ("100", 1, 40), ("100", 2, 100)]
)
def test_one_of_many_examples_is_chosen_by_its_number(client: Client, batch: str, updates: int, count: int) -> None:
    base = f"{MOONS}&batch={batch}&updates={updates}&at=a-1-1"
    for chosen in (1, 2, 33, count):
        page = read(client.get(f"/lesson?{query(lesson_of(base))}").text)
        response = client.get(submitted(page.by_id("choose-example"), example=str(chosen)))
        assert response.status_code == 303
        there = read(client.get(response.headers["location"]).text)
        assert_whole(there)
        assert f"of {count}" in there.by_id("choose-example").text
        now = lesson_of(f"{base}&example={chosen}")
        x = now.recipe.inputs[loop(now)[2][chosen - 1]]
        assert [float(there.by_id(f"x-0-{i}")["data-value"]) for i in (1, 2)] == list(x)
        ways = [there.by_id(name).get("href").partition("example=")[2] for name in ("example-before", "example-after")]
        assert ways[0] == ("" if chosen <= 2 else str(chosen - 1))  # the first one is not said
        assert ways[1] == ("" if chosen == count else str(chosen + 1))
    last = lesson_of(f"{base}&example={count}")
    assert lesson_of(query(last)) == last
    assert client.get(f"/lesson?{base}&example={100 if batch == '100' else 140}").status_code in (200, 303)
    assert client.get(f"/lesson?{base}&example=141").status_code == 422
