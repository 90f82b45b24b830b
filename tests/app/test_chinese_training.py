"""Training, comparing, own data and weights, and drawing in Chinese: no English is left in words of theirs."""

import re
from collections.abc import Iterator

import pytest

from app.build import STATIC
from app.prepared_runs import PREPARED_RUNS
from tests.client import Client
from tests.reading import Element, read

NAMES = {
    # of the product, of people, formats and keys
    "Backprop", "Visualizer", "JavaScript", "JSON", "CSV", "PNG", "PyTorch", "Adam", "adam", "Xavier", "Ctrl", "Esc",
    "npz", "safetensors", "pickle", "JPEG", "WEBP", "GIF", "BMP", "API", "NumPy", "English",
    # of functions
    "sigmoid", "tanh", "relu", "leaky_relu", "gelu", "softplus", "softmax", "linear", "sin", "cos", "exp",
    "cross_entropy", "binary_cross_entropy", "half_squared_error", "squared_error", "mse",
    # as they stand in an address
    "act", "batch", "data", "frozen", "init", "layers", "loss", "opt", "reduction", "seed", "set", "test", "zeros",
    "weight", "bias", "state_dict", "preset", "target", "moons", "spiral", "circle", "gaussians", "three", "four",
    "plane", "sine", "and", "xor", "gate", "own", "auto", "standard", "raw", "input", "momentum", "xavier", "all",
}  # fmt: skip
"""What is called so in every language."""

SPOKEN = ("aria-label", "title", "alt", "placeholder")
SILENT = ("script", "style", "pre", "code", "kbd", "textarea", "math")
SAID_BY_SCRIPTS = re.compile(
    "data-(silent|refused|answered|kept|kept-why|slow|patience|speeds?|play|pause|pen-up|pen-down|erasing|said|now|where)"
)
OF_LESSONS = {"looks", "transport", "inspector", "explanation", "timeline", "settings", "digits"}
"""Panels that every lesson has, and the picture that says the sentence of the step: they have tests of their own."""
PLACES = re.compile(r"\{\w+\}")

TRAINED = [
    *(f"{run.address}&updates=9&run=12" for run in PREPARED_RUNS),
    "data=moons:40:0.1:1&test=0.3&set=w1:0.5@9,lr:0.1@12&updates=26&run=40&focus=w-1-1-1&open=figures,settings",
    "preset=mazur&updates=3",
    "layers=2-4-1&act=relu,sigmoid&init=zeros&data=moons:40:0.1:1&updates=5",
    "layers=2-8-1&act=relu,linear&data=moons:60:0.1:1&init=he&lr=50&reduction=mean&updates=3",
    "layers=2-20-20-1&act=tanh,tanh,sigmoid&data=moons:40:0.1:1&batch=1&opt=momentum&updates=3&focus=b-2-1",
]
COMPARED = [
    "layers=2-4-1&data=moons:40:0.1:1&updates=9&run=12&vs=lr%3D1", "vs=",
    "layers=2-8-1&act=relu,linear&data=moons:60:0.1:1&init=he&lr=50&reduction=mean&updates=40&run=300&vs=lr%3D40",
    "layers=2-4-1&data=moons:40:0.1:1&updates=9&vs=init%3Dzeros%26act%3Drelu,sigmoid%26batch%3D4%26seed%3D3%26opt%3Dadam",
]  # fmt: skip
DRAWN = [
    "", "ink=", "at=loss", "at=update-2-10&focus=w-1-5-37", "focus=x-0-100", "focus=z-1-3&overlay=product",
    "focus=C&outputs=sigmoid&steps=w3:2,x3:5&edges=all",
    "seed=1&trained=100&net=16-16-tanh&target=own&screen=projector",
]  # fmt: skip
REFUSED = [
    "/digit?ink=abc", "/digit?steps=q", "/digit?steps=w3:900", "/digit?trained=5", "/digit?lr=0",
    "/train?data=moons:9999999:1:1", "/train?data=moons:40:9:1", "/train?opt=adagrad", "/train?opt=adam:2",
    "/train?data=three:40:0.1:1&layers=2-4-1", "/train?data=moons:40:0.1:1&test=2", "/train?test=0.3",
    "/compare?vs=screen%3Dpage", "/panels/compare", "/train/maps.png?layers=3-2-1", "/compare/change?vs=",
    "/train/change?edit=lr&value=0", "/train?data=own:a:b", "/own/data?table=x", "/own/train?table=x",
]  # fmt: skip
TABLES = ["a,b\n1,2\n3", "a\n1\n2", "", "a,b\n1,2", "1,2\n3,4\n" + "5,6\n" * 2000, "1,2,3\n4,5", '1,"2\x07"\n3,4']
WEIGHTS = [
    "", "{}", "[1]", '{"layers": []}', '{"layers": [{"weights": [[1, 2]]}, {"weights": [[1, 2]]}]}',
    '{"layers": [{"weights": [[1, "a"]]}]}', '{"a": [[1]]}', '{"W1": [[1, 2]], "b1": [1, 2]}', '{"b1": [1]}',
    '{"layers": [{"weights": [[1]], "activation": "foo"}]}', '{"layers": [{"weights": [[1, 2], [3]]}]}',
    '{"W1": [[1]], "1.weight": [[1]]}', '{"layers": [{"weights": [[NaN]]}]}',
]  # fmt: skip
SCRIPTS = ("play", "maps", "scrub", "pad", "ink", "digit", "digit-play", "strip")


