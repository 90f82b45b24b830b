"""From a grey picture, a scan or a photograph, to ink on paper.

1. Grain: a large picture is smoothed a little.
2. Polarity: of the strokes that a closing fills (dark ones) and those that an opening takes away (light ones) the
   stronger ones are ink; where neither are by far, the border of the picture is paper. Where ink is light, black and
   white change places.
3. Paper: the brightest grey around every pixel in a window wider than any stroke, then the darkest of these in as wide
   a one (a closing): strokes vanish, light that falls unevenly and the edges of shadows stay. Darkness is by which
   share a pixel is darker than its paper, beyond what most pixels are.
4. Threshold: the one that parts the darkness of all pixels best (Otsu, 1979); from half of it to one and a half times
   it, ink goes from 0 to 1. Where the darker part is hardly darker than the paper's own grain there is no ink.
5. Specks: of the connected parts those with less than a tenth of the largest one's ink are dropped, and so is what
   touches the border, unless it is most of the ink.
"""

import numpy as np
from numpy.typing import NDArray

from engine.arrays import Array, ShapeError
from engine.words import N_

_STRONG = 0.98
_CLEARLY = 2.5
_BORDER = 0.08
_NEARLY = 0.004
_WINDOW = 10
_NARROWEST = 4
_GRAIN = 120
_FAINTEST = 0.1
_DARKEST = 0.05
_SPECK = 0.1
_BINS = 64
_APART = 6.0

Mask = NDArray[np.bool_]


