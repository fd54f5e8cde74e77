"""A network written down as a list of layers, and the table that follows from it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import prod

from cnncourse.ops.arguments import Padding, Pair, pair
from cnncourse.ops.padding import places, resolve_padding

KINDS = ("conv", "depthwise", "pool", "global_pool", "flatten", "dense")


@dataclass(frozen=True)
class Layer:
    """One layer of a stack: what it does, and with which numbers.

    Args:
        kind: `"conv"`, `"depthwise"`, `"pool"`, `"global_pool"`, `"flatten"` or `"dense"`.
        filters: filters of a convolution, units of a dense layer, maps per channel of a depthwise one.
        kernel, stride, dilation: integers or `(rows, columns)`; a pooling's stride is its kernel if None.
        padding: `"valid"`, `"same"`, pixels on every side, or `((top, bottom), (left, right))`.
        groups: parts of the channels that do not see each other.
        bias: whether there is one for each filter or unit.
        name: what the table calls it; the kind if empty.

    >>> Layer("conv", 6, kernel=5, padding="same").kernel
    5
    """

    kind: str
    filters: int = 1
    kernel: Pair = 1
    stride: Pair | None = None
    dilation: Pair = 1
    padding: Padding = "valid"
    groups: int = 1
    bias: bool = True
    name: str = ""

    def __post_init__(self):
        if self.kind not in KINDS:
            raise ValueError(
                f"kind must be one of {', '.join(KINDS)}, got {self.kind!r}; batch norm and ReLU need no row"
            )


@dataclass(frozen=True)
class Row:
    """One line of a table: what a layer gives, sees, learns and costs, for one image.

    Args:
        name: the layer.
        shape: its output without the batch, `(h, w, c)` or `(units,)`.
        field: its receptive field, `(rows, columns)` in input pixels, or None where it is not an image any
            more.
        parameters: numbers it holds.
        macs: multiply-accumulates for one image.

    >>> Row("conv1", (28, 28, 6), (5, 5), 156, 117_600).macs
    117600
    """

    name: str
    shape: tuple[int, ...]
    field: tuple[int, int] | None
    parameters: int
    macs: int


def stack_table(layers: Iterable[Layer], input_shape: Sequence[int]) -> list[Row]:
    """Follow one image through a list of layers.

    Args:
        layers: from the input on.
        input_shape: `(h, w, c)`.

    Returns:
        A row for each layer.

    Raises:
        ValueError: a window that fits nowhere, groups that do not divide, an image layer after `"flatten"`.

    >>> lenet = [Layer("conv", 6, 5, padding="same", name="C1"), Layer("pool", kernel=2, name="S2")]
    >>> for row in stack_table(lenet, (28, 28, 1)):
    ...     print(row.name, row.shape, row.field, row.parameters, row.macs)
    C1 (28, 28, 6) (5, 5) 156 117600
    S2 (14, 14, 6) (6, 6) 0 0
    """
    shape, field, jump = tuple(input_shape), (1, 1), (1, 1)
    rows = []
    for layer in layers:
        name = layer.name or layer.kind
        if layer.kind == "flatten":
            shape, field, parameters, macs = (prod(shape),), None, 0, 0
        elif layer.kind == "dense":
            parameters = (shape[-1] + layer.bias) * layer.filters
            macs = prod(shape) * layer.filters
            shape = (*shape[:-1], layer.filters)
        elif len(shape) != 3:
            raise ValueError(f"{name} needs an image (h, w, c), got {shape}; put it before the flatten layer")
        elif layer.kind == "global_pool":
            field = tuple(f + (n - 1) * j for f, n, j in zip(field, shape[:2], jump, strict=True))
            shape, parameters, macs = shape[2:], 0, 0
        else:
            shape, field, jump, parameters, macs = _window(layer, name, shape, field, jump)
        rows.append(Row(name, shape, field, parameters, macs))
    return rows


def format_table(rows: Iterable[Row]) -> str:
    """Write rows as lines of text, with totals under them.

    Args:
        rows: from `stack_table` or `layer_table`.

    Returns:
        Lines of equal make: name, shape, field, parameters, MACs.

    >>> print(format_table(stack_table([Layer("conv", 6, 5, name="C1")], (32, 32, 1))))
    layer  output   field  parameters     MACs
    C1     28×28×6  5×5           156  117,600
    total                         156  117,600
    """
    rows = list(rows)
    lines = [("layer", "output", "field", "parameters", "MACs")]
    for row in rows:
        field = "×".join(map(str, row.field)) if row.field else "–"
        lines.append((row.name, "×".join(map(str, row.shape)), field, f"{row.parameters:,}", f"{row.macs:,}"))
    lines.append(("total", "", "", f"{sum(r.parameters for r in rows):,}", f"{sum(r.macs for r in rows):,}"))
    wide = [max(map(len, column)) for column in zip(*lines, strict=True)]
    aligned = [[c.ljust(w) for c, w in zip(line[:3], wide, strict=False)] for line in lines]
    numbers = [[c.rjust(w) for c, w in zip(line[3:], wide[3:], strict=True)] for line in lines]
    return "\n".join("  ".join(left + right) for left, right in zip(aligned, numbers, strict=True))


def _window(layer, name, shape, field, jump):
    """Follow one image through a layer with a window: its shape, field and jump after it, parameters and MACs."""
    h, w, c = shape
    kernel = pair(layer.kernel, "kernel")
    default = kernel if layer.kind == "pool" else 1
    stride, dilation = pair(layer.stride or default, "stride"), pair(layer.dilation, "dilation")
    around = resolve_padding((h, w), kernel, stride, layer.padding, dilation)
    out_h, out_w = places((h, w), kernel, stride, dilation, around)
    field = tuple(f + (k - 1) * d * j for f, k, d, j in zip(field, kernel, dilation, jump, strict=True))
    jump = tuple(j * s for j, s in zip(jump, stride, strict=True))
    if layer.kind == "pool":
        return (out_h, out_w, c), field, jump, 0, 0
    if layer.kind == "conv":
        if c % layer.groups or layer.filters % layer.groups:
            raise ValueError(f"{name}: groups={layer.groups} must divide {c} channels and {layer.filters} filters")
        maps, weights = layer.filters, prod(kernel) * c // layer.groups * layer.filters
    else:
        maps = c * layer.filters
        weights = prod(kernel) * maps
    return (out_h, out_w, maps), field, jump, weights + maps * layer.bias, out_h * out_w * weights
