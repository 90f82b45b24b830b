"""A question before the next step: who predicts before seeing learns more than who only watches."""

from app.moment import Moment
from app.numbers import text
from engine.operations import Operation


def question(moment: Moment) -> str:
    """What to ask oneself before the next step."""
    lesson = moment.lesson
    following = lesson.next_operation
    if lesson.stepped(+1).time > lesson.last_time:
        return f"There is no next step: this lesson ends after {lesson.most_updates:,} updates."
    if lesson.done == len(lesson.program):
        return f"From the new parameters the next training step begins: will update {lesson.update + 2} lower L again?"
    names, place = moment.symbols, (following.layer, following.neuron)
    match following.kind:
        case "input":
            return "The first thing to do is to read the input."
        case "z":
            return f"What enters {names.neuron(*place)}? Multiply along its wires, add up, add the bias."
        case "a":
            z = text(moment.number("z", *place))
            if not moment.lesson.recipe.spec.layers[following.layer - 1].activation.elementwise:
                share = f"What share does {names.activation(*place)} get?"
                return f"Softmax sets e^{names.neuron(*place)} against the sum of all. {share}"
            if moment.hides("z", *place):
                return f"What comes out of {names.neuron(*place)}, and how steep is σ there?"
            return f"{names.neuron(*place)} is {z}. What comes out, and how steep is σ there?"
        case "loss":
            return "How far is the output from its target, in one number?"
        case "dC_dy":
            y = names.output(following.neuron)
            return f"If {y} grew a little, would C rise or fall?"
        case "dC_dz":
            return _question_delta(moment, following)
        case "dC_da" | "dC_dx":
            name = names.activation(*place)
            return f"Which neurons does {name} feed? Each of them sends something back; what do they add up to?"
        case "dC_dw":
            return f"Which two numbers at the ends of each wire into {names.neuron(*place)} make its ∂C/∂w?"
        case "dL_dw":
            return "Each example has its own slope. What do they give together?"
        case "gradient":
            return "All slopes are known. In which direction does L grow fastest?"
        case _:
            z = names.neuron(*place)
            return f"Which weights into {z} will rise, and which will fall? Mind the minus sign before η."


def _question_delta(moment: Moment, following: Operation) -> str:
    place = (following.layer, following.neuron)
    z, a, delta = moment.symbols.neuron(*place), moment.symbols.activation(*place), moment.symbols.delta(*place)
    if not moment.known("da_dz", *place):
        return f"Softmax mixes all outputs. What will {delta} be?"
    if moment.hides("da_dz", *place) or moment.hides("dC_da", *place):
        return f"What is ∂C/∂{a} to be multiplied by to give {delta}?"
    gain = text(moment.number("da_dz", *place))
    return f"∂C/∂{a} is {text(moment.number('dC_da', *place))} and the gain of {z} is {gain}. What will {delta} be?"
