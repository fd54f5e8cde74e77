"""The slider of the lesson on Inception."""

from __future__ import annotations

from cnncourse.figures import inception

from .base import Explorer, slider


def block_explorer(
    side: int = 28, channels: int = 192, widths: tuple[int, int, int, int, int, int] = (64, 96, 128, 16, 32, 32)
) -> Explorer:
    """Widths of GoogLeNet's block → shapes, parameters and MACs, with and without its reductions.

    Args:
        side: of the maps in pixels.
        channels: that come in.
        widths: of the six convolutions, in the order of the paper's table 1; module 3a at first.
    """

    def draw(side, channels, **six):
        return inception.explorer(side, channels, list(six.values()))

    names = ("1×1", "3×3 reduce", "3×3", "5×5 reduce", "5×5", "pool 1×1")
    keys = ("one", "reduce3", "three", "reduce5", "five", "projection")
    return Explorer(
        draw,
        "bars for the four paths of an Inception block: channels that each gives, multiply-accumulates that each takes",
        side=slider("side", 1, 56, side),
        channels=slider("channels in", 1, 832, channels),
        **{key: slider(name, 1, 384, width) for key, name, width in zip(keys, names, widths, strict=True)},
    )
