"""Right answers to the exercises on pooling, each written in another way."""

import keras
import numpy as np
import tensorflow as tf


def _max_keras(x, size=(2, 2), stride=None, padding="valid"):
    return keras.layers.MaxPooling2D(size, stride, padding)(x.astype("float32"))


def _max_border(x, size=(2, 2), stride=None, padding="valid"):
    """Pads that repeat the border never win either: what they repeat is in the window already."""
    stride, around = stride or size, [(0, 0)] * 4
    if padding == "same":
        for axis in (0, 1):
            n, k, s = x.shape[axis + 1], size[axis], stride[axis]
            total = max((-(-n // s) - 1) * s + k - n, 0)
            around[axis + 1] = (total // 2, total - total // 2)
    windows = np.lib.stride_tricks.sliding_window_view(np.pad(x, around, mode="edge"), size, axis=(1, 2))
    return windows[:, :: stride[0], :: stride[1]].max(axis=(-1, -2))


def _max_of_shifted_maps(x, size=(2, 2), stride=None, padding="valid"):
    """No window is cut out: the map, moved by each offset inside the window, against the largest so far."""
    (s, t), (h, w) = stride or size, x.shape[1:3]
    if padding == "same":
        rows, columns = max(-(-h // s) * s - s + size[0] - h, 0), max(-(-w // t) * t - t + size[1] - w, 0)
        around = [(0, 0), (rows // 2, rows - rows // 2), (columns // 2, columns - columns // 2), (0, 0)]
        x = np.pad(x, around, constant_values=x.min())
    places = (x.shape[1] - size[0]) // s + 1, (x.shape[2] - size[1]) // t + 1
    largest = None
    for u, v in np.ndindex(size):
        moved = x[:, u : u + places[0] * s : s, v : v + places[1] * t : t][:, : places[0], : places[1]]
        largest = moved if largest is None else np.maximum(largest, moved)
    return largest


def _windows_cut_at_the_edge(reduce):
    """Six plain loops over Python numbers; a window that hangs over the edge is cut off there."""

    def pool(x, size=(2, 2), stride=None, padding="valid"):
        stride = stride or size
        starts = []
        for axis in (0, 1):
            n, k, s = x.shape[axis + 1], size[axis], stride[axis]
            places = -(-n // s) if padding == "same" else (n - k) // s + 1
            first = -(max((places - 1) * s + k - n, 0) // 2) if padding == "same" else 0
            starts.append([first + s * i for i in range(places)])
        y = [
            [
                [
                    [
                        reduce(
                            [
                                x[b, i, j, q]
                                for i in range(max(top, 0), min(top + size[0], x.shape[1]))
                                for j in range(max(left, 0), min(left + size[1], x.shape[2]))
                            ]
                        )
                        for q in range(x.shape[3])
                    ]
                    for left in starts[1]
                ]
                for top in starts[0]
            ]
            for b in range(x.shape[0])
        ]
        return np.array(y)

    return pool


def _mean_keras(x, size=(2, 2), stride=None, padding="valid"):
    return keras.layers.AveragePooling2D(size, stride, padding)(x.astype("float32"))


def _mean_of_sums(x, size=(2, 2), stride=None, padding="valid"):
    """The sum of each window divided by the sum of a window on ones."""
    stride = stride or size
    kernel = np.ones((*size, 1, 1), "float32")
    x = x.astype("float32")

    def total(maps):
        return tf.nn.conv2d(maps, kernel, stride, padding.upper())

    sums = [total(x[..., q : q + 1]) / total(np.ones_like(x[..., :1])) for q in range(x.shape[3])]
    return tf.concat(sums, axis=-1)


def _mean_without_nan(x, size=(2, 2), stride=None, padding="valid"):
    """Pads are NaN, which `nanmean` leaves out."""
    s, t = stride or size
    if padding == "same":
        around = [(0, 0)]
        for n, k, step in ((x.shape[1], size[0], s), (x.shape[2], size[1], t)):
            total = max((-(-n // step) - 1) * step + k - n, 0)
            around.append((total // 2, total - total // 2))
        x = np.pad(x.astype(float), [*around, (0, 0)], constant_values=np.nan)
    windows = np.lib.stride_tricks.sliding_window_view(x, size, axis=(1, 2))[:, ::s, ::t]
    return np.nanmean(windows, axis=(4, 5))


def _agreement_by_formula(f, x, shift):
    moved = np.concatenate([x[:, -shift[0] :], x[:, : -shift[0]]], axis=1) if shift[0] else x
    moved = np.concatenate([moved[:, :, -shift[1] :], moved[:, :, : -shift[1]]], axis=2) if shift[1] else moved
    a, b = np.ravel(f(x)), np.ravel(f(moved))
    if np.abs(a - b).max() < 1e-9:
        return 1
    a, b = a - a.mean(), b - b.mean()
    return (a * b).sum() / np.sqrt((a**2).sum() * (b**2).sum())


def _agreement_by_index(f, x, shift):
    rows = (np.arange(x.shape[1]) - shift[0]) % x.shape[1]
    columns = (np.arange(x.shape[2]) - shift[1]) % x.shape[2]
    a, b = f(x), f(x[:, rows][:, :, columns])
    scale = a.std() * b.std()
    return 1.0 if np.allclose(a, b) else float(((a - a.mean()) * (b - b.mean())).mean() / scale)


def _agreement_in_tensorflow(f, x, shift):
    moved = tf.roll(tf.roll(x, shift[0], axis=1), shift[1], axis=2).numpy()
    before, after = f(x).flatten(), f(moved).flatten()
    return np.corrcoef(before, after)[1, 0] if not np.allclose(before, after) else np.float64(1)


def _agreement_of_unit_vectors(f, x, shift):
    """The cosine of the answers after each has lost its mean."""

    def direction(maps):
        values = np.asarray(f(maps), float).ravel()
        values = values - values.mean()
        length = np.linalg.norm(values)
        return values / length if length > 1e-9 else values

    before, after = direction(x), direction(np.roll(np.roll(x, shift[1], axis=-2), shift[0], axis=-3))
    return 1.0 if np.abs(before - after).max() < 1e-9 else before @ after


def _groups_by_slices(x, group):
    if x.shape[3] % group != 0:
        raise ValueError("leftover channels")
    best = x[..., ::group].copy()
    for offset in range(1, group):
        best = np.maximum(best, x[..., offset::group])
    return best


def _groups_by_split(x, group):
    if x.shape[3] // group * group < x.shape[3]:
        raise ValueError(f"{x.shape[3]} channels, groups of {group}")
    return np.stack([part.max(axis=3) for part in np.split(x, x.shape[3] // group, axis=3)], axis=3)


def _groups_by_reduceat(x, group):
    starts = range(0, x.shape[-1], group)
    if starts[-1] + group > x.shape[-1]:
        raise ValueError(f"the last group would hold {x.shape[-1] - starts[-1]} channels")
    return np.maximum.reduceat(x, starts, axis=-1)


def _groups_by_keras(x, group):
    if x.shape[-1] % group:
        raise ValueError("leftover channels")
    rows = keras.ops.reshape(x.astype("float32"), (-1, x.shape[-1], 1))
    return keras.ops.reshape(keras.layers.MaxPooling1D(group)(rows), (*x.shape[:3], x.shape[-1] // group))


RIGHT = {
    "max_pool2d": [_max_keras, _max_border, _max_of_shifted_maps, _windows_cut_at_the_edge(max)],
    "avg_pool2d": [
        _mean_keras,
        _mean_of_sums,
        _mean_without_nan,
        _windows_cut_at_the_edge(lambda values: sum(values) / len(values)),
    ],
    "shift_agreement": [
        _agreement_by_formula,
        _agreement_by_index,
        _agreement_in_tensorflow,
        _agreement_of_unit_vectors,
    ],
    "depth_max_pool": [_groups_by_slices, _groups_by_split, _groups_by_reduceat, _groups_by_keras],
    "global_avg_pool": [
        lambda x: keras.layers.GlobalAveragePooling2D()(x.astype("float32")),
        lambda x: x.reshape(x.shape[0], -1, x.shape[3]).mean(axis=1),
        lambda x: np.einsum("nhwc->nc", x) / (x.shape[1] * x.shape[2]),
    ],
}
