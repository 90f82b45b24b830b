"""How each optimiser moves a parameter: the numbers of the equations are those of a loop written out here."""

from itertools import pairwise
from urllib.parse import parse_qsl

import numpy as np
import pytest

from app.lesson import Lesson
from app.lesson_url import parse
from app.moment import moment
from app.panels.equations import Equations
from app.panels.update_equations import update_lines
from app.render import formula as typeset
from engine.arrays import Array
from engine.backward import backward
from engine.batches import batch_rows
from engine.forward import forward
from engine.lesson import start
from engine.network import Layer
from tests.app.arithmetic import claims, full
from tests.reading import read

BASE = "layers=2-3-1&act=tanh,sigmoid&loss=binary_cross_entropy&data=moons:20:0.1:1&init=xavier&lr=0.3&reduction=mean"
OPTIMISERS = ["gd", "momentum", "momentum:0.5", "adam", "adam:0.8:0.9"]
PLACES: list[tuple[str, tuple[int, ...]]] = [("w", (1, 2, 1)), ("w", (2, 1, 3)), ("b", (1, 3)), ("b", (2, 1))]


def at_update(optimiser: str, updates: int, batch: str = "all", more: str = "") -> Lesson:
    address = f"{BASE}&opt={optimiser}&batch={batch}&updates={updates}&at=gradient{more}"
    lesson = parse(parse_qsl(address))
    return lesson.within(len(lesson.program))


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


def index(sizes: tuple[int, ...], kind: str, layer: int, to: int, source: int = 0) -> int:
    begin = sum((n_in + 1) * n_out for n_in, n_out in pairwise(sizes[:layer]))
    width = sizes[layer - 1] + 1
    return begin + (to - 1) * width + (source - 1 if kind == "w" else width - 1)


def loop(lesson: Lesson) -> dict[str, Array]:
    """Everything about the update of the training step that is shown, by the formulas as they stand in the papers."""
    recipe, it = lesson.recipe, lesson.recipe.optimiser
    layers = start(recipe).layers
    theta = flat(layers)
    v, m, s = (np.zeros_like(theta) for _ in range(3))
    x, targets = np.array(recipe.inputs), np.array(recipe.targets)
    found: dict[str, Array] = {}
    for t in range(1, lesson.update + 2):
        rows = batch_rows(tuple(range(len(x))), recipe.batch_size, recipe.seed, t - 1)
        now = shaped(theta, layers)
        back = backward(now, forward(now, x[rows]), targets[rows], recipe.loss, recipe.reduction)
        g = np.concatenate([np.column_stack([one.dC_dW, one.dC_db]).ravel() for one in back.layers])
        found = {"old": theta, "g": g, "v before": v, "m before": m, "s before": s}
        v = it.beta * v + g
        m, s = it.beta * m + (1 - it.beta) * g, it.beta2 * s + (1 - it.beta2) * g**2
        m_hat, s_hat = m / (1 - it.beta**t), s / (1 - it.beta2**t)
        slope = {"gd": g, "momentum": v, "adam": m_hat / (np.sqrt(s_hat) + 1e-8)}[it.name]
        theta = theta - recipe.learning_rate * slope
        found |= {"v": v, "m": m, "s": s, "m_hat": m_hat, "s_hat": s_hat, "new": theta}
    return found


