"""What a Keras model sees, holds and costs, read from its layers; Keras itself is never imported."""

from math import prod
from typing import Any

from cnncourse.ops.model_fields import fields
from cnncourse.ops.model_graph import Step, is_kind, steps
from cnncourse.ops.stacks import Row

# Layers that hand on what they were given, without memory of their own.
VIEWS = ("Flatten", "Reshape", "Dropout", "SpatialDropout2D", "Identity")


def macs(model: Any) -> int:
    """Multiply-accumulates of a model's convolutions and dense layers, for one image.

    Args:
        model: a built functional or sequential Keras model with fixed sides.

    Returns:
        MACs. Normalization, activations, additions and pooling are left out, as is usual.

    Raises:
        ValueError: the model has no graph, or sides that are not fixed.
    """
    return sum(_macs(step) for step in steps(model))


def parameters(model: Any, trainable: bool = False) -> int:
    """Numbers that a model holds.

    Args:
        model: a built Keras model.
        trainable: count only those that training changes: not BatchNorm's moving statistics, not frozen
            layers.

    Returns:
        Parameters; Keras' own total unless `trainable`.
    """
    return sum(prod(w.shape) for w in (model.trainable_weights if trainable else model.weights))


def activation_bytes_of(model: Any, batch: int, bytes_per_value: int = 4) -> int:
    """Memory of a model's images and of what each layer gives, kept for the backward pass.

    Args:
        model: a built functional or sequential Keras model with fixed sides.
        batch: images in a batch.
        bytes_per_value: 4 for float32.

    Returns:
        Bytes. Reshaping and dropout are taken to need none of their own. A real run fuses layers, and needs
        room for weights and workspace beside this.

    Raises:
        ValueError: the model has no graph, or sides that are not fixed.
    """
    values = sum(prod(step.shape) for step in steps(model) if not is_kind(step.layer, *VIEWS))
    return batch * values * bytes_per_value


def receptive_field_of(model: Any, layer_name: str, gates: bool = False) -> tuple[int, int]:
    """Input pixels that one output of a layer can see, over all paths that lead to it.

    Args:
        model: a built functional or sequential Keras model with fixed sides.
        layer_name: the layer's name.
        gates: count the maps that only scale channels too (squeeze-and-excitation): through their global
            pooling everything sees everything.

    Returns:
        `(rows, columns)` in input pixels. It may exceed the image: then a unit in the middle sees all of it.

    Raises:
        ValueError: no such layer, or its output is no image any more (after Flatten).

    Source: Araujo, Norris & Sim (2019), Computing Receptive Fields of Convolutional Neural Networks, Distill.
    """
    every = steps(model)
    known = fields(every, gates)
    for step in reversed(every):
        if step.layer.name == layer_name:
            axes = known[step.output]
            if axes is None:
                raise ValueError(
                    f"{layer_name} gives {step.shape}, no image: after flattening each value sees all of it; "
                    "ask for a layer before it"
                )
            return tuple(axis.size for axis in axes)
    names = ", ".join(step.layer.name for step in every[:6])
    raise ValueError(f"the model has no layer {layer_name!r}; it has {names}, … (see model.summary())")


def layer_table(model: Any, gates: bool = False) -> list[Row]:
    """Shape, field, parameters and MACs of each layer of a model, for one image.

    Args:
        model: a built functional or sequential Keras model with fixed sides.
        gates: as in `receptive_field_of`.

    Returns:
        A row for each layer call but the input's; a layer's parameters stand in its first row only.

    Raises:
        ValueError: the model has no graph, or sides that are not fixed.
    """
    every = steps(model)
    known, rows, counted = fields(every, gates), [], set()
    for step in every:
        if is_kind(step.layer, "InputLayer"):
            continue
        weights = [] if id(step.layer) in counted else getattr(step.layer, "weights", [])
        counted.add(id(step.layer))
        axes = known[step.output]
        field = None if axes is None else tuple(axis.size for axis in axes)
        rows.append(Row(step.layer.name, step.shape, field, sum(prod(w.shape) for w in weights), _macs(step)))
    return rows


def _macs(step: Step) -> int:
    """Multiply-accumulates of one layer call: each weight of a kernel is used once at each place."""
    layer = step.layer
    if is_kind(layer, "Dense"):
        return prod(step.input_shapes[0][:-1]) * prod(layer.kernel.shape)
    if is_kind(layer, "BaseConvTranspose"):  # each input pixel is spread over a window
        return prod(step.input_shapes[0][:-1]) * prod(layer.kernel.shape)
    if is_kind(layer, "BaseSeparableConv"):
        return prod(step.shape[:-1]) * (prod(layer.depthwise_kernel.shape) + prod(layer.pointwise_kernel.shape))
    if is_kind(layer, "BaseConv", "BaseDepthwiseConv"):
        return prod(step.shape[:-1]) * prod(layer.kernel.shape)
    return 0
