"""Maps at another size: bilinear resizing, and means of a fixed number of regions."""

import numpy as np

from cnncourse.ops.arguments import Pair, gradient_dtype, images, pair


def bilinear_resize(x: np.ndarray, h: int, w: int, align_corners: bool = False) -> np.ndarray:
    """Resize maps: each new pixel is a weighted mean of the four old ones around its place.

    Row `i` of the new maps lies at row `(i + ½) · H / h - ½` of the old ones: pixel areas on pixel areas. With
    `align_corners` it lies at `i · (H - 1) / (h - 1)`: corner centers on corner centers. Places beyond the border
    take the border's value.

    Args:
        x: maps, `(n, H, W, c)`.
        h, w: rows and columns of the new maps, each at least 1.
        align_corners: whether the centers of the corner pixels stay where they are.

    Returns:
        Maps, `(n, h, w, c)`, floating.

    Raises:
        ValueError: `x` has not four axes, or a size below 1.

    >>> row = np.array([0.0, 4.0]).reshape(1, 1, 2, 1)
    >>> bilinear_resize(row, 1, 4)[0, 0, :, 0], bilinear_resize(row, 1, 4, align_corners=True)[0, 0, :, 0].round(2)
    (array([0., 1., 3., 4.]), array([0.  , 1.33, 2.67, 4.  ]))
    """
    x = images(x)
    x = x.astype(gradient_dtype(x), copy=False)
    for axis, new in enumerate(pair((h, w), "size"), start=1):
        below, above, share = _neighbors(x.shape[axis], new, align_corners)
        share = share.astype(x.dtype).reshape(-1, *[1] * (3 - axis))
        low, high = x.take(below, axis), x.take(above, axis)
        x = low + share * (high - low)
    return x


def _neighbors(old: int, new: int, align_corners: bool) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """For each new pixel along an axis: the old ones before and after it, and how far it is on its way."""
    if align_corners:
        places = np.arange(new) * ((old - 1) / (new - 1) if new > 1 else 0.0)
    else:
        places = ((np.arange(new) + 0.5) * (old / new) - 0.5).clip(0, old - 1)
    below = np.floor(places).astype(int).clip(0, old - 1)
    return below, np.minimum(below + 1, old - 1), places - below


def adaptive_avg_pool(x: np.ndarray, bins: Pair) -> np.ndarray:
    """Cut maps into a fixed number of regions, whatever their size, and take the mean of each.

    Region `i` of `b` along a side of `n` pixels goes from `⌊i·n/b⌋` up to, not including, `⌈(i+1)·n/b⌉`. Where `b`
    does not divide `n`, neighbors share pixels.

    Args:
        x: maps, `(n, h, w, c)`.
        bins: regions along each side, an integer or `(rows, columns)`.

    Returns:
        Means, `(n, rows, columns, c)`, floating.

    Raises:
        ValueError: `x` has not four axes, bins below 1, or a map without pixels.

    >>> adaptive_avg_pool(np.arange(5.0).reshape(1, 1, 5, 1), (1, 2))[0, 0, :, 0]
    array([1., 3.])
    """
    x, (rows, columns) = images(x), pair(bins, "bins")
    if not x.shape[1] or not x.shape[2]:
        raise ValueError(f"x must have pixels, got shape {x.shape}")
    x = x.astype(gradient_dtype(x), copy=False)
    for axis, count in [(1, rows), (2, columns)]:
        side = x.shape[axis]
        starts = np.arange(count) * side // count
        ends = -(-(np.arange(count) + 1) * side // count)
        regions = (np.arange(start, end) for start, end in zip(starts, ends, strict=True))
        x = np.stack([x.take(region, axis).mean(axis) for region in regions], axis)
    return x
