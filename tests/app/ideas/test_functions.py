from app.ideas.functions import WRITTEN, WRITTEN2
from engine.calculus import FUNCTIONS, FUNCTIONS2


def test_every_function_of_the_engine_is_written_and_no_other() -> None:
    assert list(WRITTEN) == list(FUNCTIONS)
    assert list(WRITTEN2) == list(FUNCTIONS2)


def test_the_argument_stands_wherever_it_belongs() -> None:
    assert WRITTEN["softplus"].of("y") == "ln(1 + exp y)"
    assert WRITTEN["sigmoid"].tex_slope_of("x") == r"\sigma(x)\,(1 - \sigma(x))"
