"""The photographs of the installed packages."""

import socket

import numpy as np
import pytest
from PIL import Image

from cnncourse import data
from cnncourse.data import photographs as module


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    def refuse(*args, **kwargs):
        raise AssertionError("a photograph asked for the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.mark.parametrize("name", data.photo_names())
def test_every_photograph_is_there(name):
    photo = data.photos(name)
    assert photo.dtype == np.float32 and photo.ndim == 3 and photo.shape[2] == 3
    assert 0 <= photo.min() < photo.max() <= 1 and photo.std() > 0.02
    assert data.photo_credit(name).count(".") >= 2


def test_all_at_once_and_fresh_each_time():
    everything = data.photos(side=32, gray=True)
    assert tuple(everything) == data.photo_names() == tuple(sorted(module.PHOTOS))
    assert {photo.shape for photo in everything.values()} == {(32, 32)}
    everything["cat"][:] = 7
    assert data.photos("cat", side=32, gray=True).max() <= 1


def test_pixels_are_those_of_scikit_image_and_scikit_learn():
    skimage, datasets = pytest.importorskip("skimage"), pytest.importorskip("sklearn.datasets")
    np.testing.assert_array_equal(data.photos("cat"), skimage.data.chelsea().astype(np.float32) / 255)
    assert np.abs(data.photos("china") * 255 - datasets.load_sample_image("china.jpg")).max() <= 1.01


def test_gray_is_the_weighted_sum():
    color, gray = data.photos("coffee"), data.photos("coffee", gray=True)
    assert gray.shape == color.shape[:2]
    np.testing.assert_allclose(gray, color @ [0.299, 0.587, 0.114], atol=0.51 / 255)


def test_side_takes_the_middle_square():
    whole = (data.photos("cat") * 255).round().astype(np.uint8)  # 300 × 451
    square = Image.fromarray(whole[:, 75:375]).resize((150, 150), Image.Resampling.BICUBIC)
    np.testing.assert_array_equal((data.photos("cat", side=150) * 255).round(), np.asarray(square))


def test_unknown_name_lists_the_known():
    with pytest.raises(ValueError, match="'dog'.*astronaut.*tissue"):
        data.photos("dog")
    with pytest.raises(ValueError, match="dog"):
        data.photo_credit("dog")


def test_side_must_be_positive():
    with pytest.raises(ValueError, match="at least 1; got 0"):
        data.photos("cat", side=0)


@pytest.mark.parametrize("package", ["skimage", "no_such_package"])
def test_a_missing_photograph_is_named(monkeypatch, package):
    monkeypatch.setitem(module.PHOTOS, "cat", module.PHOTOS["cat"]._replace(package=package, file="gone.png"))
    with pytest.raises(FileNotFoundError, match="'cat'.*gone.png"):
        data.photos("cat")
