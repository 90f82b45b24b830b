"""The ideas in Chinese: characters twice as wide as digits have their room, and whatever is done stays in Chinese."""

import re

import pytest
from playwright.sync_api import Page, expect

from app.ideas.catalogue import IDEAS

SHOWN = {"forward": "reveal=1", "cases": "done=4", "framework": "seen=all", "debug": "case=3&reveal=1"}
WIDTHS = (320, 1280)

CROWDED = r"""() => {
  const found = [];
  for (const svg of document.querySelectorAll("main svg")) {
    const around = svg.getBoundingClientRect();
    const texts = [...svg.querySelectorAll("text")].map((one) => [one, one.getBoundingClientRect()]);
    for (const [one, box] of texts) {
      if (!box.width || !/[\u4e00-\u9fff]/.test(one.textContent)) continue;
      if (box.left < around.left - 1 || box.right > around.right + 1) found.push("out: " + one.textContent);
      for (const [other, its] of texts) {
        const across = box.left < its.right - 1 && its.left < box.right - 1;
        const down = box.top < its.bottom - 3 && its.top < box.bottom - 3;
        if (other !== one && its.width && across && down) found.push(one.textContent + " × " + other.textContent);
      }
    }
  }
  return found;
}"""
"""Chinese texts of a picture that reach out of it or lie on another text."""

CLIPPED = r"""() => [...document.querySelectorAll("main *")].filter((one) => {
  const scrolls = ".idea-net, .debug-net, .sheet-net, .idea-equations, .focus-equations, .scroll";
  if (one.closest(scrolls + ", svg, .unseen, [popover]") || one.querySelector(scrolls)) return false;
  const style = getComputedStyle(one);
  if (style.display === "inline" || /auto|scroll/.test(style.overflowX)) return false;
  return /[\u4e00-\u9fff]/.test(one.textContent) && one.clientWidth && one.scrollWidth > one.clientWidth + 1;
}).map((one) => one.textContent.trim().slice(0, 40))"""
"""Chinese texts that are wider than their place, but for what scrolls by itself."""


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", [*(idea.name for idea in IDEAS), "worksheet"])
def test_chinese_has_its_room(page: Page, base_url: str, name: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    path = "worksheet?rules=1" if name == "worksheet" else f"ideas/{name}?{SHOWN.get(name, 'reveal=1')}"
    page.goto(f"{base_url}/zh/{path}")
    assert page.evaluate(CROWDED) == []
    assert page.evaluate(CLIPPED) == []


def test_an_answer_a_slider_and_the_next_idea_stay_in_chinese(page: Page, base_url: str) -> None:
    page.goto(f"{base_url}/zh/ideas/chain-1")
    page.locator("#answer-answer").fill("3")
    page.locator("#ask-answer button").click()
    expect(page).to_have_url(re.compile(r"/zh/ideas/chain-1\?answer=3"))
    expect(page.locator("#sentence")).to_contain_text("移动")
    page.locator("#slide-x").fill("1")
    expect(page).to_have_url(re.compile(r"/zh/ideas/chain-1\?x=1"))
    expect(page.locator("#announcer")).to_contain_text("所以 y = 1")
    page.locator(".ideas-nav a").last.click()
    expect(page).to_have_url(re.compile(r"/zh/ideas/chain-2"))
    expect(page).to_have_title(re.compile("链式法则②"))
