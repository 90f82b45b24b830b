"""Large networks stay pictures: they zoom and pan, and every wire can be pointed at."""

from playwright.sync_api import Page, expect

from tests.browser.lesson_page import follow, numbers, numbers_of_address, opened_cold, swap, working_area

AT = "/lesson?layers=10-10-10&at=dC_da-1-3"
_LIT_IN_VIEW = """stage => {
    const box = stage.querySelector(".mark.lit.back").getBoundingClientRect(), frame = stage.getBoundingClientRect();
    return box.top >= frame.top && box.bottom <= frame.bottom && box.left >= frame.left && box.right <= frame.right;
}"""
# A place on a wire where no other lies above it.
_FREE = """hit => [...Array(200).keys()].map(step => {
    const at = hit.getPointAtLength(hit.getTotalLength() * step / 200).matrixTransform(hit.getScreenCTM());
    return [at.x, at.y];
}).find(([x, y]) => document.elementFromPoint(x, y) === hit)"""
_SIZE = "one => [one.clientWidth, one.scrollWidth]"


def test_the_picture_zooms_and_pans_and_a_step_keeps_the_place(page: Page) -> None:
    page.goto(AT)
    stage = page.locator("#picture")
    frame, whole = stage.evaluate(_SIZE)
    assert whole == frame
    follow(page, "zoom-2")
    assert stage.evaluate(_SIZE) == [frame, 2 * frame]
    stage.evaluate("one => one.scrollTo(300, 0)")
    for _ in range(6):
        follow(page, "step")
        assert stage.evaluate(_LIT_IN_VIEW)
        assert stage.evaluate("one => one.scrollLeft") == 300
    follow(page, "zoom-1")
    assert stage.evaluate(_SIZE) == [frame, frame]
    assert working_area(page) == opened_cold(page)


def test_the_numbers_drawn_are_those_of_the_address(page: Page) -> None:
    for moment in ("layers=10-10-10&at=dC_da-1-3", "layers=16-24-24-10&at=gradient&focus=z-2-5"):
        page.goto(f"/lesson?{moment}")
        drawn, truth = numbers(page), numbers_of_address(page)
        assert len(drawn) > 30
        assert drawn == {key: truth[key] for key in drawn}


def test_a_bare_wire_is_pointed_at_and_focused(page: Page) -> None:
    page.goto(AT)
    edge = page.locator("#edge-2-4-7")
    expect(edge.locator(".plate")).to_have_count(0)
    x, y = edge.locator(".hit").evaluate(_FREE)
    page.mouse.move(x, y)
    expect(page.locator("#readout")).to_contain_text("from a₇ to z₁₄: value")
    with swap(page):
        page.mouse.click(x, y)
    expect(page.locator("#inspector .words")).to_have_text("the weight from a₇ to z₁₄")
    expect(edge.locator(".plate")).to_have_count(1)
