"""The PyTorch program of a moment is run where PyTorch is installed, and has the engine's figures."""

import ast

import pytest

from app.cite.torch_program import torch_program
from tests.app.cite.lessons import LESSONS, assert_same, program_of


@pytest.mark.parametrize("said", LESSONS)
def test_it_has_the_figures_of_the_moment(said: str) -> None:
    torch = pytest.importorskip("torch", reason="PyTorch is not installed")
    before = torch.get_default_dtype()
    it = program_of(said)
    held: dict[str, object] = {}
    try:
        exec(compile(torch_program(it), "cited.py", "exec"), held)
    finally:
        torch.set_default_dtype(before)
    assert_same(it, {name: one.tolist() for name, one in held.items() if isinstance(one, torch.Tensor)})


@pytest.mark.parametrize("said", LESSONS)
def test_it_computes_and_prints_every_figure(said: str) -> None:
    it = program_of(said)
    tree = ast.parse(torch_program(it))
    made = {
        one.id for node in ast.walk(tree) if isinstance(node, ast.Assign) for one in node.targets
        if isinstance(one, ast.Name)
    }  # fmt: skip
    assert set(it.figures) <= made
