"""Slips from teaching, written down without a look at the exercises' own lists: nine in ten must get their name."""

import numpy as np
import pytest

from cnncourse import ops
from cnncourse.autocheck import exercises, judge, observe
from cnncourse.autocheck.slips import references


def mean_backward_pool(dy, x, size, stride):
    dx = np.zeros(x.shape)
    for i in range(dy.shape[1]):
        for j in range(dy.shape[2]):
            window = (slice(None), slice(i * stride, i * stride + size), slice(j * stride, j * stride + size))
            ties = x[window] == x[window].max(axis=(1, 2), keepdims=True)
            dx[window] += ties * dy[:, i, j][:, None, None, :]
    return dx


def overwriting_pool(dy, x, size, stride):
    dx = np.zeros(x.shape)
    for n, i, j, c in np.ndindex(dy.shape):
        window = x[n, i * stride : i * stride + size, j * stride : j * stride + size, c]
        u, v = np.unravel_index(window.argmax(), window.shape)
        dx[n, i * stride + u, j * stride + v, c] = dy[n, i, j, c]
    return dx


def shared_kernel(x, kernel, bias, stride=1, padding="valid"):
    return ops.conv2d(x, np.broadcast_to(kernel[:, :, :1], kernel.shape), bias, stride, padding)


def field(layers, gap=lambda k, d: (k - 1) * d, before=True, grow=True):
    size, jump = 1, 1
    for k, s, d in layers:
        if not before:
            jump *= s
        size += gap(k, d) * (jump if grow else 1)
        if before:
            jump *= s
    return size, jump


def zero_start_max(x, size=(2, 2), stride=None, padding="valid"):
    return np.maximum(ops.max_pool2d(x, size, stride, padding), 0)


def counted_pads(x, size=(2, 2), stride=None, padding="valid"):
    if padding == "valid":
        return ops.avg_pool2d(x, size, stride, padding)
    ones = np.ones(x.shape)
    kernel = np.ones((*size, x.shape[3], 1))
    cover = ops.depthwise_conv2d(ones, kernel, stride=stride or size, padding="same") / np.prod(size)
    return ops.avg_pool2d(x, size, stride, padding) * cover


def backward(dy, x, kernel, stride, padding, change):
    return change(*ops.conv2d_backward(dy, x, kernel, stride=stride, padding=padding))


# exercise, what is said of the slip, the slip
BANK = [
    ("corr2d", "kernel flipped", lambda x, k: ops.corr2d(x, k[::-1, ::-1])),
    ("corr2d", "flipped on one axis", lambda x, k: ops.corr2d(x, k[::-1])),
    ("corr2d", "mean for sum", lambda x, k: ops.corr2d(x, k) / k.size),
    ("corr2d", "same for valid", lambda x, k: ops.corr2d(x, k, padding="same")),
    ("convolve2d", "not flipped", lambda x, k: ops.corr2d(x, k)),
    ("convolve2d", "turned by 90, not 180", lambda x, k: ops.corr2d(x, np.rot90(k))),
    ("convolve2d", "flipped on one axis", lambda x, k: ops.corr2d(x, k[:, ::-1])),
    ("dense_parameters", "no bias", lambda h, w, c, u: h * w * c * u),
    ("dense_parameters", "channels forgotten", lambda h, w, c, u: (h * w + 1) * u),
    ("output_size", "ceil", lambda n, k, p, s: max(0, -(-(n + 2 * p - k) // s) + 1) if n + 2 * p >= k else 0),
    ("output_size", "round", lambda n, k, p, s: round((n + 2 * p - k) / s) + 1 if n + 2 * p >= k else 0),
    ("same_padding", "odd one before", lambda n, k, s: ops.same_padding(n, k, s)[::-1]),
    ("same_padding", "output = input", lambda n, k, s: ops.same_padding(n, (n - 1) * s + k - n + 1, 1)),
    ("pad2d", "edge", lambda x, t, b, l, r: np.pad(x, ((t, b), (l, r)), mode="edge")),
    ("pad2d", "after for before", lambda x, t, b, l, r: np.pad(x, ((b, t), (r, l)))),
    ("corr2d_strided", "wrong phase", lambda x, k, s=(1, 1), p=(0, 0): ops.corr2d(
        np.pad(x, [(p[0],) * 2, (p[1],) * 2]), k)[s[0] - 1 :: s[0], s[1] - 1 :: s[1]]),
    ("receptive_field", "jump forgotten", lambda layers: field(layers, grow=False)),
    ("receptive_field", "dilation ignored", lambda layers: field(layers, gap=lambda k, d: k - 1)),
    ("receptive_field", "own stride first", lambda layers: field(layers, before=False)),
    ("dilated_size", "k times d", lambda k, d: k * d),
    ("corr2d_dilated", "not dilated", lambda x, k, d: ops.corr2d(x, k)),
    ("nchw_to_nhwc", "reshape for transpose", lambda x: x.reshape(x.shape[0], *x.shape[2:], x.shape[1])),
    ("conv2d", "one kernel for all channels", shared_kernel),
    ("conv2d", "bias[0] only", lambda x, k, b, s=1, p="valid": ops.conv2d(x, k, np.full_like(b, b[0]), s, p)),
    ("conv2d", "bias per tap", lambda x, k, b, s=1, p="valid": ops.conv2d(x, k, b * np.prod(k.shape[:3]), s, p)),
    ("conv_parameters", "c_in forgotten", lambda kh, kw, i, o, bias: kh * kw * o + (o if bias else 0)),
    ("conv_parameters", "bias forgotten", lambda kh, kw, i, o, bias: kh * kw * i * o),
    ("conv_macs", "c_in forgotten", lambda h, w, kh, kw, i, o: h * w * kh * kw * o),
    ("max_pool2d", "starts at 0", zero_start_max),
    ("max_pool2d", "largest magnitude", lambda x, size=(2, 2), stride=None, padding="valid": ops.max_pool2d(
        np.abs(x), size, stride, padding)),
    ("avg_pool2d", "pads counted", counted_pads),
    ("global_avg_pool", "over channels", lambda x: x.mean(axis=(1, 3))),
    ("global_avg_pool", "axes kept", lambda x: x.mean(axis=(1, 2), keepdims=True)),
    ("relu_backward", "gradient of dy's sign", lambda dy, x: dy * (dy > 0)),
    ("softmax_cross_entropy", "sum for mean", lambda z, y: tuple(len(y) * part for part in ops.softmax_cross_entropy(z, y))),
    ("conv2d_backward", "kernel gradient averaged", lambda dy, x, k, stride=1, padding=0: backward(
        dy, x, k, stride, padding, lambda dx, dk, db: (dx, dk / len(x), db))),
    ("max_pool2d_backward", "every tied maximum", mean_backward_pool),
    ("max_pool2d_backward", "overlaps overwrite", overwriting_pool),
]  # fmt: skip


def verdict(name, answer):
    made = exercises()[name]
    return judge(made, observe(made, answer, references(made, 0)[0]))


@pytest.mark.parametrize(("name", "slip", "answer"), BANK, ids=[f"{name}: {slip}" for name, slip, _ in BANK])
def test_no_slip_passes(name, slip, answer):
    found = verdict(name, answer)
    assert found.points < found.out_of


def test_nine_slips_in_ten_are_named():
    found = {(name, slip): verdict(name, answer) for name, slip, answer in BANK}
    vague = {key: one.message for key, one in found.items() if one.mistake is None}
    assert len(vague) <= 0.1 * len(BANK), vague
