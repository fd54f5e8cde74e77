"""Scenes: that the labels say what the images show, and that the two splits share nothing."""

import hashlib

import numpy as np
import pytest

from cnncourse import data
from cnncourse.data import labeled_scenes as module


def test_shapes_types_and_labels():
    images, labels = data.scenes(6, seed=2)
    assert images.shape == (6, 96, 96, 3) and images.dtype == np.float32 and 0 <= images.min() < images.max() <= 1
    assert labels.shape == (6, 96, 96) and labels.dtype == np.uint8
    assert set(np.unique(labels)) <= {*range(11), data.IGNORE}
    assert ("background", *data.CLASS_NAMES) == data.SCENE_CLASSES
    assert data.scenes(0)[0].shape == (0, 96, 96, 3)


def test_gray_has_the_same_labels():
    color, labels = data.scenes(2, seed=2)
    gray, same = data.scenes(2, seed=2, gray=True)
    assert gray.shape == (2, 96, 96, 1)
    np.testing.assert_array_equal(labels, same)
    np.testing.assert_allclose(gray[..., 0], color @ [0.299, 0.587, 0.114], atol=2 / 255)


def test_every_class_appears_about_equally_often():
    _, labels = data.scenes(150, seed=0)
    shown = [np.mean([(label == kind).any() for label in labels]) for kind in range(11)]
    assert shown[0] == 1 and min(shown[1:]) > 0.2 and max(shown[1:]) < 0.6
    assert 0.4 < (labels == 0).mean() < 0.75 and 0.01 < (labels == data.IGNORE).mean() < 0.06


def test_scene_depends_on_its_number_alone():
    few, many = data.scenes(2, seed=4), data.scenes(5, seed=4)
    for a, b in zip(few, many, strict=True):
        np.testing.assert_array_equal(a, b[:2])
    assert not np.array_equal(few[0], data.scenes(2, seed=5)[0])
    assert not np.array_equal(few[0], data.scenes(2, seed=4, split="validation")[0])


def test_the_same_on_every_machine():
    images, labels = data.scenes(3, seed=0)
    digest = hashlib.sha256(np.round(images * 255).astype(np.uint8).tobytes() + labels.tobytes()).hexdigest()
    assert digest == "4d9a8308db5808e116b7759c695e7556e255958014eaf8ad466ee737b4ac5b81"


def test_laying_by_hand():
    """A 2 × 2 garment at the corner: whole, half, a quarter and not at all there."""
    image, label = np.zeros((3, 3, 3), np.int64), np.zeros((3, 3), np.uint8)
    coverage = np.array([[256, 128], [64, 0]])
    module._lay(image, label, (np.full((2, 2, 3), 200), coverage, 7), 0, 0)
    assert image[:2, :2, 0].tolist() == [[200, 100], [50, 0]]
    assert label.tolist() == [[8, 255, 0], [0, 0, 0], [0, 0, 0]]
    module._lay(image, label, (np.full((2, 2, 3), 100), np.full((2, 2), 256), 0), -1, 2)  # hangs over two edges
    assert label[0].tolist() == [8, 255, 1] and image[0, 2].tolist() == [100] * 3 and label[1:].max() == 0


def test_at_least_two_sizes_and_the_small_on_top(monkeypatch):
    laid = []
    monkeypatch.setattr(module, "_lay", lambda image, label, garment, top, left: laid[-1].append(len(garment[0])))
    for i in range(30):
        laid.append([])
        module._scene(np.random.default_rng(i), "train", 96, (28, 44, 68))
    assert all(len(set(sizes)) >= 2 and sizes == sorted(sizes, reverse=True) for sizes in laid)
    assert {len(sizes) for sizes in laid} == {3, 4, 5} and {s for sizes in laid for s in sizes} == {28, 44, 68}


def test_labels_follow_the_garment():
    """A garment alone on black: where the label is its class the image has its color, elsewhere none."""
    for seed in range(20):
        garment = module._garment(np.random.default_rng(seed), "train", 44)
        image, label = np.zeros((96, 96, 3), np.int64), np.zeros((96, 96), np.uint8)
        module._lay(image, label, garment, 10, 20)
        assert set(np.unique(label)) <= {0, garment[2] + 1, 255}
        np.testing.assert_array_equal(np.argwhere(label == garment[2] + 1) - [10, 20], np.argwhere(garment[1] >= 192))
        assert image.max(axis=2)[label == garment[2] + 1].min() > 0
        assert image[label == 0].max() <= 64  # at most a quarter of 255


def test_splits_share_no_garment_and_no_ground():
    train, validation = (module._garments()[split][0] for split in module.SPLITS)
    assert not {image.tobytes() for image in train} & {image.tobytes() for image in validation}
    for name in module.GROUNDS:
        whole = np.round(data.photos(name) * 255)
        left, right = (module._half(name, split) for split in module.SPLITS)
        assert left.shape[1] + right.shape[1] == whole.shape[1]
        np.testing.assert_array_equal(np.concatenate([left, right], axis=1), whole)


@pytest.mark.parametrize(
    "wrong, named",
    [
        ({"split": "test"}, "'test'"),
        ({"count": -1}, "-1"),
        ({"side": 31}, "31"),
        ({"side": 193}, "193"),
        ({"sizes": (28, 28)}, "28, 28"),
        ({"sizes": (28, 97)}, "97"),
    ],
)
def test_impossible_scenes_are_refused(wrong, named):
    with pytest.raises(ValueError, match=named):
        data.scenes(**{"count": 1, **wrong})
