"""The slider of the lesson on VGG."""

from __future__ import annotations

from cnncourse.figures import vgg

from .base import Explorer, slider


def configuration_explorer(
    side: int = 224, blocks: int = 5, early: int = 2, late: int = 3, width: int = 64, dense: int = 4096
) -> Explorer:
    """Numbers of a network like VGG → its drawing, its parameters and its work. At first: VGG-16.

    Args:
        side: of the image at first; the others likewise, as in `figures.vgg.explorer`.
    """
    return Explorer(
        vgg.explorer,
        "a network drawn block by block, with the shape and the parameters of each block and dense layer",
        side=slider("image side", 16, 384, side, step=8),
        blocks=slider("blocks", 1, 5, blocks),
        early=slider("blocks 1–2", 1, 4, early),
        late=slider("blocks 3–5", 1, 4, late),
        width=slider("first width", 8, 128, width, step=8),
        dense=slider("dense units", 64, 4096, dense, step=64),
    )
