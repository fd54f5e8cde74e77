"""DeepLab v3+: counts of both backbones, shapes and fields, and the paper's figures row by row."""

import keras
import numpy as np
import pytest

from cnncourse.nets import deeplab_v3_plus, small_deeplab
from cnncourse.nets.deeplab_v3_plus import aspp
from cnncourse.ops.model_geometry import parameters

from . import proof
from .geometry import check_fields, check_stages, counts
from .proof import images, logits, prove, randomize
from .table import Table

XCEPTION65 = {
    "conv1_2_relu": ((256, 256, 64), None), "entry_block1_add": ((128, 128, 128), None),
    "entry_block2_sepconv2_pointwise_bn": ((128, 128, 256), None), "entry_block3_add": ((32, 32, 728), None),
    "middle_block16_add": ((32, 32, 728), None),
    "exit_block2_sepconv3_pointwise_relu": ((32, 32, 2048), 1915),
    "aspp_rate18_pointwise_relu": ((32, 32, 256), 2491), "aspp_dropout": ((32, 32, 256), None),
    "decoder_concat": ((128, 128, 304), None), "decoder_conv2_pointwise_relu": ((128, 128, 256), None),
    "predictions": ((512, 512, 21), None),
}


def parts(model: keras.Model) -> dict[str, int]:
    """Parameters of the backbone, the pyramid, the projection of early maps, the decoder and the scores."""
    heads = {"aspp_": "aspp", "decoder_low": "low", "decoder_": "decoder", "predictions": "scores"}
    sums = dict.fromkeys(("backbone", *heads.values()), 0)
    for layer in model.layers:
        part = next((part for prefix, part in heads.items() if layer.name.startswith(prefix)), "backbone")
        sums[part] += layer.count_params()
    return sums


def test_counts_shapes_and_fields_on_xception65():
    model = deeplab_v3_plus()
    assert counts(model) == (41_258_213, 41_055_413, 51_284_320_256)
    assert parts(model) == {
        "backbone": 38_052_512, "aspp": 3_035_136, "low": 12_480, "decoder": 152_688, "scores": 5_397,
    }
    check_stages(model, XCEPTION65)


def test_counts_shapes_and_fields_on_resnet50():
    model = deeplab_v3_plus(backbone="resnet50")
    assert (parameters(model), parameters(model, trainable=True)) == (40_409_493, 40_352_181)
    stages = {"conv5_block3_out": ((32, 32, 2048), 483), "aspp_rate18_relu": ((32, 32, 256), 1059)}
    check_stages(model, stages)


FIELDS = {  # the same at output stride 8 and 16
    "xception65": ("exit_block2_sepconv3_pointwise_relu", 1915, "aspp_rate{}_pointwise_relu", 2491),
    "resnet50": ("conv5_block3_out", 483, "aspp_rate{}_relu", 1059),
}


