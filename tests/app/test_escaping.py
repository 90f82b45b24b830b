import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import StrictUndefined, UndefinedError
from markupsafe import Markup, escape

from app import render
from app.escaping import escaped
from engine.words import N_


class Html:
    """Something that says its own markup."""

    def __html__(self) -> str:
        return "<i>&amp;</i>"


class Loud(str):
    """A text whose plain form is another."""

    def __str__(self) -> str:
        return self.upper()


@given(st.one_of(st.text("&<>\"'ab σ'", max_size=9), st.text(), st.integers(), st.floats(), st.booleans(), st.none()))
def test_what_is_written_is_what_jinja_would_write(value: object) -> None:
    assert str(escaped(value)) == str(escape(value))


@pytest.mark.parametrize("value", [Markup("<b>&</b>"), Html(), Loud("<b>"), N_("{a} < 1", a=2), ["<", 1], b"<"])
def test_so_is_what_is_no_plain_text(value: object) -> None:
    assert str(escaped(value)) == str(escape(value))


def test_what_is_missing_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        escaped(StrictUndefined(name="nothing"))


def test_templates_write_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[object] = []

    def noting(value: object) -> str:
        seen.append(value)
        return escaped(value)

    monkeypatch.setattr("app.escaping.escaped", noting)
    said = render._ENVIRONMENT.from_string(
        "{% macro one(x) %}<b>{{ x }}</b>{% endmacro %}{{ one('<') }}{{ value }}{{ value|upper }}"
    ).render(value="a&b")
    assert said == "<b>&lt;</b>a&amp;bA&amp;B"
    assert {"<", "a&b"} <= set(seen)
