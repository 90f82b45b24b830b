"""The sentence of a step says the numbers of its operation, and the question gives none of its answer away."""

import re

import pytest

from app.moment import moment
from app.numbers import text
from app.panels.present import present
from app.panels.questions import question
from app.panels.sentences import sentence
from app.presets import PRESETS
from tests.app.drawing import SMALL, lesson
from tests.app.truth import truth

NUMBER = re.compile(r"(?<![\wσ^])−?(?:[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?(?:e−?[0-9]+)?|∞)(?![\w])")


def said(address: str) -> str:
    now = moment(lesson(address))
    return sentence(now, present(now))


def spoken(words: str) -> list[str]:
    """The numbers of a sentence, in their order."""
    return NUMBER.findall(words)


def expected(kind: str, layer: int, n: int, sizes: tuple[int, ...]) -> list[str]:
    """The ids of the numbers that the sentence about an operation gives, in order, for layers of at most three."""
    before = range(1, sizes[layer - 1] + 1) if layer else ()
    source = "a" if layer > 1 else "x"
    match kind:
        case "input":
            return [f"x-0-{i}" for i in range(1, sizes[0] + 1)]
        case "z":
            products = [(f"w-{layer}-{n}-{i}", f"{source}-{layer - 1}-{i}") for i in before]
            return [*(key for pair in products for key in pair), f"b-{layer}-{n}", f"z-{layer}-{n}"]
        case "a":
            return [f"z-{layer}-{n}", f"a-{layer}-{n}", f"da_dz-{layer}-{n}"]
        case "loss":
            outputs = range(1, sizes[-1] + 1)
            return [*(f"y-{layer}-{k}" for k in outputs), *(f"target-{layer}-{k}" for k in outputs), "C"]
        case "dC_dy":
            return [f"dC_dy-{layer}-{n}"]
        case "dC_dz":
            return [f"da_dz-{layer}-{n}", f"dC_da-{layer}-{n}", f"dC_dz-{layer}-{n}"]
        case "dC_da" | "dC_dx" if sizes[layer + 1] == 1:
            return [f"w-{layer + 1}-1-{n}", f"dC_dz-{layer + 1}-1", f"{kind}-{layer}-{n}"]
        case "dC_da" | "dC_dx":
            sent = [f"backward-{layer + 1}-{to}-{n}" for to in range(1, sizes[layer + 1] + 1)]
            return [*sent, f"{kind}-{layer}-{n}"]
        case "dC_dw":
            each = [(f"{source}-{layer - 1}-{i}", f"dC_dz-{layer}-{n}", f"dC_dw-{layer}-{n}-{i}") for i in before]
            return [*(key for three in each for key in three), "the bias's input", f"dC_dz-{layer}-{n}"]
    return []


@pytest.mark.parametrize("address", ["notes", "mazur", "hmkcode", "xor", "nielsen", "layers=3-2-3&act=relu"])
def test_a_sentence_says_the_numbers_of_its_operation_in_order(address: str) -> None:
    opened = lesson(address)
    numbers = {**truth(opened), "the bias's input": 1.0}
    for key, done in opened.program.places.items():
        operation = opened.program.operations[done - 1]
        wanted = expected(operation.kind, operation.layer, operation.neuron, opened.recipe.sizes)
        now = moment(opened.at(done))
        words = sentence(now, present(now))
        if wanted and not (operation.kind in ("input", "loss") and opened.recipe.batch > 1):
            assert spoken(words) == [text(numbers[one]) for one in wanted], (key, words)


@pytest.mark.parametrize("address", [*PRESETS, *SMALL])
def test_every_sentence_ends_and_every_question_asks(address: str) -> None:
    opened = lesson(address)
    for done in range(len(opened.program) + 1):
        now = moment(opened.at(done))
        assert re.fullmatch(r"[A-ZN].*\.", sentence(now, present(now)))
        asked = question(now)
        assert asked[-1] in "?."
        if opened.view.step == "neuron" and done < len(opened.program):
            following = opened.program.operations[done]
            answer = f"{following.kind}-{following.layer}-{following.neuron}"
            shown = {text(now.number(*_place(one))) for one in _given_before(answer)}
            assert set(spoken(asked)) <= shown


def _place(key: str) -> tuple[str, int, int]:
    quantity, layer, neuron = key.split("-")
    return quantity, int(layer), int(neuron)


def _given_before(answer: str) -> list[str]:
    """The numbers that the question about an operation may repeat: what it is computed from."""
    quantity, place = answer.split("-", 1)
    return {"a": [f"z-{place}"], "dC_dz": [f"dC_da-{place}", f"da_dz-{place}"]}.get(quantity, [])


