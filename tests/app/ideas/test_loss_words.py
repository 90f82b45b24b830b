"""What is said of a run, against runs of a bowl whose curvatures are known."""

import pytest

from app.asking import reply
from app.ideas.loss_words import lower_or_higher, verdict, which_way
from engine.activations import Activation
from engine.arrays import readonly
from engine.network import Layer
from engine.parameters import Parameter
from engine.surface import Slice, descend

# y = w x + b through x = 1, 2, 3: the Hessian is (14, 6; 6, 3), with the eigenvalues 16.6 and 0.36.
BOWL = Slice(
    (Layer(readonly([[0.6]]), readonly([2.2]), Activation("linear")),),
    readonly([[1.0], [2.0], [3.0]]), readonly([[3.0], [3.2], [4.2]]), "half_squared_error", "sum",
    Parameter("w", 1, 1, 1), Parameter("b", 1, 1),
)  # fmt: skip


@pytest.mark.parametrize(
    ("rate", "steps", "word"),
    [
        (0.005, 40, "crawls"), (0.115, 40, "zigzags"), (0.125, 20, "diverges"), (0.5, 200, "diverges"),
        (0.06, 10, "descends"), (0.11, 200, "arrives"), (0.115, 0, ""),
    ],
)  # fmt: skip
def test_the_word_for_a_run(rate: float, steps: int, word: str) -> None:
    run = descend(BOWL, (2.6, 0.4), rate, max(steps, 1))
    assert verdict(run, steps, 8.0, rate)[0] == word


def test_divergence_is_said_in_words_with_the_step_at_which_it_is_no_number() -> None:
    run = descend(BOWL, (2.6, 0.4), 1000.0, 200)
    word, words = verdict(run, 200, 8.0, 1000.0)
    assert word == "diverges"
    assert f"step {run.diverged} " in words
    assert "too large" in words


def test_one_long_step_overshoots() -> None:
    run = descend(BOWL, (2.6, 0.4), 0.13, 1)
    assert verdict(run, 1, 8.0, 0.13)[0] == "overshoots"


def test_which_way_goes_against_the_slope() -> None:
    asked = which_way("w₁", 16.8, 0.125)
    assert asked.right == "-"
    assert reply(asked, "-").right
    assert "uphill" in reply(asked, "+").words
    assert which_way("w₁", 0.0, 0.125).right == "0"


@pytest.mark.parametrize(("after", "right"), [(9.0, "lower"), (12.0, "higher"), (10.0, "same"), (None, "higher")])
def test_lower_or_higher(after: float | None, right: str) -> None:
    asked = lower_or_higher(("w₁ = 1", "b₁ = 2"), 0.1, 10.0, after)
    assert asked.right == right
    wrong = reply(asked, "lower" if right == "higher" else "higher")
    assert wrong.right is False
    assert wrong.words != "Not so."
