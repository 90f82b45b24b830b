"""What the address of a broken program says, and what is said to the number and the mistake that were picked."""

from dataclasses import dataclass

from app.asking import Question, Reply
from app.covering import number_of
from app.ideas.debug_cases import CASES, FAULT_WORDS, first_wrong, printed, same, true_moment
from app.ideas.debug_lines import rule
from app.language import _
from app.numbers import data, text
from app.quantity_names import name_of


@dataclass(frozen=True, slots=True)
class Debug:
    """What the page shows.

    Attributes:
        case: which of the five programs, counted from 1.
        pick: the id of the number that was picked as the first wrong one, or "".
        mistake: which mistake was named, or "".
        solved: the programs whose mistake was found before.
        reveal: whether the answers are shown.
    """

    case: int = 1
    pick: str = ""
    mistake: str = ""
    solved: tuple[str, ...] = ()
    reveal: bool = False


def name_in(state: Debug, key: str) -> str:
    """What a number is called in the network of the program."""
    return name_of(true_moment(state.case).symbols, number_of(key))


def said_to_pick(state: Debug, first: str) -> Reply:
    """What is said to the number that was picked."""
    fault, key = CASES[state.case - 1].fault, state.pick
    right, wrong = printed(state.case, "")[key], printed(state.case, fault)[key]
    name, now = name_in(state, key), true_moment(state.case)
    truth = (text(right), data(right))
    if key == first:
        words = _("Yes: {name} is the first wrong number.", name=name)
        return Reply(key, True, words, truth, _("It should be {rule}.", rule=rule(now, number_of(key))))
    if same(wrong, right):
        return Reply(
            key,
            False,
            _("{name} is right.", name=name),
            truth,
            _("It is {rule}, and so it comes out.", rule=rule(now, number_of(key))),
        )
    words = _("{name} is wrong, but not the first: it is computed from a number that was wrong before it.", name=name)
    return Reply(key, False, words, truth, _("Go back to what it is made of."))


def which_mistake(fault: str) -> Question:
    """The second question."""
    return Question(
        name="mistake",
        words=_("Which mistake is it?"),
        kind="choice",
        right=fault,
        because=_(FAULT_WORDS[fault].because),
        choices=tuple((name, _(words.name)) for name, words in FAULT_WORDS.items()),
    )


def said_to_mistake(state: Debug, fault: str) -> Reply:
    """What is said to the mistake that was named: what a program with that one would have printed, for real."""
    chosen = state.mistake
    if chosen == fault:
        return Reply(chosen, True, _("Yes."), (_(FAULT_WORDS[fault].name), ""), _(FAULT_WORDS[fault].because))
    first, there = first_wrong(state.case, fault), first_wrong(state.case, chosen)
    name = _(FAULT_WORDS[chosen].name)
    if not there:
        because = (
            _("{name}: in this network the shapes do not fit, and it would have stopped.", name=name)
            if chosen == "transpose"
            else _("{name}: in this network no number would show it.", name=name)
        )
        return Reply(chosen, False, _("Not that one."), ("", ""), because)
    value = text(printed(state.case, chosen)[there])
    if there == first:
        because = _(
            "{name}: then {number} would be {value}, and the program printed another number.",
            name=name,
            number=name_in(state, there),
            value=value,
        )
    else:
        because = _(
            "{name}: then the first wrong number would be {number}, {value}.",
            name=name,
            number=name_in(state, there),
            value=value,
        )
    return Reply(chosen, False, _("Not that one."), ("", ""), because)


def sentence(state: Debug, first: str, *, found: bool, named: bool) -> str:
    """How far one has come."""
    if named:
        name = _(FAULT_WORDS[CASES[state.case - 1].fault].name)
        return _(
            "Program {case}. {name}: it shows first in {number}.",
            case=state.case,
            name=name,
            number=name_in(state, first),
        )
    if found:
        return _(
            "Program {case}: {name} is the first wrong number. What did the program do there?",
            case=state.case,
            name=name_in(state, first),
        )
    return _(
        "Program {case} has one mistake. Which of the numbers that it printed is the first wrong one?", case=state.case
    )
