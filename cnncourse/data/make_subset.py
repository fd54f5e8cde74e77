"""Make the embedded Fashion-MNIST subset from the full set: `python -m cnncourse.data.make_subset`."""

import argparse
import hashlib
import io
import zipfile
from pathlib import Path

import numpy as np

from cnncourse.data import fashion, store


def first_of_each_class(labels: np.ndarray, per_class: int) -> np.ndarray:
    """Positions of the first `per_class` members of each class, in rising order.

    Args:
        labels: classes 0–9, `(n,)`.
        per_class: how many to take of each.

    Returns:
        Indices into `labels`, `(10 * per_class,)`.

    >>> first_of_each_class(np.array([*range(10), 3, 1, *range(10)]), 2)[8:13]
    array([ 8,  9, 10, 11, 12])
    """
    return np.sort(np.concatenate([np.flatnonzero(labels == c)[:per_class] for c in range(10)]))


def pack(arrays: dict[str, np.ndarray]) -> bytes:
    """The bytes of an `.npz` file that depend on nothing but the arrays (and the release of zlib).

    Args:
        arrays: what to store, by name.

    Returns:
        A zip file, every date 1 January 1980, as `numpy.load` reads it.

    >>> pack({"a": np.zeros(3)}) == pack({"a": np.zeros(3)})
    True
    """
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, array in arrays.items():
            entry = zipfile.ZipInfo(name + ".npy")  # ZipInfo's own date is 1980-01-01
            entry.create_system, entry.external_attr = 3, 0o644 << 16  # alike on every system
            entry.compress_type = zipfile.ZIP_DEFLATED
            content = io.BytesIO()
            np.lib.format.write_array(content, array, version=(1, 0), allow_pickle=False)
            archive.writestr(entry, content.getvalue(), compresslevel=9)
    return stream.getvalue()


def subset() -> dict[str, np.ndarray]:
    """The arrays of the embedded file, cut from the full Fashion-MNIST.

    Returns:
        `x_train` `(12000, 28, 28)`, `x_test` `(2000, 28, 28)` and their labels `y_train`, `y_test`, uint8;
        `train_index`, `test_index`, int32: the positions in the original sets.
    """
    (x_train, y_train), (x_test, y_test) = fashion.fashion_mnist(full=True, scaled=False)
    train = first_of_each_class(y_train, fashion.TRAIN_PER_CLASS)
    test = first_of_each_class(y_test, fashion.TEST_PER_CLASS)
    return {
        "x_train": x_train[train],
        "y_train": y_train[train].astype(np.uint8),
        "train_index": train.astype("<i4"),
        "x_test": x_test[test],
        "y_test": y_test[test].astype(np.uint8),
        "test_index": test.astype("<i4"),
    }


def main() -> None:
    """Write the file and say whether it is the one that the loader expects."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=fashion.SUBSET_FILE, help="default: in place")
    out = parser.parse_args().out
    content = pack(subset())
    with store.whole(out) as file:
        file.write(content)
    digest = hashlib.sha256(content).hexdigest()
    verdict = "as expected" if digest == fashion.SUBSET_SHA256 else "NOT the one in fashion.py"
    print(f"{out}: {len(content):,} bytes, SHA-256 {digest}, {verdict}")


if __name__ == "__main__":
    main()
