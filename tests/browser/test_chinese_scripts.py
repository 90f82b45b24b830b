"""What scripts say, they say in the page's language: they have no words of their own."""

import re

from playwright.sync_api import Page, Route, expect

from tests.browser.intercepting import intercept

RUN = "/zh/train?layers=2-4-1&act=tanh,sigmoid&loss=binary_cross_entropy&data=xor:40:0.05:1&reduction=mean"


def _fail(route: Route) -> None:
    route.fulfill(status=500, content_type="application/json", body="{}")


def test_playing_is_labelled_in_chinese(page: Page) -> None:
    page.goto(RUN)
    play = page.locator("#play")
    expect(play).to_have_text("▶ 播放")
    expect(page.locator("#speed")).to_have_text("每秒 20 次更新")
    play.click()
    expect(play).to_have_text("❚❚ 暂停")
    expect(page.locator("#sentence")).to_have_text(re.compile(r"^[1-9]\d* 次更新之后$"))
    expect(page.locator("#curves-after")).to_have_text(re.compile(r"^[1-9]\d* 次更新之后$"))
    play.click()
    expect(play).to_have_text("▶ 播放")
    expect(page).to_have_url(re.compile("/zh/train\\?"))


def test_updates_that_do_not_come_are_said_in_chinese(page: Page, complaints: list[str]) -> None:
    page.goto(RUN)
    intercept(page, "**/frames*", _fail)
    page.locator("#play").click()
    problem = page.get_by_role("alert")
    expect(problem).to_contain_text("这些更新无法计算。")
    expect(problem).to_contain_text("什么也没有丢失：现在显示的是第 0 次更新；它回答了 500。按“播放”从那里继续。")
    assert len(complaints) == 1
    assert "status of 500" in complaints.pop()


def test_the_pad_speaks_chinese(page: Page) -> None:
    page.goto("/zh/digit")
    page.locator("#canvas").focus()
    page.keyboard.press("ArrowRight")
    status = page.locator("#pad-status")
    expect(status).to_have_text("提笔，第 4 行第 8 列")
    page.keyboard.press("Space")
    expect(status).to_have_text("落笔，第 4 行第 8 列")
    page.keyboard.press("e")
    expect(status).to_have_text("橡皮")
    page.keyboard.press("ArrowDown")
    expect(status).to_have_text("擦除，第 5 行第 8 列")


def test_a_pixel_is_named_in_chinese(page: Page) -> None:
    page.goto("/zh/digit")
    page.locator("#pixels").hover()
    expect(page.get_by_text(re.compile(r"^第 \d+ 行第 \d+ 列 · x = "))).to_be_visible()


def test_a_network_that_is_watched_is_paused_in_chinese(page: Page) -> None:
    page.goto("/zh/digit?seed=1&trained=0")
    watch = page.locator("#digit-play")
    expect(watch).to_have_text("▶ 看它学习")
    watch.click()
    expect(watch).to_have_text("❚❚ 暂停")
    watch.click()
    expect(watch).to_have_text("▶ 看它学习")


def test_the_link_to_the_other_language_follows_each_step(page: Page) -> None:
    page.goto("/lesson?at=dC_dz-2-2")
    link = page.locator("a.language")
    expect(link).to_have_attribute("href", "/zh/lesson?at=dC_dz-2-2")
    page.locator("#back").click()
    expect(page).not_to_have_url(re.compile("dC_dz-2-2$"))
    expect(link).to_have_attribute("href", "/zh" + page.url.removeprefix(page.url.split("/lesson")[0]))
    page.go_back()
    expect(link).to_have_attribute("href", "/zh/lesson?at=dC_dz-2-2")
    link.click()
    expect(page).to_have_url(re.compile("/zh/lesson\\?at=dC_dz-2-2$"))
    expect(page.locator("a.language")).to_have_attribute("href", "/lesson?at=dC_dz-2-2")
