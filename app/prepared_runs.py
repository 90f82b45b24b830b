"""Runs to begin with: a prepared data set each, with a network that learns it."""

from dataclasses import dataclass

from engine.words import N_


@dataclass(frozen=True, slots=True)
class PreparedRun:
    """A run by its address.

    Attributes:
        name: in words.
        description: what there is to see, in a sentence.
        address: the parameters of its lesson, before any update.
    """

    name: str
    description: str
    address: str


PREPARED_RUNS = (
    PreparedRun(
        N_("Exclusive or"),
        N_("Two classes in four squares: four hidden neurons draw a line each, and the output puts them together."),
        "layers=2-4-1&act=tanh,sigmoid&loss=binary_cross_entropy&data=xor:200:0.05:1&test=0.3&reduction=mean",
    ),
    PreparedRun(
        N_("Circle"),
        N_("A disc in a ring: three lines are enough to fence it in."),
        "layers=2-3-1&act=tanh,sigmoid&loss=binary_cross_entropy&data=circle:200:0.05:1&test=0.3&reduction=mean",
    ),
    PreparedRun(
        N_("Two moons"),
        N_("Two crescents that reach into each other."),
        "layers=2-6-1&act=tanh,sigmoid&loss=binary_cross_entropy&data=moons:200:0.1:1&test=0.3&reduction=mean",
    ),
    PreparedRun(
        N_("Spiral"),
        N_("Two arms around each other: the second hidden layer bends what the first one drew."),
        "layers=2-8-8-1&act=tanh,tanh,sigmoid&loss=binary_cross_entropy&data=spiral:200:0.05:1&test=0.3&lr=0.1"
        "&opt=momentum&reduction=mean",
    ),
    PreparedRun(
        N_("Three classes"),
        N_("Three clouds and a softmax: an output, and a map, for each class."),
        "layers=2-4-3&act=tanh,softmax&loss=cross_entropy&data=three:150:0.15:1&test=0.3&lr=0.3&reduction=mean",
    ),
    PreparedRun(
        N_("Sine"),
        N_("No classes but a number: a hill and a valley over the plane."),
        "layers=2-8-1&act=tanh,linear&data=sine:200:0:1&test=0.3&lr=0.1&reduction=mean",
    ),
    PreparedRun(
        N_("XOR gate, one example at a time"),
        N_("The four points of the truth table, learnt one by one in an order that each epoch shuffles."),
        "layers=2-3-1&act=tanh,sigmoid&loss=binary_cross_entropy&data=xor-gate:4:0.05:1&lr=0.3&batch=1",
    ),
    PreparedRun(
        N_("A learning rate that is too large"),
        N_("The same moons with η = 50 and relu: the doctor says what went wrong, and when."),
        "layers=2-8-1&act=relu,linear&data=moons:200:0.1:1&test=0.3&init=he&lr=50&reduction=mean",
    ),
    PreparedRun(
        N_("Sigmoids, eight layers deep"),
        N_("The gradient shrinks from layer to layer: the first one hardly learns."),
        "layers=2-6-6-6-6-6-6-6-1&loss=binary_cross_entropy&data=circle:200:0.05:1&test=0.3&reduction=mean",
    ),
)
