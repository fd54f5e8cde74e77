"""What several of these exercises rest on."""

import numpy as np

from cnncourse import ops

FOUR_BY_SIX = np.array([[1, 5, 2, 0, 3, 1], [2, 4, 1, 1, 0, 4], [-3, -1, 6, 2, 2, 2], [-2, -4, 0, 8, 3, 1]])


def _maps(rng, *shape):
    """Feature maps of whole numbers, negative ones among them."""
    return rng.integers(-9, 10, shape).astype(float)


def _windows(x, size=(2, 2), stride=None, padding="valid", fill=np.nan, pads=None, places=None):
    """Every window, `(n, out_h, out_w, c, kh, kw)`; pads are filled with `fill`, by which they can be told.

    `pads(side, window, stride)` gives the pads of a reader who reckons them in another way.
    """
    stride = size if stride is None else stride
    x, around = np.asarray(x, dtype=float), [(0, 0)] * 4
    if padding == "same":
        around[1:3] = map(pads or ops.same_padding, x.shape[1:3], size, stride)
    how = {"mode": "edge"} if fill == "edge" else {"constant_values": fill}
    windows = np.lib.stride_tricks.sliding_window_view(np.pad(x, around, **how), size, axis=(1, 2))
    if places is not None:  # of another stride: as many windows, but one pixel from each other
        return windows[:, : places[0], : places[1]]
    return windows[:, :: stride[0], :: stride[1]]


def _odd_first(side, window, stride):
    return ops.same_padding(side, window, stride)[::-1]


def _all_behind(side, window, stride):
    return 0, sum(ops.same_padding(side, window, stride))


def _max(*args, **settings):
    return np.nanmax(_windows(*args, **settings), axis=(-2, -1))


def _mean(*args, **settings):
    return np.nanmean(_windows(*args, **settings), axis=(-2, -1))


def _rounded_up(x, size, stride, padding):
    """The windows of somebody who lets the last one hang over the edge, cut off there."""
    stride = size if stride is None else stride
    if padding == "same":
        return _windows(x, size, stride, padding)
    lacks = [-(n - k) % s for n, k, s in zip(x.shape[1:3], size, stride, strict=True)]
    x = np.pad(x.astype(float), [(0, 0), (0, lacks[0]), (0, lacks[1]), (0, 0)], constant_values=np.nan)
    return _windows(x, size, stride)


def _worked(word, args, value, index):
    x, size, stride, padding = (*args, (2, 2), None, "valid")[:4] if len(args) == 1 else (*args, None, "valid")[:4]
    stride = size if stride is None else stride
    window = _windows(x, size, stride, padding)[index].ravel()
    numbers = ", ".join("pad" if np.isnan(v) else f"{v:.3g}" for v in window)
    return f"the window of place {list(index[1:3])} in channel {index[3]}: {word} of {numbers} = {value[index]:.4g}"
