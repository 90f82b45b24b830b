import re

import pytest

from app.formula import Figure, Formula, Writer, filled, partial, sum_of
from app.moment import moment
from app.render import mathml
from tests.app.drawing import lesson
from tests.reading import read


def writer(address: str = "at=loss") -> Writer:
    return Writer(moment(lesson(address)))


def test_a_term_carries_its_number_once_it_is_known() -> None:
    write = writer("at=z-1-1")
    assert write.term("z_1", "z", 1, 1) == r"\underset{\text{#z-1-1#}}{\class{ref-z-1-1}{z_1}}"
    assert write.term("z_2", "z", 1, 2) == r"\class{ref-z-1-2}{z_2}"
    assert write.result("z", 1, 2) == ""
    assert set(write.line("").figures) == {"z-1-1"}


def test_equal_only_where_every_number_on_the_line_is_exact() -> None:
    write = writer("at=loss")
    write.term("w", "w", 1, 1, 1)  # 1
    assert write.result("z", 1, 1) == r" = \text{#z-1-1#}"  # 4
    assert write.result("a", 1, 1) == r" \approx \text{#a-1-1#}"  # 0.982…
    assert write.result("z", 1, 1) == r" \approx \text{#z-1-1#}"
    write.line("")
    assert write.sign() == " = "


def test_a_line_keeps_its_own_numbers() -> None:
    write = writer()
    write.value("z", 1, 1)
    write.bare("rate", -0.5, brackets=True)
    line = write.line("x")
    assert line.figures == {"z-1-1": Figure("4", "4.0", "z-1-1"), "=rate": Figure("(−0.5)", "-0.5")}
    assert write.line("y").figures == {}


@pytest.mark.parametrize(
    ("count", "most", "terms"),
    [(1, 5, ["1"]), (5, 5, ["1", "2", "3", "4", "5"]), (9, 5, ["1", "2", "3", r"\cdots", "9"])],
)
def test_a_long_sum_is_shortened_in_the_middle(count: int, most: int, terms: list[str]) -> None:
    assert sum_of(count, str, most).split(" + ") == terms


def test_numbers_are_put_in_their_places_and_tied() -> None:
    latex = r"\class{ref-dC_dz-2-1}{" + partial("C", "z_{3}") + r"} \approx \text{#dC_dz-2-1#} + \text{#=rate#}"
    line = Formula(latex, {"dC_dz-2-1": Figure("−0.0458", "-0.045813", "dC_dz-2-1"), "=rate": Figure("0.5", "0.5")})
    markup = filled(mathml(latex), line)
    assert not re.search("#[^x]|class=.ref-|&#34;", markup)
    page = read(markup)
    value, rate = [one for one in page.all("mn") if "data-value" in one]
    assert (value.text, value["data-value"], value["data-ref"], value["class"]) == (
        "−0.0458", "-0.045813", "dC_dz-2-1", "figure back",
    )  # fmt: skip
    assert (rate.text, rate["class"], "data-ref" in rate) == ("0.5", "figure", False)
    assert len(page.all(**{"data-ref": "dC_dz-2-1"})) == 2
    assert page.all("mfrac")


def test_the_same_symbols_are_typeset_once() -> None:
    before = mathml.cache_info().hits
    for time in (5, 44):
        now = lesson("notes").at(time)
        write = Writer(moment(now))
        mathml(write.line(write.term("w", "w", 1, 1, 1)).latex, "block")
    assert mathml.cache_info().hits > before
