from urllib.parse import parse_qsl, urlsplit

import pytest

from app.formula import Formula
from app.lesson_url import parse
from app.links import Links
from app.moment import moment
from app.panels.explanation import MOST_LINES, explanation
from app.panels.present import present
from app.presets import PRESETS
from tests.app.drawing import SMALL, lesson


def lines(address: str) -> tuple[Formula, ...]:
    now = moment(lesson(address))
    return explanation(now, present(now), Links(now.lesson))[0]


def refs(line: Formula) -> set[str]:
    return {figure.ref for figure in line.figures.values() if figure.ref}


@pytest.mark.parametrize("address", [*PRESETS, *SMALL])
def test_what_is_lit_on_the_picture_is_what_the_equation_says(address: str) -> None:
    opened = lesson(address).viewed(unfold=0)
    for done in range(1, len(opened.program) + 1):
        now = moment(opened.within(done))
        lit = present(now)
        first, *_ = explanation(now, lit, Links(now.lesson))[0] or [Formula("", {})]
        if lit.operations[0].kind not in ("gradient", "input"):
            assert refs(first) & lit.results
            assert refs(first) <= lit.results | lit.terms, first.latex


@pytest.mark.parametrize(
    ("address", "results"),
    [
        ("at=input", []),
        ("at=z-1-2", ["z-1-2", "x-0-1", "x-0-2"]),
        ("at=a-1-2", ["a-1-2", "da_dz-1-2"]),
        ("preset=softmax&at=a-1-2", ["a-1-2"]),
        ("at=loss", ["C", "L"]),
        ("at=dC_dw-2-1", ["dC_dw-2-1-1", "dC_dw-2-1-2", "dC_db-2-1"]),
        ("at=update-2-1", ["w_new-2-1-1", "w_new-2-1-2", "b_new-2-1"]),
        ("preset=mosher&at=dL_dw-1-1", ["dL_dw-1-1-1", "dL_dw-1-1-2", "dL_db-1-1"]),
        ("preset=mosher&at=dC_dz-2-4&step=operation", ["dC_dz-2-1", "dC_dz-2-2", "dC_dz-2-3", "dC_dz-2-4"]),
    ],
)
def test_a_step_has_a_line_for_each_of_its_results(address: str, results: list[str]) -> None:
    assert [list(line.figures)[-1] for line in lines(address)] == results


def test_lines_are_shortened_where_they_are_many() -> None:
    assert len(lines("layers=9-9&step=layer&at=a-1-9")) == MOST_LINES


def test_the_gradient_is_the_column_of_every_slope() -> None:
    (line,) = lines("layers=1-2&at=gradient&seed=1")
    assert list(line.figures) == ["dL_dw-1-1-1", "dL_dw-1-2-1", "dL_db-1-1", "dL_db-1-2"]
    assert line.latex.count(r"\begin{matrix}") == 2
    (long,) = lines("at=gradient")
    assert r"\vdots" in long.latex
    assert {"dL_dw-1-1-1", "dL_dw-3-2-2", "dL_db-3-2"} <= set(long.figures)
    name, whole = lines("at=gradient&open=gradient")
    assert name.latex == r"\nabla L(\theta) ="
    assert len(whole.figures) == 18
    assert r"\vdots" not in whole.latex


@pytest.mark.parametrize(("layers", "way"), [("1-2", False), ("4-1", False), ("5-1", True), ("1-4", True)])
def test_only_where_rows_are_folded_there_is_a_way_to_all_of_them(layers: str, way: bool) -> None:
    for opened in ("", "&open=gradient"):
        now = moment(lesson(f"layers={layers}&at=gradient{opened}"))
        written, split = explanation(now, present(now), Links(now.lesson))
        assert (split is not None) == way
        assert (r"\vdots" in written[0].latex) == (way and not opened)


@pytest.mark.parametrize(
    ("address", "levels"),
    [
        ("at=dC_dz-2-1", [2, 0]),
        ("at=dC_dw-2-1", [1, 2, 0]),
        ("at=dC_dz-3-1", [1, 0]),
        ("at=dC_dw-3-1", [1, 0]),
        ("at=a-2-1", []),
        ("preset=softmax&at=dC_dz-1-1", []),
        ("notes", []),
    ],
)
def test_the_slope_of_z_unfolds_as_far_as_it_goes_and_folds_again(address: str, levels: list[int]) -> None:
    now = lesson(address)
    for level in levels:
        split = explanation(moment(now), present(moment(now)), Links(now))[1]
        assert split is not None
        now = parse(parse_qsl(urlsplit(split[1].href).query))
        assert now.view.unfold == level
    assert bool(explanation(moment(now), present(moment(now)), Links(now))[1]) == bool(levels)
