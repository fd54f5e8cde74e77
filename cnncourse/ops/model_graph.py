"""The layer calls of a Keras model in running order, read by duck typing: Keras itself is never imported."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Step:
    """One call of one layer in a model's graph.

    Args:
        layer: the Keras layer or operation.
        inputs: numbers of the tensors it takes.
        output: number of the tensor it makes.
        input_shapes: without the batch.
        shape: of its output, without the batch.

    >>> Step(None, (0,), 1, ((28, 28, 1),), (14, 14, 1)).shape
    (14, 14, 1)
    """

    layer: Any
    inputs: tuple[int, ...]
    output: int
    input_shapes: tuple[tuple[int, ...], ...]
    shape: tuple[int, ...]


def steps(model: Any) -> list[Step]:
    """List a model's layer calls in an order in which they can run; models inside the model are opened.

    Args:
        model: a built functional or sequential Keras model with fixed sides.

    Returns:
        A step for each call; a layer that is called twice appears twice.

    Raises:
        ValueError: the model has no graph (it is subclassed, or not built), or an input's sides are not
            fixed.
    """
    graph = _graph(model)
    if graph is None:
        raise ValueError(
            f"expected a built functional or sequential model, got {type(model).__name__} without a graph of layers; "
            "start a Sequential with keras.Input(shape), or build the network with the functional API"
        )
    found, tensors = [], {}
    _walk(graph, tensors, found)
    return found


def is_kind(layer: Any, *names: str) -> bool:
    """Whether a layer is of one of these Keras classes, or of a class made from one.

    >>> is_kind([], "list"), is_kind(True, "int"), is_kind([], "Conv2D")
    (True, True, False)
    """
    return any(cls.__name__ in names for cls in type(layer).__mro__)


def _graph(layer):
    """The object that holds a model's nodes, or None for a plain layer."""
    inner = getattr(layer, "_functional", None) or layer  # a Sequential keeps its graph in an inner model
    return inner if hasattr(inner, "_nodes_by_depth") else None


def _walk(graph, tensors, found):
    """Append a step for each node of a graph; `tensors` maps a Keras tensor's id to (number, shape)."""
    for depth in sorted(graph._nodes_by_depth, reverse=True):
        for node in graph._nodes_by_depth[depth]:
            if node.is_input and id(node.outputs[0]) in tensors:
                continue  # the input of a model inside a model: already known outside
            given = [tensors[id(t)] for t in node.arguments.keras_tensors]
            inner = _graph(node.operation)
            if inner is not None:
                _open(inner, node, given, tensors, found)
                continue
            number, shape = len(found), _shape(node, given)
            found.append(Step(node.operation, tuple(g[0] for g in given), number, tuple(g[1] for g in given), shape))
            for output in node.outputs:
                tensors[id(output)] = number, shape


def _open(inner, node, given, tensors, found):
    """Walk a model inside a model, from the tensors that it is called on to those that it gives."""
    names = {id(inside): outside for inside, outside in zip(inner.inputs, given, strict=True)}
    _walk(inner, names, found)
    for outside, inside in zip(node.outputs, inner.outputs, strict=True):
        tensors[id(outside)] = names[id(inside)]


def _shape(node, given):
    """Shape of a node's first output, without the batch; worked out anew in a model built for other sides."""
    made = node.outputs[0]
    inputs = node.arguments.keras_tensors
    if all(tuple(t.shape[1:]) == g[1] for t, g in zip(inputs, given, strict=True)):
        shape = tuple(made.shape[1:])
    else:
        anew = {id(t): type(t)(shape=(None, *g[1]), dtype=t.dtype) for t, g in zip(inputs, given, strict=True)}
        args, kwargs = node.arguments.fill_in(anew)
        spec = node.operation.compute_output_spec(*args, **kwargs)
        shape = tuple((spec[0] if isinstance(spec, list | tuple) else spec).shape[1:])
    if None in shape:
        raise ValueError(
            f"{node.operation.name} gives {shape}, and what a layer costs depends on its sides; "
            "build the model with a fixed input_shape, such as (224, 224, 3)"
        )
    return shape
