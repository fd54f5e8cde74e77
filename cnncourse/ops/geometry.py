"""Arithmetic of layers: sizes, receptive fields, parameters, MACs and bytes."""

from collections.abc import Iterable, Sequence
from math import prod

import numpy as np


def dilated_size(k: int, dilation: int) -> int:
    """Pixels that a dilated window spans: `(k - 1) · dilation + 1`.

    Args:
        k: taps of the window.
        dilation: distance between taps, in pixels.

    Returns:
        The span, in pixels.

    Source: Dumoulin & Visin (2016), arXiv:1603.07285, section 5.1.

    >>> dilated_size(3, 2)
    5
    """
    return (k - 1) * dilation + 1


def output_size(n: int, k: int, padding: int, stride: int, dilation: int = 1) -> int:
    """Places where a window of `k` taps can stand on `n` pixels.

    `out = (n + 2·padding - (k - 1)·dilation - 1) // stride + 1`, and 0 where the window does not fit.

    Args:
        n: pixels on the axis.
        k: taps of the window.
        padding: pixels added on each side.
        stride: step of the window.
        dilation: distance between taps.

    Returns:
        Side of the feature map.

    Source: Dumoulin & Visin (2016), arXiv:1603.07285, relationship 6; with dilation, relationship 15.

    >>> output_size(8, 3, padding=0, stride=2)
    3
    """
    return max((n + 2 * padding - dilated_size(k, dilation)) // stride + 1, 0)


def same_output_size(n: int, stride: int) -> int:
    """Side of the feature map with `"same"` padding: `ceil(n / stride)`, whatever the window.

    Args:
        n: pixels on the axis.
        stride: step of the window.

    Returns:
        Side of the feature map.

    Source: TensorFlow, `tf.nn.convolution`, "Notes on padding".

    >>> same_output_size(7, 2)
    4
    """
    return -(-n // stride)


def ignored_pixels(n: int, k: int, padding: int, stride: int) -> int:
    """Count the pixels of an axis that no window ever covers: at the end, and between windows where they stand apart.

    Args:
        n: pixels on the axis.
        k: width of the window.
        padding: pixels added on each side; they are not counted.
        stride: step of the window.

    Returns:
        Pixels never looked at; all `n` where the window does not fit.

    >>> ignored_pixels(8, 3, padding=0, stride=2), ignored_pixels(10, 2, padding=0, stride=3)
    (1, 4)
    """
    seen = np.zeros(n + 2 * padding, bool)
    for place in range(output_size(n, k, padding, stride)):
        seen[place * stride : place * stride + k] = True
    return int(n - seen[padding : padding + n].sum())


def receptive_field(layers: Iterable[Sequence[int]]) -> tuple[int, int]:
    """Input pixels that one output can see, and the input pixels between neighboring outputs.

    Layer by layer, from `size = jump = 1`: `size += (kernel - 1)·dilation·jump`, then `jump *= stride`.

    Args:
        layers: `(kernel, stride, dilation)` or `(kernel, stride)` from the input on; pooling counts as a
            layer.

    Returns:
        `(size, jump)`, in input pixels along one axis.

    Source: Araujo, Norris & Sim (2019), Computing Receptive Fields of Convolutional Neural Networks, Distill,
    equation 2.

    >>> receptive_field([(3, 1, 1), (3, 1, 1)]), receptive_field([(5, 1), (2, 2), (5, 1), (2, 2)])
    ((5, 1), (16, 4))
    """
    size = jump = 1
    for kernel, stride, *dilation in layers:
        size += (kernel - 1) * (dilation[0] if dilation else 1) * jump
        jump *= stride
    return size, jump


def field_span(layers: Iterable[Sequence[int]], unit: int = 0) -> tuple[int, int]:
    """Say which input pixels one output sees, padding and all.

    The first output's field starts at `-Σ padding·jump`, and each further one `jump` pixels later.

    Args:
        layers: `(kernel, stride, dilation, padding)` from the input on; `padding` in pixels before the axis.
        unit: which output, from 0.

    Returns:
        `(first, last)` input pixel; below 0 or past the image it is padding.

    Source: Araujo, Norris & Sim (2019), Distill, section "Computing receptive field region in input image".

    >>> field_span([(3, 1, 1, 1), (3, 2, 1, 1)]), field_span([(3, 1, 1, 1), (3, 2, 1, 1)], unit=3)
    ((-2, 2), (4, 8))
    """
    layers = list(layers)
    size, jump = receptive_field(layer[:3] for layer in layers)
    first, step = unit * jump, 1
    for _, stride, _, padding in layers:
        first -= padding * step
        step *= stride
    return first, first + size - 1


def conv_parameters(kh: int, kw: int, c_in: int, c_out: int, bias: bool = True) -> int:
    """Numbers that a convolution learns: `kh·kw·c_in·c_out`, and `c_out` biases. The image's size does not matter.

    Args:
        kh, kw: sides of the kernel.
        c_in, c_out: channels in, filters out.
        bias: whether each filter has one.

    Returns:
        Parameters.

    >>> conv_parameters(5, 5, 1, 6)
    156
    """
    return kh * kw * c_in * c_out + (c_out if bias else 0)


def conv_macs(out_h: int, out_w: int, kh: int, kw: int, c_in: int, c_out: int) -> int:
    """Multiply-accumulates of a convolution on one image: one for each weight at each place of the *output*.

    Args:
        out_h, out_w: sides of the feature map.
        kh, kw: sides of the kernel.
        c_in, c_out: channels in, filters out.

    Returns:
        MACs.

    >>> conv_macs(28, 28, 5, 5, 1, 6)
    117600
    """
    return out_h * out_w * kh * kw * c_in * c_out


def activation_bytes(batch: int, shapes: Iterable[Sequence[int]], bytes_per_value: int = 4) -> int:
    """Memory of the values that training keeps for the backward pass.

    Args:
        batch: images in a batch.
        shapes: what each layer gives for one image, such as `(28, 28, 6)`.
        bytes_per_value: 4 for float32.

    Returns:
        Bytes.

    >>> activation_bytes(32, [(28, 28, 6), (14, 14, 6)])
    752640
    """
    return batch * sum(prod(shape) for shape in shapes) * bytes_per_value


def largest_batch(memory_bytes: int, shapes: Iterable[Sequence[int]], bytes_per_value: int = 4) -> int:
    """The most images whose activations fit into memory.

    Args:
        memory_bytes: bytes at hand.
        shapes: what each layer gives for one image.
        bytes_per_value: 4 for float32.

    Returns:
        Images; 0 if not even one fits.

    Raises:
        ValueError: the shapes hold no value.

    >>> largest_batch(1_000_000, [(28, 28, 6), (14, 14, 6)])
    42
    """
    one = activation_bytes(1, shapes, bytes_per_value)
    if one <= 0:
        raise ValueError(
            "shapes must hold at least one value, got none; list what each layer gives, such as (28, 28, 6)"
        )
    return memory_bytes // one
