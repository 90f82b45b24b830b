"""The file looks like the picture on the page, and a page of another site can show it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.host_page import another_site

_LOOKS = """root => Object.fromEntries([...document.querySelectorAll(root + " [id]")].map(one => {
    const style = getComputedStyle(one), box = one.getBBox ? one.getBBox() : {x: 0, width: 0};
    return [one.id, [...["fill", "stroke", "strokeWidth", "strokeDasharray", "fontSize", "fontWeight", "fontFamily",
        "textAnchor", "paintOrder"].map(name => style[name]), style.display === "none", [box.x, box.width]]];
}))"""


@pytest.fixture(scope="module")
def publish() -> Iterator[Callable[[str], str]]:
    """Publishes a page on another site; its address."""
    with another_site() as publish:
        yield publish


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(
    "said", ["preset=mazur&at=dC_dz-1-1", "at=gradient", "at=dC_dz-2-1&view=both", "layers=16-24-24-10&at=dC_da-2-1"]
)
def test_every_mark_has_the_colours_the_widths_and_the_type_that_it_has_on_the_page(
    page: Page, said: str, theme: str
) -> None:
    page.goto(f"/lesson?{said}&theme={theme}")
    on_page: dict[str, Any] = page.evaluate(_LOOKS, "#picture")
    page.goto(f"/lesson.svg?{said}&theme={theme}")
    in_file: dict[str, Any] = page.evaluate(_LOOKS, "svg svg")
    shared = set(on_page) & set(in_file)
    assert len(shared) > 30
    for key in shared:
        *looks, (x, width) = on_page[key]
        *looks_in_file, (x_in_file, width_in_file) = in_file[key]
        # Fonts are named alike up to those of other scripts.
        looks[6], looks_in_file[6] = looks[6].split(",")[0], looks_in_file[6].split(",")[0]
        assert looks == looks_in_file, key
        # Letters are set a little wider or narrower by whether a browser hints them.
        assert (x, width) == pytest.approx((x_in_file, width_in_file), abs=2 + 0.1 * width_in_file), key


def test_a_page_of_another_site_shows_it(page: Page, base_url: str, publish: Callable[[str], str]) -> None:
    page.goto(publish(f'<img id="picture" src="{base_url}/lesson.svg?preset=mazur&amp;at=loss" alt="Loss">'))
    expect(page.locator("#picture")).to_have_js_property("complete", True)
    assert page.evaluate("document.getElementById('picture').naturalWidth") == 1310
