"""A course's file: what it may say, what is said of one that is wrong, and that what ours says is true."""

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest

from app.cli import main
from app.course import CourseError, Item, read_course
from app.courses import SHIPPED, courses, read_file
from app.language import LANGUAGES, speaking
from tests.client import Client

ITEM = '[[item]]\nname = "one"\ntitle = "One"\ntext = "Look."\naddress = "/lesson?at=loss"\n'
MINE = f'title.en = "Mine"\ntitle.zh = "我的"\n{ITEM}'
OURS = read_file(SHIPPED / "backpropagation.toml")
_NUMBER = re.compile(r"[−-]?\d+\.\d+")


def read(content: str) -> str:
    """What is wrong in a course."""
    with pytest.raises(CourseError) as refused:
        read_course("mine", content)
    return str(refused.value)


def test_a_text_is_in_the_language_spoken_or_in_one_that_there_is() -> None:
    course = read_course("mine", MINE)
    with speaking("zh"):
        assert (str(course.title), str(course.items[0].title)) == ("我的", "One")
    assert str(course.title) == "Mine"
    only = read_course("mine", MINE.replace('title.en = "Mine"\n', ""))
    assert str(only.title) == "我的"


def test_paragraphs_stand_between_empty_lines_and_addresses_are_canonical() -> None:
    long = ITEM.replace('"Look."', '"""\nOne\nline.\n\n \nTwo.\n"""').replace("?at=loss", "?at=loss&preset=mazur&v=1")
    (item,) = read_course("mine", f'title = "T"\n{long}').items
    assert item.text.paragraphs == ("One line.", "Two.")
    assert (item.path, item.query) == ("/lesson", "preset=mazur&at=loss")


@pytest.mark.parametrize(
    ("address", "path", "query"),
    [
        ("?preset=mazur", "/lesson", "preset=mazur"),
        ("/train?updates=5", "/train", "updates=5"),
        ("/digit?target=5", "/digit", "target=5"),
        ("/ideas/loss", "/ideas/loss", ""),
        ("/compare?updates=5&vs=lr%3D0.1", "/compare", "updates=5&vs=lr%3D0.1"),
    ],
)
def test_every_kind_of_moment_may_be_in_a_course(address: str, path: str, query: str) -> None:
    (item,) = read_course("mine", f'title = "T"\n{ITEM.replace("/lesson?at=loss", address)}').items
    assert (item.path, item.query) == (path, query)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (MINE.replace("[[item]]", "[[item]"), ["no TOML", "line 3"]),
        (MINE + "[[item]]\n", ["line 8", "item 2", "name", "missing", "small letters"]),
        (MINE + ITEM, ["line 8", "item 2", "“one”", "another"]),
        (MINE.replace("at=loss", "at=los"), ["line 3", "item 1", "address", "at", "los"]),
        (MINE.replace("/lesson", "https://example.org/lesson"), ["address", "path and query"]),
        (MINE.replace("/lesson", "/course/mine"), ["address", "path and query"]),
        (MINE.replace('name = "one"', 'name = "../one"'), ["name", "../one", "small letters"]),
        (MINE.replace("title.zh", "title.de"), ["title.de", "en", "zh"]),
        (MINE.replace('"Mine"', "3"), ["title", "3", "a text"]),
        (MINE.replace('text = "Look."\n', ""), ["item 1", "text", "missing"]),
        (MINE.replace("text =", "txt ="), ["item 1", "txt", "text"]),
        (MINE.replace('"Look."', f'"{"x" * 4001}"'), ["text", "4001", "at most 4000"]),
        ('title = "T"\n', ["[[item]]"]),
        ('title = "T"\nitem = 3\n', ["[[item]]"]),
        (f'title = "T"\nauthor = "A"\n{ITEM}', ["author", "title, lead, item"]),
        (ITEM, ["title", "missing"]),
    ],
)
def test_a_file_that_is_wrong_is_refused_with_the_place_and_with_what_is_allowed(content: str, said: list[str]) -> None:
    message = read(content)
    for part in said:
        assert part in message, message


def test_an_operators_own_courses_are_added_and_take_the_place_of_ours(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(MINE, encoding="utf-8")
    assert list(courses(tmp_path)) == ["mine", "backpropagation"]
    other = tmp_path / "other"
    other.mkdir()
    (other / "backpropagation.toml").write_text(MINE, encoding="utf-8")
    assert [str(course.title) for course in courses(other).values()] == ["Mine"]
    assert list(courses()) == ["backpropagation"]


@pytest.mark.parametrize(("name", "content"), [("mine.toml", "title"), ("My Course.toml", MINE), ("mine.toml", "\xff")])
def test_a_wrong_file_is_named_when_the_server_starts(
    tmp_path: Path, name: str, content: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / name).write_text(content, encoding="latin-1" if content == "\xff" else "utf-8")
    monkeypatch.setenv("BACKPROP_COURSES", str(tmp_path))
    with pytest.raises(SystemExit, match=re.escape(str(tmp_path / name))):
        main([])


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="no folder"):
        main(["--courses", str(tmp_path / "none")])


def test_a_course_is_checked_by_a_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(MINE, encoding="utf-8")
    main(["check-course", str(file)])
    assert capsys.readouterr().out == f"{file}: “Mine”, 1 items, /course/mine\n"
    file.write_text(MINE.replace("at=loss", "at=los"), encoding="utf-8")
    with pytest.raises(SystemExit, match="item 1: address: at"):
        main(["check-course", str(file)])
    with pytest.raises(SystemExit, match="wants the name"):
        main(["check-course"])


