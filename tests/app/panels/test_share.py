"""What is copied means the same moment in each language that it is put into, whatever its title holds."""

import ast
import re
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.panels.share import HEIGHT, Shareable, share, snippets

SITE = "https://example.org/backprop"
NASTY = "z₁ < z₂ & \"quoted\" 'single' [link](there) `code` *star* | </iframe><script>alert(1)</script>"


def given_away(
    title: str = "A title", text: str = "A sentence.", path: str = "/lesson", said: str = "at=loss"
) -> Shareable:
    return Shareable(SITE, path, said, title, text)


def texts(it: Shareable, height: int = HEIGHT) -> dict[str, str]:
    return {one.key: one.text for one in snippets(it, height)}


class Frames(HTMLParser):
    """The attributes of every frame, and the other elements."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.frames: list[dict[str, str | None]] = []
        self.others: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "iframe":
            self.frames.append(dict(attrs))
        else:
            self.others.append(tag)


@pytest.mark.parametrize(
    ("path", "embed"),
    [
        ("/lesson", "/embed"),
        ("/train", "/embed/train"),
        ("/digit", "/embed/digit"),
        ("/ideas/check", "/embed/ideas/check"),
    ],
)
def test_the_embed_is_the_page_with_embed_before_it(path: str, embed: str) -> None:
    assert given_away(path=path).embed == f"{SITE}{embed}?at=loss"
    assert given_away(path=path, said="").embed == SITE + embed
    assert given_away(path=path).link == f"{SITE}{path}?at=loss"


@given(title=st.text(min_size=1), text=st.text(min_size=1))
def test_a_frame_has_the_address_the_size_and_the_words_whatever_they_are(title: str, text: str) -> None:
    it = given_away(title, text)
    for key, kind in (("iframe", None), ("quarto", None), ("reveal", "r-stretch")):
        found = Frames(texts(it, 432)[key])
        (frame,) = found.frames
        assert (frame["src"], frame.get("class")) == (it.embed, kind)
        assert (frame["width"], frame["height"], frame["loading"]) == ("100%", "432", "lazy")
        assert (frame["title"] or "").splitlines() == it.words.splitlines()
        assert found.others == (["section", "h2"] if key == "reveal" else [])


def test_nothing_gets_out_of_its_quotes() -> None:
    for key in ("iframe", "quarto", "reveal"):
        assert "<script" not in texts(given_away(NASTY))[key]


@given(title=st.text(min_size=1), text=st.text())
def test_the_cell_of_a_notebook_is_python_and_shows_the_embed(title: str, text: str) -> None:
    it = given_away(title, text)
    imported, shown = ast.parse(texts(it)["jupyter"]).body
    assert ast.unparse(imported) == "from IPython.display import IFrame"
    assert isinstance(shown, ast.Expr)
    assert isinstance(shown.value, ast.Call)
    assert ast.literal_eval(shown.value.args[0]) == it.embed
    named = {one.arg: ast.literal_eval(one.value) for one in shown.value.keywords}
    assert (named["width"], named["height"]) == ("100%", HEIGHT)
    (extra,) = named["extras"]
    assert unescape(extra) == f'title="{it.words}"' or "&" in it.words


def test_a_link_in_markdown_ends_where_it_should() -> None:
    it = given_away(NASTY, "", "/ideas/check", said="set=w1:(0.5)")
    text = texts(it)["markdown"]
    assert text.endswith(f"]({SITE}/ideas/check?set=w1:%280.5%29)")
    inside = re.sub(r"\\.", "", text[1 : text.rindex("](")])
    assert not set("[]`*<>_|") & set(inside)


def test_myst_has_its_own_directive() -> None:
    it = given_away(path="/train", said="updates=5")
    assert texts(it)["myst"].splitlines() == [
        f"```{{iframe}} {SITE}/embed/train?updates=5", ":width: 100%", ":title: A title: A sentence.",
        f":placeholder: {SITE}/train.png?updates=5", "", "A title: A sentence.", "```",
    ]  # fmt: skip


def test_an_option_of_myst_is_not_escaped_and_an_idea_has_no_picture_for_paper() -> None:
    lines = texts(given_away("A *title* [1]", "", "/ideas/check"))["myst"].splitlines()
    assert ":title: A *title* [1]" in lines
    assert "A \\*title\\* \\[1\\]" in lines
    assert not any(line.startswith(":placeholder:") for line in lines)


def test_own_words_stand_in_for_those_of_the_moment() -> None:
    it = given_away()
    made = share("/lesson?at=loss", it, ("Mine", ""), False, HEIGHT)
    assert (made.it.title, made.it.text, made.plain.title) == ("Mine", "A sentence.", "A title")
    assert made.preview == "/backprop/embed?at=loss"
    assert "Mine: A sentence." in made.snippets[1].text


def test_a_lesson_has_a_picture_that_leads_to_it() -> None:
    it = given_away("A [title]", "")
    assert texts(it)["markdown"] == f"[![A \\[title\\]]({SITE}/lesson.svg?at=loss)]({SITE}/lesson?at=loss)"
    assert texts(it)["picture"] == (
        f'<a href="{SITE}/lesson?at=loss"><img src="{SITE}/lesson.svg?at=loss" alt="A [title]" width="100%"></a>'
    )
    assert f"{SITE}/train.svg?at=loss" in texts(given_away(path="/train"))["markdown"]
    assert "picture" not in texts(given_away(path="/ideas/check"))
