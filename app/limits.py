"""Every bound that a request meets, each with its reason; nothing else in the project limits what may be asked.

The bounds of a lesson's address follow further down than those of a network sent in a body, because an address
is short and a lesson is looked at, while a body is only computed.
"""

from itertools import pairwise

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

MAX_BODY_BYTES = 6 * 1024 * 1024
"""Bytes of a body: the largest network and batch, and the largest drawing, at some 20 characters a number."""

# A drawing sent to /api/digit.
MIN_IMAGE_SIDE = 8
"""Rows or columns: a digit of fewer pixels is a guess."""

MAX_IMAGE_SIDE = 512
"""Rows or columns: 32 times as fine as what the network sees, and read and shrunk in some hundredths of a second."""

# How a request is served.
INLINE_BODY_BYTES = 16 * 1024
"""Bodies up to this size (some 800 numbers) are computed at once, in about a millisecond; larger ones in a thread."""

MAX_WAITING = 512
"""Requests that wait for the engine: a lecture hall that clicks in the same second."""

MAX_KEPT_WAITING = 4
"""Where so many wait, one of several workers keeps no connection: 20 ms of work that another one may be free for."""

YOUNG_OBJECTS = 20_000
"""A worker searches for garbage in cycles after so many objects, some two pages' worth: a few MB."""

MAX_TURN_SECONDS = 0.05
"""Ten pages' time: beside what computes for longer, somebody else's page is made."""

MAX_WAITING_SECONDS = 6.0
"""So long does one wait at most: less than the page's own patience of 15 s."""

RETRY_SECONDS = (1, 4)
"""A server that is busy asks for so many seconds, drawn anew each time: a hall that was sent away comes back spread."""

MAX_WORKERS = 64
"""Processes: one a core is right, and no machine for a course has more."""

GRACE_SECONDS = 10
"""So long may requests under way still take when the server is stopped: they waited and worked for less."""

GZIP_MIN_BYTES = 1024
"""Answers below it fit into one packet anyway."""

GZIP_LEVEL = 4
"""Beyond it a page gets slower by more than it gets smaller."""

# What an error repeats of its cause.
MAX_ECHO = 80
"""Characters of a refused value that its error message repeats: enough to recognise it."""

# The address of a lesson.
MAX_ADDRESS = 6_000
"""Characters of a query: every browser, proxy and mail program passes on that many."""

MAX_LESSON_LAYERS = 8
"""Layers of weights: what is stepped through one operation at a time has to be looked at, too."""

MAX_LESSON_WIDTH = 32
"""Neurons of one layer, inputs included: more do not stay a picture with labels."""

MAX_LESSON_EXAMPLES = 64
"""Examples of one batch: the choice of the example is a list that one can read."""

MAX_LESSON_NUMBER = 1e6
"""Size of a number in an address: a million in every weight of the largest linear network does not overflow yet."""

MAX_UNDO = 20
"""Changes by hand that can be undone: each adds some ten characters to the address."""

MAX_COVERED = 64
"""Numbers covered by name: each adds some ten characters to the address, and nobody is asked more."""

MAX_ANSWERS = 64
"""Answers kept in an address, wrong ones among them; the oldest are forgotten."""

MAX_SEED = 2**31 - 1
"""Two thousand million draws are enough, and every language has an integer of that size."""

MAX_LEARNING_RATE = 1_000.0
"""Beyond it nothing converges; divergence itself can be seen far below it."""

MAX_UPDATES = 10_000
"""Updates of one lesson: as many as the longest of the worked examples; the smallest network takes some 0.1 s."""

MAX_NOISE = 2.0
"""Standard deviation of the noise of prepared data, whose points lie within −1 … 1: nothing is left of them."""

NEURON_WORK = 64
"""What a neuron's function costs, counted in weights: gelu's, the slowest; the others are far below it."""

MAX_WORK = 1_000_000_000
"""Updates times examples times weights: about a second on one core, the longest that a cold address may take."""


