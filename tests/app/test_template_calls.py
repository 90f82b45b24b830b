"""Templates call macros and translations directly, and say what Jinja's own calls would say."""

import pytest
from jinja2 import Environment
from markupsafe import Markup

from app import language, render
from app.template_calls import translated

MACROS = "{% macro one(x, css='') %}<b{{ ' class=' ~ css if css }}>{{ x }}</b>{% endmacro %}"
IN_LOOPS = MACROS + "{% for x in xs %}{{ one(x, css='c') }}{% for y in xs %}{{ one(x=y) }}{% endfor %}{% endfor %}"
IN_BLOCKS = MACROS + "{% block main %}{% for x in xs %}{{ self.inner() }}{% endfor %}{% endblock %}"
IN_BLOCKS += "{% block inner %}{% set y = '<' %}{{ xs|length }}{% endblock %}"
CALLER = "{% macro box() %}<p>{{ caller() }}</p>{% endmacro %}"
CALLER += "{% for x in xs %}{% call box() %}{{ x }}{% endcall %}{% endfor %}"


@pytest.mark.parametrize("source", [IN_LOOPS, IN_BLOCKS, CALLER])
def test_macros_write_what_jinja_writes(source: str) -> None:
    plain = Environment(autoescape=True).from_string(source).render(xs=["<", "a"])
    assert render._ENVIRONMENT.from_string(source).render(xs=["<", "a"]) == plain
    assert "&lt;" in plain or source is IN_BLOCKS


def test_a_macro_refuses_what_it_does_not_take() -> None:
    with pytest.raises(TypeError, match="takes no keyword argument"):
        render._ENVIRONMENT.from_string(MACROS + "{{ one('a', other=1) }}").render()


def test_an_imported_macro_speaks_the_language_of_the_moment() -> None:
    source = '{% from "_go.html" import control %}{{ _("Close") }}'
    with language.speaking("zh"):
        chinese = render._ENVIRONMENT.from_string(source).render()
    assert chinese == language._messages("zh")["Close"][0] != "Close"
    assert render._ENVIRONMENT.from_string(source).render() == "Close"


def test_a_message_keeps_its_markup_and_escapes_its_values() -> None:
    assert translated("<b>%(x)s</b> of 5 %%", x="<i>") == "<b>&lt;i&gt;</b> of 5 %"
    assert translated("within 2 %%") == "within 2 %"
    assert translated("%(x)s", x=Markup("<i>")) == "<i>"
    with pytest.raises(KeyError):
        translated("%(x)s")
