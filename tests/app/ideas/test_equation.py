from app.ideas.equation import Equation, bracketed
from app.render import formula


def test_numbers_stand_under_their_symbols_and_are_tied_to_the_picture() -> None:
    line = Equation()
    drawn = str(formula(line.line(line.under("a", "dz_dx", -0.5) + line.result("dz_ds", 2.0))))
    assert 'data-ref="dz_dx" data-value="-0.5">(−0.5)<' in drawn
    assert 'data-value="2.0">2<' in drawn
    assert "≈" not in drawn


def test_a_covered_number_leaves_the_symbol_alone() -> None:
    line = Equation()
    assert line.under("a", "dz_dx", None) == "a"
    assert line.line("a").figures == {}


def test_a_rounded_number_makes_the_result_approximate() -> None:
    line = Equation()
    assert line.result("x", 1 / 3).startswith(r"\approx")


def test_a_minus_after_a_dot_is_in_brackets() -> None:
    assert [bracketed(value) for value in (-2.0, 0.0, 2.0)] == ["(−2)", "0", "2"]
