"""A convolution cut into chunks is the convolution, however small the chunks and however the windows are laid out."""

import numpy as np
import pytest
import tensorflow as tf

from cnncourse import ops
from cnncourse.ops import strategies

from .cases import close, spread, tf_padding, window_case


def both_ways(case, seed):
    """Our answers, forward and backward, and TensorFlow's."""
    rng = np.random.default_rng(seed)
    x = rng.normal(size=case["x"])
    kernel = rng.normal(size=(*case["kernel"], x.shape[3], case["maps"]))
    wide = tf.constant(spread(kernel, case["dilation"]))
    with tf.GradientTape() as tape:
        tape.watch(images := tf.constant(x))
        tape.watch(wide)
        y = tf.nn.conv2d(images, wide, case["stride"], tf_padding(case["padding"]))
    dy = rng.normal(size=y.shape)
    dx, dwide = tape.gradient(y, (images, wide), dy)
    settings = {key: case[key] for key in ("stride", "padding", "dilation")}
    ours = ops.conv2d(x, kernel, **settings), *ops.conv2d_backward(dy, x, kernel, **settings)[:2]
    down, across = case["dilation"]
    return ours, (y, dx, dwide.numpy()[::down, ::across])


@pytest.mark.parametrize("short", [0, 16, 10**9], ids=["runs", "measured", "planes"])
@pytest.mark.parametrize("chunk", [1, 200, 2000])
@pytest.mark.parametrize("seed", range(8))
def test_any_chunk_and_any_layout_give_tensorflows_numbers(monkeypatch, seed, chunk, short):
    monkeypatch.setattr(strategies, "CHUNK", chunk)
    monkeypatch.setattr(strategies, "SHORT", short)
    for ours, theirs in zip(*both_ways(window_case(seed), seed), strict=True):
        close(ours, theirs)


@pytest.mark.parametrize("channels", [1, 3, 20])
@pytest.mark.parametrize("kernel", [(1, 1), (3, 2), (5, 5)])
def test_sizes_that_fill_many_chunks(channels, kernel):
    case = {"x": (3, 61, 67, channels), "kernel": kernel, "maps": 24}
    for stride in ((1, 1), (2, 3)):
        full = {**case, "stride": stride, "padding": "same", "dilation": (1, 1)}
        for ours, theirs in zip(*both_ways(full, 1), strict=True):
            np.testing.assert_allclose(ours, theirs, rtol=1e-9, atol=1e-8)


@pytest.mark.parametrize(
    "n, out, values", [(5, (7, 9), 1), (5, (7, 9), 30), (2, (7, 9), 10**6), (1, (1, 1), 1), (0, (3, 3), 4)]
)
def test_chunks_cover_every_place_once(monkeypatch, n, out, values):
    monkeypatch.setattr(strategies, "CHUNK", 4000)
    times = np.zeros((n, *out), int)
    for part in strategies.chunks(n, out, values):
        assert times[part].size == out[1] or times[part].size * values <= 4000
        times[part] += 1
    assert (times == 1).all()


def test_windows_are_a_view():
    x = np.arange(60.0).reshape(1, 5, 6, 2)
    seen = strategies.windows(x, 3, 2, (2, 1), (1, 2))
    assert np.shares_memory(seen, x)
    assert not seen.flags.writeable
    assert seen[0, 1, 2, 2, 1].tolist() == x[0, 4, 4].tolist()
