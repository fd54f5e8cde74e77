"""Random settings of a window over a batch: sides that differ, strides that do not divide, every kind of padding."""

import numpy as np

PADDINGS = ("valid", "same", 1, ((0, 2), (1, 0)))


def window_case(seed, dilated=True):
    """Shapes and settings for one convolution, as a dict; the window always fits."""
    rng = np.random.default_rng(seed)
    kh, kw = (int(v) for v in rng.integers(1, 5, 2))
    dilation = tuple(int(v) for v in rng.integers(1, 4, 2)) if dilated and seed % 3 == 0 else (1, 1)
    reach = [(k - 1) * d + 1 for k, d in zip((kh, kw), dilation, strict=True)]
    h, w = reach[0] + int(rng.integers(0, 7)), reach[1] + int(rng.integers(0, 9))
    return {
        "x": (int(rng.integers(1, 4)), h, w, int(rng.integers(1, 6))),
        "kernel": (kh, kw),
        "maps": int(rng.integers(1, 7)),
        "stride": tuple(int(v) for v in rng.integers(1, 4, 2)),
        "dilation": dilation,
        "padding": PADDINGS[seed % 4],
    }


def tf_padding(padding):
    """Our padding in the words of `tf.nn.conv2d`."""
    if isinstance(padding, str):
        return padding.upper()
    if isinstance(padding, int):
        padding = ((padding, padding), (padding, padding))
    return [[0, 0], list(padding[0]), list(padding[1]), [0, 0]]


def spread(kernel, dilation):
    """A kernel with zeros between its taps: what dilation means."""
    kh, kw, *rest = kernel.shape
    wide = np.zeros(((kh - 1) * dilation[0] + 1, (kw - 1) * dilation[1] + 1, *rest), kernel.dtype)
    wide[:: dilation[0], :: dilation[1]] = kernel
    return wide


def close(ours, theirs):
    """Assert that shape, dtype and values agree, to what the dtype can hold."""
    theirs = np.asarray(theirs)
    assert ours.shape == theirs.shape
    assert ours.dtype == theirs.dtype
    loose = 1e-4 if ours.dtype == np.float32 else 1e-9
    np.testing.assert_allclose(ours, theirs, rtol=loose, atol=loose)
