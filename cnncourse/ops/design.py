"""What a network costs that is a kind of block and three numbers: arithmetic alone, nothing is built."""

from collections.abc import Iterator

from cnncourse.ops.geometry import conv_macs, conv_parameters, receptive_field, same_output_size
from cnncourse.ops.stacks import Row

BLOCKS = ("plain", "separable", "residual", "gated")


def design_table(
    block: str, width: int, stages: int, blocks: int, *, side: int = 28, channels: int = 1, classes: int = 10,
    ratio: int = 4,
) -> list[Row]:  # fmt: skip
    """Follow one image through a design: a 3×3 convolution, stages of equal blocks, the mean, a dense layer.

    Each stage after the first has twice the channels, and the first convolution of its first block has stride 2. No
    convolution has a bias; each is followed by BatchNorm, whose moving statistics are counted, as Keras does.

    Args:
        block: `"plain"`, two 3×3 convolutions; `"separable"`, two separable ones; `"residual"`, the plain ones with a
            shortcut, projected by a 1×1 convolution where the shapes differ; `"gated"`, the same with a
            squeeze-and-excitation gate on the branch.
        width: channels of the first stage.
        stages: how many.
        blocks: in each stage.
        side: of the square image, in pixels.
        channels: of the image.
        classes: outputs.
        ratio: channels of a stage over hidden units of its gates.

    Returns:
        A row for the first convolution, each stage, and the scores.

    Raises:
        ValueError: there is no such block, or a number is below 1.

    >>> [(row.name, row.parameters, row.macs) for row in design_table("plain", 8, 1, 1)]
    [('first convolution', 104, 56448), ('stage 1', 1216, 903168), ('scores', 90, 80)]
    """
    if block not in BLOCKS:
        raise ValueError(f"a block is one of {', '.join(BLOCKS)}, got {block!r}")
    if min(width, stages, blocks, side, channels, classes, ratio) < 1:
        raise ValueError("width, stages, blocks, side, channels, classes and ratio are at least 1")
    seen = [(3, 1)]
    rows = [_row("first convolution", side, width, seen, [_convolution(side, 3, channels, width)])]
    before, wide = width, width
    for stage in range(1, stages + 1):
        parts = []
        for number in range(blocks):
            stride = 2 if stage > 1 and number == 0 else 1
            side, wide = same_output_size(side, stride), wide * stride
            parts += _block(block, side, before, wide, ratio)
            seen += [(3, stride), (3, 1)]
            before = wide
        rows.append(_row(f"stage {stage}", side, wide, seen, parts))
    return [*rows, Row("scores", (classes,), None, (wide + 1) * classes, wide * classes)]


Cost = tuple[int, int]  # parameters, MACs


def _block(block: str, side: int, c_in: int, c_out: int, ratio: int) -> Iterator[Cost]:
    """Parts of one block whose maps are `side` pixels wide."""
    for before in (c_in, c_out):
        if block == "separable":
            yield 9 * before, side * side * 9 * before
        yield _convolution(side, 1 if block == "separable" else 3, before, c_out)
    if block in ("residual", "gated") and c_in != c_out:
        yield _convolution(side, 1, c_in, c_out)
    if block == "gated":
        hidden = max(1, c_out // ratio)
        yield 2 * c_out * hidden + hidden + c_out, 2 * c_out * hidden


def _convolution(side: int, kernel: int, c_in: int, c_out: int) -> Cost:
    """A convolution without bias and its BatchNorm; `side` is that of what it gives."""
    parameters = conv_parameters(kernel, kernel, c_in, c_out, bias=False) + 4 * c_out
    return parameters, conv_macs(side, side, kernel, kernel, c_in, c_out)


def _row(name: str, side: int, wide: int, seen: list, parts: list[Cost]) -> Row:
    field = receptive_field(seen)[0]
    parameters, macs = (sum(numbers) for numbers in zip(*parts, strict=True))
    return Row(name, (side, side, wide), (field, field), parameters, macs)