def spoken(element: Element) -> Iterator[str]:
    """Every text of an element that a person sees or hears, now or when a script says it."""
    if element.tag in SILENT or {*element.get("class").split(), element.get("id")} & OF_LESSONS:
        return
    for name, text in element.attributes.items():
        if name in SPOKEN or SAID_BY_SCRIPTS.fullmatch(name):
            yield text
    for part in element.content:
        if isinstance(part, Element):
            yield from spoken(part)
        else:
            yield part


def english(page: str) -> set[str]:
    """The texts of a page's main part that hold a word in Latin letters that is no name."""
    main = next((one for one in read(page).walk() if one.tag == "main"), read(page))
    found = set()
    for text in spoken(main):
        if set(re.findall(r"[A-Za-z_]{3,}", PLACES.sub("", text))) - NAMES:
            found.add(" ".join(text.split()))
    return found


def chinese(text: str) -> bool:
    """Whether a text holds a Chinese character."""
    return bool(re.search("[\u4e00-\u9fff]", text))


def test_english_is_found_where_it_is(client: Client) -> None:
    assert (
        "Every tile shows what its neuron answers at each place of the plane: violet above the middle of the scale"
        in (" ".join(english(client.get(f"/train?{TRAINED[0]}").text)))
    )
    assert {"pen up, row {row}, column {column}", "draw here", "fine", "Drawing pad"} < english(
        client.get("/digit").text
    )


def test_sentences_do_not_run_into_each_other(client: Client) -> None:
    legend = next(one for one in read(client.get(f"/train?{TRAINED[0]}").text).walk() if one.get("class") == "legend")
    assert "green below it. A line’s width is |w|" in legend.text


@pytest.mark.parametrize("address", TRAINED)
def test_training_says_nothing_in_english(client: Client, address: str) -> None:
    assert english(client.get(f"/zh/train?{address}", follow_redirects=True).text) == set()


@pytest.mark.parametrize("address", COMPARED)
def test_comparing_says_nothing_in_english(client: Client, address: str) -> None:
    page = client.get(f"/zh/compare?{address}", follow_redirects=True).text
    assert {text for text in english(page) if "network" not in text} == set()


@pytest.mark.parametrize("address", DRAWN)
def test_drawing_says_nothing_in_english(client: Client, address: str) -> None:
    assert english(client.get(f"/zh/digit?{address}", follow_redirects=True).text) == set()


