"""The digit page on every screen: a drawing is answered in sight, every number has its room, nothing is cut off."""

import pytest
from playwright.sync_api import Locator, Page, expect

from app.ink import written
from engine.digit_examples import class_examples
from tests.browser.digit_page import SEVEN, answer, canvas, draw, opened, rested
from tests.browser.lesson_page import swap
from tests.browser.test_labels import MEETING, STICKING_OUT

THREE = written(class_examples()[3][1])
SURE = f"/digit?ink={THREE}&target=own"


def bottom(one: Locator) -> float:
    box = one.bounding_box()
    assert box
    return box["y"] + box["height"]


@pytest.mark.parametrize("screen", ["page", "projector"])
@pytest.mark.parametrize("said", ["at=gradient", "at=update-2-10", "steps=x3:40", "net=16-16-tanh&outputs=sigmoid"])
def test_no_two_labels_meet(page: Page, screen: str, said: str) -> None:
    page.set_viewport_size({"width": 1440, "height": 760})
    opened(page, f"/digit?{said}&screen={screen}")
    assert page.evaluate(MEETING) == []
    assert page.evaluate(STICKING_OUT) == []


@pytest.mark.parametrize(
    ("width", "height"), [(320, 640), (375, 667), (390, 844), (820, 1180), (1130, 720), (1280, 720)]
)
def test_the_answer_is_in_sight_when_the_pen_is_lifted(page: Page, width: int, height: int) -> None:
    page.set_viewport_size({"width": width, "height": height})
    opened(page)
    draw(page, SEVEN)
    rested(page)
    assert "takes it for a 7" in answer(page)
    box = page.locator("#answer").bounding_box()
    assert box
    covered = page.evaluate("([x, y]) => document.elementFromPoint(x, y).id", [box["x"] + 20, box["y"] + 12])
    assert covered == "answer"
    assert bottom(canvas(page)) < 0.75 * height


def test_on_a_phone_the_target_is_chosen_above_the_picture(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    opened(page)
    draw(page, SEVEN)
    rested(page)
    with swap(page):
        page.get_by_role("group", name="Target").get_by_role("link", name="3").click()
    expect(page.locator("#neuron-2-4.target")).to_be_attached()
    expect(page.locator("#overlay")).to_be_visible()
    assert bottom(page.locator(".targets")) < bottom(page.locator("#pixels"))


@pytest.mark.parametrize("width", [1000, 1280, 1440])
def test_the_whole_picture_is_seen(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    opened(page)
    assert page.locator("#picture").evaluate("one => one.scrollWidth - one.clientWidth") <= 0


def test_while_the_pen_moves_no_output_is_marked_as_the_target(page: Page) -> None:
    opened(page)
    draw(page, SEVEN, lift=False)
    expect(page.locator("#lesson.live")).to_be_visible()
    strokes = page.locator(".output .body").evaluate_all("all => all.map(one => getComputedStyle(one).strokeWidth)")
    assert len(set(strokes)) == 1
    page.mouse.up()


def test_the_projector_says_that_there_is_hardly_anything_to_learn(page: Page) -> None:
    page.set_viewport_size({"width": 1440, "height": 760})
    opened(page, f"{SURE}&screen=projector")
    expect(page.locator(".hint")).to_be_visible()
    expect(page.locator(".hint")).to_contain_text("Hardly anything to learn here")
    with swap(page):
        page.locator("#runner-up").click()
    expect(page.locator(".hint")).to_be_hidden()


@pytest.mark.parametrize("focus", ["z-1-3", "x-0-103", "w-1-3-103", "C"])
def test_on_the_projector_what_is_in_focus_and_the_picture_are_whole(page: Page, focus: str) -> None:
    page.set_viewport_size({"width": 1440, "height": 760})
    opened(page, f"/digit?focus={focus}&screen=projector")
    frame = page.locator("#picture")
    assert frame.evaluate("one => one.scrollHeight - one.clientHeight") <= 0
    line = page.locator(".focus-equations .line").first.bounding_box()
    assert line
    assert line["y"] >= bottom(frame)
    assert line["y"] + line["height"] <= 760
    assert page.locator(".focus-equations .line math").first.evaluate("one => one.getBoundingClientRect().right") < 1440


def test_on_the_projector_the_controls_cover_nothing(page: Page) -> None:
    page.set_viewport_size({"width": 1440, "height": 760})
    opened(page, f"{SURE}&steps=x3,w3&screen=projector")
    for name in ("#teach", "#morph", "#morph-ten", "#undo", "#runner-up", "#step", "#back", "#to-update", "#clear-ink"):
        page.locator(name).click(trial=True)


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1280, 640), (900, 700)])
def test_step_is_in_sight_with_the_picture_and_covers_nothing_that_has_the_keyboard(
    page: Page, width: int, height: int
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.goto("/digit")
    page.locator("#picture").scroll_into_view_if_needed()
    expect(page.locator("#step")).to_be_in_viewport(ratio=1)
    for name in ("#edges-20", "#overlay-ink", "#teach", "#neuron-2-10"):
        page.evaluate("scrollTo(0, 0)")
        page.locator(name).focus()
        assert page.evaluate(
            """name => {
                const it = document.querySelector(name), box = it.getBoundingClientRect();
                const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
                return it.contains(top);
            }""",
            name,
        ), name
