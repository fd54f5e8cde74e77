"""`squeeze`: reference, cases, slips and hints."""

import numpy as np

from cnncourse.autocheck import exercise


@exercise(points=1, minutes=4)
def squeeze(x: np.ndarray) -> np.ndarray:
    """One number for each channel of each image: the mean over all its places.

    Args:
        x: maps, `(n, h, w, c)`.

    Returns:
        The means, `(n, c)`.
    """
    # BEGIN SOLUTION
    return x.mean(axis=(1, 2))
    # END SOLUTION


@squeeze.cases
def _(rng):
    yield "one image, two channels", (np.array([[[[1.0, -2], [3, 0]], [[5, 0], [7, 6]]]]),)
    yield "two images", (rng.normal(size=(2, 3, 4, 5)).round(2),)
    yield "one row", (rng.normal(size=(3, 1, 6, 2)).round(2),)


@squeeze.mistake(
    "you averaged over the channels", "Then every place has one number. Asked for is one number a channel: what goes?"
)
def over_channels(x):
    return x.mean(axis=3)


@squeeze.mistake(
    "the images are averaged too", "Every image has means of its own. Otherwise no gate could depend on the image."
)
def over_images(x):
    return x.mean(axis=(0, 1, 2))


@squeeze.mistake("one number for the whole image", "The channels stay apart: `c` numbers for each image.")
def over_all_but_images(x):
    return x.mean(axis=(1, 2, 3))


@squeeze.mistake("that is the sum", "A sum grows with the size of the map. The mean does not.")
def added(x):
    return x.sum(axis=(1, 2))


@squeeze.mistake("that is the maximum", "The block takes the mean of all places. (The paper tried both, section 6.2.)")
def largest(x):
    return x.max(axis=(1, 2))


@squeeze.mistake(
    "two axes of length 1 are left",
    "The numbers are right. `keepdims=True` keeps (n, 1, 1, c); the dense layers of the next step want (n, c).",
)
def kept(x):
    return x.mean(axis=(1, 2), keepdims=True)


@squeeze.mistake("one axis too few", "Height *and* width go. You averaged over one of them.")
def rows_only(x):
    return x.mean(axis=1)


@squeeze.mistake("the channels come last here", "Axes 2 and 3 are width and channels. Height and width are 1 and 2.")
def channels_first(x):
    return x.mean(axis=(2, 3))


@squeeze.mistake(
    "the places were miscounted", "There are `h · w` places. You divided by `h · h`; the maps are not square."
)
def height_squared(x):
    return x.sum(axis=(1, 2)) / x.shape[1] ** 2


@squeeze.mistake("the sides were added", "There are `h · w` places, not `h + w`.")
def sides_added(x):
    return x.sum(axis=(1, 2)) / (x.shape[1] + x.shape[2])


@squeeze.mistake(
    "`reshape` mixed the channels",
    "It keeps the order of the numbers, and the channels come last: one row of (n, c, h·w) then holds numbers of several channels.",
)
def reshaped(x):
    return x.reshape(len(x), x.shape[3], -1).mean(axis=2)


@squeeze.mistake("that is the median", "The block takes the mean: the sum divided by the number of places.")
def median(x):
    return np.median(x, axis=(1, 2))


@squeeze.mistake("one number for everything", "`x.mean()` averages all axes. Images and channels stay: `(n, c)`.")
def all_in_one(x):
    return x.mean()


@squeeze.mistake("the means were rounded down", "`//` drops the fraction. Divide with `/`.")
def rounded_down(x):
    return x.sum(axis=(1, 2)) // (x.shape[1] * x.shape[2])


@squeeze.mistake("images and channels are exchanged", "A row for each image, a column for each channel: `(n, c)`.")
def turned(x):
    return x.mean(axis=(1, 2)).T


@squeeze.mistake("only the first image was looked at", "There are `n` images, and every one has means of its own.")
def first_alone(x):
    return x[0].mean(axis=(0, 1))


@squeeze.mistake("the signs are lost", "Negative numbers count as they are: they pull the mean down.")
def of_sizes(x):
    return np.abs(x).mean(axis=(1, 2))


squeeze.hint(
    "It is global average pooling (lesson 11).",
    "Of the axes (n, h, w, c) two disappear.",
    "`x.mean(axis=…)` takes a pair of axes.",
)