@pytest.mark.parametrize("focus", ["x-0-100", "z-1-3"])
def test_what_one_points_at_says_nothing_in_english(client: Client, focus: str) -> None:
    peek = client.get(f"/zh/panels/digit-peek?focus={focus}").text
    assert english(peek) == set()
    assert chinese(peek)


def test_what_is_drawn_is_answered_in_chinese(client: Client) -> None:
    ink = bytes(255 if 5 <= x <= 8 and 4 <= y <= 27 else 0 for y in range(32) for x in range(32))
    headers = {"Content-Type": "application/octet-stream"}
    answer = read(client.post("/zh/digit/pen?at=loss", content=ink, headers=headers).text)
    assert chinese(answer.by_id("answer").text)
    assert answer.by_id("pen")["data-href"].startswith("/zh/digit?")


def test_frames_say_where_they_stand_in_chinese(client: Client) -> None:
    frames = client.get("/zh/frames?data=moons:40:0.1:1&batch=10&layers=2-3-1&first=1&count=5&stride=1").json()[
        "frames"
    ]
    assert all(chinese(frame[name]) for frame in frames for name in ("epoch", "after", "then"))
    assert frames[0]["after"] != frames[1]["after"]


@pytest.mark.parametrize("address", REFUSED)
def test_a_refusal_is_chinese(client: Client, address: str) -> None:
    answer = client.get(f"/zh{address}", follow_redirects=True)
    assert answer.status_code == 422
    title = next(one for one in read(answer.text).walk() if one.get("class") in ("problem", "prose"))
    said = [one.text for one in title.walk() if one.tag == "p"]
    assert all(map(chinese, said)), said


@pytest.mark.parametrize("table", TABLES, ids=lambda text: repr(text[:12]))
def test_a_table_is_refused_in_chinese(client: Client, table: str) -> None:
    answer = client.post("/zh/own/data", files={"text": (None, table)})
    assert answer.status_code == 422
    refusal = read(answer.text).by_id("refusal")
    assert all(chinese(one.text) for one in refusal.walk() if one.get("class") == "problem-title")
    assert english(answer.text) == set()


@pytest.mark.parametrize("weights", WEIGHTS)
def test_weights_are_refused_in_chinese(client: Client, weights: str) -> None:
    answer = client.post("/zh/own/weights", files={"text": (None, weights)})
    assert answer.status_code == 422
    refusal = read(answer.text).by_id("refusal")
    said = [one.text for one in refusal.walk() if one.get("class") == "problem-title"]
    assert all(map(chinese, said)), said


def test_own_data_says_nothing_in_english_but_its_own_names(client: Client) -> None:
    assert english(client.get("/zh/own").text) == set()
    table = client.post("/zh/own/data", files={"text": (None, "1,2\n3,4\n5,6")}).headers["location"]
    assert table.startswith("/zh/own/data?")
    page = client.get(table).text
    assert english(page) == set()
    assert "第 2 列" in page
    assert "column 2" in client.get(table.removeprefix("/zh")).text  # the table itself is in no language


def test_a_picture_is_refused_in_chinese(client: Client) -> None:
    page = client.post("/zh/digit/upload", files={"picture": ("a.png", b"no picture")}).text
    assert "不是这里能读的图片" in page


@pytest.mark.parametrize("name", SCRIPTS)
def test_scripts_hold_no_words(name: str) -> None:
    script = re.sub(r"^\s*//.*$|\s// .*$", "", (STATIC / f"{name}.js").read_text(), flags=re.MULTILINE)
    literals = re.findall(r'"([^"\n]*)"|`([^`]*)`', script)
    sentences = [one for pair in literals for one in pair if re.search(r"(^|[ }])[A-Z][a-z]{2,} [a-z]{2,}", one)]
    assert sentences == []
