"""Questions about ∂z/∂w: the answer is the number in front of the wire, a wrong one is another number there."""

from collections.abc import Iterator

from app.asking import Mistake, Question
from app.language import _
from app.moment import Moment
from app.numbers import text
from engine.parameters import Parameter, parameters
from engine.rng import Stream

ROUND = 5
"""Questions of a round: a minute's work, and enough to meet each layer of a small network."""


def drawn(sizes: tuple[int, ...], seed: int) -> tuple[Parameter, ...]:
    """The parameters that a round asks about: one bias among weights, all different, in an order of the seed's."""
    every = list(parameters(sizes))
    keys = Stream(seed, "forward", *sizes).uniform(len(every) + ROUND)
    order = [every[place] for place in sorted(range(len(every)), key=lambda place: float(keys[place]))]
    weights = [one for one in order if one.kind == "w"][: ROUND - 1]
    biases = [one for one in order if one.kind == "b"][:1]
    asked = weights + biases
    turns = sorted(range(len(asked)), key=lambda turn: float(keys[len(every) + turn]))
    return tuple(asked[turn] for turn in turns)


def question(name: str, moment: Moment, it: Parameter) -> Question:
    """What is ∂z/∂w (or ∂z/∂b) of this parameter?

    Args:
        name: of the parameter of the address that brings the answer.
        moment: the numbers, and which example.
        it: the weight or bias.
    """
    symbols, to = moment.symbols, (it.layer, it.to)
    z, own = symbols.neuron(*to), symbols.settable(it.kind, _place(it))
    if it.kind == "b":
        because = _("{z} = … + {own} · 1: a bias is a weight on a constant 1.", z=z, own=own)
    else:
        a = symbols.activation(it.layer - 1, it.source)
        because = _("{z} = … + {own} · {a} + …: the number in front of {own} is {a}.", z=z, own=own, a=a)
    return Question(
        name,
        _("How fast does {z} change with {own}? ∂{z}/∂{own} = ?", z=z, own=own),
        "number",
        right(moment, it),
        because,
        mistakes=tuple(_mistakes(moment, it, z, own)),
    )


def slope_name(moment: Moment, it: Parameter) -> str:
    """What is asked for: ∂z₃/∂w₅."""
    z, own = moment.symbols.neuron(it.layer, it.to), moment.symbols.settable(it.kind, _place(it))
    return f"∂{z}/∂{own}"


def right(moment: Moment, it: Parameter) -> float:
    """∂z/∂w, the input; ∂z/∂b is 1."""
    return 1.0 if it.kind == "b" else moment.number("a", it.layer - 1, it.source)


def _place(it: Parameter) -> tuple[int, ...]:
    return (it.layer, it.to, it.source) if it.kind == "w" else (it.layer, it.to)


def _mistakes(moment: Moment, it: Parameter, z: str, own: str) -> Iterator[Mistake]:
    """What other numbers of the picture would mean, the likeliest first."""
    symbols, to, before = moment.symbols, (it.layer, it.to), it.layer - 1

    def number(quantity: str, *place: int) -> float:
        return moment.number(quantity, *place)

    if it.kind == "w":
        source = (before, it.source)
        a = symbols.activation(*source)
        if before:
            inner = symbols.neuron(*source)
            yield Mistake(
                number("z", *source),
                _("That is {inner}, inside the neuron. What leaves it, and enters {z}, is {a}.", inner=inner, z=z, a=a),
            )
        yield Mistake(
            number("w", *_place(it)), _("That is {own} itself. Asked is what {own} is multiplied by.", own=own)
        )
        for other in range(1, moment.sizes[before] + 1):
            if other != it.source:
                wire, its = symbols.weight(*to, other), symbols.activation(before, other)
                yield Mistake(
                    number("a", before, other),
                    _("That is {its}, in front of {wire}: another wire into {z}.", its=its, wire=wire, z=z),
                )
        yield Mistake(
            number("forward", *_place(it)),
            _("That is {own} · {a}, all that comes through the wire, with the weight in it.", own=own, a=a),
        )
        if before and moment.step.gradients.layers[before - 1].da_dz is not None:
            yield Mistake(
                number("da_dz", *source),
                _("That is σ′({neuron}): it belongs to the backward pass.", neuron=symbols.neuron(*source)),
            )
    else:
        yield Mistake(number("b", *to), _("That is {own} itself. Asked is what {own} is multiplied by.", own=own))
        yield Mistake(
            0.0, _("{own} is no constant here: it is what moves. It is multiplied by the constant 1.", own=own)
        )
        for source_ in range(1, moment.sizes[before] + 1):
            its = symbols.activation(before, source_)
            yield Mistake(
                number("a", before, source_),
                _("That is {its}, in front of a weight. No wire leads to {own}.", its=its, own=own),
            )
    behind = symbols.activation(*to)
    yield Mistake(
        number("a", *to),
        _("That is {behind}, the output of the neuron behind. Look in front of the wire.", behind=behind),
    )
    yield Mistake(
        number("z", *to), _("That is {z}, the whole sum. Asked is how fast it changes with {own}.", z=z, own=own)
    )


def proof(moment: Moment, it: Parameter) -> tuple[str, float, float]:
    """What one unit more of the parameter does to its z: in words, z before and z after."""
    z, own = moment.symbols.neuron(it.layer, it.to), moment.symbols.settable(it.kind, _place(it))
    before = moment.number("z", it.layer, it.to)
    after = sum_of(moment, it, 1.0)
    return (
        _(
            "Raise {own} by 1 and {z} goes from {before} to {after}: by {change}, exactly, for {z} is a straight"
            " line over {own}.",
            own=own,
            z=z,
            before=text(before),
            after=text(after),
            change=text(after - before),
        ),
        before,
        after,
    )


def sum_of(moment: Moment, it: Parameter, by: float) -> float:
    """The neuron's z, added up again with the parameter moved."""
    total = moment.number("b", it.layer, it.to) + (by if it.kind == "b" else 0.0)
    for source in range(1, moment.sizes[it.layer - 1] + 1):
        moved = by if it.kind == "w" and source == it.source else 0.0
        weight = moment.number("w", it.layer, it.to, source) + moved
        total += weight * moment.number("a", it.layer - 1, source)
    return total
