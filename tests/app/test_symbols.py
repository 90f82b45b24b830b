import pytest

from app.symbols import Symbols, sub, sup

NOTES = Symbols((2, 2, 2, 2))
COMMON = Symbols((2, 2, 2, 2), "common")


def test_neurons_are_numbered_through_the_network_as_in_the_notes() -> None:
    every = [NOTES.neuron(layer, n) for layer in range(4) for n in (1, 2)]
    assert every == ["x₁", "x₂", "z₁", "z₂", "z₃", "z₄", "z₅", "z₆"]


def test_what_a_neuron_sends_on_is_x_or_a_or_y() -> None:
    every = [NOTES.activation(layer, n) for layer in range(4) for n in (1, 2)]
    assert every == ["x₁", "x₂", "a₁", "a₂", "a₃", "a₄", "y₁", "y₂"]


def test_mazurs_weights_have_his_names() -> None:
    mazur = Symbols((2, 2, 2))
    every = [mazur.weight(layer, to, source) for layer in (1, 2) for to in (1, 2) for source in (1, 2)]
    assert every == ["w₁", "w₂", "w₃", "w₄", "w₅", "w₆", "w₇", "w₈"]


def test_a_bias_has_its_neurons_number() -> None:
    uneven = Symbols((3, 4, 2))
    assert [uneven.bias(1, 4), uneven.bias(2, 1), uneven.neuron(2, 1)] == ["b₄", "b₅", "z₅"]


def test_the_notations_swap_output_and_target_and_nothing_else_but_delta() -> None:
    assert (NOTES.output(2), NOTES.target(2)) == ("y₂", "ŷ₂")
    assert (COMMON.output(2), COMMON.target(2)) == ("ŷ₂", "y₂")
    assert COMMON.activation(3, 1) == "ŷ₁"
    for layer in range(3):
        assert COMMON.activation(layer, 1) == NOTES.activation(layer, 1)
    assert COMMON.neuron(3, 1) == NOTES.neuron(3, 1)


def test_the_common_notation_writes_delta() -> None:
    assert (NOTES.delta(2, 1), COMMON.delta(2, 1)) == ("∂C/∂z₃", "δ₃")
    assert (NOTES.deltas, COMMON.deltas) == ("∂C/∂z", "δ")
    assert NOTES.tex_delta(2, 1) == r"\frac{\partial C}{\partial z_{3}}"
    assert COMMON.tex_delta(2, 1) == r"\delta_{3}"


def test_layers_have_words() -> None:
    assert [NOTES.layer(n) for n in range(4)] == ["input layer", "layer 1", "layer 2", "output layer"]


@pytest.mark.parametrize(
    ("plain", "latex"), [("z₁₂", "z_{12}"), ("w₅", "w_{5}"), ("ŷ₁", r"\hat{y}_{1}"), ("y₃", "y_{3}"), ("C", "C")]
)
def test_every_name_has_its_latex(plain: str, latex: str) -> None:
    assert NOTES.tex(plain) == latex


def test_small_figures() -> None:
    assert (sub(1029), sup(-34)) == ("₁₀₂₉", "⁻³⁴")