@pytest.mark.parametrize("optimiser", OPTIMISERS)
@pytest.mark.parametrize(("updates", "batch"), [(0, "all"), (1, "all"), (7, "6"), (40, "6")])
def test_every_number_is_the_optimisers(optimiser: str, updates: int, batch: str) -> None:
    lesson = at_update(optimiser, updates, batch)
    now, truth, it = moment(lesson), loop(lesson), lesson.recipe.optimiser
    assert now.step.updates == updates
    for kind, place in PLACES:
        at = index(now.sizes, kind, *place)
        lines = update_lines(Equations(now), kind, *place)
        said = [{key: float(figure.data) for key, figure in line.figures.items()} for line in lines]
        key = "-".join(map(str, place))

        def same(value: float, name: str, at: int = at) -> None:
            assert value == pytest.approx(truth[name][at], rel=1e-11, abs=1e-14), name

        last = said[-1]
        same(last[f"{kind}-{key}"], "old")
        same(last[f"{kind}_new-{key}"], "new")
        assert last["=rate"] == 0.3
        match it.name:
            case "gd":
                assert len(lines) == 1
                same(last[f"dL_d{kind}-{key}"], "g")
            case "momentum":
                assert len(lines) == 2
                same(said[0]["=before"], "v before")
                same(said[0][f"dL_d{kind}-{key}"], "g")
                same(said[0]["=after"], "v")
                same(last["=v"], "v")
                assert said[0]["=beta"] == it.beta
            case "adam":
                assert len(lines) == 4
                for line, letter, beta in ((0, "m", it.beta), (1, "s", it.beta2)):
                    same(said[line]["=before"], f"{letter} before")
                    same(said[line]["=after"], letter)
                    same(said[line][f"dL_d{kind}-{key}"], "g")
                    assert (said[line]["=beta"], said[line]["=rest"]) == (beta, 1 - beta)
                    same(said[2][f"={letter}"], letter)
                    same(said[2][f"={letter}hat"], f"{letter}_hat")
                assert said[2]["=first"] == pytest.approx(1 - it.beta ** (updates + 1), rel=1e-14)
                assert said[2]["=second"] == pytest.approx(1 - it.beta2 ** (updates + 1), rel=1e-14)
                same(last["=mhat"], "m_hat")


@pytest.mark.parametrize("optimiser", OPTIMISERS)
def test_the_arithmetic_comes_out(optimiser: str) -> None:
    now = moment(at_update(optimiser, 9, "6"))
    for kind, place in PLACES:
        key = "-".join(map(str, place))
        lines = update_lines(Equations(now), kind, *place)
        worked_out = [claim for line in lines for claim in claims(line, full(line))]
        assert len(worked_out) >= len(lines) - (optimiser.startswith("adam"))
        for _, left, right in worked_out:
            assert left == pytest.approx(right, rel=1e-12, abs=1e-15)
        last = {name: float(figure.data) for name, figure in lines[-1].figures.items()}
        old, new = last[f"{kind}-{key}"], last[f"{kind}_new-{key}"]
        slope = last.get("=v", last.get(f"dL_d{kind}-{key}", 0.0))
        if optimiser.startswith("adam"):
            hats = lines[2].figures
            slope = float(hats["=mhat"].data) / (float(hats["=shat"].data) ** 0.5 + 1e-8)
        assert old - last["=rate"] * slope == pytest.approx(new, rel=1e-12, abs=1e-15)


@pytest.mark.parametrize("optimiser", OPTIMISERS)
def test_a_line_has_the_numbers_that_it_prints_and_no_others(optimiser: str) -> None:
    now = moment(at_update(optimiser, 3))
    for kind, place in PLACES:
        for line in update_lines(Equations(now), kind, *place):
            page = read(str(typeset(line)))
            shown = sorted(one["data-value"] for one in page.all("mn") if "data-value" in one)
            assert set(shown) == {figure.data for figure in line.figures.values()}
            assert "#" not in page.text


def test_the_eta_is_the_one_of_this_update_and_what_is_frozen_stays() -> None:
    now = moment(at_update("momentum", 5, more="&set=lr:0.05@5,w1:frozen@4"))
    moved = update_lines(Equations(now), "w", 1, 2, 1)[-1]
    assert moved.figures["=rate"].data == "0.05"
    (still,) = update_lines(Equations(now), "w", 1, 1, 1)
    assert "frozen" in still.latex
    assert still.figures["w-1-1-1"].data == still.figures["w_new-1-1-1"].data
    assert now.memory(0, "w", 1, 1, 1, after=True) == 0.0


def test_before_the_update_is_made_its_new_value_is_not_said() -> None:
    lesson = at_update("adam", 3)
    before = moment(lesson.within(lesson.program.places["gradient"]))
    assert "w_new-1-2-1" not in update_lines(Equations(before), "w", 1, 2, 1)[-1].figures
