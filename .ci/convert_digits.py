"""Makes ``engine/digit_data/uci_digits.bin`` of the digits that scikit-learn carries (``pip install scikit-learn``).

Run once; what it wrote is committed, and nothing else needs scikit-learn. Each digit is 65 bytes, 64 pixels of
0 to 16 and what it is, the whole compressed by zlib; nothing is rounded.
"""

import zlib
from pathlib import Path

import numpy as np
from sklearn.datasets import load_digits

TARGET = Path(__file__).parent.parent / "engine" / "digit_data" / "uci_digits.bin"


def main() -> None:
    """Write the file."""
    digits = load_digits()
    exact = np.column_stack([digits.data, digits.target])
    rows = exact.astype(np.uint8)
    if not np.array_equal(rows, exact):
        raise SystemExit("a pixel is no whole number from 0 to 255")
    TARGET.write_bytes(zlib.compress(rows.tobytes(), 9))


if __name__ == "__main__":
    main()
