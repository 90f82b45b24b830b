"""The lesson in one file, opened from a folder: it steps, it reads without scripts, it asks nobody for anything."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from app.writing import write


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a written file, with two training steps."""
    path = tmp_path_factory.mktemp("stick") / "lesson.html"
    write(["preset=mazur&at=dC_dz-2-1&step=layer&count=2", str(path)])
    return path.as_uri()


def shown(page: Page) -> str:
    return page.locator(".moment:visible").get_attribute("id") or ""


def test_it_steps_by_keys_and_buttons_and_asks_nobody(page: Page, file: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file)
    first = shown(page)
    expect(page.locator(".moment:visible .sentence")).to_contain_text("Backward")
    page.keyboard.press("ArrowRight")
    assert shown(page) == f"step-{int(first[5:]) + 1}"
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    assert shown(page) == f"step-{int(first[5:]) - 1}"
    page.keyboard.press("Home")
    expect(page.locator("#step-1")).to_be_visible()
    page.locator("#next").click()
    page.locator("#last").click()
    count = page.locator(".moment").count()
    assert shown(page) == f"step-{count}"
    expect(page.locator("#next")).to_have_attribute("aria-disabled", "true")
    page.keyboard.press("ArrowRight")
    assert shown(page) == f"step-{count}"
    page.locator("#scrub").fill("3")
    expect(page.locator("#step-3")).to_be_visible()
    expect(page.locator("#said")).to_have_text(page.locator("#step-3 .sentence").inner_text())
    assert page.url.endswith("#step-3")
    page.reload()
    expect(page.locator("#step-3")).to_be_visible()
    assert set(asked) == {file}


def test_the_table_knows_only_what_the_step_knows(page: Page, file: str) -> None:
    page.goto(f"{file}#step-1")
    page.locator("summary:visible").click()
    slope = page.locator(".training:visible td[data-ref='dC_dw-1-1-1']")
    expect(slope.locator("span")).to_be_hidden()
    page.keyboard.press("End")
    page.keyboard.press("Home")
    page.locator("#scrub").fill("13")
    expect(page.locator(".training:visible td[data-ref='w-1-1-1'] span")).to_have_text("0.15")
    page.evaluate("location.hash = document.querySelector('.training .moment:nth-last-child(2)').id")
    expect(slope.locator("span")).to_be_visible()
    assert float(slope.get_attribute("data-value") or 0) == pytest.approx(0.000438568, abs=1e-9)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_marks_that_are_stored_once_look_as_on_the_page(page: Page, base_url: str, file: str, scheme: str) -> None:
    page.goto(f"{base_url}/lesson?preset=mazur&at=dC_dz-2-2&step=layer&theme={scheme}")
    on_page = page.evaluate(
        """() => {
            const style = getComputedStyle(document.getElementById("dC_dz-2-1"));
            return [style.fill, style.fontSize, style.fontWeight, style.textAnchor];
        }"""
    )
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(file)
    in_file = page.evaluate(
        """() => {
            for (const use of document.querySelectorAll(".moment:not([hidden]) use")) {
                const text = document.getElementById(use.href.baseVal.slice(1)).querySelector("[data-ref='dC_dz-2-1']");
                if (!text) continue;
                const style = getComputedStyle(text);
                return [style.fill, style.fontSize, style.fontWeight, style.textAnchor];
            }
        }"""
    )
    assert in_file == on_page
    page.locator("#theme").click()
    assert page.locator("html").get_attribute("data-theme") == ("dark" if scheme == "light" else "light")


def test_without_scripts_all_steps_stand_one_below_the_other(browser: Browser, file: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(file)
    expect(page.locator("#controls")).to_be_hidden()
    for number in (1, 5, page.locator(".moment").count()):
        expect(page.locator(f"#step-{number} .net")).to_be_visible()
        expect(page.locator(f"#step-{number} .sentence")).to_be_visible()
    context.close()


@pytest.mark.parametrize(("width", "height"), [(320, 640), (1280, 800)])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_and_anyone_can_use_it(page: Page, file: str, width: int, height: int, scheme: str) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(file)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    lit = page.evaluate(
        """() => {
            const frame = document.querySelector(".moment:not([hidden]) .pictures").getBoundingClientRect();
            const lit = [...document.querySelectorAll(".moment:not([hidden]) use")].find(use =>
                document.getElementById(use.href.baseVal.slice(1)).querySelector(".lit > .body, .body.lit"));
            const box = lit.getBoundingClientRect();
            return box.left >= frame.left - 1 && box.right <= frame.right + 1;
        }"""
    )
    assert lit
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    for button in page.locator("#controls button").all():
        box = button.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 24
