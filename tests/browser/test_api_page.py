from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect


def test_the_documentation_is_accessible_and_quiet(page: Page) -> None:
    page.goto("/api")
    expect(page.get_by_role("heading", level=1)).to_have_text("JSON API")
    report = Axe().run(page)
    assert report.violations_count == 0, report.generate_report()


def test_below_a_prefix_the_description_is_found(page: Page, prefixed_server: str) -> None:
    page.goto(f"{prefixed_server}/api")
    with page.expect_response("**/openapi.json") as response:
        page.get_by_role("link", name="openapi.json").click()
    assert response.value.status == 200


def test_an_error_is_a_page_that_leads_back(page: Page, complaints: list[str]) -> None:
    page.goto("/nowhere")
    expect(page.get_by_role("alert")).to_contain_text("/nowhere")
    assert Axe().run(page).violations_count == 0
    (complaint,) = complaints
    assert "404" in complaint
    complaints.clear()


def test_on_a_phone_only_tables_and_listings_scroll_sideways(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto("/api")
    assert page.evaluate("document.documentElement.scrollWidth") == 320
