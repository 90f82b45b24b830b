"""JavaScript off: every link and form still works, by plain addresses."""

from playwright.sync_api import Page, expect


def data(page: Page, key: str) -> float:
    """A number on the picture, read without a script."""
    return float(page.locator(f"#{key}").get_attribute("data-value") or "")


_LINKS = "links => links.map(link => [link.id, link.getAttribute('href')])"


def test_every_control_leads_to_its_address(plain: Page) -> None:
    at = "/lesson?preset=mosher&at=dC_dz-1-2"
    plain.goto(at)
    links = plain.locator("#lesson a[href]").evaluate_all(_LINKS)
    assert {"step", "back", "first", "last", "to-forward", "to-backward", "to-update", "example-2", "size-pass",
            "stop-forward-1", "operation-1", "split", "toggle-settings", "toggle-table", "toggle-figures",
            "neuron-1-1", "edge-2-1-1", "bias-1-1", "loss"} <= {name for name, _ in links}  # fmt: skip
    for name, href in {href: (name, href) for name, href in links}.values():
        answer = plain.request.get(href, max_redirects=0)
        assert answer.status == 200, href
        assert 'id="lesson"' in answer.text() or name == "cite", href  # a page of texts to copy


def test_stepping_both_ways(plain: Page) -> None:
    plain.goto("/lesson?at=loss&step=layer")
    start = plain.url
    for phase in ("← Backward", "← Backward", "← Backward", "Gradients"):
        plain.locator("#step").click()
        expect(plain.locator(".phase")).to_have_text(phase)
    for _ in range(4):
        plain.locator("#back").click()
    expect(plain).to_have_url(start)


def test_the_first_minute(plain: Page) -> None:
    plain.goto("/")
    plain.locator("#guess-falls").click()
    expect(plain.locator("#guide")).to_contain_text("Raised for real")
    plain.locator("#guide-on").click()
    plain.locator("#guide-steps").click()
    expect(plain.locator("#sentence")).to_contain_text("Backward, y₁")


def test_a_weight_is_focused_set_and_undone(plain: Page) -> None:
    plain.goto("/lesson?at=loss")
    before = data(plain, "C")
    plain.locator("#edge-2-1-1 .plate").click()
    expect(plain.locator("#inspector .letter")).to_have_text("w₅")
    plain.locator("#field-w-2-1-1").fill("2.5")
    plain.locator("#edit-w-2-1-1 button").click()
    assert data(plain, "w-2-1-1") == 2.5
    assert data(plain, "C") != before
    plain.locator("#more-w-2-1-1").click()
    assert data(plain, "w-2-1-1") == 2.6
    while plain.locator("#undo-top").count():
        plain.locator("#undo-top").click()
    assert data(plain, "C") == before


def test_settings_and_tables(plain: Page) -> None:
    plain.goto("/lesson?at=loss")
    plain.locator("#toggle-settings").click()
    plain.locator("#set-loss").select_option("squared_error")
    plain.locator("#set-layers").fill("2-3-2")
    plain.get_by_role("button", name="Apply").click()
    expect(plain.locator(".heading")).to_have_text("A 2-3-2 network")
    plain.locator("#toggle-table").click()
    expect(plain.get_by_role("table", name="Weights").get_by_role("row")).to_have_count(1 + 12)
    with plain.expect_download() as download:
        plain.get_by_role("link", name="Download as CSV").click()
    assert download.value.path().read_text().startswith("table,name,what,quantity,id,value\n")
    expect(plain.get_by_role("button", name="Copy as CSV")).to_be_hidden()


def test_a_wrong_value_is_answered_by_a_page(plain: Page) -> None:
    plain.goto("/lesson?at=loss&focus=w-2-1-1")
    plain.locator("#field-w-2-1-1").fill("two")
    plain.locator("#edit-w-2-1-1 button").click()
    expect(plain.get_by_role("alert")).to_contain_text("two")
    plain.go_back()
    expect(plain.locator("#field-w-2-1-1")).to_be_visible()


def test_all_digits_and_the_list_of_keys_are_there(plain: Page) -> None:
    plain.goto("/lesson?at=loss&focus=z-2-1")
    expect(plain.locator(".digits dd").first).to_have_text(plain.locator("#z-2-1").get_attribute("data-value") or "")
    plain.get_by_role("button", name="Keys").click()
    expect(plain.locator("#keys")).to_be_visible()


def test_the_settings_show_only_what_means_something_with_the_choices_made(plain: Page) -> None:
    plain.goto("/lesson?open=settings")
    fields = plain.locator("#settings .field input:visible:not([type=checkbox])")

    def shown() -> set[str]:
        return set(fields.evaluate_all("ones => ones.map(one => one.name)"))

    always = {"layers", "x", "target", "seed", "lr", "batch", "frozen"}
    assert shown() == always
    plain.locator("#set-init").select_option("normal")
    assert shown() == always | {"value"}
    plain.locator("#set-opt").select_option("momentum")
    assert shown() == always | {"value", "beta"}
    plain.locator("#set-opt").select_option("adam")
    assert shown() == always | {"value", "beta1", "beta2"}
    plain.locator("#set-data").select_option("moons")
    drawn = shown() - {"value", "beta1", "beta2"}
    assert drawn == always - {"x", "target"} | {"count", "noise", "data_seed", "test"}
    plain.locator("#set-data").select_option("and")
    assert "count" not in shown()
    plain.locator("#set-noise").fill("0.25")
    plain.get_by_role("button", name="Apply").click()
    plain.wait_for_url("**/lesson?*data=and:4:0.25:1*")
    assert shown() == always - {"x", "target"} | {"value", "beta1", "beta2", "noise", "data_seed", "test"}