def unit(
    name: str, kernel: int, filters: int, stride: int = 1, dilation: int = 1, eps: float = 1e-3
) -> list[tuple]:
    """Convolution and BatchNorm."""
    conv = ("conv", f"{name}_conv", kernel, filters, stride, kernel // 2 * dilation, {"dilation": dilation})
    return [conv, ("bn", f"{name}_bn", eps)]


def separable(name: str, filters: int, stride=1, dilation=1, relu=False, eps=1e-3) -> list[tuple]:
    """Depthwise, BatchNorm, pointwise, BatchNorm; a ReLU behind each where the released networks have one."""
    after = [("relu",)] if relu else []
    return [
        ("depthwise", f"{name}_depthwise", stride, dilation), ("bn", f"{name}_depthwise_bn", eps), *after,
        *unit(f"{name}_pointwise", 1, filters, eps=eps), *after,
    ]


def xception65_table(output_stride: int) -> list[tuple]:
    """Figure 4, as the released networks have it."""
    # (stride, dilation) of the third block of the entry flow and the two blocks of the exit flow
    last = {16: [(2, 1), (1, 1), (1, 2)], 8: [(1, 1), (1, 2), (1, 4)]}[output_stride]
    middle = {16: 1, 8: 2}[output_stride]
    rows = [*unit("conv1_1", 3, 32, 2), ("relu",), *unit("conv1_2", 3, 64), ("relu",)]
    flow = [("entry_block1", (128,) * 3, 2, 1), ("entry_block2", (256,) * 3, 2, 1)]
    flow += [("entry_block3", (728,) * 3, *last[0])]
    flow += [(f"middle_block{n}", (728,) * 3, 1, middle) for n in range(1, 17)]
    flow += [("exit_block1", (728, 1024, 1024), *last[1])]
    for name, filters, stride, dilation in flow:
        branch = []
        for number, channels in enumerate(filters, 1):
            step = stride if number == 3 else 1
            branch += [("relu",), *separable(f"{name}_sepconv{number}", channels, step, dilation)]
            if (name, number) == ("entry_block2", 2):
                branch.append(("keep", "early"))
        middle_flow = name.startswith("middle")
        rows.append(("add", branch, [] if middle_flow else unit(f"{name}_shortcut", 1, filters[2], stride)))
    for number, channels in enumerate((1536, 1536, 2048), 1):
        rows += separable(f"exit_block2_sepconv{number}", channels, 1, last[2][1], relu=True)
    return rows


def resnet50_table(output_stride: int) -> list[tuple]:
    """ResNet-50, v1, whose last stages dilate."""
    strides = {16: [(1, 1), (2, 1), (2, 1), (1, 2)], 8: [(1, 1), (2, 1), (1, 2), (1, 4)]}[output_stride]
    eps = {"eps": 1.001e-5}
    rows = [*unit("conv1", 7, 64, 2, **eps), ("relu",), ("max", 3, 2, 1, 1)]
    for stage, (blocks, (stride, dilation)) in enumerate(zip((3, 4, 6, 3), strides, strict=True)):
        narrow = 64 * 2**stage
        for block in range(blocks):
            n, step = f"conv{stage + 2}_block{block + 1}", stride if block == 0 else 1
            branch = [
                *unit(f"{n}_1", 1, narrow, step, **eps), ("relu",),
                *unit(f"{n}_2", 3, narrow, 1, dilation, **eps), ("relu",),
                *unit(f"{n}_3", 1, 4 * narrow, **eps),
            ]
            shortcut = unit(f"{n}_0", 1, 4 * narrow, step, **eps) if block == 0 else []
            rows += [("add", shortcut, branch), ("relu",)]
        if stage == 0:
            rows.append(("keep", "early"))
    return rows


def head_table(plain: bool, output_stride: int, image: tuple[int, int], classes: int) -> list[tuple]:
    """Figure 2: atrous spatial pyramid pooling, then the decoder."""
    height, width = image
    deep = -(-height // output_stride), -(-width // output_stride)
    early = -(-height // 4), -(-width // 4)

    def wide(name, dilation=1):
        if plain:
            return [*unit(name, 3, 256, 1, dilation, eps=1e-5), ("relu",)]
        return separable(name, 256, 1, dilation, relu=True, eps=1e-5)

    def narrow(name, filters):
        return [*unit(name, 1, filters, eps=1e-5), ("relu",)]

    rates = {16: (6, 12, 18), 8: (12, 24, 36)}[output_stride]
    return [
        ("concat", [("regions", 1), *narrow("aspp_pooling", 256), ("resize", *deep)], narrow("aspp_1x1", 256),
         *(wide(f"aspp_rate{rate}", rate) for rate in rates)),
        *narrow("aspp_project", 256), ("resize", *early), ("join", "early", narrow("decoder_low", 48)),
        *wide("decoder_conv1"), *wide("decoder_conv2"), ("conv", "predictions_scores", 1, classes),
        ("resize", height, width),
    ]


def _relu_between(layer):
    if "block" in layer.name and "exit_block2" not in layer.name and layer.name.endswith("_depthwise_bn"):
        return {"call": lambda x, **kw: keras.ops.relu(type(layer).call(layer, x, **kw))}
    return None


def _corners_aligned(layer):
    if layer.name != "decoder_resize":
        return None

    def call(x, **_):
        rows, columns = (
            np.clip(1 - np.abs(np.linspace(0, n - 1, m)[:, None] - np.arange(n)), 0, 1).astype("float32")
            for n, m in zip(x.shape[1:3], layer.output.shape[1:3], strict=True)
        )
        return keras.ops.einsum("ih,nhwc,jw->nijc", rows, x, columns)

    return {"call": call}


def _no_dilation(layer):
    return {"dilation_rate": (1, 1)} if getattr(layer, "dilation_rate", (1, 1)) == (2, 2) else None


ALTERED = {
    "paths joined in reverse": lambda layer: (
        proof.reversed_inputs(keras.layers.Concatenate)(layer) if layer.name == "aspp_concat" else None
    ),
    "corners aligned": _corners_aligned,
    "no dilation in the backbone": _no_dilation,
    "epsilon 1e-3 in the head": lambda layer: (
        proof.epsilon(1e-3)(layer) if layer.name.startswith(("aspp", "decoder")) else None
    ),
}


@pytest.mark.parametrize("output_stride", [16, 8])
@pytest.mark.parametrize("backbone", ["xception65", "resnet50"])
def test_equals_the_papers_figures(backbone, output_stride):
    model = deeplab_v3_plus((65, 96, 3), 4, None, backbone=backbone, output_stride=output_stride)
    deep, field, widest, reach = FIELDS[backbone]
    check_fields(model, {deep: field, widest.format(288 // output_stride): reach})
    weights, x = gentle(randomize(model)), images((65, 96, 3), 1)
    got = logits(proof.move(weights, model), x)
    body = xception65_table if backbone == "xception65" else resnet50_table
    table = [*body(output_stride), *head_table(backbone == "resnet50", output_stride, (65, 96), 4)]
    prove(got, Table(weights).run(table, x))
    kept = proof.kept(f"deeplab_v3_plus, {backbone}, output stride {output_stride}")
    prove(got[0, ::32, ::48].ravel(), kept, proof.GOLDEN_TOLERANCE)
    changes = ALTERED | ({"ReLU after every depthwise": _relu_between} if backbone == "xception65" else {})
    proof.assert_fail(model, changes if output_stride == 16 else {}, x, got)


def gentle(weights: proof.Weights) -> proof.Weights:
    """Small branches, so that the maps do not grow from block to block and float32 keeps its digits."""
    for name, values in weights.items():
        if name.endswith(("_3_bn", "sepconv3_pointwise_bn")) and "exit_block2" not in name:
            values[0] *= np.float32(0.1)
    return weights


@pytest.mark.usefixtures("own_start")
@pytest.mark.parametrize(("context", "refine"), [(True, True), (True, False), (False, True), (False, False)])
def test_small_network_trains_with_and_without_its_ideas(context, refine):
    model = small_deeplab((36, 48, 3), 5, width=4, context=context, refine=refine)
    names = {layer.name for layer in model.layers}
    assert ("aspp_concat" in names, "decoder_concat" in names) == (context, refine)
    model.compile("adam", "sparse_categorical_crossentropy", run_eagerly=True)
    labels = np.random.default_rng(0).integers(0, 5, (4, 36, 48))
    loss = model.fit(images((36, 48, 3), 4), labels, verbose=0).history["loss"][0]
    assert np.isfinite(loss)
    assert np.allclose(logits(model, images((36, 48, 3))).sum(-1), 1, atol=1e-5)


@pytest.mark.parametrize("output_stride", [2, 4, 8])
def test_small_network_keeps_its_output_stride(output_stride):
    model = small_deeplab((64, 64, 3), 5, width=4, output_stride=output_stride)
    side = 64 // output_stride
    check_stages(model, {"conv4_block1_out": ((side, side, 16), 47), "decoder_concat": ((32, 32, 10), None)})


def test_rates_need_not_fit_the_maps():
    assert aspp(keras.Input((3, 5, 8)), 4, (6, 40)).shape == (None, 3, 5, 4)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"backbone": "vgg16"}, "takes backbone='xception65' or 'resnet50', got 'vgg16'"),
        ({"output_stride": 32}, "takes output_stride=8 or 16, got 32"),
        ({"input_shape": (512, 512)}, "deeplab_v3_plus takes input_shape"),
    ],
)
def test_impossible_requests_are_refused_in_words(arguments, sentence):
    with pytest.raises(ValueError, match=sentence):
        deeplab_v3_plus(**arguments)
