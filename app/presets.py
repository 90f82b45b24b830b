"""The prepared lessons: small networks from published sources, each with its source and the figures printed there."""

from dataclasses import replace

from app import published_figures as printed
from app.preset import Preset, Source, given
from engine.activations import Activation
from engine.lesson import Numbers, Recipe
from engine.network import Initialisation, LayerSpec, NetworkSpec
from engine.words import N_

_REPRODUCED = N_("The source itself could not be opened; every printed digit comes out when it is computed.")
_QUOTED = N_("Read in several copies and test suites that quote the source.")
_READ = N_("Read in the source itself.")

_LEE = Source(
    "Hung-yi Lee", "Machine Learning: Brief Introduction of Deep Learning", 2016,
    "https://speech.ee.ntu.edu.tw/~tlkagk/courses_ML16.html", _REPRODUCED,
)  # fmt: skip
_NIELSEN = Source(
    "Michael Nielsen", "Neural Networks and Deep Learning, chapter 3", 2015,
    "http://neuralnetworksanddeeplearning.com/chap3.html", _QUOTED,
)  # fmt: skip
_MOSHER = Source(
    "Tom Mosher, for Andrew Ng's course Machine Learning", "Test cases for exercise 4, a 2-2-4 network", 2015,
    "https://www.coursera.org/learn/machine-learning/discussions", _QUOTED,
)  # fmt: skip


def _nielsen(weight: float, bias: float, loss: str, learning_rate: float) -> Recipe:
    return given("sigmoid", (((weight,),),), ((bias,),), loss, ((1.0,),), ((0.0,),), learning_rate)


_MOSHER_SUM = given(
    "sigmoid sigmoid",
    (((0.3, 0.5), (0.4, 0.6)), ((1.1, 1.5), (1.2, 1.6), (1.3, 1.7), (1.4, 1.8))),
    ((0.1, 0.2), (0.7, 0.8, 0.9, 1.0)),
    "binary_cross_entropy",
    (
        (0.5403023058681398, -0.4161468365471424),
        (-0.9899924966004454, -0.6536436208636119),
        (0.28366218546322625, 0.960170286650366),
    ),
    ((0.0, 0.0, 0.0, 1.0), (0.0, 1.0, 0.0, 0.0), (0.0, 0.0, 1.0, 0.0)),
    0.1,
)

_DRAWN: tuple[Numbers | None, ...] = (None, None)

