"""A block or a small network drawn as a graph, from the Keras model itself, so that the picture cannot lie."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from cnncourse.ops.model_graph import Step, is_kind, steps

from .layers_layout import Layout, layered
from .style import new

# Layers that are written into the box of the layer before them.
LIGHT = (
    "BatchNormalization", "Activation", "ReLU", "LeakyReLU", "Softmax", "Dropout", "ZeroPadding2D", "Identity",
    "Flatten", "Reshape", "Rescaling",
)  # fmt: skip
SHORT = {
    "BatchNormalization": "BN", "ZeroPadding2D": "pad", "Dropout": "dropout", "Flatten": "flatten", "ReLU": "ReLU",
    "Reshape": "reshape", "GlobalAveragePooling2D": "global mean", "GlobalMaxPooling2D": "global max",
    "Concatenate": "join channels", "Add": "+", "Multiply": "×", "Average": "mean of paths", "InputLayer": "input",
    "LeakyReLU": "leaky ReLU", "Softmax": "softmax", "UpSampling2D": "enlarge", "Resizing": "resize",
}  # fmt: skip
ACTIVATIONS = {"relu": "ReLU", "linear": ""}
COLORS = (
    (("InputLayer",), "#EDEDED"), (("Add", "Multiply", "Concatenate", "Average"), "#F7F0A0"),
    (("Dense",), "#A6DCC8"), (("BatchNormalization",), "#E8CADB"),
)  # fmt: skip
CONVOLUTION, POOLING, OTHER, LINE = "#BCE0F5", "#F8D798", "#E2E2E2", "#555555"


@dataclass
class Box:
    """What is written in one box: a title, what follows in the same box, the shape of its output."""

    layer: Any
    title: str
    shape: tuple[int, ...]
    inputs: list[int]
    after: list[str] = field(default_factory=list)


def diagram(model: Any, shapes: bool = True, width: float = 1.45) -> Figure:
    """Draw a model as a graph from top to bottom; normalization and activations stand in the box of their layer.

    Args:
        model: a built functional or sequential Keras model with fixed sides; up to about thirty layers are legible.
        shapes: whether each box tells the shape of its output, `h×w×c`.
        width: of a box in inches.

    Returns:
        A figure.

    Raises:
        ValueError: the model has no graph, or sides that are not fixed.
    """
    boxes = boxes_of(steps(model))
    layout = layered([box.inputs for box in boxes])
    figure, ax = new(width=width * layout.width + 0.2, height=0.72 * layout.rows)
    _lines(ax, layout)
    for box, place in zip(boxes, layout.places, strict=True):
        _box(ax, box, place, shapes)
    xs = [x for path in layout.lines.values() for x, _ in path] + [x for x, _ in layout.places]
    ax.set(xlim=(min(xs) - 0.52, max(xs) + 0.52), ylim=(layout.rows - 0.55, -0.45))
    ax.axis("off")
    return figure


def of_block(layer: Callable, input_shape: tuple[int, int, int], *args, **kwargs) -> Figure:
    """Draw a function that takes a tensor and returns one, called as `layer(x, *args, **kwargs)`.

    Args:
        layer: the block.
        input_shape: of `x`, `(h, w, c)`.
        args: passed on, and `kwargs` likewise.
    """
    import keras

    x = keras.Input(input_shape)
    return diagram(keras.Model(x, layer(x, *args, **kwargs)))


def boxes_of(calls: list[Step]) -> list[Box]:
    """Join each layer with the light ones right behind it.

    Args:
        calls: from `cnncourse.ops.model_graph.steps`.
    """
    takers: dict[int, int] = {}
    for call in calls:
        for number in call.inputs:
            takers[number] = takers.get(number, 0) + 1
    boxes: list[Box] = []
    home: dict[int, int] = {}  # tensor → box
    for call in calls:
        light = is_kind(call.layer, *LIGHT) and len(call.inputs) == 1
        if light and takers[call.inputs[0]] == 1 and boxes[home[call.inputs[0]]].title != "input":
            at = home[call.inputs[0]]
            boxes[at].after.append(title(call.layer))
            boxes[at].shape = call.shape
        else:
            at = len(boxes)
            name = title(call.layer) if call.inputs else "input"
            boxes.append(Box(call.layer, name, call.shape, [home[number] for number in call.inputs]))
            if inner := _activation(call.layer):
                boxes[at].after.append(inner)
        home[call.output] = at
    return boxes


def title(layer: Any) -> str:
    """What a layer is called in a box: "3×3 conv, 64 /2", "BN", "join channels"."""
    kind = type(layer).__name__
    if kind == "Activation":
        name = getattr(layer.activation, "__name__", "activation")
        return ACTIVATIONS.get(name, name)
    if hasattr(layer, "kernel_size"):
        return _convolution(layer, kind)
    if hasattr(layer, "pool_size"):
        side = "×".join(map(str, layer.pool_size))
        return f"{side} {'max' if 'Max' in kind else 'mean'}{_stride(layer)}"
    if hasattr(layer, "units"):
        return f"dense {layer.units}"
    return SHORT.get(kind, kind)


def _convolution(layer, kind: str) -> str:
    side = "×".join(map(str, layer.kernel_size))
    word = "separable" if "Separable" in kind else "depth-wise" if "Depthwise" in kind else "conv"
    filters = "" if word == "depth-wise" else f", {layer.filters}"
    rate = layer.dilation_rate[0]
    groups = getattr(layer, "groups", 1) or 1
    return (
        f"{side} {word}{filters}{_stride(layer)}"
        + (f" rate {rate}" if rate > 1 else "")
        + (f" in {groups} groups" if groups > 1 else "")
    )


def _stride(layer) -> str:
    return f" /{layer.strides[0]}" if layer.strides[0] > 1 else ""


def _activation(layer) -> str:
    """The activation that a layer applies itself."""
    if type(layer).__name__ == "Activation" or not hasattr(layer, "activation"):
        return ""
    name = getattr(layer.activation, "__name__", "")
    return ACTIVATIONS.get(name, name)


def _color(layer) -> str:
    kind = type(layer).__name__
    for kinds, shade in COLORS:
        if kind in kinds:
            return shade
    if hasattr(layer, "kernel_size"):
        return CONVOLUTION
    return POOLING if "Pool" in kind else OTHER


def _lines(ax, layout: Layout) -> None:
    for path in layout.lines.values():
        (x, row), (end, below) = path[0], path[-1]
        points = [(x, row + 0.29), (x, row + 0.34)]
        for beside, passed in path[1:-1]:  # straight down beside the boxes
            points += [(beside, passed - 0.36), (beside, passed + 0.36)]
        points += [(end, below - 0.40), (end, below - 0.33)]
        ax.plot(*zip(*points, strict=True), color=LINE, linewidth=1.0, solid_joinstyle="round", zorder=1)
        ax.plot(end, below - 0.335, marker="v", markersize=4.5, color=LINE, zorder=1)


def _box(ax, box: Box, place: tuple[float, int], shapes: bool) -> None:
    x, row = place
    ax.add_patch(FancyBboxPatch((x - 0.46, row - 0.29), 0.92, 0.58, boxstyle="round,pad=0,rounding_size=0.06",
                                facecolor=_color(box.layer), edgecolor="#333333", linewidth=0.7, zorder=2))  # fmt: skip
    lines = [box.title]
    if after := " · ".join(word for word in box.after if word):
        lines.append(after)
    shape = "×".join(map(str, box.shape)) if shapes else ""
    count = len(lines) + bool(shape)
    for number, line in enumerate(lines):
        ax.text(x, row + 0.175 * (number - (count - 1) / 2), line, ha="center", va="center", zorder=3,
                fontsize=8.0 if number == 0 else 7.0, fontweight="bold" if number == 0 else "normal")  # fmt: skip
    if shape:
        ax.text(x, row + 0.175 * (count - 1) / 2, shape, ha="center", va="center", zorder=3, fontsize=7.0,
                color="#222222", style="italic")  # fmt: skip