def ink_of(grey: Array) -> Array:
    """The ink on a picture, (h, w), 0 paper to 1 ink; zeros where none is found.

    Args:
        grey: (h, w), 0 black to 1 white.

    Raises:
        ShapeError: when it is no matrix.
    """
    if grey.ndim != 2 or grey.size == 0:
        raise ShapeError(N_("a picture is a matrix, not of the shape {shape}", shape=grey.shape))
    light = _mean(grey, min(grey.shape) // _GRAIN)
    if _is_light_on_dark(light):
        light = 1.0 - light
    darkness = 1.0 - light / np.maximum(_paper(light), _DARKEST)
    darkness = np.maximum(darkness - np.median(darkness), 0.0)
    if darkness.max() < _FAINTEST:
        return np.zeros_like(darkness)
    threshold, apart = _otsu(darkness)
    if apart < _APART:
        return np.zeros_like(darkness)
    return _without_specks(np.clip((darkness - 0.5 * threshold) / threshold, 0.0, 1.0))


def _is_light_on_dark(light: Array) -> bool:
    """Whether light strokes are clearly stronger than dark ones, or else the border is on the dark side.

    Which side that is its surroundings say, and where they say nothing the whole picture.
    """
    below, above = _paper(light) - light, light - 1.0 + _paper(1.0 - light)
    dark_strokes, light_strokes = float(np.quantile(below, _STRONG)), float(np.quantile(above, _STRONG))
    if max(dark_strokes, light_strokes) > _CLEARLY * min(dark_strokes, light_strokes):
        return light_strokes > dark_strokes
    edge = max(1, round(_BORDER * min(light.shape)))
    border = np.ones(light.shape, bool)
    border[edge:-edge, edge:-edge] = False
    nearer = float(np.median(below[border]) - np.median(above[border]))
    if abs(nearer) > _NEARLY:
        return nearer > 0
    return bool(np.median(light[border]) < 0.5 * (light.min() + light.max()))


def _paper(light: Array) -> Array:
    """The paper's own grey everywhere: the greatest of a window, then the least of those."""
    reach = max(_NARROWEST, min(light.shape) // _WINDOW)
    # Beyond the border light goes on as it came, so that its slope there is no ink.
    large = min(light.shape) > 4 * _WINDOW
    beyond = np.pad(light, 2 * reach, mode="reflect", reflect_type="odd" if large else "even")
    return -_greatest(-_greatest(beyond, reach), reach)


def _greatest(values: Array, reach: int) -> Array:
    """The greatest value within ``reach`` pixels along both sides; narrower by as much at each end."""
    for axis in (0, 1):
        values = np.lib.stride_tricks.sliding_window_view(values, 2 * reach + 1, axis=axis).max(axis=-1)
    return values


def _mean(values: Array, reach: int) -> Array:
    """The mean within ``reach`` pixels, along both sides."""
    for axis in (0, 1):
        padded = np.pad(values, [(reach + 1, reach) if side == axis else (0, 0) for side in (0, 1)], mode="edge")
        sums = padded.cumsum(axis=axis)
        length, width = values.shape[axis], 2 * reach + 1
        upper = np.take(sums, range(width, length + width), axis=axis)
        values = (upper - np.take(sums, range(length), axis=axis)) / width
    return values


def _otsu(darkness: Array) -> tuple[float, float]:
    """The threshold with the greatest variance between its two sides, and how many times the paper's grain apart."""
    counts, edges = np.histogram(darkness, bins=_BINS, range=(0.0, float(darkness.max())))
    middles = 0.5 * (edges[1:] + edges[:-1])
    below, total = counts.cumsum(), counts.sum()
    moment = (counts * middles).cumsum()
    above = total - below
    with np.errstate(invalid="ignore", divide="ignore"):
        low, high = moment / below, (moment[-1] - moment) / above
        between = np.where((below > 0) & (above > 0), below * above * (high - low) ** 2, 0.0)
    best = int(between.argmax())
    dark, paper = darkness > edges[best + 1], darkness <= edges[best + 1]
    if not dark.any():
        return float(edges[best + 1]), 0.0
    return float(edges[best + 1]), float(darkness[dark].mean() - darkness[paper].mean()) / (
        float(darkness[paper].std()) + 1e-9
    )


def _without_specks(ink: Array) -> Array:
    parts = _parts(ink > 0.3)
    if not parts.max():
        return ink
    mass = np.bincount(parts.ravel(), weights=ink.ravel())
    mass[0] = 0.0
    border = np.unique(np.concatenate([parts[0], parts[-1], parts[:, 0], parts[:, -1]]))
    inside = mass.copy()
    inside[border] = 0.0
    kept = inside if inside.sum() > 0.2 * mass.sum() else mass
    keep = kept >= _SPECK * kept.max()
    keep[0] = False
    near = keep[parts]
    for _ in range(2):  # the soft edge of a part that is kept
        near = _grown(near)
    cleaned: Array = np.where(near, ink, 0.0)
    return cleaned


def _grown(mask: Mask) -> Mask:
    """The mask and its four neighbours everywhere."""
    grown = mask.copy()
    grown[1:] |= mask[:-1]
    grown[:-1] |= mask[1:]
    grown[:, 1:] |= mask[:, :-1]
    grown[:, :-1] |= mask[:, 1:]
    return grown


def _parts(mask: Mask) -> NDArray[np.intp]:
    """The connected parts of a mask, side by side or corner to corner, as numbers from 1; 0 outside.

    Every pixel takes the greatest number around it, along whole rows and columns at once, until nothing changes.
    """
    labels = np.where(mask, np.arange(1, mask.size + 1).reshape(mask.shape), 0)
    while True:
        before = labels
        for axis in (0, 1):
            for turned in (False, True):
                labels = _swept(labels, mask, axis, backward=turned)
        padded = np.pad(labels, 1)
        corners = [padded[:-2, :-2], padded[:-2, 2:], padded[2:, :-2], padded[2:, 2:]]
        labels = np.where(mask, np.maximum(labels, np.maximum.reduce(corners)), 0)
        if np.array_equal(labels, before):
            break
    _, numbered = np.unique(labels, return_inverse=True)
    numbered = numbered.reshape(mask.shape)
    return numbered if not mask.all() else numbered + 1


def _swept(labels: NDArray[np.intp], mask: Mask, axis: int, *, backward: bool) -> NDArray[np.intp]:
    """Each run of the mask along an axis with the greatest number so far in it."""
    if axis == 0:
        return _swept(labels.T, mask.T, 1, backward=backward).T
    if backward:
        return _swept(labels[:, ::-1], mask[:, ::-1], 1, backward=False)[:, ::-1]
    # A run is told from the one before by an offset that grows with every gap, so that one running maximum does.
    gaps = np.cumsum(~mask, axis=1) * (int(labels.max()) + 1)
    swept = np.maximum.accumulate(labels + gaps, axis=1) - gaps
    return np.where(mask, swept, 0)
