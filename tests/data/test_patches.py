"""Patches of sixteen photographs: which half they come from, and that they stay the same."""

import numpy as np
import pytest

from cnncourse import data
from cnncourse.data.patches import _halves


def contains(image, patch):
    windows = np.lib.stride_tricks.sliding_window_view(image, patch.shape)
    corners = np.argwhere((windows[:, :, 0, 0] == patch[0, 0]) & (windows[:, :, -1, -1] == patch[-1, -1]))
    return any(np.array_equal(windows[i, j], patch) for i, j in corners)


def test_shapes_types_and_balance():
    (x_train, y_train), (x_test, y_test) = data.surfaces(labels_per_class=3, test_per_class=4, side=48)
    assert x_train.shape == (48, 48, 48, 1) and x_test.shape == (64, 48, 48, 1)
    assert x_train.dtype == np.float32 and y_train.dtype == np.int64 and 0 <= x_train.min() < x_train.max() <= 1
    assert np.bincount(y_train).tolist() == [3] * 16 and np.bincount(y_test).tolist() == [4] * 16
    assert len(set(data.SURFACE_NAMES)) == 16
    assert (np.diff(y_train) != 0).sum() > 30  # in mixed order, or a validation split would miss classes


def test_train_is_left_and_test_is_right():
    (x_train, y_train), (x_test, y_test) = data.surfaces(labels_per_class=2, test_per_class=2, seed=3)
    for label, name in enumerate(data.SURFACE_NAMES):
        left, right = _halves(name)
        assert left.shape[0] == right.shape[0] and abs(left.shape[1] - right.shape[1]) <= 1
        for x, y, half in ((x_train, y_train, left), (x_test, y_test, right)):
            assert all(contains(half, patch) for patch in np.round(x[y == label][..., 0] * 255).astype(np.uint8))


def test_a_seed_is_a_training_set_and_the_test_set_never_moves():
    first, again, other = (data.surfaces(4, seed=seed, test_per_class=4) for seed in (0, 0, 1))
    np.testing.assert_array_equal(first[0][0], again[0][0])
    assert not np.array_equal(first[0][0], other[0][0])
    np.testing.assert_array_equal(first[1][0], other[1][0])


def test_fewer_labels_are_part_of_more():
    (few, _), _ = data.surfaces(2, seed=5, test_per_class=1)
    (many, _), _ = data.surfaces(6, seed=5, test_per_class=1)
    assert {patch.tobytes() for patch in few} < {patch.tobytes() for patch in many}


def test_no_patch_is_flat():
    (x_train, _), (x_test, _) = data.surfaces(labels_per_class=20)
    assert min(x_train.std(axis=(1, 2)).min(), x_test.std(axis=(1, 2)).min()) >= 10 / 255 - 1e-6


@pytest.mark.parametrize("wrong", [{"labels_per_class": 0}, {"test_per_class": 0}, {"side": 4}, {"side": 81}])
def test_impossible_sets_are_refused(wrong):
    with pytest.raises(ValueError, match=str(next(iter(wrong.values())))):
        data.surfaces(**wrong)
