"""Every bound that a request meets, each with its reason; nothing else in the project limits what may be asked.

The bounds of a lesson's address follow further down than those of a network sent in a body, because an address
is short and a lesson is looked at, while a body is only computed.
"""

# A network sent to /api. With these bounds the largest request costs well under a second on one core.
MAX_LAYERS = 12
"""Layers of weights: deeper than anything taught by hand, and gradients of sigmoids vanish long before."""

MAX_WIDTH = 1024
"""Neurons of one layer, inputs included: a picture of 28×28 or 32×32 pixels fits."""

MAX_PARAMETERS = 131_072
"""Weights and biases together: 784-128-64-10 fits; the answer repeats each of them twice."""

MAX_EXAMPLES = 512
"""Examples of one batch: as many as are usual; more are asked for in several requests and added up."""

MAX_ACTIVITY = 65_536
"""Examples times neurons, inputs included: the answer holds up to six numbers for each."""

MAX_MAGNITUDE = 1e300
"""Size of any number sent: float64 ends at 1.8e308, so what is not finite is the network's doing, not the input's."""

MAX_BODY_BYTES = 4 * 1024 * 1024
"""Bytes of a body: the largest network and batch at some 20 characters a number."""

# How a request is served.
INLINE_BODY_BYTES = 16 * 1024
"""Bodies up to this size (some 800 numbers) are computed at once, in about a millisecond; larger ones in a thread."""

GZIP_MIN_BYTES = 1024
"""Answers below it fit into one packet anyway."""

GZIP_LEVEL = 5
"""Beyond it a page gets slower by more than it gets smaller."""

# What an error repeats of its cause.
MAX_ECHO = 80
"""Characters of a refused value that its error message repeats: enough to recognise it."""
