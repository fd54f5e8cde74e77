"""Designs counted by arithmetic are what Keras counts when they are built."""

import pytest

from cnncourse import ops
from cnncourse.nets.designed import designed
from cnncourse.ops.design import BLOCKS


@pytest.mark.parametrize("block", BLOCKS)
@pytest.mark.parametrize(("width", "stages", "blocks"), [(8, 1, 1), (5, 3, 2), (6, 4, 1)])
def test_arithmetic_agrees_with_keras(block, width, stages, blocks):
    rows, model = ops.design_table(block, width, stages, blocks), designed(block, width, stages, blocks)
    assert sum(row.parameters for row in rows) == model.count_params()
    assert sum(row.macs for row in rows) == ops.macs(model)
    last = [row for row in ops.layer_table(model) if len(row.shape) == 3][-1]
    assert rows[-2].field == last.field and rows[-2].shape == last.shape


def test_other_images_and_classes_are_counted_too():
    rows = ops.design_table("gated", 6, 2, 1, side=30, channels=3, classes=7, ratio=3)
    model = designed("gated", 6, 2, 1, (30, 30, 3), 7, ratio=3)
    assert sum(row.parameters for row in rows) == model.count_params()
    assert sum(row.macs for row in rows) == ops.macs(model)


def test_what_is_no_design_is_refused():
    with pytest.raises(ValueError, match="a block is one of plain, separable, residual, gated, got 'dense'"):
        ops.design_table("dense", 8, 2, 1)
    with pytest.raises(ValueError, match="at least 1"):
        ops.design_table("plain", 0, 2, 1)
    with pytest.raises(ValueError, match="designed takes block="):
        designed("dense", 8, 2, 1)
