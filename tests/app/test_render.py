import jinja2
import pytest

from app import render
from app.build import TEMPLATES


def test_what_a_template_lacks_is_an_error() -> None:
    with pytest.raises(jinja2.UndefinedError):
        render.render("_problem.html")


def test_values_are_escaped() -> None:
    assert render._ENVIRONMENT.from_string("{{ value }}").render(value="<b>") == "&lt;b&gt;"


def test_a_formula_becomes_mathml_of_our_own() -> None:
    markup = render._ENVIRONMENT.from_string(r"{{ '\\frac{\\partial C}{\\partial w}' | mathml }}").render()
    assert markup.startswith("<math")
    assert "<mfrac>" in markup
    assert 'display="block"' in render.mathml("a", "block")


@pytest.mark.parametrize("name", [str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*")])
def test_every_template_is_named_html_and_compiles(name: str) -> None:
    if (TEMPLATES / name).is_file():
        assert name.endswith(".html")
        render._ENVIRONMENT.get_template(name)
