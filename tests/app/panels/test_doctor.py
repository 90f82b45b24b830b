from urllib.parse import parse_qsl, urlsplit

import pytest

from app.links import Go
from app.numbers import data
from app.panels.doctor import Doctor, doctor
from app.render import render
from app.training_run import Run, run_of
from engine.doctor import diagnose
from tests.app.drawing import lesson
from tests.reading import read

RELU = "layers=2-8-1&act=relu,linear&data=moons:60:0:1&init=he&lr=50&reduction=mean&loss=half_squared_error"
SIGMOID = "layers=2-4-1&act=sigmoid&data=moons:60:0:1&reduction=mean&w="
DEEP = "layers=2-6-6-6-6-6-6-6-1&act=sigmoid&loss=binary_cross_entropy&data=circle:60:0:1&reduction=mean"
WELL = "layers=2-4-1&act=tanh,sigmoid&loss=binary_cross_entropy&data=moons:60:0:1&lr=0.3&reduction=mean"


def ran(address: str, updates: int) -> Run:
    return run_of(lesson(f"{address}&updates={updates}"))


def of(run: Run) -> Doctor:
    def at(updates: int) -> Go:
        return Go(f"/train?updates={updates}", f"/panels/train?updates={updates}")

    def tried(changes: dict[str, str]) -> Go:
        return Go(f"/train?{'&'.join(f'{name}={value}' for name, value in changes.items())}", "")

    return doctor(run.case, run.lesson, run.next_moment.symbols, at, tried)


@pytest.mark.parametrize("updates", [0, 1, 200])
def test_of_a_healthy_run_one_quiet_line_is_said(updates: int) -> None:
    view = of(ran(WELL, updates))
    assert (view.advices, view.flagged) == ((), frozenset())
    page = read(render("panels/doctor.html", view={"doctor": view}))
    after = f"after update {updates}" if updates else "before any update"
    assert page.text.strip() == f"The doctor finds nothing wrong {after}."


def test_what_went_wrong_is_said_with_its_numbers_and_where_it_began() -> None:
    run = ran(RELU, 40)
    view = of(run)
    assert [one.fault for one in view.advices] == ["rate", "dead"]
    rate, dead = view.advices
    assert rate.value[1] == data(float(run.gradients.loss_per_example.mean()))
    assert rate.what == f"The loss is {rate.value[0]}; it was {rate.limit[0]} at the start."
    assert (rate.since, rate.begin) == ("since update 1", Go("/train?updates=1", "/panels/train?updates=1"))
    assert rate.tried == Go("/train?lr=0.5", "")
    assert (dead.title, dead.mild) == ("A dead layer", False)
    assert dead.what == "All 8 neurons of layer 1 are at or below 0 for every training example."
    assert dead.tried is None  # the same cure stands above
    assert view.flagged == {f"neuron-1-{number}" for number in range(1, 9)}


def test_a_run_that_diverged_is_told_by_its_operation() -> None:
    run = ran("layers=2-8-1&act=linear&data=moons:60:0:1&init=he&lr=20&reduction=mean&loss=squared_error", 300)
    assert run.history.diverged is not None
    first = of(run).advices[0]
    told = diagnose(run.case)[0]
    assert first.title == "Diverged"
    assert first.what.startswith(f"In update {told.update} ")
    assert "no longer a finite number" in first.what
    assert first.value[0] in ("∞", "−∞", "NaN")


@pytest.mark.parametrize(
    ("address", "updates", "title", "since", "changes"),
    [
        (RELU, 40, "η is too large", "since update 1", {"lr": "0.5"}),
        (f"{SIGMOID}&init=constant:0.5", 9, "Neurons that are alike", "from the start", {"init": "xavier"}),
        (f"{SIGMOID}&init=normal:100&loss=binary_cross_entropy", 9, "Saturation", "from the start", {"init": "xavier"}),
        (DEEP, 9, "Vanishing gradients", "from the start", {"act": "tanh,tanh,tanh,tanh,tanh,tanh,tanh,sigmoid"}),
    ],
)
def test_one_cure_is_offered_and_cures(
    address: str, updates: int, title: str, since: str, changes: dict[str, str]
) -> None:
    first = of(ran(address, updates)).advices[0]
    assert (first.title, first.since, first.cure.changes) == (title, since, changes)
    tried = dict(parse_qsl(address, keep_blank_values=True)) | first.cure.changes
    after = of(ran("&".join(f"{name}={value}" for name, value in tried.items()), updates))
    assert first.fault not in [one.fault for one in after.advices]


def test_weights_that_were_given_are_drawn_by_the_cure() -> None:
    address = "layers=2-2-1&act=tanh,linear&data=moons:60:0:1&init=xavier&w=1,1,1,1;1,1&loss=half_squared_error"
    first = of(ran(address, 0)).advices[0]
    assert first.title == "Neurons that are alike"
    assert first.cure.changes == {"init": "xavier", "w": "", "b": ""}


def test_a_rate_that_was_raised_by_hand_is_taken_back() -> None:
    first = of(ran(f"{WELL}&set=lr:500@20,b1:0.5@10", 40)).advices[0]
    assert first.fault == "rate"
    assert first.since == "since update 21"
    assert first.cure.label == "η = 0.3 throughout"
    assert first.cure.changes == {"set": "b1:0.5@10"}


def test_a_dead_relu_among_others_is_a_quiet_advice() -> None:
    run = ran("layers=2-8-8-1&act=relu,relu,linear&data=spiral:60:0:1&lr=0.3&reduction=mean&w=", 100)
    view = of(run)
    assert [(one.fault, one.mild) for one in view.advices] == [("dead", True)]
    z = run.trace.layers[1].z
    assert view.flagged == {f"neuron-2-{number + 1}" for number in range(8) if (z[:, number] <= 0).all()}
    assert view.advices[0].cure.changes == {"act": "relu,leaky_relu,linear"}


def test_the_page_carries_every_number_in_full_and_leads_to_the_beginning_and_the_cure() -> None:
    view = of(ran(RELU, 40))
    page = read(render("panels/doctor.html", view={"doctor": view}))
    for one in view.advices:
        item = page.by_id(f"doctor-{one.fault}")
        assert item.attributes["data-value"] == one.value[1]
        assert one.what in item.text
        assert one.why in item.text.replace("\u2060", "")
    links = [urlsplit(link.attributes["href"]).query for link in page.all("a")]
    assert links == ["updates=1", "lr=0.5", "updates=1"]
