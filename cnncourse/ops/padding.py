"""How many pixels of padding stand around an image, and putting them there."""

import operator

import numpy as np

from cnncourse.ops.arguments import Padding, Pair, pair

Sides = tuple[tuple[int, int], tuple[int, int]]


def same_padding(n: int, k: int, stride: int, dilation: int = 1) -> tuple[int, int]:
    """Pixels that `"same"` adds before and after one axis, exactly as TensorFlow does.

    `total = max((ceil(n / stride) - 1) · stride + (k - 1) · dilation + 1 - n, 0)`; half of it goes before,
    and an odd pixel goes after. It depends on `n`, which is why PyTorch's `padding=1` is another thing at
    stride 2.

    Args:
        n: pixels on the axis.
        k: width of the window.
        stride: step of the window.
        dilation: distance between neighboring taps.

    Returns:
        `(before, after)`, in pixels.

    Source: TensorFlow, `tf.nn.convolution`, "Notes on padding".

    >>> same_padding(7, 3, 2), same_padding(8, 3, 2)
    ((1, 1), (0, 1))
    """
    places = -(-n // stride)
    total = max((places - 1) * stride + (k - 1) * dilation + 1 - n, 0)
    return total // 2, total - total // 2


def resolve_padding(
    side: tuple[int, int], window: tuple[int, int], stride: Pair, padding: Padding, dilation: Pair = 1
) -> Sides:
    """Turn any way of asking for padding into pixels on each side.

    Args:
        side: `(height, width)` of the image.
        window: `(kh, kw)`, taps of the window.
        stride: step, an integer or `(rows, columns)`.
        padding: `"valid"`, `"same"`, pixels on every side, or `((top, bottom), (left, right))`.
        dilation: distance between taps, an integer or `(rows, columns)`.

    Returns:
        `((top, bottom), (left, right))`.

    Raises:
        ValueError: another word, a negative number, or another structure.

    >>> resolve_padding((8, 7), (3, 3), 2, "same")
    ((0, 1), (1, 1))
    """
    if isinstance(padding, str):
        if padding == "valid":
            return (0, 0), (0, 0)
        if padding == "same":
            stride, dilation = pair(stride, "stride"), pair(dilation, "dilation")
            rows, columns = (
                same_padding(n, k, s, d) for n, k, s, d in zip(side, window, stride, dilation, strict=True)
            )
            return rows, columns
        raise ValueError(
            f'padding must be "valid", "same", a number of pixels or ((top, bottom), (left, right)), got {padding!r}; '
            "write it in lower case"
        )
    try:
        if isinstance(padding, tuple | list):
            (top, bottom), (left, right) = padding
        else:
            top = bottom = left = right = padding
        top, bottom, left, right = (operator.index(p) for p in (top, bottom, left, right))
    except (TypeError, ValueError):
        raise ValueError(
            f"padding must be ((top, bottom), (left, right)) or one whole number, got {padding!r}; "
            "for p rows and q columns write ((p, p), (q, q))"
        ) from None
    if min(top, bottom, left, right) < 0:
        raise ValueError(f"padding must not be negative, got {padding!r}; to cut pixels off, slice the image")
    return (top, bottom), (left, right)


def pad2d(x: np.ndarray, top: int, bottom: int, left: int, right: int, value: float = 0) -> np.ndarray:
    """Put a border of one value around an image, or around each image of a batch; `x` stays as it is.

    Args:
        x: one channel `(h, w)`, an image `(h, w, c)` or a batch `(n, h, w, c)`.
        top, bottom, left, right: pixels to add on that side, at least 0.
        value: what the border holds.

    Returns:
        A new array with `top + h + bottom` rows and `left + w + right` columns, in the dtype of `x`.

    Raises:
        ValueError: `x` has other axes, or a side is negative.

    >>> pad2d(np.ones((2, 3)), 0, 1, 2, 0).astype(int)
    array([[0, 0, 1, 1, 1],
           [0, 0, 1, 1, 1],
           [0, 0, 0, 0, 0]])
    """
    x = np.asarray(x)
    if x.ndim not in (2, 3, 4):
        raise ValueError(f"x must be (h, w), (h, w, c) or (n, h, w, c), got shape {x.shape}; reshape it first")
    (top, bottom), (left, right) = resolve_padding((0, 0), (1, 1), 1, ((top, bottom), (left, right)))
    rows = 1 if x.ndim == 4 else 0  # the axis that holds the rows
    h, w = x.shape[rows : rows + 2]
    shape = (*x.shape[:rows], top + h + bottom, left + w + right, *x.shape[rows + 2 :])
    padded = np.zeros(shape, x.dtype) if value == 0 else np.full(shape, value, x.dtype)
    padded[(slice(None),) * rows + (slice(top, top + h), slice(left, left + w))] = x
    return padded


def places(
    side: tuple[int, int], window: tuple[int, int], stride: Pair, dilation: Pair, padding: Sides
) -> tuple[int, int]:
    """Count the places where a window can stand on a padded image, down and across.

    `places = (before + n + after - (k - 1) · dilation - 1) // stride + 1` on each axis.

    Args:
        side: `(height, width)` of the image before padding.
        window: `(kh, kw)`, taps of the window.
        stride, dilation: integers or `(rows, columns)`.
        padding: `((top, bottom), (left, right))`, from `resolve_padding`.

    Returns:
        `(out_h, out_w)`.

    Raises:
        ValueError: the window, with its dilation, is larger than the padded image.

    >>> places((8, 7), (3, 3), 2, 1, ((0, 1), (1, 1)))
    (4, 4)
    """
    stride, dilation = pair(stride, "stride"), pair(dilation, "dilation")
    reach = [(k - 1) * d + 1 for k, d in zip(window, dilation, strict=True)]
    room = [n + sum(p) for n, p in zip(side, padding, strict=True)]
    if min(window) < 1 or reach[0] > room[0] or reach[1] > room[1]:
        spread = f" (dilation {dilation} spreads its {window[0]}×{window[1]} taps)" if max(dilation) > 1 else ""
        raise ValueError(
            f"the window is {reach[0]}×{reach[1]}{spread} and the padded image {room[0]}×{room[1]}: it fits "
            "nowhere; take a smaller window or more padding"
        )
    return (room[0] - reach[0]) // stride[0] + 1, (room[1] - reach[1]) // stride[1] + 1
