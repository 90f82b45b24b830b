"""What the sources print, digit by digit."""

from app.figures import Figure, Sheet
from engine.words import N_

Figures = tuple[Figure, ...]

_notes = Sheet()
_notes_zero = Sheet(inputs=(0.0, 0.0))
NOTES: Figures = (
    *_notes.neurons("z", 1, "4 -2"),
    *_notes.neurons("a", 1, "0.98 0.12"),
    *_notes.neurons("a", 2, "0.86 0.11"),
    *_notes.neurons("a", 3, "0.62 0.83"),
    *_notes_zero.neurons("a", 1, "0.73 0.5"),
    *_notes_zero.neurons("a", 2, "0.72 0.12"),
    *_notes_zero.neurons("a", 3, "0.51 0.85"),
)

_mazur = Sheet()
_mazur_late = Sheet(updates=10_000)
_ORDER = N_(
    "The article finds ∂C/∂a of the hidden layer with output weights that it has already updated. "
    "All gradients belong to the old weights."
)
MAZUR: Figures = (
    *_mazur.neurons("z", 1, "0.3775"),
    *_mazur.neurons("a", 1, "0.593269992 0.596884378"),
    *_mazur.neurons("z", 2, "1.105905967"),
    *_mazur.neurons("a", 2, "0.75136507 0.772928465"),
    _mazur.figure("C", "0.298371109"),
    *_mazur.neurons("dC_dy", 2, "0.74136507"),
    *_mazur.neurons("dC_dz", 2, "0.138498562"),
    *_mazur.weights("dC_dw", 2, ["0.082167041"]),
    *_mazur.neurons("dC_da", 1, "0.036350306"),
    *_mazur.weights("dC_dw", 1, ["0.000438568"]),
    *_mazur.weights("w_new", 1, ["0.149780716 0.19956143", "0.24975114 0.29950229"]),
    *_mazur.weights("w_new", 2, ["0.35891648 0.408666186", "0.511301270 0.561370121"]),
    _mazur.figure(
        "L_new", "0.291027924",
        erratum=N_(
            "{order} Its own updated weights are right, and give the loss that stands here.", order=_ORDER
        ),
    ),
    Sheet(updates=9_998).figure("L_new", "0.0000351085"),
    Sheet(updates=9_999).figure(
        "L_new", "0.0000351085", erratum=N_("The article counts one too many: it is the loss after 9,999 updates.")
    ),
    _mazur_late.figure("a", "0.015912196", 2, 1, erratum=_ORDER),
    _mazur_late.figure("a", "0.984065734", 2, 2, erratum=_ORDER),
)  # fmt: skip

_hmkcode = Sheet()
_hmkcode_rate = Sheet(factor=0.05)
HMKCODE: Figures = (
    *_hmkcode.neurons("a", 1, "0.85 0.48"),
    *_hmkcode.neurons("a", 2, "0.191"),
    _hmkcode.figure("C", "0.327"),
    *_hmkcode.neurons("dC_dz", 2, "-0.809"),
    *_hmkcode_rate.weights("dC_dw", 2, ["-0.034 -0.019"]),
    *_hmkcode_rate.weights("dC_dw", 1, ["-0.011 -0.017", "-0.012 -0.018"]),
    *_hmkcode.weights("w_new", 2, ["0.17 0.17"]),
    *_hmkcode.weights("w_new", 1, ["0.12 0.23", "0.13 0.10"]),
    *Sheet(updates=1).neurons("a", 2, "0.26"),
)

NIELSEN: Figures = (
    *Sheet().neurons("a", 1, "0.82"),
    *Sheet(updates=300).neurons("a", 1, "0.09"),
)
NIELSEN_CE: Figures = Sheet().neurons("a", 1, "0.82")
NIELSEN_SATURATED: Figures = (
    *Sheet().neurons("a", 1, "0.98"),
    *Sheet(updates=300).neurons("a", 1, "0.20"),
)
NIELSEN_SATURATED_CE: Figures = Sheet().neurons("a", 1, "0.98")

SOFTMAX: Figures = Sheet().neurons("a", 1, "0.88 0.12 0.00")

_cs231n = Sheet()
CS231N: Figures = (
    *_cs231n.neurons("z", 1, "-2.85 0.86 0.28"),
    *Sheet(slack=1).neurons("a", 1, "0.016"),
    *_cs231n.neurons("a", 1, "_ 0.631 0.353"),
    _cs231n.figure("C", "1.04"),
)

_mosher = tuple(Sheet(example=number) for number in (1, 2, 3))
_mosher_forward = (
    *_mosher[0].neurons("a", 1, "0.51350 0.54151"),
    *_mosher[0].neurons("a", 2, "0.88866 0.90743 0.92330 0.93665"),
)
MOSHER: Figures = (
    *_mosher_forward,
    *_mosher[0].neurons("dC_dz", 2, "0.888659 0.907427 0.923305 -0.063351"),
    *_mosher[1].neurons("dC_dz", 2, "0.838178 -0.139718 0.879800 0.896918"),
    *_mosher[2].neurons("dC_dz", 2, "0.923414 0.938578 -0.049102 0.960851"),
    *_mosher[0].neurons("dC_dz", 1, "0.79393 1.05281"),
    *_mosher[1].neurons("dC_dz", 1, "0.73674 0.95128"),
    *_mosher[2].neurons("dC_dz", 1, "0.76775 0.93560"),
    *_mosher[0].weights(
        "dL_dw", 2, ["1.37794 1.43501", "1.03385 1.10676", "0.76894 0.77931", "0.93566 0.96699"]
    ),
    *_mosher[0].neurons("dL_db", 2, "2.65025 1.70629 1.75400 1.79442"),
    *_mosher[0].weights("dL_dw", 1, ["-0.082619 -0.074786", "-0.107533 -0.161585"]),
    *_mosher[0].neurons("dL_db", 1, "2.298415 2.939691"),
)  # fmt: skip
MOSHER_MEAN: Figures = (
    *_mosher_forward,
    _mosher[0].figure("L", "7.4070"),
    *_mosher[0].weights(
        "dL_dw", 2, ["0.459314 0.478337", "0.344618 0.368920", "0.256313 0.259771", "0.311885 0.322331"]
    ),
    *_mosher[0].neurons("dL_db", 2, "0.883417 0.568762 0.584668 0.598139"),
    *_mosher[0].weights("dL_dw", 1, ["-0.027540 -0.024929", "-0.035844 -0.053862"]),
    *_mosher[0].neurons("dL_db", 1, "0.766138 0.979897"),
)  # fmt: skip