def most_updates(sizes: tuple[int, ...], examples: int) -> int:
    """The greatest count of updates that a lesson may have.

    Args:
        sizes: neurons a layer, the input layer first.
        examples: of its batch.
    """
    return min(MAX_UPDATES, MAX_WORK // work(sizes, examples))


def work(sizes: tuple[int, ...], examples: int) -> int:
    """What one update costs, counted in weights: every weight once an example, and every neuron's function."""
    return examples * sum((n_in + 1 + NEURON_WORK) * n_out for n_in, n_out in pairwise(sizes))


MAX_SAMPLES = 200
"""Counts at which a run is measured for its curves: as many as their lines have room for."""


def most_samples(sizes: tuple[int, ...], examples: int) -> int:
    """At how many counts a run is measured: for the largest networks and data fewer, so that it takes half a second.

    Args:
        sizes: neurons a layer, the input layer first.
        examples: all there are, those kept for testing included.
    """
    return min(MAX_SAMPLES, MAX_WORK // work(sizes, examples))


MAX_FRAMES = 120
"""Frames in one answer for playing: two seconds of a screen's rate, and some tenths of a second of work."""

FRAMES_WORK = 400_000_000
"""Frames times places of a map times weights: a place costs some four times as much to draw as an example to learn."""

MAP_PLACES = 1_000
"""Places at which the neurons of a frame are asked, or examples where there is no plane."""


def most_frames(sizes: tuple[int, ...]) -> int:
    """How many frames one answer has at most: for the largest networks fewer, so that it takes half a second."""
    return min(MAX_FRAMES, FRAMES_WORK // work(sizes, MAP_PLACES))


# What the server keeps between requests.
CHECKPOINT_BYTES = 32 * 1024 * 1024
"""Bytes of remembered states: some 20,000 states of a lesson's small network, at no cost in memory worth a thought."""

REMEMBERED_MEASURES = 20_000
"""Measures of states, some 500 bytes each: a hundred runs as they grow while they are played."""

ANSWER_BYTES = 32 * 1024 * 1024
"""Bytes of remembered answers: some hundred pages, those that a class has just opened."""

# The address of a drawing.
MAX_DEEDS = 500
"""Steps of the weights and of the drawing before a moment: 0.1 s of replay, and more than one does by hand."""

MAX_TRAINED = 3_000
"""Updates of training in front of the user: a third of a second, and little is left to learn."""

MAX_DRAWINGS_BEGUN = 256
"""Drawings whose numbers a process keeps, some 150 kB each: a lecture hall's, who step through theirs side by side."""

MAX_DRAWN_EDGES = 500
"""Edges drawn one by one, each of which can be pointed at; all of them are drawn in bulk."""

MAX_PEN_SIDE = 128
"""Rows or columns of a drawing in progress: eight times as fine as what the network sees."""

# An uploaded picture.
MAX_PICTURE_BYTES = 6 * 1024 * 1024
"""Bytes of a file: what telephones write, and no more than any other body."""

MAX_PICTURE_PIXELS = 25_000_000
"""Pixels: what telephones take; decoded they need some 100 MB for a moment, ten times as many would be a bomb."""

# Own data and own weights.
MAX_TABLE_TEXT = 256 * 1024
"""Bytes of a table: the rows and columns below at some eight characters a number, and twice as many."""

MAX_TABLE_ROWS = 1_000
"""Rows: one update on all of them still takes a few milliseconds, and their points fill a map."""

MAX_TABLE_COLUMNS = 33
"""Columns: as many inputs as a lesson's layer may have, and the target."""

MAX_TABLE_CELL = 80
"""Characters of a cell: a name or a class has to fit beside a point."""

MAX_CLASSES = 10
"""Classes: so many shapes of points, and outputs of a network, one can tell apart."""

MAX_DATA_TOKEN = 3_000
"""Characters of data within an address: half of it; what is longer goes by its name."""

MAX_WEIGHTS_FILE = 1024 * 1024
"""Bytes of a file of weights, unpacked: the largest lesson has 8,448, of some 25 characters each."""

MAX_WEIGHTS_ARRAYS = 64
"""Arrays in such a file: four times as many as the deepest lesson has."""

MAX_WEIGHTS_TEXT = 4_500
"""Characters of weights and biases within an address, so that there is room for a moment; more go by their name."""

STORE_ITEM_BYTES = 1024 * 1024
"""Bytes of one thing in the store: more than the largest table or network."""

STORE_BYTES = 256 * 1024 * 1024
"""Bytes of the store: a thousand of the largest tables; then what was not read for the longest time goes."""

MAX_SHARED_TEXT = 400
"""Characters of a title or text that travels with what is shared: more than a sentence, and an address holds it."""

MAX_COURSE_ITEMS = 100
"""Moments of a course: more than a term has."""

MAX_COURSE_TEXT = 4000
"""Characters of one text of a course: a page of a book."""

MAX_COURSE_BYTES = 1_000_000
"""Bytes of a course's file: more than all of its texts in two languages."""

MAX_CITED_NUMBERS = 40_000
"""Numbers in a program that repeats a moment: some 800 kB of text, four of the largest networks of digits."""

MAX_CITED_TEXT = 60_000
"""Characters of a text to be copied out of a page; what is longer is a file."""

# One file without a server, and animations.
MAX_FILE_BYTES = 2_000_000
"""Bytes of a lesson in one file: a mail, a learning platform and an old USB stick take it without a word."""

MAX_FILE_MOMENTS = 200
"""Moments of such a file: as many as one scrubs through; each costs some hundredths of a second to draw."""

MOMENT_WORK = 200
"""What drawing a moment costs besides its weights, counted in weights: 20 ms, and each weight a tenth of one."""

FILE_WORK = 45_000
"""Moments times what each costs, counted in weights: some 5 s on one core, the longest that one answer is worked at."""

MAX_ANIMATION_FRAMES = 60
"""Frames of an animation: a minute at one a second, and some seconds of drawing."""

ANIMATION_WIDTHS = (240, 1200)
"""Its width in pixels: from the margin of a slide to a preview of links."""

ANIMATION_PACES = (40, 5000)
"""Milliseconds a frame: browsers show none for less than 20, and nobody waits longer than 5 s."""

ANIMATION_PIXELS = 8_000_000
"""Pixels of all frames together: some 5 s on one core, and files of some megabytes at most."""

ANIMATION_PART = 4
"""Frames of one part, which a page asks for by itself: about a second, less than it waits for any answer."""
