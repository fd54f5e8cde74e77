"""Fashion-MNIST: a subset that travels with the course, and the 70,000 images where they can be found."""

import gzip
import io
import zlib
from functools import lru_cache
from pathlib import Path

import numpy as np

from cnncourse.data import store

CLASS_NAMES = (
    "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat",
    "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot",
)  # fmt: skip
CLASS_NAMES_ZH = ("T恤", "裤子", "套头衫", "连衣裙", "外套", "凉鞋", "衬衫", "运动鞋", "包", "短靴")

SUBSET_FILE = store.FILES / "fashion_mnist_subset.npz"
SUBSET_SHA256 = "1a1725100ebab2c8f1c23c2760ad25e6c87672bc92e122856e91ab7bc2d3b232"
TRAIN_PER_CLASS, TEST_PER_CLASS = 1200, 200

DEBIAN_FOLDER = Path("/usr/share/datasets/fashion-mnist")  # package dataset-fashion-mnist
_KERAS_URL = "https://storage.googleapis.com/tensorflow/tf-keras-datasets/"
# Digests of the unpacked files: Debian and Keras pack the same bytes with different gzip headers.
_UNPACKED_SHA256 = {
    "train-images-idx3-ubyte.gz": "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
    "train-labels-idx1-ubyte.gz": "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9",
    "t10k-images-idx3-ubyte.gz": "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b",
    "t10k-labels-idx1-ubyte.gz": "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34",
}

Split = tuple[np.ndarray, np.ndarray]


def fashion_mnist(full: bool = False, scaled: bool = True) -> tuple[Split, Split]:
    """Photographs of clothes, 28×28 gray pixels each, in ten classes (`CLASS_NAMES`).

    The default is the subset that travels with the course: the first 1,200 images of each class of the
    original training set and the first 200 of each class of the original test set, in their original order.

    Args:
        full: all 70,000 images. They are looked for in Keras' cache, then in Debian's package
            `dataset-fashion-mnist`, and are otherwise downloaded into Keras' cache (30 MB).
        scaled: `True` gives float32 in [0, 1] with a channel axis, `(n, 28, 28, 1)`; `False` gives the bytes
            as `keras.datasets` does, uint8 in 0–255, `(n, 28, 28)`.

    Returns:
        `(x_train, y_train), (x_test, y_test)`: 12,000 and 2,000 images, or 60,000 and 10,000. Labels are
        int64, `(n,)`: bytes would wrap around at 256 in `100 * label`. The arrays are yours to change.

    Raises:
        FileNotFoundError: `full` and the files are nowhere; the message lists the places looked in.
        DamagedFile: the subset's file is not the one that was published.

    Source: Xiao, Rasul & Vollgraf (2017), arXiv:1708.07747, table 1; MIT license, © 2017 Zalando SE.

    >>> (x_train, y_train), (x_test, y_test) = fashion_mnist()
    >>> x_train.shape, x_train.dtype, x_test.shape
    ((12000, 28, 28, 1), dtype('float32'), (2000, 28, 28, 1))
    >>> [CLASS_NAMES[label] for label in y_train[:3]]
    ['Ankle boot', 'T-shirt/top', 'T-shirt/top']
    """
    splits = _full() if full else _subset()
    prepare = _scale if scaled else np.array
    train, test = ((prepare(images), labels.astype(np.int64)) for images, labels in splits)
    return train, test


def _scale(images: np.ndarray) -> np.ndarray:
    return images[..., None].astype(np.float32) / np.float32(255)  # (n, 28, 28) -> (n, 28, 28, 1)


@lru_cache(maxsize=1)
def _subset() -> tuple[Split, Split]:
    content = store.read_verified(SUBSET_FILE, SUBSET_SHA256)
    with np.load(io.BytesIO(content), allow_pickle=False) as file:
        return (file["x_train"], file["y_train"]), (file["x_test"], file["y_test"])


def _full() -> tuple[Split, Split]:
    unpacked = _find_unpacked()
    train, test = (
        (
            np.frombuffer(unpacked[f"{part}-images-idx3-ubyte.gz"], np.uint8, offset=16).reshape(-1, 28, 28),
            np.frombuffer(unpacked[f"{part}-labels-idx1-ubyte.gz"], np.uint8, offset=8),
        )
        for part in ("train", "t10k")
    )
    return train, test


def _find_unpacked() -> dict[str, bytes]:
    """The four files, unpacked and verified, from the first place that has them all."""
    cache = store.keras_cache() / "datasets" / "fashion-mnist"
    refusals = []
    for place, read in (
        (cache, lambda name: (cache / name).read_bytes()),
        (DEBIAN_FOLDER, lambda name: (DEBIAN_FOLDER / name).read_bytes()),
        (_KERAS_URL, lambda name: _fetched(name, cache)),
    ):
        try:
            return {name: _unpack(read(name), name) for name in _UNPACKED_SHA256}
        except OSError as reason:
            why = "not there" if isinstance(reason, FileNotFoundError) else str(reason)
            refusals.append(f"  {place}: {why}")
    raise FileNotFoundError(
        "The full Fashion-MNIST (70,000 images) is not at hand. Looked in\n" + "\n".join(refusals) + "\n"
        "Connect to the network once, or put the four .gz files into the first folder, or install Debian's "
        "dataset-fashion-mnist; `fashion_mnist()` without `full=True` needs none of this."
    )


def _fetched(name: str, cache: Path) -> bytes:
    with store.whole(cache / name) as file:
        store.download(_KERAS_URL + name, file)
        file.seek(0)
        packed = file.read()
        _unpack(packed, name)  # verified before it is kept
    return packed


def _unpack(packed: bytes, name: str) -> bytes:
    try:
        content = gzip.decompress(packed)
    except (EOFError, zlib.error, gzip.BadGzipFile) as reason:
        raise store.DamagedFile(f"{name} is damaged: {reason}") from reason
    return store.verified(content, _UNPACKED_SHA256[name], name)