@pytest.mark.parametrize("item", OURS.items, ids=lambda item: item.name)
@pytest.mark.parametrize("tag", LANGUAGES)
def test_every_number_that_our_course_names_is_on_the_page_of_its_moment(client: Client, item: Item, tag: str) -> None:
    prefix = "" if tag == "en" else f"/{tag}"
    page = client.get(f"{prefix}/course/backpropagation/{item.name}")
    assert page.status_code == 200
    _, _, shown = page.text.partition("</section>")
    seen = set(_NUMBER.findall(unescape(re.sub("<[^>]*>", "", shown))))
    with speaking(tag):
        texts = f"{item.text} {item.answer}"
    assert tag in item.text.texts
    assert tag in item.title.texts
    assert set(_NUMBER.findall(texts)) <= seen


@pytest.mark.parametrize("root", ["", "/under/here"])
def test_a_course_leads_from_moment_to_moment(client_for: Callable[..., Client], root: str) -> None:
    client = client_for(root_path=root)
    assert f'href="{root}/course/backpropagation"' in client.get(f"{root}/").text
    overview = client.get(f"{root}/course/backpropagation").text
    address = re.findall(r'id="course-after"[^>]*href="([^"]+)"', overview)[0]
    walked = []
    while address:
        page = client.get(address)
        assert page.status_code == 200
        walked.append(address)
        assert f"{len(walked)} of {len(OURS.items)}" in page.text
        following = re.findall(r'id="course-after"[^>]*href="([^"]+)"', page.text)
        address = following[0] if following else ""
    assert walked == [f"{root}/course/backpropagation/{item.name}" for item in OURS.items]


@pytest.mark.parametrize("within", ["", "/zh", "/embed", "/zh/embed", "/embed/controls=steps,editing"])
@pytest.mark.parametrize("name", ["descent", "a-digit", "chain-rule-1"])
def test_every_control_of_a_moment_stays_in_the_course(client: Client, within: str, name: str) -> None:
    text = client.get(f"{within}/course/backpropagation/{name}").text
    area = text[text.index('id="lesson"') : text.index("</main>")]
    found = re.findall(r'\b(?:href|action|hx-get|hx-push-url|hx-replace-url)="(/[^"]*)"', area)
    assert len(found) > 2
    for address in map(unescape, found):
        assert address.startswith(f"{within}/course/backpropagation/{name}/"), address
    assert client.get(unescape(found[0])).status_code == 200


def test_the_way_out_of_a_frame_leads_to_the_course(client: Client) -> None:
    text = client.get("/embed/controls=steps/course/backpropagation/the-end").text
    full = "http://testserver/course/backpropagation/the-end/lesson?preset=mazur&amp;at=loss"
    assert f'id="full" class="quiet" href="{full}"' in text


def test_the_pages_around_keep_clear_of_the_course_and_translations_keep_to_it(client: Client) -> None:
    text = client.get("/course/backpropagation/the-end").text
    assert '<a class="brand" href="/">' in text
    assert 'href="/share?of=/course/backpropagation/the-end/lesson%3Fpreset%3Dmazur%26at%3Dloss"' in text
    assert 'hreflang="zh" href="/zh/course/backpropagation/the-end/lesson?preset=mazur&amp;at=loss"' in text


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/course/none", 404, "backpropagation"),
        ("/course/..%2f..%2fpyproject", 404, ""),
        ("/course/backpropagation/none", 404, "framework"),
        ("/course/backpropagation/loss/api", 404, ""),
        ("/course/backpropagation/loss?x=1", 422, "x"),
        ("/course/backpropagation?x=1", 422, "x"),
        ("/course/backpropagation/loss/lesson?at=none", 422, "none"),
        ("/embed/course/backpropagation/loss/own", 404, ""),
    ],
)
def test_what_is_not_there_is_said(client: Client, address: str, status: int, said: str) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert said in answer.text


def test_an_answer_stands_beside_a_question_and_is_folded_away(client: Client) -> None:
    asked = ITEM + 'question = "Why?"\nanswer = "Because.\\n\\nAnd so."\n'
    (item,) = read_course("mine", f'title = "T"\n{asked}').items
    assert item.answer.paragraphs == ("Because.", "And so.")
    said = read(f'title = "T"\n{ITEM}answer = "Because."\n')
    assert "item 1: answer: there is no question" in said
    for tag in LANGUAGES:
        prefix = "" if tag == "en" else f"/{tag}"
        for one in OURS.items:
            page = client.get(f"{prefix}/course/backpropagation/{one.name}").text
            assert page.count('<details id="course-answer"') == bool(one.question.texts), one.name


@pytest.mark.parametrize("item", [item for item in OURS.items if item.question.texts], ids=lambda item: item.name)
@pytest.mark.parametrize("tag", LANGUAGES)
def test_each_question_of_ours_has_an_answer_and_nothing_above_it_says_it(item: Item, tag: str) -> None:
    """What is told of the answer is told in it alone: no clause of the answer stands in the text above."""
    assert item.answer.texts.keys() == item.question.texts.keys() == set(LANGUAGES)
    clauses = [part.strip() for part in re.split(r"[.:;,。：；，]", item.answer.texts[tag]) if len(part.strip()) > 5]
    for clause in clauses:
        assert clause not in item.text.texts[tag], clause
        assert clause not in item.title.texts[tag], clause


def test_the_forward_pass_has_one_name_in_chinese() -> None:
    for item in OURS.items:
        for said in (item.title, item.text, item.question, item.answer, item.notes):
            assert "前向" not in said.texts.get("zh", "")
