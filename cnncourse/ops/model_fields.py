"""Receptive fields along a model's graph: one interval of input pixels for each axis and layer call."""

from dataclasses import dataclass, replace
from math import ceil

from cnncourse.ops.model_graph import Step, is_kind
from cnncourse.ops.padding import same_padding

NEIGHBORS = {
    "nearest": 1,
    "bilinear": 2,
    "bicubic": 4,
    "lanczos3": 6,
    "lanczos5": 10,
}  # source pixels a value comes from


@dataclass(frozen=True)
class Axis:
    """What output `i` sees along one axis: input pixels `jump·i + first` to `jump·i + last`.

    >>> Axis().size, Axis(jump=2, first=-1, last=3).size
    (1, 5)
    """

    jump: float = 1
    first: float = 0
    last: float = 0

    @property
    def size(self) -> int:
        """Pixels seen, in whole pixels."""
        return ceil(self.last - self.first - 1e-6) + 1

    def window(self, taps: int, stride: float = 1, dilation: int = 1, before: float = 0) -> "Axis":
        """Follow a window of `taps` that starts `before` pixels outside the map.

        >>> Axis().window(3, stride=2, before=1)
        Axis(jump=2, first=-1, last=1)
        """
        first = self.first - before * self.jump
        return Axis(self.jump * stride, first, self.last + ((taps - 1) * dilation - before) * self.jump)

    def resized(self, n: int, m: int, interpolation: str = "nearest") -> "Axis":
        """Follow a map of `n` pixels made `m` wide: outputs lie closer together, each from a few source pixels.

        >>> Axis(jump=4, last=6).resized(5, 10, "bilinear").size
        11
        """
        if n == m:
            return self
        taps = NEIGHBORS.get(interpolation, 2) if n > 1 else 1
        return self.window(taps, n / m, before=(taps - n / m) / 2)


def fields(every: list[Step], gates: bool = False) -> dict[int, tuple[Axis, Axis] | None]:
    """Follow the rows' and the columns' interval through all steps of a model.

    Args:
        every: from `steps(model)`.
        gates: whether a map that only scales channels (squeeze-and-excitation) passes its field on.

    Returns:
        For each tensor's number the two axes, or None where it is no image any more.
    """
    known = {}
    for step in every:
        taken = [known[number] for number in step.inputs]
        known[step.output] = _field(step, taken, gates)
    return known


def _field(step, taken, gates):
    """The axes after one step, from those before it."""
    layer = step.layer
    if not taken:
        return (Axis(), Axis()) if len(step.shape) == 3 else None
    if any(axes is None for axes in taken):
        return None
    sides = [_sides(shape) for shape in step.input_shapes]
    if is_kind(layer, "Flatten", "Reshape") and sides[0] not in ((1, 1), _sides(step.shape)):
        return None
    if is_kind(layer, "GlobalAveragePooling2D", "GlobalMaxPooling2D", "Mean", "Max"):
        before, after = sides[0], _sides(step.shape)
        return tuple(a if n == m else a.window(n, n) for a, n, m in zip(taken[0], before, after, strict=True))
    if is_kind(layer, "Multiply") and not gates:
        scaled = [axes for axes, side in zip(taken, sides, strict=True) if side == max(sides)]
        return _merge(scaled)
    if hasattr(layer, "kernel_size") or hasattr(layer, "pool_size"):
        return tuple(_window(layer, axis, i, sides[0][i], _sides(step.shape)[i]) for i, axis in enumerate(taken[0]))
    if is_kind(layer, "ZeroPadding2D", "Cropping2D"):
        sign = 1 if is_kind(layer, "ZeroPadding2D") else -1
        edges = layer.padding if sign == 1 else layer.cropping
        return tuple(a.window(1, before=sign * edge[0]) for a, edge in zip(taken[0], edges, strict=True))
    if is_kind(layer, "UpSampling2D", "Resizing", "Resize"):
        return tuple(
            a.resized(n, m, getattr(layer, "interpolation", "bilinear"))
            for a, n, m in zip(taken[0], sides[0], _sides(step.shape), strict=True)
        )
    return _merge([axes for _, axes in sorted(zip(sides, taken, strict=True), key=lambda pair: -max(pair[0]))])


def _window(layer, axis, i, n, m):
    """One axis through a convolution or a pooling."""
    taps = getattr(layer, "kernel_size", None) or layer.pool_size
    taps, stride = taps[i], layer.strides[i]
    if is_kind(layer, "Conv2DTranspose"):
        reach = ceil(taps / stride)  # inputs that reach one output
        return axis.window(reach, 1 / stride, before=(reach - 1 / stride) / 2)
    dilation = getattr(layer, "dilation_rate", (1, 1))[i]
    before = same_padding(n, taps, stride, dilation)[0] if layer.padding == "same" else 0
    return axis.window(taps, stride, dilation, before)


def _merge(paths):
    """Join paths: all pixels that any of them sees; where their jumps differ, the widest path at the first's jump."""
    rows = []
    for axes in zip(*paths, strict=True):
        if all(abs(a.jump - axes[0].jump) < 1e-6 for a in axes):
            rows.append(Axis(axes[0].jump, min(a.first for a in axes), max(a.last for a in axes)))
        else:
            rows.append(replace(max(axes, key=lambda a: a.size), jump=axes[0].jump))
    return tuple(rows)


def _sides(shape):
    """Height and width of a map; a vector is one pixel."""
    return tuple(shape[:2]) if len(shape) == 3 else (1, 1)
