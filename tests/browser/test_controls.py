"""Embeds with some of their controls, in a frame of another site; and a course, from moment to moment."""

import re
from collections.abc import Callable, Iterator
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Frame, Page, expect

from tests.browser.host_page import another_site, embedded

LESSON = "preset=mazur&at=dC_dz-2-1&focus=w-2-1-1&set=w5:0.6"
GONE = {
    "steps": "#step, #back, #first, #to-forward",
    "sizes": "#size-neuron, #size-layer",
    "timeline": "#timeline",
    "inspector": "a.mark, #unfocus",
    "editing": "input, .nudge, #freeze",
    "questions": ".question, .covers",
    "panels": "#toggle-table",
    "views": "#view-reversed, .zooms",
    "links": "#train, #worksheet, .what-ifs",
}
KEYS = {
    "steps": ["ArrowRight", "ArrowLeft", "Home", "End", "f", "b", "u"],
    "sizes": ["1", "3", "5"],
    "inspector": ["Escape"],
}


@pytest.fixture(scope="module")
def publish() -> Iterator[Callable[[str], str]]:
    """Publishes a page on another site; its address."""
    with another_site() as publish:
        yield publish


def numbers(frame: Frame) -> dict[str, str]:
    """Every number of the picture and the equations."""
    found: dict[str, str] = frame.locator("#picture [data-value]").evaluate_all(
        "all => Object.fromEntries(all.map((one) => [one.id, one.dataset.value]))"
    )
    return found


@pytest.mark.parametrize("group", GONE)
def test_what_a_frame_does_without_is_gone_and_all_that_it_shows_stays(
    page: Page, base_url: str, publish: Callable[[str], str], group: str
) -> None:
    whole = embedded(page, publish, f"{base_url}/embed?{LESSON}", 'width="800" height="600"')
    expect(whole.locator(GONE[group]).first).to_be_attached()
    shown = numbers(whole), whole.locator("#sentence").inner_text(), whole.locator("math").count()
    groups = ",".join(name for name in GONE if name != group)
    frame = embedded(page, publish, f"{base_url}/embed/controls={groups}?{LESSON}", 'width="800" height="600"')
    expect(frame.locator(GONE[group])).to_have_count(0)
    assert (numbers(frame), frame.locator("#sentence").inner_text(), frame.locator("math").count()) == shown
    address = frame.url
    for key in KEYS.get(group, []):
        frame.locator("main").press(key)
    page.wait_for_timeout(150)
    assert frame.url == address
    if group != "steps":
        frame.locator("#step").click()
        expect(frame.locator("#sentence")).not_to_have_text(shown[1])
        assert frame.url.startswith(f"{base_url}/embed/controls={groups}?")
        expect(frame.locator(GONE[group])).to_have_count(0)
    full = frame.locator("#full").get_attribute("href")
    assert full
    assert full.startswith(f"{base_url}/lesson?")
    assert "controls" not in full


def test_in_a_locked_frame_one_looks_inside_and_reads_the_values(
    page: Page, base_url: str, publish: Callable[[str], str]
) -> None:
    frame = embedded(page, publish, f"{base_url}/embed/controls=steps,inspector?{LESSON}", 'width="800" height="600"')
    expect(frame.locator(".status")).to_contain_text("w₅ = 0.6")
    expect(frame.locator("#field-w-2-1-1")).to_have_text("0.6")
    frame.locator("#neuron-1-1").click()
    expect(frame.locator("#inspector h2")).to_contain_text("z₁")
    expect(frame.locator("input:not([type=hidden]), select, form")).to_have_count(0)
    frame.locator("main").press("ArrowRight")
    expect(frame.locator("#sentence")).to_contain_text("z₄")


@pytest.mark.parametrize(
    ("controls", "address"),
    [
        ("steps", "/train?layers=2-3-1&data=xor:60:0.1:1&updates=5"),
        ("timeline", "/train?layers=2-3-1&data=xor:60:0.1:1&updates=5&run=9"),
        ("none", "/train?layers=2-3-1&data=xor:60:0.1:1&updates=5"),
        ("steps", "/digit?target=5"),
        ("none", "/digit?target=5"),
        ("none", "/ideas/loss"),
        ("none", "/ideas/backward"),
        ("none", "/compare?layers=2-3-1&data=xor:60:0.1:1&updates=5&vs=lr%3D0.1"),
        ("none", f"?{LESSON}&open=settings,table"),
    ],
)
def test_scripts_and_axe_have_nothing_to_say_of_what_is_left(
    page: Page, base_url: str, publish: Callable[[str], str], controls: str, address: str, complaints: list[str]
) -> None:
    frame = embedded(page, publish, f"{base_url}/embed/controls={controls}{address}", 'width="800" height="600"')
    if "train" in address and controls == "steps":
        frame.locator("main").press("p")
        expect(frame.locator("[data-frame=updates]")).not_to_have_text("5")
    assert complaints == []
    page.goto(f"{base_url}/embed/controls={controls}{address}")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("prefix", ["", "/zh", "/embed"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_course_is_walked_by_keys_and_its_moments_work(
    page: Page, base_url: str, prefix: str, scheme: Literal["light", "dark"], complaints: list[str]
) -> None:
    page.emulate_media(color_scheme=scheme)
    course = f"{prefix}/course/backpropagation"
    page.goto(course)
    assert Axe().run(page).violations_count == 0
    page.keyboard.press(".")
    page.wait_for_url(f"**{course}/a-digit")
    page.keyboard.press(".")
    page.wait_for_url(f"**{course}/loss")
    page.keyboard.press(",")
    page.wait_for_url(f"**{course}/a-digit")
    page.goto(f"{course}/at-the-output")
    before = page.locator("#sentence").inner_text()
    title = page.locator("#course-title").inner_text()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#sentence")).not_to_have_text(before)
    assert page.url.startswith(f"{base_url}{course}/at-the-output/lesson?")
    page.locator("#neuron-1-1").click()
    expect(page.locator("#inspector h2")).to_contain_text("z₁")
    assert page.locator("#course-title").inner_text() == title
    page.reload()
    assert page.locator("#course-title").inner_text() == title
    page.locator("#course .quiet").click()
    expect(page.locator("#sentence")).to_have_text(before)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert complaints == []


@pytest.mark.parametrize("address", ["/course/backpropagation", "/course/backpropagation/before-the-output"])
def test_a_course_fits_a_small_telephone(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"/embed{address}")
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_a_course_needs_no_script(page: Page, base_url: str) -> None:
    context = page.context.browser
    assert context
    still = context.new_page(java_script_enabled=False)
    still.goto(f"{base_url}/course/backpropagation/the-end")
    still.locator("#step").click()
    expect(still.locator("#course-title")).to_be_visible()
    assert re.search("/course/backpropagation/the-end/lesson", still.url)
    still.locator("#course-after").click()
    assert still.url.endswith("/course/backpropagation/at-the-output")
    still.close()
