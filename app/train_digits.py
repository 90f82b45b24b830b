"""The command ``python -m app.train_digits``: makes the trained digit networks anew from the data that ships.

It draws some 240,000 images, trains six networks, prints the figures and writes the weights into
``engine/digit_data/``; on one kind of processor with one release of NumPy always the same bytes, elsewhere nearly the
same. ``--check`` writes nothing and compares; ``--hold-out`` leaves a quarter of the scanned digits, written by other
people than the rest, out of the training and says how many of them are recognised.
"""

import argparse
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from threadpoolctl import threadpool_limits

from engine import digit_data
from engine.digit_images import drawn_strokes, enlarged, scanned, varied_scans
from engine.digit_networks import DIGIT_NETWORKS, digit_network, pack
from engine.digit_training import fit, levelled, share_right
from engine.digits import Levels, levels
from engine.network import Layer

SEED = 1
UPDATES = 40_000
STROKES_A_DIGIT = 16_000
VARIATIONS = 45


@dataclass(frozen=True, eq=False)
class Pool:
    """Images to learn from, and images to judge by that are in no way among them.

    Attributes:
        seen: (N, 256) levels of 0 to 15 to learn from.
        digits: (N,), what they are.
        fresh: freshly drawn strokes, and what they are.
        scans: scanned digits as they are, and what they are: those left out, or else all.
    """

    seen: Levels
    digits: Levels
    fresh: tuple[Levels, Levels]
    scans: tuple[Levels, Levels]


def pool(strokes: int, variations: int, hold_out: bool = False, seed: int = SEED) -> Pool:
    """Images of drawn strokes and of varied scans, some 2 : 1 where the numbers are the command's.

    Args:
        strokes: a digit.
        variations: of every scanned digit.
        hold_out: whether the last quarter of the scans, in the order in which people wrote them, is not learnt from.
        seed: of everything drawn.
    """
    digits = scanned()[1]
    learnt = np.arange(len(digits) - len(digits) // 4 if hold_out else len(digits))
    judged = np.setdiff1d(np.arange(len(digits)), learnt) if hold_out else learnt
    parts = [drawn_strokes(strokes, seed), varied_scans(variations, seed, learnt)]
    seen, known = (np.concatenate(part) for part in zip(*parts, strict=True))
    scans = levels(enlarged()[judged]), digits[judged]
    return Pool(seen, known, drawn_strokes(200, seed + 1), scans)


def main(arguments: Sequence[str] | None = None) -> None:
    """Train, print the figures, and write the weights or compare them."""
    options = _parser().parse_args(arguments)
    with threadpool_limits(1):
        started = time.perf_counter()
        images = pool(options.strokes, options.variations, options.hold_out)
        print(f"{len(images.seen)} images in {time.perf_counter() - started:.0f} s", flush=True)
        for name in options.networks:
            started = time.perf_counter()
            layers = levelled(fit(name, images.seen, images.digits, options.updates, SEED), images.seen)
            seconds = time.perf_counter() - started
            print(f"{name:>13}: {options.updates} updates in {seconds:.0f} s, {_figures(layers, images)}", flush=True)
            if options.check:
                print(f"{'':>13}  {_comparison(name, layers)}", flush=True)
            elif not options.hold_out:
                options.folder.mkdir(parents=True, exist_ok=True)
                (options.folder / f"{name}.bin").write_bytes(pack(layers))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m app.train_digits",
        description="Train the digit networks from the data that ships, and print the figures.",
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    parser.add_argument("networks", nargs="*", default=DIGIT_NETWORKS, help="which networks")
    parser.add_argument("--updates", type=int, default=UPDATES, help="of the weights, by 128 images each")
    parser.add_argument("--strokes", type=int, default=STROKES_A_DIGIT, help="drawn images a digit")
    parser.add_argument("--variations", type=int, default=VARIATIONS, help="of every scanned digit")
    parser.add_argument("--folder", type=Path, default=Path(digit_data.__file__).parent, help="where weights go")
    parser.add_argument("--check", action="store_true", help="write nothing, compare with the weights that ship")
    parser.add_argument("--hold-out", action="store_true", help="write nothing, judge by scans left out")
    return parser


def _figures(layers: tuple[Layer, ...], images: Pool) -> str:
    strokes, scans = (100 * share_right(layers, *judged) for judged in (images.fresh, images.scans))
    return f"{strokes:.2f} % of fresh strokes, {scans:.2f} % of {len(images.scans[0])} scans"


def _comparison(name: str, layers: tuple[Layer, ...]) -> str:
    shipped = digit_network(name)
    if pack(layers) == pack(shipped):
        return "the very weights that ship"
    most = max(float(np.abs(new.matrix - old.matrix).max()) for new, old in zip(layers, shipped, strict=True))
    return f"not the weights that ship: up to {most:.2g} away"


if __name__ == "__main__":
    main()
