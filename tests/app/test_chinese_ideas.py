"""The ideas and the worksheet in Chinese: no English left, whatever was answered."""

import re
from collections.abc import Iterator

import pytest

from app.ideas.catalogue import IDEAS
from app.ideas.debug_broken import FAULTS
from app.language import speaking
from tests.client import Client
from tests.reading import Element, read

NAMES = {
    # of functions and formats, and in formulas
    "sigmoid", "Sigmoid", "tanh", "Tanh", "relu", "leaky", "gelu", "softplus", "softmax", "linear", "sin", "cos", "exp",
    "min", "max", "arg", "XOR", "float", "cross", "entropy", "Enter", "Backprop", "Visualizer",
    "Mazur", "Nielsen", "Mosher",
    # as the notes have them, which mix both languages
    "input", "output", "neuron", "layer", "loss", "function", "Forward", "Pass", "Framework",
}  # fmt: skip
SPOKEN = ("aria-label", "title", "alt", "placeholder", "content", "data-title")


PAGES = (
    "loss", "loss?reveal=1", "loss?which=-&rises=lower", "loss?which=%2B", "loss?reveal=1&steps=0",
    *(
        "loss?preset=nielsen&act=linear&x=1;2;3&target=3;3.2;4.2&w=0.6&b=2.2&from-across=2.6&from-up=0.4&span=4"
        f"&reveal=1&lr={lr}" for lr in (0.005, 0.115, 0.125, 0.2, 3)
    ),
    "chain-1", "chain-1?answer=3", "chain-1?answer=1", "chain-1?answer=x", "chain-1?g=relu&x=0&reveal=1",
    "chain-1?g=line&reveal=1", "chain-2", "chain-2?answer=5&why=held", "chain-2?answer=4&why=later",
    "chain-2?g=same&h=same&s=3&reveal=1&why=share", "chain-2?h=fall&f=sum&s=2&reveal=1&why=curved",
    "chain-2?g=line&h=square&f=error&s=0&reveal=1", "chain-2?g=exp&h=same&f=wave&s=0&reveal=1",
    "chain-2?g=cos&h=sin&f=squares&s=0.8&reveal=1",
    "neuron", "neuron?input=x2", "neuron?input=x1&hard=both", "neuron?input=x1&hard=dC_dz&slope=0.9",
    "neuron?move=b&input=a&hard=dz_dw", "neuron?reveal=1",
    "forward", "forward?answer=1", "forward?reveal=1&focus=b-1-1", "forward?preset=mosher&reveal=1", "forward?round=1",
    "forward?round=1&a1=show&a2=1&a3=2&a4=3&a5=1",
    "backward", "backward?answer=0.25&twice=1&travels=data", "backward?reveal=1&twice=5&travels=error&times=2",
    "backward?z=8&reveal=1",
    "cases", "cases?answer=back", "cases?answer=onward&done=0", "cases?done=3", "cases?done=9", "cases?done=4&answer=1",
    "cases?preset=softmax&done=3&answer=show", "cases?preset=nielsen&done=2",
    "paths", "paths?count=3&times=7", "paths?count=4", "paths?reveal=1", "paths?preset=softmax&reveal=1",
    "paths?preset=mosher&count=1", "paths?layers=2-5-8-8&count=64",
    "check", "check?predict=%2B", "check?predict=-&amount=1", "check?reveal=1&nudge=10", "check?reveal=1&nudge=0",
    "check?preset=mosher&reveal=1", "check?preset=nielsen-saturated&reveal=1",
    "slips", "slips?reveal=1", "slips?sum=a&output=b&rule=a&end=b&passes=a&labels=b&bracket=a&names=b&loss=a&n=b",
    "slips?sum=b&output=a&rule=b&end=a&passes=b&labels=a&bracket=b&names=a&loss=b&n=a",
    "beliefs", "beliefs?reveal=1", "beliefs?learning=a&inverse=b&large=a&negative=a&of-x=12&one-thing=a&zero=a",
    "beliefs?add-up=0.1&share=a&gain=a", "beliefs?add-up=1&share=c&gain=b",
    "framework", "framework?answer=1", "framework?answer=show", "framework?preset=mosher&seen=all",
    "framework?preset=mosher-mean&ask=dC_db-1-1", "framework?layers=2-30-30-2&seen=all",
    "debug", "debug?pick=z-1-1", "debug?pick=dC_db-1-1", "debug?pick=dC_dz-2-1",
    *(f"debug?case={case}&reveal=1" for case in range(1, 6)),
    *(f"debug?pick=dC_dz-2-1&mistake={fault}" for fault in FAULTS),
)  # fmt: skip
SHEETS = (
    "", "rules=1", "key=1", "notation=common&rules=1", "preset=xor&key=1", "preset=mosher&rules=1",
    "preset=mosher-mean&blanks=40", "layers=2-8-2&act=tanh,softmax&loss=mse&of=update",
)  # fmt: skip
REFUSED = (
    "ideas/nothing", "ideas/chain-1?x=9", "ideas/chain-1?dx=0", "ideas/chain-1?answer=" + 41 * "1",
    "ideas/check?parameter=w99", "ideas/debug?pick=zz", "ideas/framework?ask=dC_dw-9-9-9",
    "ideas/framework?seen=" + ",".join(129 * ["dC_db-1-1"]), "ideas/loss?across=q", "ideas/loss?across=w1&up=w1",
    "worksheet?of=", "worksheet?blanks=99", "answer?asked=dC_dz-3-1&answer=x",
)  # fmt: skip


