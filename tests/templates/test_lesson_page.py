"""Every panel stands alone as it stands on the page; what the page says to a browser and to a reader is whole."""

import re

import pytest
from hypothesis import HealthCheck, given, settings

from app.ideas.catalogue import IDEAS
from app.lesson import Lesson
from app.lesson_url import query
from app.limits import most_updates
from app.presets import PRESETS
from app.routes.lessons import PANELS
from tests.app.drawing import LARGE, SMALL, drawn, lesson, markup
from tests.app.real_lessons import lessons
from tests.client import Client
from tests.reading import Element, read

STATES = [
    "notes",
    "at=loss&focus=w-3-1-1&guide=ask",
    "at=loss&focus=w-3-1-1&guide=rises",
    "at=dC_dz-2-1&unfold=1&focus=w-2-1-1&open=figures,settings,table",
    "preset=mosher&at=dL_dw-1-1&example=2&focus=C&open=settings,table&notation=common",
    "preset=mazur&updates=1&focus=b-1-1&screen=projector&theme=dark",
    "set=w5:0.4&was=w-2-1-1:&updates=2&focus=x-0-1&dropped=weights,cursor",
    *SMALL,
    *LARGE,
]


@pytest.mark.parametrize("address", STATES)
@pytest.mark.parametrize("panel", PANELS)
def test_a_panel_renders_the_same_alone_and_included(address: str, panel: str) -> None:
    now = lesson(address)
    alone = markup(now, panel).strip()
    read(alone)
    if panel == "explanation" and now.view.guide:
        return  # the first minute stands in its place
    assert alone in markup(now)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(lessons())
def test_any_lesson_can_be_drawn(it: Lesson) -> None:
    few = min(3, most_updates(it.recipe.sizes, it.recipe.batch))
    now = it.at(it.time % (few * len(it.program)))
    assert_whole(drawn(now))


@pytest.mark.parametrize("address", STATES)
def test_what_a_page_refers_to_is_there(client: Client, address: str) -> None:
    response = client.get(f"/lesson?{query(lesson(address))}".rstrip("?"))
    page = read(response.text)
    assert_whole(page)
    assert_announced(page)
    assert not page.all("style")
    assert all("src" in script and not script.text for script in page.all("script"))
    for one in page.walk():
        assert not [name for name in one.attributes if name.startswith("on") or name == "style"]


def test_the_front_page_is_whole(client: Client) -> None:
    page = read(client.get("/").text)
    assert_whole(page)
    assert_announced(page)
    assert len(page.by_id("lessons").all("li", class_="card")) == 2 + len(PRESETS)
    assert len(page.by_id("ideas").all("li", class_="card")) == len(IDEAS)


def assert_whole(page: Element) -> None:
    """No id stands twice, and every field and every reference within the page has its counterpart."""
    ids = page.ids
    assert len(set(ids)) == len(ids)
    for one in page.walk():
        for name in ("for", "aria-describedby", "aria-labelledby", "aria-controls", "popovertarget"):
            assert set(one.get(name).split()) <= set(ids)
        if one.tag in ("input", "select") and one.get("type") != "hidden":
            assert page.all("label", **{"for": one["id"]}), one.attributes
        if one.tag == "a" and one.get("href").startswith("#"):
            assert one["href"][1:] in ids
        if one.tag == "a" and "href" not in one:
            assert one["aria-disabled"] == "true"
        assert not re.search(r"\b(None|nan|inf|Undefined)\b", one.get("class") + one.get("href") + one.get("d"))
    for form in page.all("form"):
        names = [one["name"] for one in form.walk() if "name" in one]
        assert len(set(names)) == len(names)
        assert form["method"] == "get"
        assert form["hx-get"] == form["action"]


def assert_announced(page: Element) -> None:
    """The page has one heading, one main part, a place for news, and names for what a reader may land on."""
    assert [len(page.all(tag)) for tag in ("h1", "main", "head")] == [1, 1, 1]
    assert len(page.all("head")[0].all("title")) == 1
    assert page.by_id("announcer")["aria-live"] == "polite"
    picture = page.by_id("picture")
    assert picture["aria-label"]
    for mark in picture.all("a"):
        assert mark["aria-label"]
        assert mark["tabindex"] == "-1"
    for one in page.walk():
        if one.get("role") in ("region", "group") or one.tag in ("nav", "section"):
            assert one.get("aria-label") or one.get("aria-labelledby")


def test_a_link_says_where_it_goes_and_what_it_swaps() -> None:
    page = drawn(lesson("at=loss&open=table"))
    for one in page.all("a"):
        if "hx-get" in one:
            assert one["href"] == one["hx-push-url"]
            assert one["rel"] == "nofollow"


def test_the_theme_is_on_the_page_and_in_its_colours(client: Client) -> None:
    for theme, scheme in (("auto", "light dark"), ("light", "light"), ("dark", "dark")):
        page = read(client.get(f"/lesson?theme={theme}" if theme != "auto" else "/lesson").text)
        assert page.all("meta", name="color-scheme")[0]["content"] == scheme
        assert page.all("html")[0].get("data-theme") == ("" if theme == "auto" else theme)


def test_the_table_and_the_picture_say_the_same() -> None:
    page = drawn(lesson("preset=mosher&updates=1&open=table&dx=1"))
    cells = {one["data-ref"]: one["data-value"] for one in page.all("td") if "data-ref" in one}
    assert {key: one["data-value"] for key, one in page.numbers.items()}.items() <= cells.items()


def test_the_sentence_is_the_name_of_the_picture_and_stands_beside_it() -> None:
    page = drawn(lesson("at=dC_dz-2-1"))
    assert page.by_id("sentence").text == page.all("svg")[0]["aria-label"]