def test_a_batch_says_which_example_and_what_all_of_them_give() -> None:
    numbers = truth(lesson("preset=mosher&example=2"))
    assert said("preset=mosher&example=2&at=input") == "Example 2 of 3: read the input −0.990, −0.654."
    words = said("preset=mosher&example=2&at=loss")
    assert f"give C = {text(numbers['C'])}. Summed over 3 examples, L = {text(numbers['L'])}." in words
    assert "Averaged over 3 examples" in said("preset=mosher-mean&at=loss")
    assert f"∂L/∂w₁ is {text(numbers['dL_dw-1-1-1'])}" in said("preset=mosher&example=2&at=dL_dw-1-1")


@pytest.mark.parametrize(
    ("address", "part"),
    [
        ("notes", "Nothing is computed yet"),
        ("at=gradient", "one backward pass gave all 18 slopes"),
        ("preset=nielsen-ce&at=dC_dz-1-1", "and binary cross entropy together leave output 0.818 against target 0"),
        ("preset=softmax&at=dC_dz-1-2", "softmax and cross entropy together leave output 0.119 against target 0"),
        ("preset=softmax&loss=mse&at=dC_dz-1-2", "softmax mixes the slopes of all outputs"),
        ("preset=softmax&at=a-1-1", "softmax sets e^z₁ against the sum over all outputs and gives 0.879"),
        ("preset=softmax&at=a-1-3&step=operation", "softmax sets every e^z against the sum of all (3 neurons)"),
        ("preset=softmax&at=dC_dz-1-3&step=operation", "softmax and cross entropy together leave every ∂C/∂z"),
        ("preset=softmax&loss=mse&at=dC_dz-1-3&step=operation", "mixes the slopes of all outputs into every ∂C/∂z"),
        ("preset=mosher&at=dC_dz-2-4&step=operation", "sigmoid and binary cross entropy together leave every ∂C/∂z"),
        ("preset=mosher&at=a-2-4&step=operation", "the gains σ′(z) are fixed from here on (4 neurons)"),
        ("preset=mosher&at=dC_dy-2-4&step=operation", "every ∂C/∂y from the definition of C"),
        ("preset=mosher&at=dC_dy-2-4&step=operation&notation=common", "every ∂C/∂ŷ from the definition of C"),
        ("layers=4-3-4&act=tanh&at=dC_dz-1-3&step=layer", "every ∂C/∂z is its ∂C/∂a times the gain σ′(z) (3 neurons)"),
        ("at=dC_dy-3-1", "a larger output would lower C"),
        ("at=dC_dy-3-2", "a larger output would raise C"),
        ("at=dC_dy-3-1&notation=common", "Backward, ŷ₁: the definition of C gives ∂C/∂ŷ₁"),
        ("preset=mazur&updates=1", "Update 1 is done: L went from 0.298 to 0.291."),
        ("preset=mazur&at=update-2-2", "w₇ rises by 0.0113 from 0.5 to 0.511"),
        ("preset=mazur&at=update-2-1", "w₅ falls by 0.0411 from 0.4 to 0.359"),
        ("preset=mazur&frozen=w5,w6,biases&at=update-2-1", "w₅ is frozen; w₆ is frozen."),
        ("layers=4-2&at=update-1-1", "each of its parameters moves by −η times its slope."),
        ("layers=4-2&opt=momentum&at=update-1-1", "each of its parameters moves by −η times its v."),
        ("layers=4-2&opt=adam&at=update-1-1", "each of its parameters moves by −η times its m̂ / (√ŝ + ε)."),
        ("layers=4-2&frozen=w2&at=update-1-1", "each of its parameters that is not frozen moves by −η"),
        ("layers=4-3&opt=adam&at=update-1-3&step=operation", "every parameter moves by −η times its m̂ / (√ŝ + ε)"),
        ("layers=1-1&act=relu&x=1&w=-1&b=0&at=update-1-1", "w₁ stays at −1; b₁ stays at 0."),
    ],
)  # fmt: skip
def test_by_example(address: str, part: str) -> None:
    assert part in said(address)


def test_a_lesson_that_diverged_says_so_in_its_numbers() -> None:
    words = said("layers=2-2-2&act=linear&lr=1000&x=1e6,1e6&seed=3&updates=21")
    assert "becomes NaN" in words or "becomes ∞" in words or "becomes −∞" in words
    assert "falls by" not in words


@pytest.mark.parametrize(
    ("address", "asked"),
    [
        ("notes", "The first thing to do is to read the input."),
        ("at=input", "What enters z₁?"),
        ("preset=softmax&at=z-1-3", "What share does y₁ get?"),
        ("preset=mazur&updates=3", "will update 4 lower L again?"),
        ("preset=xor&updates=10000&at=update-1-2", "this lesson ends after 10,000 updates"),
        ("at=dC_dz-3-2", "Which neurons does a₃ feed?"),
    ],
)
def test_questions_by_example(address: str, asked: str) -> None:
    assert asked in question(moment(lesson(address)))


def test_thousands_are_separated_as_everywhere() -> None:
    assert "all 1,083 slopes" in said("layers=16-24-24-3&at=gradient")