_ALL = (
    Preset(
        "notes",
        N_("The notes' network"),
        N_(
            "Two inputs, two hidden layers, two outputs: the network of the lecture, z₁ … z₆, with its published"
            " numbers."
        ),
        _LEE,
        given(
            "sigmoid sigmoid sigmoid",
            (((1.0, -2.0), (-1.0, 1.0)), ((2.0, -1.0), (-2.0, -1.0)), ((3.0, -1.0), (-1.0, 4.0))),
            ((1.0, 0.0), (0.0, 0.0), (-2.0, 2.0)),
            "half_squared_error", ((1.0, -1.0),), ((1.0, 0.0),), 0.5,
        ),
        (
            N_("The lecture shows the forward pass only; the loss ½Σ(y−ŷ)², the target (1, 0) and η = 0.5 are ours."),
            N_("The lecture puts in (0, 0) as well; those figures are checked too."),
        ),
        printed.NOTES,
    ),
    Preset(
        "mazur",
        N_("Mazur's example"),
        N_("The most copied worked example of backpropagation: 2-2-2, one update, eight weights named w₁ … w₈."),
        Source(
            "Matt Mazur", "A Step by Step Backpropagation Example", 2015,
            "https://mattmazur.com/2015/03/17/a-step-by-step-backpropagation-example/", _QUOTED,
        ),
        given(
            "sigmoid sigmoid",
            (((0.15, 0.2), (0.25, 0.3)), ((0.4, 0.45), (0.5, 0.55))),
            ((0.35, 0.35), (0.6, 0.6)),
            "half_squared_error", ((0.05, 0.1),), ((0.01, 0.99),), 0.5, frozen=("biases",),
        ),
        (
            N_("The article leaves the biases alone when it updates, so they are frozen here."),
            N_("It draws one bias a layer; here every neuron has its own, with the same value."),
            N_("Its loss after one update is wrong in the fifth digit; the reason stands beside the figure."),
        ),
        printed.MAZUR,
    ),
    Preset(
        "hmkcode",
        N_("No biases, no curves"),
        N_("2-2-1 with linear neurons, small enough to check every product by hand."),
        Source(
            "hmkcode", "Backpropagation Step by Step", 2018,
            "https://hmkcode.com/ai/backpropagation-step-by-step/",
            N_("Read in the source itself. Its figures are pictures."),
        ),
        given(
            "linear linear",
            (((0.11, 0.21), (0.12, 0.08)), ((0.14, 0.15),)),
            ((0.0, 0.0), (0.0,)),
            "half_squared_error", ((2.0, 3.0),), ((1.0,),), 0.05, frozen=("biases",),
        ),
        (N_("The article has no biases: here they are 0 and frozen."), N_("It prints η · ∂C/∂w rather than ∂C/∂w.")),
        printed.HMKCODE,
    ),
    Preset(
        "nielsen",
        N_("One neuron that learns"),
        N_("A single neuron told to answer 0 to the input 1, with the squared error."),
        _NIELSEN,
        _nielsen(0.6, 0.9, "half_squared_error", 0.15),
        (),
        printed.NIELSEN,
    ),
    Preset(
        "nielsen-ce",
        N_("The same neuron, cross-entropy"),
        N_("The loss has changed and nothing else: σ'(z) falls out of ∂C/∂z."),
        _NIELSEN,
        _nielsen(0.6, 0.9, "binary_cross_entropy", 0.005),
        (N_("For this loss the book prints the first output only."),),
        printed.NIELSEN_CE,
    ),
    Preset(
        "nielsen-saturated",
        N_("One neuron that is stuck"),
        N_("It starts badly wrong, where σ'(z) is almost 0, and learns slowly because of it."),
        _NIELSEN,
        _nielsen(2.0, 2.0, "half_squared_error", 0.15),
        (),
        printed.NIELSEN_SATURATED,
    ),
    Preset(
        "nielsen-saturated-ce",
        N_("The stuck neuron, cross-entropy"),
        N_("The more it is wrong, the larger ∂C/∂z: the slow start is gone."),
        _NIELSEN,
        _nielsen(2.0, 2.0, "binary_cross_entropy", 0.005),
        (N_("For this loss the book prints the first output only."),),
        printed.NIELSEN_SATURATED_CE,
    ),
    Preset(
        "softmax",
        N_("Softmax of (3, 1, −3)"),
        N_("Three logits become three probabilities; with cross-entropy ∂C/∂z is y − ŷ."),
        replace(_LEE, title="Machine Learning: Classification, Logistic Regression"),
        given(
            "softmax",
            (((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),),
            ((0.0, 0.0, 0.0),),
            "cross_entropy", ((3.0, 1.0, -3.0),), ((1.0, 0.0, 0.0),), 0.1,
        ),
        (
            N_(
                "The slide gives logits and outputs; the weights that pass the input on as logits are ours,"
                " and so are the target (1, 0, 0) and the learning rate."
            ),
        ),
        printed.SOFTMAX,
    ),
    Preset(
        "cs231n",
        N_("An image classifier in small"),
        N_(
            "Four pixels, three classes, one layer with softmax: the course's picture of what a linear classifier does."
        ),
        Source(
            "Andrej Karpathy, Fei-Fei Li, Justin Johnson", "CS231n: Linear classification", 2015,
            "https://cs231n.github.io/linear-classify/", _READ,
        ),
        given(
            "softmax",
            (((0.01, -0.05, 0.1, 0.05), (0.7, 0.2, 0.05, 0.16), (0.0, -0.45, -0.2, 0.03)),),
            ((0.0, 0.2, -0.3),),
            "cross_entropy", ((-15.0, 22.0, -44.0, 56.0),), ((0.0, 0.0, 1.0),), 0.0001,
        ),
        (
            N_("The learning rate is ours: small, because the inputs are large."),
            N_("One output is off by a unit in its last digit, because the course rounded on the way."),
        ),
        printed.CS231N,
    ),
    Preset(
        "mosher",
        N_("A batch of three, summed"),
        N_("2-2-4 and three examples: each example's gradients, then their sum over the batch."),
        _MOSHER,
        _MOSHER_SUM,
        (N_("The learning rate is ours."),),
        printed.MOSHER,
    ),
    Preset(
        "mosher-mean",
        N_("A batch of three, averaged"),
        N_("The same batch, with the mean of the three examples in place of their sum."),
        _MOSHER,
        replace(_MOSHER_SUM, reduction="mean"),
        (N_("The learning rate is ours."),),
        printed.MOSHER_MEAN,
    ),
    Preset(
        "xor",
        N_("XOR from a seed"),
        N_("Four examples that no single layer can tell apart, and weights drawn from a seed."),
        None,
        Recipe(
            NetworkSpec(2, (LayerSpec(2, Activation("sigmoid")), LayerSpec(1, Activation("sigmoid")))),
            _DRAWN, _DRAWN, Initialisation("xavier"), 1, "half_squared_error",
            ((0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 1.0)), ((0.0,), (1.0,), (1.0,), (0.0,)), 1.0, "sum",
        ),
        (
            N_("After 1,000 updates every output is within 0.1 of its target."),
            N_("From seed 5 it gets stuck: two of its outputs stay near ½ for 10,000 updates."),
        ),
    ),
)  # fmt: skip

PRESETS: dict[str, Preset] = {preset.name: preset for preset in _ALL}
"""Every preset by its name, in the order of the catalogue."""

__all__ = ["PRESETS", "Preset", "Source"]