def spoken(element: Element) -> Iterator[str]:
    """Every text of an element that a person sees or hears."""
    if element.tag in ("script", "style", "code", "annotation"):
        return
    for name in SPOKEN:
        yield element.get(name)
    for part in element.content:
        if isinstance(part, Element):
            yield from spoken(part)
        else:
            yield part


def english(element: Element) -> set[str]:
    """The texts with a word in Latin letters that is no name."""
    return {
        " ".join(text.split()) for text in spoken(element) if set(re.findall(r"[A-Za-z]{3,}", text)) - NAMES
    }  # fmt: skip


def area(client: Client, address: str) -> Element:
    answer = client.get(f"/zh/{address}", follow_redirects=True)
    assert answer.status_code == 200
    return read(answer.text).by_id("lesson")


@pytest.mark.parametrize("address", PAGES)
def test_an_idea_says_nothing_in_english(client: Client, address: str) -> None:
    assert english(area(client, f"ideas/{address}")) == set()


def test_every_idea_is_among_those_pages() -> None:
    assert {address.partition("?")[0] for address in PAGES} == {idea.name for idea in IDEAS}


@pytest.mark.parametrize("said", SHEETS)
def test_a_worksheet_says_nothing_in_english(client: Client, said: str) -> None:
    assert english(area(client, f"worksheet?{said}".rstrip("?"))) == set()


@pytest.mark.parametrize("address", REFUSED)
def test_a_refusal_gives_its_reason_and_what_is_allowed_in_chinese(client: Client, address: str) -> None:
    answer = client.get(f"/zh/{address}", follow_redirects=True)
    assert answer.status_code in (404, 422)
    (problem,) = read(answer.text).all("section", class_="problem")
    _title, reason, *_more = problem.all("p")
    assert re.search("[一-鿿]", reason.text)
    allowed = problem.all("dd")[-1].text
    assert re.search("[一-鿿]", allowed) or not re.search("[a-z]{2,} [a-z]{2,}", allowed)


def test_what_is_kept_of_the_pages_of_questions_is_kept_in_each_language(client: Client) -> None:
    for name in ("slips", "beliefs"):
        titles = {tag: read(client.get(f"{tag}/ideas/{name}").text).all("h2") for tag in ("/zh", "", "/zh")}
        for tag, found in titles.items():
            assert any(re.search("[一-鿿]", one.text) for one in found) == (tag == "/zh")


def test_an_idea_is_said_in_the_language_spoken() -> None:
    (idea,) = [idea for idea in IDEAS if idea.name == "chain-1"]
    with speaking("zh"):
        assert idea.spoken().title == "链式法则①：一环接一环"
    assert idea.spoken() == idea
