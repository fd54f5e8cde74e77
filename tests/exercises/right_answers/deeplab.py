"""Right answers to the exercises on DeepLab, each written in another way."""

import keras
import numpy as np
from keras import layers

from cnncourse import ops
from cnncourse.nets.deeplab_v3_plus import aspp as package_aspp
from cnncourse.nets.deeplab_v3_plus import decoder as package_decoder


def _confusion_in_loops(labels, predictions, classes, ignore):
    matrix = [[0] * classes for _ in range(classes)]
    for true, said in zip(labels.ravel(), predictions.ravel(), strict=True):
        if true != ignore:
            matrix[true][said] += 1
    return np.array(matrix)


def _confusion_by_comparison(labels, predictions, classes, ignore):
    return np.array([[((labels == a) & (predictions == b)).sum() for b in range(classes)] for a in range(classes)])


def _confusion_by_bins(labels, predictions, classes, ignore):
    keep = labels != ignore
    both = labels[keep].astype(np.int64) * classes + predictions[keep]
    return np.bincount(both, minlength=classes**2).reshape((classes, classes))


def _confusion_of_one_hot(labels, predictions, classes, ignore):
    true, said = (np.eye(classes, dtype=int)[np.where(labels == ignore, 0, one)] for one in (labels, predictions))
    return np.einsum("nhwi,nhwj->ij", true * (labels != ignore)[..., None], said)


def _iou_in_a_loop(matrix):
    ratios = []
    for k in range(len(matrix)):
        union = matrix[k].sum() + matrix[:, k].sum() - matrix[k, k]
        if union:
            ratios.append(matrix[k, k] / union)
    return sum(ratios) / len(ratios)


def _iou_by_nan(matrix):
    hit, missed, wrong = (
        np.diag(matrix), (matrix * (1 - np.eye(len(matrix)))).sum(1), (matrix * (1 - np.eye(len(matrix)))).sum(0)
    )  # fmt: skip
    with np.errstate(invalid="ignore"):
        return np.nanmean(hit / (hit + missed + wrong))


def _taps_counted(h, w, rate):
    inside = 0
    for i in range(h):
        for j in range(w):
            for a in (-rate, 0, rate):
                for b in (-rate, 0, rate):
                    inside += 0 <= i + a < h and 0 <= j + b < w
    return inside / (9 * h * w)


def _taps_by_convolution(h, w, rate):
    ones = np.ones((1, h, w, 1))
    kernel = np.zeros((2 * rate + 1, 2 * rate + 1, 1, 1))
    kernel[::rate, ::rate] = 1
    padded = np.pad(ones, [(0, 0), (rate, rate), (rate, rate), (0, 0)])
    return ops.conv2d(padded, kernel).mean() / 9


def _taps_of_slices(h, w, rate):
    ones = np.pad(np.ones((h, w)), rate)
    starts = (0, rate, 2 * rate)
    return float(np.mean([ones[i : i + h, j : j + w].mean() for i in starts for j in starts]))


