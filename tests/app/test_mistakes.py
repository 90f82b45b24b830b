"""Every mistake that is listed meets the answer that it leads to with its own words; worked out here by hand."""

from math import exp, isnan

import pytest

from app.covering import Covering, Number, number_of
from app.mistakes import mistakes
from app.moment import Moment, moment
from app.numbers import data, plain, text
from app.panels.quiz_questions import answered
from tests.app.drawing import lesson
from tests.app.real_lessons import coverable

# w₅ … of Mazur's example: 2-2-2, sigmoid, ½ squared error
MAZUR = "preset=mazur&updates=1&cover=pass"


def said(address: str, key: str, value: float) -> str:
    now = moment(lesson(address))
    reply = answered(now, number_of(key), plain(value), sign=False)
    assert not reply.right
    return reply.words


@pytest.fixture
def mazur() -> Moment:
    return moment(lesson(MAZUR))


def test_sigma_prime_forgotten(mazur: Moment) -> None:
    arrived = mazur.truth("w", 2, 1, 1) * mazur.truth("dC_dz", 2, 1) + mazur.truth("w", 2, 2, 1) * mazur.truth(
        "dC_dz", 2, 2
    )
    assert said(MAZUR, "dC_dz-1-1", arrived).startswith("σ′(z) is forgotten")
    assert said(MAZUR, "dC_dw-1-1-1", 0.05 * arrived).startswith("σ′(z) is forgotten")
    assert said(MAZUR, "w_new-1-1-1", 0.15 - 0.5 * 0.05 * arrived) == "σ′(z) is forgotten in the slope."


def test_the_other_weight_used(mazur: Moment) -> None:
    gain = mazur.truth("da_dz", 1, 1)
    first, second = mazur.truth("dC_dz", 2, 1), mazur.truth("dC_dz", 2, 2)
    others = gain * (0.45 * first + 0.55 * second)  # out of the other neuron
    turned = gain * (0.4 * first + 0.45 * second)  # a row of W in place of its column
    exchanged = gain * (0.5 * first + 0.4 * second)
    assert said(MAZUR, "dC_dz-1-1", others) == "The other weights were used: those on the wires out of a₂."
    assert said(MAZUR, "dC_dz-1-1", turned).startswith("The other weights were used, those into a neuron")
    assert said(MAZUR, "dC_dz-1-1", exchanged).startswith("The other weight was used on each wire")
    z = 0.25 * 0.05 + 0.3 * 0.1 + 0.35
    assert said(f"{MAZUR}&lr=0.5", "z-1-1", z).startswith("The other weights were used: those into z₂")


def test_the_wrong_sign(mazur: Moment) -> None:
    for key in ("dC_dz-1-1", "dC_dy-2-1", "dC_dw-2-1-1", "dC_da-1-2", "z-1-1", "backward-2-1-1"):
        number = number_of(key)
        assert said(MAZUR, key, -mazur.truth(number[0], *number[1])).startswith("Wrong sign")
    new = mazur.truth("w_new", 2, 1, 1)
    assert said(MAZUR, "w_new-2-1-1", 0.4 + (0.4 - new)).startswith("Wrong sign: the update goes against the slope")


def test_a_taken_instead_of_z_and_z_instead_of_a() -> None:
    notes = moment(lesson("updates=1"))
    gain = _slope(notes.truth("a", 2, 1))
    assert said("updates=1&cover=pass", "da_dz-2-1", gain).startswith("a was taken instead of z")
    wrong = _slope(notes.truth("a", 2, 1)) * notes.truth("dC_da", 2, 1)
    assert said("updates=1&cover=pass", "dC_dz-2-1", wrong).startswith("a was taken instead of z")
    assert said("updates=1&cover=pass", "dC_dw-2-1-1", 4.0 * notes.truth("dC_dz", 2, 1)).startswith(
        "z was taken instead of a"
    )
    assert said("updates=1&cover=pass", "dC_dz-2-1", notes.truth("a", 2, 1) * notes.truth("dC_da", 2, 1)).startswith(
        "That is multiplied by a₃ = σ(z₃)"
    )


