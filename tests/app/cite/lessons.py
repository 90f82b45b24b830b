"""Lessons whose programs are run, and how their figures are compared with the engine's."""

from itertools import cycle, product
from urllib.parse import parse_qsl

import numpy as np

from app.cite.program import Program
from app.lesson_url import parse
from app.moment import moment
from engine.activations import ACTIVATIONS
from engine.losses import allowed_losses

_BATCH = "x=0.3,-1.2;2,0.5;0,0&target=0.2,0.7;1,0;0.5,0.5"
_PAIRS = [(output, loss) for output in ACTIVATIONS for loss in allowed_losses(output)]
PAIRS = [
    f"layers=2-3-2&act={hidden},{output}&loss={loss}&{_BATCH}&at=gradient"
    for (output, loss), hidden in zip(_PAIRS, cycle(ACTIVATIONS[:-1]), strict=False)
]
UPDATES = [
    f"layers=2-3-2&act=tanh,{output}&{_BATCH}&reduction={reduction}&opt={optimiser}&updates={updates}"
    for output, reduction, optimiser, updates in product(
        ["sigmoid", "softmax"], ["sum", "mean"], ["gd", "momentum:0.7", "adam"], [1, 4]
    )
]
OTHERS = [
    "", "preset=mazur", "preset=mazur&at=loss", "preset=mazur&updates=3&at=dC_dz-1-1", "preset=mazur&updates=2",
    "preset=nielsen-saturated-ce&updates=5", "preset=softmax&at=gradient", "preset=mosher-mean&updates=1",
    "preset=xor&updates=20&opt=adam&frozen=layer1,w5,b1&batch=2", "preset=xor&batch=3&at=loss",
    "preset=xor&updates=3&opt=momentum&set=w3:frozen@1,lr:0.1@2,n2:out@2",
    "layers=1-1&act=softplus&w=3&b=-1&x=2&target=1",
    "layers=2-8-8-8-3&act=gelu,leaky_relu:0.2,softplus,softmax&loss=mse&seed=4&dx=1&at=dC_dx-0-1",
    "layers=2-2&act=softmax&loss=binary_cross_entropy&w=400,0,0,-400&b=0,0&x=1,1&target=0,1&at=gradient",
    "layers=2-2&act=sigmoid&loss=binary_cross_entropy&w=400,0,0,-400&b=0,0&x=1,1&target=0,1&at=gradient",
    "layers=2-3&act=softmax&loss=cross_entropy&w=700,0,0,0,0,0&b=0,0,0&x=1,1&target=0,1,0&at=gradient",
    "layers=2-2-1&act=tanh,linear&w=500,0,0,-500;1,1&b=0,0;0&x=1,1&target=0&at=gradient",
    "layers=2-2-1&act=leaky_relu:0.3,linear&w=1,-1,1,1;1,1&b=0,0;0&x=1,1&target=0&at=gradient",
    "layers=2-1&act=softmax&loss=binary_cross_entropy&w=1,0&b=0&x=1,1&target=1&at=gradient",
    "layers=2-1-1&act=linear&w=1e6,1e6;1e6&x=1e6,1e6&lr=1000&updates=40&frozen=w1&loss=squared_error",
    "layers=2-3-1&data=xor:60:0.1:1&updates=5&batch=10&reduction=mean&opt=adam:0.8:0.9",
]  # fmt: skip
LESSONS = [*PAIRS, *UPDATES, *OTHERS]


def program_of(said: str) -> Program:
    return Program(moment(parse(parse_qsl(said))), ("A lesson", f"https://example.org/lesson?{said}"))


def truth(it: Program) -> dict[str, object]:
    """What each name of a program should hold, by the engine."""
    step, total = it.moment.step, it.total
    values: dict[str, object] = {"C": step.gradients.loss_per_example, "L": step.gradients.loss}
    values["dC_dx"] = step.gradients.dC_dx
    for n, (forward, backward) in enumerate(zip(step.trace.layers, step.gradients.layers, strict=True), 1):
        values |= {f"z{n}": forward.z, it.a(n): forward.a, f"dC_dz{n}": backward.dC_dz}
        values |= {f"d{total}_dW{n}": backward.dC_dW, f"d{total}_db{n}": backward.dC_db}
        if it.updates:
            values |= {f"W{n}_new": step.updated[n - 1].W, f"b{n}_new": step.updated[n - 1].b}
    return values


def assert_same(it: Program, held: dict[str, object]) -> None:
    """Every figure that the program holds is the engine's, to 1e-9."""
    for name, value in truth(it).items():
        np.testing.assert_allclose(np.asarray(held[name]), np.asarray(value), 1e-9, 1e-9, err_msg=name)


def run(program: str) -> dict[str, object]:
    """The names of a NumPy program after it ran; how NumPy prints and warns stays as it was."""
    held: dict[str, object] = {}
    with np.printoptions(), np.errstate():
        exec(compile(program, "cited.py", "exec"), held)
    return held
