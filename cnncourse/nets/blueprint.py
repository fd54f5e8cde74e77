"""What every builder needs before its first layer: names for layers, and a refusal in words."""

import numbers
from collections.abc import Sequence


def layer_name(prefix: str | None, part: str) -> str | None:
    """Name one layer of a block; without a prefix Keras numbers the layer itself.

    Args:
        prefix: name of the block, or `None`.
        part: what the layer is inside the block.

    Returns:
        `prefix_part`, or `None`.

    >>> layer_name("conv2_block1", "1_conv")
    'conv2_block1_1_conv'
    """
    return None if prefix is None else f"{prefix}_{part}"


def numbered(base: str, index: int) -> str:
    """Name a layer as a fresh Keras session numbers layers that were given no name.

    Args:
        base: what Keras calls the kind of layer.
        index: how many of that kind came before.

    Returns:
        `base` for the first, then `base_1`, `base_2` …

    >>> numbered("conv2d", 0), numbered("conv2d", 7)
    ('conv2d', 'conv2d_7')
    """
    return base if index == 0 else f"{base}_{index}"


def scaled(channels: int, width: float, multiple: int = 1) -> int:
    """Number of channels of a layer in a network made thinner or wider.

    Args:
        channels: the paper's number.
        width: factor on it; 1 keeps it.
        multiple: the result is a multiple of this (for groups).

    Returns:
        The nearest such number, at least `multiple`.

    >>> scaled(192, 0.25), scaled(48, 0.01), scaled(27, 1 / 3, multiple=2)
    (48, 1, 8)
    """
    return max(1, round(channels * width / multiple)) * multiple


def check_input(network: str, input_shape: Sequence[int], classes: int = 1, least: int = 1) -> None:
    """Refuse, in words, an input on which a network cannot stand.

    Args:
        network: the builder's name, for the message.
        input_shape: `(height, width, channels)` in pixels.
        classes: number of outputs.
        least: smallest height and width on which every layer still has a pixel to work on.

    Raises:
        ValueError: the shape is not three positive whole numbers, is smaller than `least`, or `classes` is
            not a positive whole number.

    >>> check_input("inception_v3", (28, 28, 1), least=75)
    Traceback (most recent call last):
    ValueError: inception_v3 needs at least 75×75, got 28×28
    """
    sizes = tuple(input_shape) if isinstance(input_shape, Sequence) else (input_shape,)
    if len(sizes) != 3 or not all(_positive_whole(size) for size in sizes):
        raise ValueError(f"{network} takes input_shape=(height, width, channels), got {input_shape}")
    height, width, _ = sizes
    if min(height, width) < least:
        raise ValueError(f"{network} needs at least {least}×{least}, got {height}×{width}")
    if not _positive_whole(classes):
        raise ValueError(f"{network} needs a positive whole number of classes, got {classes}")


def check_choice(network: str, option: str, value: object, allowed: Sequence[object]) -> None:
    """Refuse a setting that is none of those on offer.

    Args:
        network: the builder's name, for the message.
        option: the argument's name.
        value: what was asked for.
        allowed: what there is.

    Raises:
        ValueError: `value` is not among `allowed`.

    >>> check_choice("resnet", "stride_on", "5x5", ("1x1", "3x3"))
    Traceback (most recent call last):
    ValueError: resnet takes stride_on='1x1' or '3x3', got '5x5'
    """
    if value not in allowed:
        raise ValueError(f"{network} takes {option}={' or '.join(map(repr, allowed))}, got {value!r}")


def _positive_whole(value: object) -> bool:
    return isinstance(value, numbers.Integral) and not isinstance(value, bool) and value > 0