def _slope(z: float) -> float:
    s = 1 / (1 + exp(-z))
    return s * (1 - s)


def test_a_path_forgotten(mazur: Moment) -> None:
    gain, lost = mazur.truth("da_dz", 1, 1), mazur.truth("backward", 2, 2, 1)
    rest = gain * (mazur.truth("dC_da", 1, 1) - lost)
    assert said(MAZUR, "dC_dz-1-1", rest) == "One path is forgotten: a₁ feeds z₄ as well."
    assert said(MAZUR, "dC_da-1-1", rest / gain) == "One path is forgotten: a₁ feeds z₄ as well."
    assert said(MAZUR, "dC_dw-1-1-2", 0.1 * rest) == "One path is forgotten: a₁ feeds z₄ as well."
    assert said(MAZUR, "z-2-1", mazur.truth("z", 2, 1) - mazur.truth("forward", 2, 1, 2)).startswith(
        "One path is forgotten"
    )


def test_the_updated_weight_used(mazur: Moment) -> None:
    new = [mazur.truth("w_new", 2, n, 1) for n in (1, 2)]
    sent = sum(w * mazur.truth("dC_dz", 2, n) for n, w in enumerate(new, 1))
    assert said(MAZUR, "dC_da-1-1", sent).startswith("Those are the updated weights")
    assert said(MAZUR, "dC_dz-1-1", mazur.truth("da_dz", 1, 1) * sent).startswith("Those are the updated weights")
    assert said(MAZUR, "dC_dw-1-1-1", 0.05 * mazur.truth("da_dz", 1, 1) * sent).startswith(
        "Those are the updated weights"
    )


ADDRESSES = (
    "updates=1", MAZUR,
    "preset=mosher&updates=1", "preset=mosher-mean&updates=1", "layers=2-3-2&act=tanh&seed=4&updates=1",
    "layers=3-2-3&act=sigmoid,softmax&loss=cross_entropy&seed=5&updates=1", "preset=nielsen-ce&updates=1",
    "layers=3-2-3&act=relu,softmax&loss=squared_error&seed=5&dx=1&updates=1", "layers=2-2-1&opt=adam&seed=7&updates=1",
    "layers=2-3-2&loss=mse&seed=9&updates=1", "layers=2-3-2&loss=binary_cross_entropy&seed=9&updates=1",
)  # fmt: skip


def asked(now: Moment) -> list[Number]:
    covering = Covering.of(now.lesson.recipe)
    keys = [*coverable(now.lesson.recipe), "da_dz-1-1", "L", "dL_dw-1-1-1", "dL_db-1-1", "dC_dx-0-1"]
    return [covering.canonical(number_of(key)) for key in keys]


@pytest.mark.parametrize("address", ADDRESSES)
def test_each_listed_mistake_yields_its_message(address: str) -> None:
    """Typed with all its digits, each candidate is met by its words, or by those of one that gives the very same."""
    now = moment(lesson(address))
    for number in asked(now):
        listed = mistakes(now, number)
        assert listed
        for mistake in listed:
            value = float(mistake.value)
            if isnan(value) or now.settles(number, plain(value), sign=False):
                continue  # as good as right
            same = {one.words for one in listed if abs(float(one.value) - value) <= 1e-9 * abs(value)}
            assert answered(now, number, plain(value), sign=False).words in same, (number, mistake)


def test_a_new_weight_is_judged_by_its_change() -> None:
    """w₁ goes from 0.15 to 0.14978: two digits would be right of a number, but they say that nothing has happened."""
    assert said(MAZUR, "w_new-1-1-1", 0.15).startswith("That is w₁ as it was")
    for typed in ("0.1498", "0.14978"):
        assert answered(moment(lesson(MAZUR)), number_of("w_new-1-1-1"), typed, sign=False).right


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_reply_to_a_wrong_answer_says_the_number(address: str) -> None:
    now = moment(lesson(address))
    for number in asked(now):
        true = now.truth(number[0], *number[1])
        for mistake in mistakes(now, number):
            assert data(true)[:6] not in mistake.words or len(data(true)) < 6
            assert text(true) not in mistake.words.split() or len(text(true)) < 3
