"""`global_avg_pool`: reference, cases, slips and hints."""

import numpy as np

from cnncourse.autocheck import exercise

from .basis import _maps


@exercise(points=1, minutes=4)
def global_avg_pool(x: np.ndarray) -> np.ndarray:
    """Take the mean of each whole feature map.

    Args:
        x: feature maps, `(n, h, w, c)`.

    Returns:
        One number for each channel of each image, `(n, c)`.
    """
    # BEGIN SOLUTION
    return x.mean(axis=(1, 2))
    # END SOLUTION


@global_avg_pool.cases
def _(rng):
    yield "one map of six pixels", (np.array([[1.0, 2, 3], [4, 5, 12]]).reshape(1, 2, 3, 1),)
    yield "two images, four channels", (_maps(rng, 2, 3, 5, 4),)
    yield "one image", (_maps(rng, 1, 4, 2, 3),)
    yield "maps of one pixel", (_maps(rng, 3, 1, 1, 2),)


@global_avg_pool.mistake(
    "you averaged over the channels", "Each channel has its own mean. Rows and columns, axes 1 and 2, are what goes."
)
def over_the_channels(x):
    return x.mean(axis=3)


@global_avg_pool.mistake(
    "you took the axes of another layout",
    "Axes 2 and 3 are rows and columns in PyTorch, `(n, c, h, w)`. Here the channels come last.",
)
def other_layout(x):
    return x.mean(axis=(2, 3))


@global_avg_pool.mistake(
    "you averaged over the images too", "Every image of the batch keeps its own numbers: leave axis 0."
)
def over_images(x):
    return x.mean(axis=(0, 1, 2))


@global_avg_pool.mistake(
    "you averaged over everything", "One number for each channel of each image is wanted: `(n, c)`."
)
def one_number(x):
    return x.mean()


@global_avg_pool.mistake(
    "two axes of length one are left over", "Without `keepdims`, the result is `(n, c)`, which a dense layer can take."
)
def axes_left(x):
    return x.mean(axis=(1, 2), keepdims=True)


@global_avg_pool.mistake(
    "that is Flatten", "Flatten keeps every number, `(n, h·w·c)`. Global pooling keeps one for each channel."
)
def flattened(x):
    return x.reshape(len(x), -1)


@global_avg_pool.mistake("you did not divide", "That is the sum of each map; it grows with the size of the image.")
def summed_maps(x):
    return x.sum(axis=(1, 2))


@global_avg_pool.mistake("that is global maximum pooling", "The mean is wanted, to which every pixel adds.")
def largest_of_map(x):
    return x.max(axis=(1, 2))


@global_avg_pool.mistake(
    "the channels are gone",
    "You averaged over axis 3 too. Each channel of an image keeps a number of its own: `(n, c)`.",
)
def all_but_images(x):
    return x.mean(axis=(1, 2, 3))


@global_avg_pool.mistake(
    "you averaged over images and rows", "Axis 0 counts the images and stays. Rows are axis 1, columns axis 2."
)
def images_and_rows(x):
    return x.mean(axis=(0, 1))


@global_avg_pool.mistake(
    "the columns are still there", "Axis 1 is the rows. The window is the whole map: columns go too."
)
def only_rows(x):
    return x.mean(axis=1)


@global_avg_pool.mistake(
    "you divided as if the map were square", "A map has `h * w` pixels. `x.shape[1]` and `x.shape[2]` may differ."
)
def squared_side(x):
    return x.sum(axis=(1, 2)) / x.shape[1] ** 2


@global_avg_pool.mistake(
    "you divided by the channels too", "A map has `h * w` pixels. `x[0].size` counts those of all channels."
)
def divided_by_all(x):
    return x.sum(axis=(1, 2)) / x[0].size


@global_avg_pool.mistake(
    "the reshape mixed the channels",
    "Channels lie next to each other in memory: `reshape(n, c, -1)` cuts the row elsewhere. Keep the last axis, `reshape(n, -1, c)`.",
)
def mixed_channels(x):
    return x.reshape(x.shape[0], x.shape[3], -1).mean(axis=2)


global_avg_pool.hint(
    "Four axes go in, two come out. Which two stay?",
    "Images (axis 0) and channels (axis 3) stay. The mean runs over rows and columns.",
    "`x.mean(axis=…)` takes a pair of axes.",
)
