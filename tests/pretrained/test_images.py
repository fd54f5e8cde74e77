"""Cutting, scaling, naming: what happens to a photograph before and after the network."""

import keras
import numpy as np
import pytest

from cnncourse import data, pretrained
from cnncourse.pretrained.applications import NETWORKS


def test_center_crop_is_the_middle_square():
    photo = data.photos("cat")  # 300 × 451
    np.testing.assert_array_equal(pretrained.center_crop(photo, 300), photo[:, 75:375])
    np.testing.assert_array_equal(pretrained.center_crop(photo), data.photos("cat", side=224))
    np.testing.assert_array_equal(pretrained.center_crop(photo), pretrained.center_crop(as_bytes(photo)))


def as_bytes(images):
    return np.round(images * 255).astype(np.uint8)


def test_lite0_scaling_by_hand():
    pixels = np.array([0, 127, 255], np.uint8).reshape(1, 1, 1, 3)
    expected = [-127 / 128, 0, 1]
    np.testing.assert_allclose(pretrained.preprocess(pixels).ravel(), expected, atol=1e-7)
    np.testing.assert_allclose(pretrained.preprocess(pixels / 255).ravel(), expected, atol=1e-6)


@pytest.mark.parametrize("name", sorted(set(NETWORKS) - {"efficientnet_lite0"}))
def test_each_family_is_scaled_as_keras_does_it(name):
    images = np.random.default_rng(0).random((2, 4, 5, 3)).astype(np.float32)
    family = getattr(keras.applications, NETWORKS[name].family)
    np.testing.assert_allclose(pretrained.preprocess(images, name), family.preprocess_input(images * 255), atol=1e-4)


@pytest.mark.parametrize("name", ["efficientnet_lite0", "resnet50", "xception", "densenet121"])
def test_preprocessing_leaves_the_images_alone(name):
    images = np.random.default_rng(0).random((1, 4, 5, 3)).astype(np.float32)
    before = images.copy()
    once = pretrained.preprocess(images, name)
    np.testing.assert_array_equal(images, before)
    np.testing.assert_array_equal(pretrained.preprocess(images, name), once)
    assert once.flags.c_contiguous and once.dtype == np.float32


@pytest.mark.parametrize(
    "images, complaint",
    [
        (np.zeros((4, 5, 3)), r"\(4, 5, 3\)"),
        (np.zeros((1, 4, 5, 1)), "color"),
        (np.zeros((0, 4, 5, 3)), "color"),
        (np.full((1, 4, 5, 3), 200.0), "Divide by 255"),
        (np.full((1, 4, 5, 3), -0.5), "once only"),
        (np.full((1, 4, 5, 3), np.nan), "nan"),
        (np.zeros((1, 4, 5, 3), np.int64), "int64"),
    ],
)
def test_images_of_another_kind_are_refused(images, complaint):
    with pytest.raises(ValueError, match=complaint):
        pretrained.preprocess(images)


def test_center_crop_refuses_a_batch_and_an_empty_side():
    with pytest.raises(ValueError, match=r"\(h, w, 3\); got \(1, 4, 5, 3\)"):
        pretrained.center_crop(np.zeros((1, 4, 5, 3)))
    with pytest.raises(ValueError, match="got 0"):
        pretrained.center_crop(np.zeros((4, 5, 3)), side=0)


def test_a_thousand_different_names_in_the_order_of_their_ids():
    labels = pretrained.imagenet_labels()
    assert len(labels) == len(set(labels)) == 1000
    rows = (data.store.FILES / "imagenet_classes.tsv").read_text(encoding="utf-8").splitlines()
    ids = [row.split("\t")[0] for row in rows]
    assert ids == sorted(set(ids)) and ids[0] == "n01440764" and ids[-1] == "n15075141"
    # places that papers and tutorials quote
    known = {0: "tench", 1: "goldfish", 207: "golden retriever", 285: "Egyptian cat", 386: "African elephant"}
    known |= {463: "bucket", 604: "hourglass", 698: "palace", 967: "espresso", 999: "toilet tissue"}
    assert {index: labels[index] for index in known} == known


def test_top_k_sorts_and_breaks_ties_by_number():
    probabilities = np.zeros((2, 1000))
    probabilities[0, [5, 7, 3]] = 0.2, 0.5, 0.2
    probabilities[1, 999] = 1
    first, second = pretrained.top_k(probabilities, k=3)
    assert [guess.index for guess in first] == [7, 3, 5] and first[0].probability == 0.5
    assert second[0] == ("toilet tissue", 1.0, 999)


@pytest.mark.parametrize("shape, k", [((1000,), 1), ((1, 999), 1), ((1, 1000), 0), ((1, 1000), 1001)])
def test_top_k_refuses(shape, k):
    with pytest.raises(ValueError, match="got"):
        pretrained.top_k(np.zeros(shape), k)