def _dilated_backwards(layers, output_stride):
    strides = np.cumprod([1, *(stride for _, stride in layers)])  # in front of each layer, and behind the last
    out = []
    for (kernel, stride), before in zip(layers, strides[:-1], strict=True):
        over = int(before) >= output_stride
        out.append((kernel, 1 if over else stride, int(before) // output_stride if over else 1))
    return out


def _dilated_by_recursion(layers, output_stride, rate=1):
    if not layers:
        return []
    (kernel, stride), *rest = layers
    if output_stride > 1:
        return [(kernel, stride, 1), *_dilated_by_recursion(rest, output_stride // stride)]
    return [(kernel, 1, rate), *_dilated_by_recursion(rest, 1, rate * stride)]


def _dilated_by_index(layers, output_stride):
    out = []
    for i, (kernel, stride) in enumerate(layers):
        done = int(np.prod([s for _, s in layers[:i]], initial=1))
        out.append((kernel, stride, 1) if done < output_stride else (kernel, 1, done // output_stride))
    return out


def _resize_in_loops(x, h, w):
    n, old_h, old_w, c = x.shape
    y = np.zeros((n, h, w, c))
    for i in range(h):
        for j in range(w):
            row = min(max((i + 0.5) * old_h / h - 0.5, 0), old_h - 1)
            column = min(max((j + 0.5) * old_w / w - 0.5, 0), old_w - 1)
            top, left = int(row), int(column)
            bottom, right = min(top + 1, old_h - 1), min(left + 1, old_w - 1)
            a, b = row - top, column - left
            y[:, i, j] = (1 - a) * ((1 - b) * x[:, top, left] + b * x[:, top, right]) + a * (
                (1 - b) * x[:, bottom, left] + b * x[:, bottom, right]
            )
    return y


def _resize_by_matrices(x, h, w):
    def matrix(old, new):
        places = np.clip((np.arange(new) + 0.5) * old / new - 0.5, 0, old - 1)
        return np.maximum(0, 1 - np.abs(places[:, None] - np.arange(old)))

    return np.einsum("ai,bj,nijc->nabc", matrix(x.shape[1], h), matrix(x.shape[2], w), x)


def _resize_by_interpolation(x, h, w):
    for axis, new in ((1, h), (2, w)):
        old = x.shape[axis]
        places = (np.arange(new) + 0.5) * old / new - 0.5
        x = np.apply_along_axis(lambda line, places=places, old=old: np.interp(places, np.arange(old), line), axis, x)
    return x


def _resize_by_keras(x, h, w):
    return keras.ops.image.resize(x.astype("float64"), (h, w), antialias=False)


def _units(*made):
    """Convolutions `(filters, kernel, rate)` with BatchNorm and ReLU, in sequence."""
    sequence = []
    for filters, kernel, rate in made:
        sequence += [
            layers.Conv2D(filters, (kernel, kernel), padding="same", dilation_rate=(rate, rate), use_bias=False),
            layers.BatchNormalization(epsilon=1e-5),
            layers.Activation("relu"),
        ]
    return keras.Sequential(sequence)


def _aspp_in_sequence(x, filters, rates):
    h, w = x.shape[1], x.shape[2]
    joined = keras.Sequential(
        [layers.AveragePooling2D((h, w)), *_units((filters, 1, 1)).layers, layers.UpSampling2D((h, w))]
    )(x)
    for kernel, rate in [(1, 1), *((3, rate) for rate in rates)]:
        joined = layers.concatenate([joined, _units((filters, kernel, rate))(x)])
    return _units((filters, 1, 1))(joined)


class _Pyramid(layers.Layer):
    """The pyramid as a layer of one's own."""

    def __init__(self, filters, rates):
        super().__init__()
        self.mean, self.one, self.join = (_units((filters, 1, 1)) for _ in range(3))
        self.dilated = [_units((filters, 3, rate)) for rate in rates]

    def call(self, x, training=None):
        mean = self.mean(keras.ops.mean(x, axis=(1, 2), keepdims=True), training=training)
        mean = keras.ops.ones_like(x[..., :1]) * mean
        paths = [mean, self.one(x, training=training), *(path(x, training=training) for path in self.dilated)]
        return self.join(keras.ops.concatenate(paths, axis=-1), training=training)


def _aspp_of_a_layer(x, filters, rates):
    return _Pyramid(filters, rates)(x)


def _decoder_in_sequence(x, low_level, classes):
    c = x.shape[-1]
    low = _units((48, 1, 1))(low_level)
    deep = keras.ops.image.resize(x, (low_level.shape[1], low_level.shape[2]), interpolation="bilinear")
    return layers.Conv2D(classes, (1, 1))(_units((c, 3, 1), (c, 3, 1))(keras.ops.concatenate([deep, low], axis=-1)))


def _decoder_scored_densely(x, low_level, classes):
    c = x.shape[-1]
    h, w = low_level.shape[1:3]
    y = layers.concatenate([layers.Resizing(h, w)(x), _units((48, 1, 1))(low_level)], axis=3)
    for _ in range(2):
        y = _units((c, 3, 1))(y)
    return layers.Dense(classes)(y)


def _decoder_of_the_package(x, low_level, classes):
    return layers.Conv2D(classes, 1)(package_decoder(x, low_level, x.shape[-1], 48))


RIGHT = {
    "confusion_matrix": [_confusion_in_loops, _confusion_by_comparison, _confusion_by_bins, _confusion_of_one_hot],
    "mean_iou": [_iou_in_a_loop, _iou_by_nan, lambda matrix: ops.mean_iou(matrix)],
    "share_of_taps": [
        _taps_counted,
        _taps_by_convolution,
        _taps_of_slices,
        lambda h, w, rate: _taps_counted(w, h, rate),
    ],  # fmt: skip
    "dilate_instead_of_stride": [_dilated_backwards, _dilated_by_recursion, _dilated_by_index],
    "bilinear_resize": [
        _resize_in_loops,
        _resize_by_matrices,
        _resize_by_interpolation,
        _resize_by_keras,
        lambda x, h, w: ops.bilinear_resize(x, h, w),
    ],  # fmt: skip
    "aspp": [_aspp_in_sequence, _aspp_of_a_layer, lambda x, filters, rates: package_aspp(x, filters, rates)],
    "decoder": [_decoder_in_sequence, _decoder_scored_densely, _decoder_of_the_package],
    "all_background": [45],
    "field_of_one_tap": [192],
}
