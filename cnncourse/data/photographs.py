"""Photographs that scikit-image and scikit-learn carry inside their wheels, read without any download."""

from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import numpy as np


class Photo(NamedTuple):
    """Where a photograph lies and whom to thank for it."""

    package: str  # the installed package that carries it
    file: str  # path inside that package
    shows: str
    credit: str
    license: str


_FREE, _UNCLAIMED = "public domain", "no known copyright restrictions"
_NOT_STATED = "not stated by scikit-image"
PHOTOS = {
    "astronaut": Photo("skimage", "data/astronaut.png", "Eileen Collins", "NASA", _FREE),
    "brick": Photo("skimage", "data/brick.png", "a brick wall, gray", "CC0Textures, Bricks25", "CC0"),
    "camera": Photo("skimage", "data/camera.png", "a man with a camera, gray", "Lav Varshney", "CC0"),
    "cat": Photo("skimage", "data/chelsea.png", "Chelsea the cat", "Stéfan van der Walt", "CC0"),
    "cell": Photo("skimage", "data/cell.png", "a cell in saline, gray", "Müller et al. (2018)", "CC0"),
    "china": Photo("sklearn", "datasets/images/china.jpg", "a palace", "danielbuechele, Flickr", "CC BY 2.0"),
    "clock": Photo("skimage", "data/clock_motion.png", "a clock, motion-blurred, gray", "Stéfan van der Walt", _FREE),
    "coffee": Photo("skimage", "data/coffee.png", "a cup of espresso", "Rachel Michetti", "CC0"),
    "coins": Photo("skimage", "data/coins.png", "Greek coins, gray", "Brooklyn Museum", _UNCLAIMED),
    "flower": Photo("sklearn", "datasets/images/flower.jpg", "a dahlia", "vultilion, Flickr", "CC BY 2.0"),
    "grass": Photo("skimage", "data/grass.png", "grass, gray", "linolafett, DeviantArt", "CC0"),
    "gravel": Photo("skimage", "data/gravel.png", "gravel, gray", "CC0Textures, Gravel04", "CC0"),
    "hubble": Photo("skimage", "data/hubble_deep_field.jpg", "the Hubble eXtreme Deep Field", "NASA", _FREE),
    "moon": Photo("skimage", "data/moon.png", "the surface of the Moon, gray", "scikit-image", _NOT_STATED),
    "page": Photo("skimage", "data/page.png", "a scanned page, gray", "scikit-image", _NOT_STATED),
    "retina": Photo("skimage", "data/retina.jpg", "a human retina", "Mikael Häggström", "CC0"),
    "rocket": Photo("skimage", "data/rocket.jpg", "Falcon 9 at lift-off", "SpaceX", _FREE),
    "text": Photo("skimage", "data/text.png", "printed words, gray", "Wikipedia, Corner.png", _FREE),
    "tissue": Photo("skimage", "data/ihc.png", "stained tissue of the colon", "CMMI", _UNCLAIMED),
}


def photo_names() -> tuple[str, ...]:
    """Names that `photos` knows, in alphabetical order.

    Returns:
        The names.

    >>> photo_names()[:5]
    ('astronaut', 'brick', 'camera', 'cat', 'cell')
    """
    return tuple(sorted(PHOTOS))


def photo_credit(name: str) -> str:
    """One line that says what a photograph shows, who made it and under which terms.

    Args:
        name: one of `photo_names()`.

    Returns:
        A sentence for a caption.

    >>> photo_credit("cat")
    'Chelsea the cat. Stéfan van der Walt, CC0, from scikit-image.'
    """
    photo = _known(name)
    package = {"skimage": "scikit-image", "sklearn": "scikit-learn"}[photo.package]
    return f"{photo.shows[0].upper()}{photo.shows[1:]}. {photo.credit}, {photo.license}, from {package}."


def photos(name: str | None = None, side: int | None = None, gray: bool = False) -> np.ndarray | dict[str, np.ndarray]:
    """A photograph, or all of them.

    Args:
        name: one of `photo_names()`; `None` for all.
        side: cut the largest square out of the middle and resample it to `side × side` pixels (bicubic,
            smoothed where it shrinks); `None` keeps the photograph as it is.
        gray: brightness only, `0.299 R + 0.587 G + 0.114 B`.

    Returns:
        float32 in [0, 1], `(h, w, 3)`, or `(h, w)` if `gray`; for `name=None` a dict of them by name.
        Photographs that are gray by nature have three equal channels.

    Raises:
        ValueError: an unknown name, or a side below 1.
        FileNotFoundError: the package that carries the photograph is missing or has it no longer.

    >>> photos("china").shape, photos("china", side=224).shape, photos("coins", gray=True).shape
    ((427, 640, 3), (224, 224, 3), (303, 384))
    """
    if name is None:
        return {each: photos(each, side, gray) for each in photo_names()}
    return _pixels(name, side, gray).astype(np.float32) / np.float32(255)


def _pixels(name: str, side: int | None = None, gray: bool = False) -> np.ndarray:
    """The photograph as bytes: all resampling is done on integers, so it is the same on every machine."""
    from PIL import Image

    if side is not None and side < 1:
        raise ValueError(f"side is a number of pixels, at least 1; got {side}.")
    with Image.open(_path(name)) as file:
        image = file.convert("L" if gray else "RGB")
    if side is not None:
        w, h = image.size
        edge = min(w, h)
        left, top = (w - edge) // 2, (h - edge) // 2
        square = image.crop((left, top, left + edge, top + edge))
        image = square.resize((side, side), Image.Resampling.BICUBIC)
    return np.asarray(image)


def _known(name: str) -> Photo:
    if name not in PHOTOS:
        raise ValueError(f"There is no photograph {name!r}. There are: {', '.join(photo_names())}.")
    return PHOTOS[name]


def _path(name: str) -> Path:
    photo = _known(name)
    package = find_spec(photo.package)  # finds the folder without importing the package
    path = Path(package.origin).parent / photo.file if package else Path(photo.package) / photo.file
    if not path.is_file():
        raise FileNotFoundError(
            f"The photograph {name!r} should be at {path} and is not. "
            "scikit-image and scikit-learn carry the photographs: install both again."
        )
    return path
