"""Right answers to the exercises on backpropagation, each written in another way."""

import numpy as np
import scipy.special
import tensorflow as tf

from cnncourse import ops


def _gradient_flat(f, x, eps=1e-5):
    flat = np.asarray(x, dtype=float).ravel()
    slopes = []
    for i in range(flat.size):
        step = np.zeros(flat.size)
        step[i] = eps
        slopes.append((f((flat + step).reshape(x.shape)) - f((flat - step).reshape(x.shape))) / (2 * eps))
    return np.array(slopes).reshape(x.shape)


def _gradient_in_place(f, x, eps=1e-5):
    at, gradient = x.astype(float), np.empty(x.shape)
    for place in np.ndindex(*x.shape):
        kept = at[place]
        at[place] += eps
        gradient[place] = f(at)
        at[place] = kept - eps
        gradient[place] -= f(at)
        at[place] = kept
    return gradient / eps / 2


def _error_loops(a, b):
    lengths = [0.0, 0.0, 0.0]
    for p, q in zip(np.ravel(a), np.ravel(b), strict=True):
        for k, value in enumerate((p - q, p, q)):
            lengths[k] += value**2
    gap, one, other = (length**0.5 for length in lengths)
    return gap / (one + other) if one + other else 0


def _error_dot(a, b):
    def length(v):
        return np.sqrt(np.vdot(v, v))

    return length(a - b) / max(length(a) + length(b), 1e-300)


def _loss_loops(logits, labels):
    gradient, losses = np.zeros(logits.shape), []
    for i, (row, label) in enumerate(zip(logits, labels, strict=True)):
        top = max(row)
        raised = [np.exp(z - top) for z in row]
        losses.append(np.log(sum(raised)) + top - row[label])
        for j, value in enumerate(raised):
            gradient[i, j] = (value / sum(raised) - (j == label)) / len(labels)
    return np.mean(losses), gradient


def _loss_scipy(logits, labels):
    hot = np.eye(logits.shape[1])[labels]
    loss = -(scipy.special.log_softmax(logits, axis=1) * hot).sum() / len(labels)
    return loss, (scipy.special.softmax(logits, axis=1) - hot) / len(labels)


def _loss_tensorflow(logits, labels):
    z = tf.constant(logits)
    with tf.GradientTape() as tape:
        tape.watch(z)
        loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels, z))
    return loss, tape.gradient(loss, z)


def _relu_tensorflow(dy, x):
    z = tf.constant(x)
    with tf.GradientTape() as tape:
        tape.watch(z)
        y = tf.nn.relu(z)
    return tape.gradient(y, z, output_gradients=tf.constant(dy))


def _relu_copied(dy, x):
    dx = dy.copy()
    dx[x <= 0] = 0
    return dx


def _conv_scalar_loops(dy, x, kernel, stride=1, padding=0):
    """One multiplication at a time, pixels outside the image skipped instead of padded."""
    dx, dk, db = np.zeros(x.shape), np.zeros(kernel.shape), np.zeros(dy.shape[3])
    for n, i, j, f in np.ndindex(dy.shape):
        db[f] += dy[n, i, j, f]
        for u, v in np.ndindex(kernel.shape[:2]):
            row, column = i * stride + u - padding, j * stride + v - padding
            if 0 <= row < x.shape[1] and 0 <= column < x.shape[2]:
                dk[u, v, :, f] += x[n, row, column] * dy[n, i, j, f]
                dx[n, row, column] += kernel[u, v, :, f] * dy[n, i, j, f]
    return dx, dk, db


def _conv_turned(dy, x, kernel, stride=1, padding=0):
    """Both gradients as convolutions: dy spread out by the stride, then slid."""
    (n, h, w, _), (kh, kw, _, f) = x.shape, kernel.shape
    padded = np.pad(x, ((0, 0), (padding, padding), (padding, padding), (0, 0)))
    spread = np.zeros((n, padded.shape[1] - kh + 1, padded.shape[2] - kw + 1, f))
    spread[:, ::stride, ::stride][:, : dy.shape[1], : dy.shape[2]] = dy
    windows = np.lib.stride_tricks.sliding_window_view(padded, spread.shape[1:3], axis=(1, 2))
    dk = np.einsum("nuvcij,nijf->uvcf", windows, spread)
    framed = np.pad(spread, ((0, 0), (kh - 1, kh - 1), (kw - 1, kw - 1), (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(framed, (kh, kw), axis=(1, 2))
    dx = np.einsum("nijfuv,uvcf->nijc", windows, kernel[::-1, ::-1])
    return dx[:, padding : padding + h, padding : padding + w], dk, np.einsum("nijf->f", dy)


def _conv_tensorflow(dy, x, kernel, stride=1, padding=0):
    image, weights, bias = tf.constant(x), tf.constant(kernel), tf.zeros(kernel.shape[3], tf.float64)
    with tf.GradientTape() as tape:
        tape.watch([image, weights, bias])
        pads = [[0, 0], [padding] * 2, [padding] * 2, [0, 0]]
        y = tf.nn.conv2d(image, weights, stride, pads) + bias
    return tape.gradient(y, [image, weights, bias], output_gradients=tf.constant(dy))


def _pool_taps(dy, x, size, stride):
    """Tap by tap, all windows at once."""
    n, out_h, out_w, c = dy.shape
    best, winner = np.full(dy.shape, -np.inf), np.zeros(dy.shape, int)
    taps = [
        (slice(None), slice(u, u + stride * (out_h - 1) + 1, stride), slice(v, v + stride * (out_w - 1) + 1, stride))
        for u in range(size)
        for v in range(size)
    ]
    for place, at in enumerate(taps):
        winner = np.where(x[at] > best, place, winner)
        best = np.maximum(best, x[at])
    dx = np.zeros(x.shape)
    for place, at in enumerate(taps):
        dx[at] += dy * (winner == place)
    return dx


def _pool_added_at(dy, x, size, stride):
    windows = np.lib.stride_tricks.sliding_window_view(x, (size, size), axis=(1, 2))[:, ::stride, ::stride]
    flat = windows.reshape(*windows.shape[:4], -1)[:, : dy.shape[1], : dy.shape[2]]
    u, v = np.divmod(flat.argmax(-1), size)
    n, i, j, c = np.indices(dy.shape)
    dx = np.zeros(x.shape)
    np.add.at(dx, (n, i * stride + u, j * stride + v, c), dy)
    return dx


RIGHT = {
    "numerical_gradient": [_gradient_flat, _gradient_in_place, ops.numerical_gradient],
    "relative_error": [_error_loops, _error_dot, ops.relative_error],
    "softmax_cross_entropy": [_loss_loops, _loss_scipy, _loss_tensorflow, ops.softmax_cross_entropy],
    "relu_backward": [lambda dy, x: dy * (x > 0), _relu_copied, _relu_tensorflow, ops.relu_backward],
    "conv2d_backward": [_conv_scalar_loops, _conv_turned, _conv_tensorflow, ops.conv2d_backward],
    "max_pool2d_backward": [_pool_taps, _pool_added_at, ops.max_pool2d_backward],
    "input_gradient_by_hand": [[3.0, 1.0, -4.0, -2.0, -4.0], np.array([3, 1, -4, -2, -4])],
}
