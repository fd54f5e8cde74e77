"""The slider of the lesson on pretrained models, moved over its whole range."""

import numpy as np
import pytest

from cnncourse.widgets.pretrained_models import cam_explorer

rng = np.random.default_rng(0)
PHOTOS = {"one": rng.random((224, 224, 3)), "two": rng.random((224, 224, 3))}
LABELS = {"cat": 3, "cup": 0, "rocket": 4}
SCORES = rng.normal(size=(2, 5))
MAPS = {"far": np.maximum(rng.normal(size=(2, 3, 7, 7)), 0), "near": np.maximum(rng.normal(size=(2, 3, 14, 14)), 0)}


def test_every_setting_draws_and_names_the_class():
    explorer = cam_explorer(PHOTOS, SCORES, LABELS, MAPS)
    assert bytes(explorer.picture.value).startswith(b"\x89PNG")
    pictures = set()
    for photo in PHOTOS:
        for label, number in LABELS.items():
            for layer, values in MAPS.items():
                for name, value in (("photo", photo), ("label", label), ("layer", layer)):
                    explorer.controls[name].value = value
                side = values.shape[-1]
                assert not explorer.refused and label in explorer.line.value and f"{side}×{side}" in explorer.line.value
                row = list(PHOTOS).index(photo)
                assert f"logit {SCORES[row, number]:.1f}" in explorer.line.value
                pictures.add(bytes(explorer.picture.value))
    assert len(pictures) == 12
    threshold = explorer.controls["threshold"]
    shown = set()
    for value in range(threshold.min, threshold.max + 1, threshold.step):
        threshold.value = value
        assert not explorer.refused
        shown.add(explorer.line.value.rpartition("; ")[2])
    assert len(shown) > 3 and (threshold.min, threshold.max) == (0, 90)


def test_maps_of_other_photographs_are_refused():
    with pytest.raises(ValueError, match="2 photographs and 2 classes; there are 2 and 3"):
        cam_explorer(PHOTOS, SCORES, LABELS, {"far": MAPS["far"][:, :2]})
