"""PSPNet: counts, shapes and fields, and the paper's figure row by row."""

import keras
import numpy as np
import pytest

from cnncourse.nets import pspnet50, small_pspnet
from cnncourse.nets.pspnet import adaptive_mean

from . import proof
from .geometry import check_stages, counts
from .proof import images, logits, prove, randomize
from .table import Table
from .test_deeplab_v3_plus import gentle, unit

STAGES = {
    "conv1_3_relu": ((237, 237, 128), 11), "pool1_pool": ((119, 119, 128), 15),
    "conv2_block3_out": ((119, 119, 256), 39), "conv3_block4_out": ((60, 60, 512), 103),
    "conv4_block6_out": ((60, 60, 1024), 295), "conv5_block3_out": ((60, 60, 2048), 487),
    "pyramid_pool1_relu": ((1, 1, 512), 959), "pyramid_pool2_relu": ((2, 2, 512), 719),
    "pyramid_pool3_relu": ((3, 3, 512), 639), "pyramid_pool6_relu": ((6, 6, 512), 559),
    "pyramid_concat": ((60, 60, 4096), 959), "head_relu": ((60, 60, 512), None),
    "predictions": ((473, 473, 21), None),
}


def test_counts_shapes_and_fields():
    assert counts(pspnet50()) == (46_774_997, 46_716_373, 161_637_065_920)
    early = pspnet50(stride_on="1x1")
    # Of the strided block only the first 1×1 convolution changes: 60×60 places instead of 119×119.
    assert counts(early) == (46_774_997, 46_716_373, 161_637_065_920 - (119**2 - 60**2) * 256 * 128)
    check_stages(early, STAGES)


def test_auxiliary_classifier():
    model = pspnet50((65, 65, 3), auxiliary=True)
    assert counts(model)[1] == 49_081_578
    assert model.output_shape == [(None, 65, 65, 21)] * 2


def paper_table(image: tuple[int, int], classes: int) -> list[tuple]:
    """Figure 3 on the dilated ResNet-50 with three 3×3 convolutions in front."""
    eps = {"eps": 1.001e-5}
    rows = [
        *unit("conv1_1", 3, 64, 2, **eps), ("relu",), *unit("conv1_2", 3, 64, **eps), ("relu",),
        *unit("conv1_3", 3, 128, **eps), ("relu",), ("max", 3, 2, 1, 1),
    ]
    for stage, blocks, narrow, stride, dilation in [
        (2, 3, 64, 1, 1), (3, 4, 128, 2, 1), (4, 6, 256, 1, 2), (5, 3, 512, 1, 4),
    ]:
        for block in range(1, blocks + 1):
            n, step = f"conv{stage}_block{block}", stride if block == 1 else 1
            branch = [
                *unit(f"{n}_1", 1, narrow, **eps), ("relu",),
                *unit(f"{n}_2", 3, narrow, step, dilation, **eps),
                ("relu",), *unit(f"{n}_3", 1, 4 * narrow, **eps),
            ]
            shortcut = unit(f"{n}_0", 1, 4 * narrow, step, **eps) if block == 1 else []
            rows += [("add", shortcut, branch), ("relu",)]
    deep = [-(-side // 8) for side in image]
    levels = [
        [("regions", bins), *unit(f"pyramid_pool{bins}", 1, 512, **eps), ("relu",), ("resize", *deep)]
        for bins in (1, 2, 3, 6)
    ]
    return [
        *rows, ("concat", [], *levels), *unit("head", 3, 512, **eps), ("relu",),
        ("conv", "predictions_scores", 1, classes), ("resize", *image),
    ]


def _max_regions(layer):
    if not isinstance(layer, keras.layers.AveragePooling2D):
        return None
    return {"call": lambda x: keras.ops.max_pool(x, layer.pool_size)}


ALTERED = {
    "levels joined in reverse": proof.reversed_inputs(keras.layers.Concatenate),
    "maximum of the regions": _max_regions,
    "no dilation": lambda layer: (
        {"dilation_rate": (1, 1)} if getattr(layer, "dilation_rate", (1, 1)) == (4, 4) else None
    ),
}


def test_equals_the_papers_figure():
    model = pspnet50((96, 48, 3), 4, None)
    weights, x = gentle(randomize(model)), images((96, 48, 3), 1)
    got = logits(proof.move(weights, model), x)
    prove(got, Table(weights).run(paper_table((96, 48), 4), x))
    prove(got[0, ::32, ::40].ravel(), proof.kept("pspnet50"), proof.GOLDEN_TOLERANCE)
    proof.assert_fail(model, ALTERED, x, got)


@pytest.mark.parametrize(("shape", "bins"), [((6, 8, 2), 2), ((7, 5, 2), 3), ((4, 4, 1), 6), ((9, 9, 3), 1)])
def test_regions_cover_the_maps(shape, bins):
    maps = keras.Input(shape)
    x = images(shape)
    got = logits(keras.Model(maps, adaptive_mean(maps, bins)), x)
    np.testing.assert_allclose(got, Table({}).run([("regions", bins)], x), rtol=1e-5, atol=1e-6)


@pytest.mark.usefixtures("own_start")
@pytest.mark.parametrize("bins", [(1, 2, 4), (1, 3), ()])
def test_small_network_trains(bins):
    model = small_pspnet((40, 32, 3), 5, width=4, bins=bins)
    model.compile("adam", "sparse_categorical_crossentropy", run_eagerly=True)
    labels = np.random.default_rng(0).integers(0, 5, (4, 40, 32))
    assert np.isfinite(model.fit(images((40, 32, 3), 4), labels, verbose=0).history["loss"][0])
    assert any(layer.name == "pyramid_concat" for layer in model.layers) == bool(bins)


def test_impossible_requests_are_refused_in_words():
    with pytest.raises(ValueError, match="pspnet50 takes stride_on='1x1' or '3x3', got '7x7'"):
        pspnet50(stride_on="7x7")
    with pytest.raises(ValueError, match="small_pspnet takes output_stride=2 or 4 or 8, got 16"):
        small_pspnet(output_stride=16)
