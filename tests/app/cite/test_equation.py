"""The equation of every step as LaTeX: whole, with the page's own numbers, and typeset by TeX where there is one."""

import re
import shutil
import subprocess
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from app.cite import latex
from app.cite.equation import equation
from app.cite.network import network
from app.formula import Figure, Formula
from app.moment import Moment, moment
from app.numbers import DIGITS
from tests.app.drawing import lesson

LESSONS = (
    "", "preset=mazur&unfold=2&notation=common", "preset=mosher-mean&updates=2&opt=adam", "preset=softmax",
    "preset=nielsen-saturated-ce&lr=1e-7", "layers=2-3-3&act=leaky_relu,softmax&loss=mse&dx=1&opt=momentum&updates=1",
    "layers=2-2-2&act=gelu,softplus&loss=squared_error&x=1e-9,1e6&target=0,0&frozen=w1,layer2",
    "preset=mazur&cover=z-1-1,dC_dz-2-1&updates=1", "layers=2-20-2&act=relu,sigmoid&loss=binary_cross_entropy",
)  # fmt: skip


def steps(said: str) -> list[Moment]:
    """The moments of one training step, an operation each."""
    begin = moment(lesson(said))
    count = len(begin.lesson.program)
    return [replace(begin, lesson=begin.lesson.within(done)) for done in range(1, count + 1)]


@pytest.mark.parametrize("said", LESSONS)
def test_every_step_has_its_equation_in_plain_latex(said: str) -> None:
    for now in steps(said)[1:]:
        found = equation(now)
        assert found
        for text in found:
            shown = "\n".join(line for line in text.splitlines() if not line.startswith("%"))
            assert shown.isascii(), shown
            assert shown.count("{") == shown.count("}")
            assert not re.search(r"#|\\class|\\mathsf|ref-", shown)
            assert shown.startswith("\\begin{align*}\n  ")
            assert shown.endswith("\n\\end{align*}")
            assert all("&" in line for line in shown.splitlines()[1:-1])
        assert "underset" not in found[0]
        assert r"\approx" not in found[0]


@pytest.mark.parametrize("said", LESSONS[:3])
def test_its_comment_has_the_numbers_at_full_precision(said: str) -> None:
    seen = 0
    for now in steps(said)[1:]:
        found = equation(now)
        assert found
        comment = "\n".join(line for line in found[1].splitlines() if line.startswith("%"))
        exact = re.findall(r"\b(w|z|a|dC_dz)-(\d)-(\d)(?:-(\d))? = (\S+?)(?:,|$)", comment, re.MULTILINE)
        for quantity, layer, to, source, value in exact:
            assert float(value) == now.number(quantity, int(layer), int(to), int(source or 0))
            seen += 1
    assert seen > 50


def test_a_line_in_symbols_and_with_its_numbers() -> None:
    symbols, numbers = equation(moment(lesson("preset=mazur&at=dC_dz-1-1&unfold=2"))) or ("", "")
    sent = r"w_{5}\,\frac{\partial C}{\partial z_{3}} + w_{7}\,\frac{\partial C}{\partial z_{4}}"
    head = r"\frac{\partial C}{\partial z_{1}} &= "
    assert symbols == "\\begin{align*}\n  " + head + rf"\sigma'(z_{{1}})\left[{sent}\right]" + "\n\\end{align*}"
    assert r"\underset{-0.0381}{\frac{\partial C}{\partial z_{4}}}\right] \approx 0.00877" in numbers


def test_numbers_are_written_as_latex_has_them() -> None:
    assert latex.tex("−0.388") == "-0.388"
    assert latex.tex("1.23e−7") == r"1.23 \times 10^{-7}"
    assert latex.tex("∞") == r"\infty "
    power = Formula(r"s = \text{#=s#}^2", {"=s": Figure("1.2e−7", "1.2e-07")})
    assert latex.numbers(power) == r"s = (1.2 \times 10^{-7})^2"  # two powers on one number are an error of TeX's


def test_what_is_covered_stays_covered() -> None:
    asked = moment(lesson("preset=mazur&cover=dC_dz-2-1&at=dC_dz-2-1"))
    assert r"= \text{?}" in (equation(asked) or ("", ""))[1]
    later = replace(asked, lesson=lesson("preset=mazur&cover=dC_dz-2-1&at=dC_dz-1-1"))
    said = "".join(equation(later) or ()) + (network(later) or "")
    assert r"\partial C/\partial z_{4} = -0.0381" in said
    assert r"\partial C/\partial z_{3}" not in said
    assert "= 0.138" not in said
    assert "0.00877" not in said


@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="there is no TeX here")
def test_tex_typesets_them_all(tmp_path: Path) -> None:
    found = [text for said in LESSONS for now in steps(said)[1:] for text in equation(now) or ()]
    assert len(found) > 300
    typeset(tmp_path, r"\documentclass{article}\usepackage{amsmath}", found)


def typeset(folder: Path, head: str, bodies: list[str]) -> None:
    """Nothing happens when TeX typesets them without an error."""
    text = "\n".join([head, r"\begin{document}", *bodies, r"\end{document}", ""])
    (folder / "it.tex").write_text(text)
    command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "it.tex"]
    answer = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    assert answer.returncode == 0, answer.stdout.decode(errors="replace")[-2000:]


NETWORKS = (
    "", "preset=mazur&at=z-2-1", "preset=mosher-mean&updates=2&opt=adam", "layers=2-8-3&notation=common&updates=1",
    "layers=5-8&at=gradient", "layers=1-1&at=gradient", "layers=3-7-2-1&dx=1&at=dC_dx-0-1", "layers=20-20-20&at=loss",
)  # fmt: skip


@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="there is no TeX here")
def test_tex_draws_every_network(tmp_path: Path) -> None:
    drawn = [network(moment(lesson(said))) or "" for said in NETWORKS]
    typeset(tmp_path, r"\documentclass{standalone}\usepackage{tikz}", drawn)


@pytest.mark.parametrize("said", NETWORKS)
def test_a_network_has_all_its_neurons_and_edges_and_what_is_known_of_them(said: str) -> None:
    now = moment(lesson(said))
    drawn = network(now) or ""
    sizes = now.sizes
    edges = sum(a * b for a, b in pairwise(sizes))
    assert drawn.count(r"\node[neuron") == sum(sizes) + 1
    assert drawn.count(r"\draw[edge]") == edges + sizes[-1]
    assert drawn.count(r"\node[number]") == (edges if edges <= 40 else 0)
    assert drawn.isascii()
    assert drawn.count("{") == drawn.count("}")
    for layer in range(1, len(sizes)):
        for to in range(1, sizes[layer] + 1):
            for quantity in ("a", "dC_dz"):
                value = latex.number(now.number(quantity, layer, to), DIGITS)
                assert not now.known(quantity, layer, to) or f"= {value}$" in drawn
            if edges <= 40:
                value = latex.number(now.number("w", layer, to, 1), DIGITS)
                name = now.symbols.tex(now.symbols.weight(layer, to, 1))
                assert f"${name} = {value}$" in drawn
    assert (r"\partial" in drawn) == now.known("dC_dz", len(sizes) - 1, 1) or "common" in said


def test_what_is_not_computed_yet_is_not_drawn() -> None:
    drawn = network(moment(lesson("preset=mazur&at=z-2-1"))) or ""
    assert "$z_{3} = 1.11$" in drawn
    assert "$z_{4}$" in drawn
    assert "0.751" not in drawn  # y_1


def test_a_network_of_too_many_edges_is_not_drawn() -> None:
    assert network(moment(lesson("layers=32-32-32&at=loss"))) is None
