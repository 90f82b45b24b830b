"""What a screen reader hears: the sentence of a step, the answer of the first minute, the numbers of each mark."""

from playwright.sync_api import Page, expect

from tests.browser.lesson_page import follow, swap


def test_after_a_step_its_sentence_is_announced(page: Page) -> None:
    page.goto("/lesson?at=dC_dz-3-2")
    announcer = page.locator("[aria-live=polite]")
    expect(announcer).to_have_text("")
    follow(page, "step")
    sentence = page.locator("#sentence").inner_text()
    assert sentence.startswith("Backward, a₃")
    expect(announcer).to_have_text(sentence)
    expect(announcer).not_to_be_in_viewport()
    with swap(page):
        page.keyboard.press("ArrowRight")
    expect(announcer).to_have_text(page.locator("#sentence").inner_text())
    expect(announcer).not_to_have_text(sentence)


def test_the_answer_of_the_first_minute_is_announced(page: Page) -> None:
    page.goto("/")
    follow(page, "guess-rises")
    expect(page.locator("[aria-live=polite]")).to_contain_text("Raised for real")


def test_each_mark_says_its_numbers(page: Page) -> None:
    page.goto("/lesson?at=gradient")
    labels = page.locator("#picture .mark").evaluate_all("marks => marks.map(mark => mark.getAttribute('aria-label'))")
    assert len(set(labels)) == len(labels) == 12 + 6 + 6 + 2 + 1
    assert page.locator("#neuron-2-1").get_attribute("aria-label") == (
        "neuron z₃: z₃ 1.84, a₃ 0.864, σ′(z₃) 0.118, ∂C/∂a₃ −0.388, ∂C/∂z₃ −0.0458"
    )
    assert page.locator("#edge-2-1-1").get_attribute("aria-label") == (
        "weight w₅ from a₁ to z₃: value 2, times its input 1.96, ∂C/∂w −0.0449, ∂L/∂w −0.0449, sends back −0.0915"
    )


def test_the_present_step_is_marked_on_the_timeline_and_the_sizes(page: Page) -> None:
    page.goto("/lesson?at=dC_dz-2-1&step=layer")
    present = page.locator("#timeline [aria-current=step]")
    expect(present).to_have_text(["layer 2", "∂C/∂z₃"])
    expect(page.locator(".sizes [aria-current=true]")).to_have_text("layer")
    folded = page.get_by_role("link", name="Settings", expanded=False)
    expect(folded).to_be_visible()
    follow(page, "toggle-settings")
    expect(page.get_by_role("link", name="Settings", expanded=True)).to_be_visible()
