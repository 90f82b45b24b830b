"""A question before the next step: who predicts before seeing learns more than who only watches."""

from app.language import _
from app.moment import Moment
from app.numbers import text
from engine.operations import Operation


def question(moment: Moment) -> str:
    """What to ask oneself before the next step."""
    lesson = moment.lesson
    following = lesson.next_operation
    if lesson.stepped(+1).time > lesson.last_time:
        return _("There is no next step: this lesson ends after {n:,} updates.", n=lesson.most_updates)
    if lesson.done == len(lesson.program):
        return _(
            "From the new parameters the next training step begins: will update {n} lower L again?", n=lesson.update + 2
        )
    names, place = moment.symbols, (following.layer, following.neuron)
    match following.kind:
        case "input":
            return _("The first thing to do is to read the input.")
        case "z":
            return _("What enters {z}? Multiply along its wires, add up, add the bias.", z=names.neuron(*place))
        case "a":
            z = text(moment.number("z", *place))
            if not moment.lesson.recipe.spec.layers[following.layer - 1].activation.elementwise:
                return _(
                    "Softmax sets e^{z} against the sum of all. What share does {a} get?",
                    z=names.neuron(*place),
                    a=names.activation(*place),
                )
            if moment.hides("z", *place):
                return _("What comes out of {z}, and how steep is σ there?", z=names.neuron(*place))
            return _("{z} is {value}. What comes out, and how steep is σ there?", z=names.neuron(*place), value=z)
        case "loss":
            return _("How far is the output from its target, in one number?")
        case "dC_dy":
            y = names.output(following.neuron)
            return _("If {y} grew a little, would C rise or fall?", y=y)
        case "dC_dz":
            return _question_delta(moment, following)
        case "dC_da" | "dC_dx":
            name = names.activation(*place)
            return _(
                "Which neurons does {name} feed? Each of them sends something back; what do they add up to?", name=name
            )
        case "dC_dw":
            return _("Which two numbers at the ends of each wire into {z} make its ∂C/∂w?", z=names.neuron(*place))
        case "dL_dw":
            return _("Each example has its own slope. What do they give together?")
        case "gradient":
            return _("All slopes are known. In which direction does L grow fastest?")
        case _:
            z = names.neuron(*place)
            return _("Which weights into {z} will rise, and which will fall? Mind the minus sign before η.", z=z)


def _question_delta(moment: Moment, following: Operation) -> str:
    place = (following.layer, following.neuron)
    z, a, delta = moment.symbols.neuron(*place), moment.symbols.activation(*place), moment.symbols.delta(*place)
    if not moment.known("da_dz", *place):
        return _("Softmax mixes all outputs. What will {delta} be?", delta=delta)
    if moment.hides("da_dz", *place) or moment.hides("dC_da", *place):
        return _("What is ∂C/∂{a} to be multiplied by to give {delta}?", a=a, delta=delta)
    return _(
        "∂C/∂{a} is {slope} and the gain of {z} is {gain}. What will {delta} be?",
        a=a,
        slope=text(moment.number("dC_da", *place)),
        z=z,
        gain=text(moment.number("da_dz", *place)),
        delta=delta,
    )
